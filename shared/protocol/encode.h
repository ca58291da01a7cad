#pragma once

#include "shared/protocol/fields.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <QtCore/QUuid>

namespace madang::protocol {

// Compact JSON, written straight to UTF-8 bytes. What is no Unicode (a lone surrogate) becomes U+FFFD.
namespace json {
void appendString(QByteArray& out, QStringView text);
void appendInteger(QByteArray& out, qint64 value);
void appendDouble(QByteArray& out, double value);
void appendUuid(QByteArray& out, const QUuid& uuid);
void appendId(QByteArray& out, QChar prefix, quint64 value);
void appendObject(QByteArray& out, const QJsonObject& object);
} // namespace json

template <class T> void appendJson(QByteArray& out, const T& value);

namespace detail {

class ObjectEncoder {
public:
    explicit ObjectEncoder(QByteArray& out)
        : m_out(out)
    {
        m_out.append('{');
    }
    template <size_t N, class T> void operator()(const char (&name)[N], const T& value)
    {
        if constexpr (IsOptional<T>) {
            if (value)
                (*this)(name, *value);
        } else {
            m_out.append(m_first ? "\"" : ",\"", m_first ? 1 : 2);
            m_first = false;
            m_out.append(name, N - 1);
            m_out.append("\":", 2);
            appendJson(m_out, value);
        }
    }
    void end() { m_out.append('}'); }

private:
    QByteArray& m_out;
    bool m_first = true;
};

template <class Tag> void appendTypedId(QByteArray& out, Id<Tag> id)
{
    json::appendId(out, Tag::prefix, id.value());
}

} // namespace detail

template <class T> void appendJson(QByteArray& out, const T& value)
{
    if constexpr (std::same_as<T, bool>) {
        value ? out.append("true", 4) : out.append("false", 5);
    } else if constexpr (IsInteger<T>) {
        json::appendInteger(out, value);
    } else if constexpr (std::same_as<T, double>) {
        json::appendDouble(out, value);
    } else if constexpr (std::same_as<T, QString>) {
        json::appendString(out, value);
    } else if constexpr (std::same_as<T, QUuid>) {
        json::appendUuid(out, value);
    } else if constexpr (std::same_as<T, QJsonObject>) {
        json::appendObject(out, value);
    } else if constexpr (IsId<T>) {
        detail::appendTypedId(out, value);
    } else if constexpr (WordEnum<T>) {
        const QLatin1String text = toWord(value);
        out.append('"').append(text.data(), text.size()).append('"');
    } else if constexpr (IsVector<T>) {
        out.append('[');
        bool first = true;
        for (const auto& item : value) {
            if (!first)
                out.append(',');
            first = false;
            // Not `item` itself where T is vector<bool>, whose items are proxies.
            appendJson<typename T::value_type>(out, item);
        }
        out.append(']');
    } else {
        static_assert(FieldStruct<T>, "this type has no form on the wire");
        detail::ObjectEncoder encoder(out);
        T::fields(value, encoder);
        encoder.end();
    }
}

// One value as compact JSON.
template <class T> [[nodiscard]] QByteArray encode(const T& value)
{
    QByteArray out;
    out.reserve(256);
    appendJson(out, value);
    return out;
}

} // namespace madang::protocol
