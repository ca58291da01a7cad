#pragma once

#include "shared/protocol/shapes.h"

#include <QCoro/QCoroTask>
#include <optional>

namespace madang::client {

// Where the tokens of the present session are kept. A refresh token works once, so a new pair is stored
// before it is used: whoever loses it has to sign in again.
class TokenVault {
public:
    virtual ~TokenVault() = default;
    [[nodiscard]] virtual std::optional<protocol::Tokens> tokens() const = 0;
    // tokens() gives the pair at once; the task ends when it is as durable as this vault makes it. Never
    // fails: a vault that can no longer store keeps the pair in memory and says so to the person by itself.
    virtual QCoro::Task<void> store(protocol::Tokens tokens) = 0;
    virtual QCoro::Task<void> clear() = 0;
};

} // namespace madang::client
