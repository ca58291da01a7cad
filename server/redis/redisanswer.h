#pragma once

#include "server/redis/respvalue.h"
#include "shared/core/result.h"
#include "shared/core/uniquefunction.h"

#include <coroutine>
#include <optional>

namespace madang::server {

// The value is never an error of Redis: those come as an Error (rediserror.h).
using RedisDone = UniqueFunction<void(Result<RespValue>)>;

// What co_await takes: gives Result<RespValue>. The command is asked for when it is awaited.
class [[nodiscard]] RedisAnswer {
public:
    using Ask = UniqueFunction<void(RedisDone)>;
    explicit RedisAnswer(Ask ask)
        : m_ask(std::move(ask))
    {
    }

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting)
    {
        m_ask([this, waiting](Result<RespValue> result) {
            m_result.emplace(std::move(result));
            waiting.resume();
        });
    }
    [[nodiscard]] Result<RespValue> await_resume() { return std::move(*m_result); }

private:
    Ask m_ask;
    std::optional<Result<RespValue>> m_result;
};

} // namespace madang::server
