#pragma once

#include "server/domain/bus.h"
#include "server/domain/peers.h"

namespace madang::server {

// The bus of a group of servers: what concerns them all goes to the own connections and to the peers.
class GroupBus final : public Bus {
public:
    GroupBus(Bus& own, Peers& peers)
        : m_own(own)
        , m_peers(peers)
    {
    }
    void publish(Event event) override;

private:
    Bus& m_own;
    Peers& m_peers;
};

} // namespace madang::server
