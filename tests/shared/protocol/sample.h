#pragma once

#include "shared/protocol/fields.h"
#include "shared/protocol/messagemethods.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <QtCore/QUuid>

// Values of wire structs in which no field has its default, so that one that is forgotten shows.
namespace madang::protocol::test {

// Every call of value() gives something else; texts hold what JSON and UTF-8 find hard.
class Sampler {
public:
    template <class T> T value();

    template <size_t N, class T> void operator()(const char (&)[N], T& out) { out = value<T>(); }

private:
    int m_count = 0;
};

namespace detail {

template <class Tag> void fill(Id<Tag>& out, int n)
{
    out = Id<Tag>(quint64(n) * 0x1234'5678'9ABC + 1);
}

// What a struct may not hold all at once.
template <class T> void adjust(T&)
{
}
inline void adjust(MessageHistory::Params& params)
{
    params.before.reset();
    params.after.reset();
}

} // namespace detail

template <class T> T Sampler::value()
{
    const int n = ++m_count;
    if constexpr (std::same_as<T, bool>) {
        return true;
    } else if constexpr (std::same_as<T, int>) {
        return n % 2 ? n : -n;
    } else if constexpr (std::same_as<T, qint64>) {
        return n % 2 ? (qint64(1) << 53) - n : n - (qint64(1) << 53);
    } else if constexpr (std::same_as<T, double>) {
        return n + 0.1;
    } else if constexpr (std::same_as<T, QString>) {
        return QString::number(n)
            + QStringLiteral(" \"\\/\b\f\n\r\t\u0001\u007f 마당 ㄱ \U0001F468\u200D\U0001F469 \u202E \u2028");
    } else if constexpr (std::same_as<T, QUuid>) {
        return QUuid(uint(n), 0x1234, 0x7ABC, 0x89, 1, 2, 3, 4, 5, 6, 7);
    } else if constexpr (std::same_as<T, QJsonObject>) {
        return QJsonObject{{QStringLiteral("event"), QStringLiteral("joined")}, {QStringLiteral("n"), n},
            {QStringLiteral("list"), QJsonArray{1.5, true, QJsonValue::Null, QJsonObject(), qint64(-9)}}};
    } else if constexpr (IsId<T>) {
        T id;
        detail::fill(id, n);
        return id;
    } else if constexpr (WordEnum<T>) {
        return Words<T>::list[size_t(n) % Words<T>::list.size()].value;
    } else if constexpr (IsOptional<T>) {
        return value<typename T::value_type>();
    } else if constexpr (IsVector<T>) {
        T list;
        list.push_back(value<typename T::value_type>());
        list.push_back(value<typename T::value_type>());
        return list;
    } else {
        T out{};
        T::fields(out, *this);
        detail::adjust(out);
        return out;
    }
}

} // namespace madang::protocol::test
