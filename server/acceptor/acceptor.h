#pragma once

#include "server/acceptor/acceptoroptions.h"
#include "shared/core/result.h"

#include <memory>

namespace madang::server {

class LoopGroup;

// The server's door. Accepts on the main thread, hands each connection as a descriptor to the loop that has
// the fewest, and there lets it pass its WebSocket handshake. On the main thread.
class Acceptor {
public:
    // `loops` must be running, and outlive this.
    Acceptor(LoopGroup& loops, AcceptorOptions options, OnConnection onConnection);
    // As stopAccepting(); connections that were handed out live on.
    ~Acceptor();
    Acceptor(const Acceptor&) = delete;
    Acceptor& operator=(const Acceptor&) = delete;

    // The error is one line for a person.
    [[nodiscard]] Result<void> listen();
    // Takes no more connections and drops those whose handshake is not done: after it returns, the callback
    // is not called again.
    void stopAccepting();

    [[nodiscard]] quint16 port() const;
    // Open ones, those whose handshake is under way included.
    [[nodiscard]] int connections() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace madang::server
