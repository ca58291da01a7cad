#pragma once

#include "shared/core/error.h"
#include "shared/protocol/fields.h"

// What describes a method or an event besides its fields.
//
//     struct MessageSend {
//         static constexpr QLatin1String method{"message.send"};
//         static constexpr QLatin1String summary{"…"};        one sentence
//         static constexpr bool needsLogin = true;            else it is served before a login too
//         static constexpr std::array errors{…};              its own codes, beyond those of every method
//         struct Params {…};
//         struct Result {…};                                  or an alias of a FieldStruct
//     };
//     struct MessageCreated {
//         static constexpr QLatin1String event{"message.created"};
//         static constexpr QLatin1String summary{"…"};
//         static constexpr bool counted = true;               false: passing, may be lost
//         …fields…
//     };
namespace madang::protocol {

template <class... T> struct TypeList {
    static constexpr size_t size = sizeof...(T);
};

// Calls f(std::type_identity<T>{}) for every type of the list, in order.
template <class... T, class F> void forEachType(TypeList<T...>, F&& f)
{
    (f(std::type_identity<T>{}), ...);
}

// For a method without errors of its own.
inline constexpr std::array<ErrorCode, 0> kNoErrors{};

template <class T>
concept Method = FieldStruct<typename T::Params> && requires
{
    {
        T::method
        } -> std::convertible_to<QLatin1String>;
    {
        T::summary
        } -> std::convertible_to<QLatin1String>;
    {
        T::needsLogin
        } -> std::convertible_to<bool>;
    typename T::Result;
    T::errors.size();
};

template <class T>
concept Event = FieldStruct<T> && requires
{
    {
        T::event
        } -> std::convertible_to<QLatin1String>;
    {
        T::summary
        } -> std::convertible_to<QLatin1String>;
    {
        T::counted
        } -> std::convertible_to<bool>;
};

} // namespace madang::protocol
