#pragma once

#include "shared/core/executor.h"

#include <coroutine>
#include <memory>
#include <utility>

namespace madang::server {

// Lets one coroutine on the executor's thread wait for a time that others can cut short. On that thread.
class Pause {
public:
    explicit Pause(Executor& executor)
        : m_executor(executor)
        , m_state(std::make_shared<State>())
    {
    }
    Pause(const Pause&) = delete;
    Pause& operator=(const Pause&) = delete;

    // co_await pause.atMost(ms)
    [[nodiscard]] auto atMost(qint64 ms)
    {
        struct Awaiter {
            Pause& pause;
            qint64 ms;
            [[nodiscard]] bool await_ready() const noexcept { return false; }
            void await_suspend(std::coroutine_handle<> waiting) { pause.begin(waiting, ms); }
            void await_resume() const noexcept { }
        };
        return Awaiter{*this, ms};
    }
    // Ends it; whoever waits goes on after this call.
    void end()
    {
        m_executor.post([state = m_state, turn = m_state->turn] { state->resume(turn); });
    }
    // Whoever waits goes on inside this call.
    void endNow() { m_state->resume(m_state->turn); }

private:
    struct State {
        std::coroutine_handle<> waiting;
        quint64 turn = 0;
        void resume(quint64 ofTurn)
        {
            if (waiting && turn == ofTurn) {
                std::exchange(waiting, {}).resume();
            }
        }
    };
    void begin(std::coroutine_handle<> waiting, qint64 ms)
    {
        m_state->waiting = waiting;
        const quint64 turn = ++m_state->turn;
        m_executor.postAfter(ms, [state = m_state, turn] { state->resume(turn); });
    }

    Executor& m_executor;
    std::shared_ptr<State> m_state;
};

} // namespace madang::server
