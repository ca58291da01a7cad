#pragma once

#include "shared/core/result.h"
#include "shared/protocol/fields.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QString>
#include <QtCore/QUuid>

namespace madang::protocol {

// A JSON object as it came, not yet looked into: the params of a request, the result of an answer.
// Give it to decode(); what it holds inside may change for speed.
class Body {
public:
    Body() = default;
    Body(QJsonObject object)
        : m_object(std::move(object))
    {
    }
    [[nodiscard]] const QJsonObject& object() const noexcept { return m_object; }

private:
    QJsonObject m_object;
};

namespace detail {

// Each gives nothing, or what is wrong with the value (path relative to it).
[[nodiscard]] std::optional<Misfit> readBool(const QJsonValue& value, bool& out);
[[nodiscard]] std::optional<Misfit> readInteger(const QJsonValue& value, qint64& out);
[[nodiscard]] std::optional<Misfit> readInteger(const QJsonValue& value, int& out);
[[nodiscard]] std::optional<Misfit> readDouble(const QJsonValue& value, double& out);
[[nodiscard]] std::optional<Misfit> readString(const QJsonValue& value, QString& out);
[[nodiscard]] std::optional<Misfit> readUuid(const QJsonValue& value, QUuid& out);
[[nodiscard]] std::optional<Misfit> readObject(const QJsonValue& value, QJsonObject& out);
[[nodiscard]] std::optional<Misfit> readId(const QJsonValue& value, QChar prefix, quint64& out);
[[nodiscard]] Misfit noSuchWord(const QString& words);
[[nodiscard]] Misfit missing();
[[nodiscard]] Misfit notAnArray();
[[nodiscard]] Misfit inside(QLatin1String name, Misfit misfit);
[[nodiscard]] Misfit inside(qsizetype index, Misfit misfit);
[[nodiscard]] Error toError(Misfit misfit);

template <class T> [[nodiscard]] std::optional<Misfit> readValue(const QJsonValue& value, T& out);

class ObjectDecoder {
public:
    explicit ObjectDecoder(const QJsonObject& object)
        : m_object(object)
    {
    }
    template <size_t N, class T> void operator()(const char (&name)[N], T& out)
    {
        if (m_misfit)
            return;
        const QLatin1String key(name, N - 1);
        const auto found = m_object.constFind(key);
        const bool there = found != m_object.constEnd();
        std::optional<Misfit> misfit;
        if constexpr (IsOptional<T>) {
            // null says the same as absence: many clients write it for what they do not have.
            if (there && !found->isNull())
                misfit = readValue(*found, out.emplace());
            else
                out.reset();
        } else {
            misfit = there ? readValue(*found, out) : missing();
        }
        if (misfit)
            m_misfit.emplace(inside(key, std::move(*misfit)));
    }
    [[nodiscard]] std::optional<Misfit> take() { return std::move(m_misfit); }

private:
    const QJsonObject& m_object;
    std::optional<Misfit> m_misfit;
};

template <class T> [[nodiscard]] std::optional<Misfit> readStruct(const QJsonObject& object, T& out)
{
    ObjectDecoder decoder(object);
    T::fields(out, decoder);
    auto misfit = decoder.take();
    if constexpr (requires { T::check(out); }) {
        if (!misfit)
            misfit = T::check(out);
    }
    return misfit;
}

template <class Tag> [[nodiscard]] std::optional<Misfit> readTypedId(const QJsonValue& value, Id<Tag>& out)
{
    quint64 number = 0;
    auto misfit = readId(value, Tag::prefix, number);
    out = Id<Tag>(number);
    return misfit;
}

template <class T> std::optional<Misfit> readValue(const QJsonValue& value, T& out)
{
    if constexpr (std::same_as<T, bool>) {
        return readBool(value, out);
    } else if constexpr (IsInteger<T>) {
        return readInteger(value, out);
    } else if constexpr (std::same_as<T, double>) {
        return readDouble(value, out);
    } else if constexpr (std::same_as<T, QString>) {
        return readString(value, out);
    } else if constexpr (std::same_as<T, QUuid>) {
        return readUuid(value, out);
    } else if constexpr (std::same_as<T, QJsonObject>) {
        return readObject(value, out);
    } else if constexpr (IsId<T>) {
        return readTypedId(value, out);
    } else if constexpr (WordEnum<T>) {
        QString text;
        if (auto misfit = readString(value, text))
            return misfit;
        const auto known = fromWord<T>(text);
        if (!known)
            return noSuchWord(wordList<T>());
        out = *known;
        return std::nullopt;
    } else if constexpr (IsVector<T>) {
        if (!value.isArray())
            return notAnArray();
        const QJsonArray array = value.toArray();
        out.clear();
        out.reserve(size_t(array.size()));
        for (qsizetype i = 0; i < array.size(); ++i) {
            typename T::value_type item{};
            if (auto misfit = readValue(array.at(i), item))
                return inside(i, std::move(*misfit));
            out.push_back(std::move(item));
        }
        return std::nullopt;
    } else {
        static_assert(FieldStruct<T>, "this type has no form on the wire");
        QJsonObject object;
        if (auto misfit = readObject(value, object))
            return misfit;
        return readStruct(object, out);
    }
}

} // namespace detail

// The struct, or Error::invalidParams with the dotted path of the first field that is missing or of a
// wrong type. Members that the struct does not know are ignored.
template <class T> [[nodiscard]] Result<T> decode(const Body& body)
{
    if constexpr (std::same_as<T, QJsonObject>) {
        return body.object();
    } else {
        T out{};
        if (auto misfit = detail::readStruct(body.object(), out))
            return detail::toError(std::move(*misfit));
        return out;
    }
}

} // namespace madang::protocol
