#pragma once

#include "client/net/answer.h"
#include "client/net/tokenvault.h"

namespace madang::client::test {

// Tokens in memory; storing can be held up, as a keychain does.
class MemoryVault final : public TokenVault {
public:
    [[nodiscard]] std::optional<protocol::Tokens> tokens() const override { return held; }
    QCoro::Task<void> store(protocol::Tokens tokens) override
    {
        held = tokens;
        ++stored;
        if (slow)
            co_await release;
    }
    QCoro::Task<void> clear() override
    {
        held.reset();
        co_return;
    }

    std::optional<protocol::Tokens> held;
    int stored = 0;
    bool slow = false;
    Answer<bool> release;
};

} // namespace madang::client::test
