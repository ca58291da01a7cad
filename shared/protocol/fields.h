#pragma once

#include "shared/core/id.h"

#include <QtCore/QString>
#include <QtCore/QStringView>
#include <array>
#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

// How a struct says what it looks like on the wire. It lists its fields once,
//
//     template <class Self, class Visitor>
//     static void fields(Self& self, Visitor& v)
//     {
//         v("room", self.room);
//         v("reply_to", self.replyTo);
//     }
//
// and encoder (encode.h), decoder (decode.h) and JSON schema (schema.h) walk that list. A field may be
// a bool, int, qint64, double, QString, QUuid, a strong id, an enum with Words, a QJsonObject (free
// form), another such struct, a std::vector of these, or a std::optional of any (absent on the wire
// when empty). Every field that is no std::optional must be there when decoding.
//
// A struct may further have
//     static constexpr QLatin1String shape{"Room"};              a name of its own in the OpenRPC document
//     static std::optional<Misfit> check(const Params& params);  a rule between its fields
namespace madang::protocol {

// The first field that does not fit: its dotted path and what is wrong with it ("must be a string").
struct Misfit {
    QString path;
    QString problem;
};

// The words of an enum: specialise with `static constexpr std::array list{word(Kind::A, "a"), …}`.
template <class E> struct Words;

template <class E> struct Word {
    E value;
    QLatin1String text;
};

template <class E> constexpr Word<E> word(E value, const char* text) noexcept
{
    return {value, QLatin1String(text)};
}

template <class E>
concept WordEnum = std::is_enum_v<E> && requires
{
    Words<E>::list;
};

template <WordEnum E> [[nodiscard]] constexpr QLatin1String toWord(E value) noexcept
{
    for (const auto& entry : Words<E>::list) {
        if (entry.value == value)
            return entry.text;
    }
    return Words<E>::list.front().text;
}

template <WordEnum E> [[nodiscard]] std::optional<E> fromWord(QStringView text) noexcept
{
    for (const auto& entry : Words<E>::list) {
        if (text == entry.text)
            return entry.value;
    }
    return std::nullopt;
}

// The words of an enum as a person reads them: "direct, group".
template <WordEnum E> [[nodiscard]] QString wordList()
{
    QString list;
    for (const auto& entry : Words<E>::list) {
        if (!list.isEmpty())
            list += QLatin1String(", ");
        list += entry.text;
    }
    return list;
}

// Ids are opaque to a peer: 1 to 32 of [A-Za-z0-9_-]. One that has this form but was not made here
// decodes to a null id, which no row has, so that a service answers 404 and not -32602.
inline constexpr qsizetype kIdLength = 32;
[[nodiscard]] bool isOpaqueId(QStringView text) noexcept;

namespace detail {

struct AnyVisitor {
    template <class T> void operator()(const char*, T&) { }
};

template <class T> struct OptionalOf : std::false_type {
};
template <class T> struct OptionalOf<std::optional<T>> : std::true_type {
    using Inner = T;
};
template <class T> struct VectorOf : std::false_type {
};
template <class T> struct VectorOf<std::vector<T>> : std::true_type {
    using Inner = T;
};
template <class T> struct IdOf : std::false_type {
};
template <class Tag> struct IdOf<Id<Tag>> : std::true_type {
};

} // namespace detail

template <class T>
concept IsOptional = detail::OptionalOf<T>::value;
template <class T>
concept IsVector = detail::VectorOf<T>::value;
template <class T>
concept IsId = detail::IdOf<T>::value;
template <class T>
concept IsInteger = std::same_as<T, int> || std::same_as<T, qint64>;
template <class T>
concept FieldStruct = std::is_class_v<T> && requires(T& self, detail::AnyVisitor& visitor)
{
    T::fields(self, visitor);
};

} // namespace madang::protocol
