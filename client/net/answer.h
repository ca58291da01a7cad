#pragma once

#include <coroutine>
#include <memory>
#include <optional>
#include <utility>

namespace madang::client {

// A value that one coroutine waits for and somebody else gives, once, on the same thread. Giving it
// resumes the waiting coroutine inside give(). Copies share the value.
template <class T> class Answer {
public:
    [[nodiscard]] bool given() const noexcept { return m_state->given; }
    void give(T value)
    {
        if (m_state->given)
            return;
        const auto state = m_state; // the resumed coroutine may destroy this
        state->given = true;
        state->value.emplace(std::move(value));
        if (state->waiter)
            std::exchange(state->waiter, {}).resume();
    }

    [[nodiscard]] bool await_ready() const noexcept { return m_state->given; }
    void await_suspend(std::coroutine_handle<> waiter) noexcept { m_state->waiter = waiter; }
    [[nodiscard]] T await_resume() { return std::move(*m_state->value); }

private:
    struct State {
        bool given = false;
        std::optional<T> value;
        std::coroutine_handle<> waiter;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace madang::client
