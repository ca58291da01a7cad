#pragma once

#include "shared/core/error.h"

#include <utility>
#include <variant>

namespace madang {

// A value or an expected failure. value() and error() may only be asked for what is there.
template <class T> class [[nodiscard]] Result {
public:
    using Value = T;

    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }
    [[nodiscard]] bool ok() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }
    [[nodiscard]] const T& value() const& { return *std::get_if<0>(&m_state); }
    [[nodiscard]] T& value() & { return *std::get_if<0>(&m_state); }
    [[nodiscard]] T&& value() && { return std::move(*std::get_if<0>(&m_state)); }
    [[nodiscard]] const Error& error() const& { return *std::get_if<1>(&m_state); }
    [[nodiscard]] Error&& error() && { return std::move(*std::get_if<1>(&m_state)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

private:
    std::variant<T, Error> m_state;
};

template <> class [[nodiscard]] Result<void> {
public:
    using Value = void;

    Result() noexcept = default;
    Result(Error error)
        : m_error(std::in_place_index<1>, std::move(error))
    {
    }
    [[nodiscard]] bool ok() const noexcept { return m_error.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }
    [[nodiscard]] const Error& error() const& { return *std::get_if<1>(&m_error); }
    [[nodiscard]] Error&& error() && { return std::move(*std::get_if<1>(&m_error)); }

private:
    std::variant<std::monostate, Error> m_error;
};

} // namespace madang
