#pragma once

#include "server/rooms/expiryworker.h"
#include "server/rooms/indexworker.h"
#include "shared/core/clock.h"

#include <QtCore/QString>
#include <memory>
#include <vector>

namespace madang::server {

class Group;
class RevocationList;
class RoomShard;
class SessionLoop;
class Storage;

// Knows how a server is at present: asks its loops, its database and its Redis several times a second, and
// keeps what they said. Whoever wants to know waits for nobody, and no loop is asked more often because many
// want to know. On the main thread.
class ServerWatch {
public:
    struct Ports {
        Executor& main;
        std::vector<SessionLoop*> sessions; // of each loop
        std::vector<RoomShard*> shards; // of each loop
        Storage& storage;
        Group* group = nullptr; // null: this server is alone
        const RevocationList& revocations;
        const ExpiryWorker& expiry;
        const IndexWorker& indexing;
        const Clock& clock;
    };

    // Everything that is given outlives this.
    explicit ServerWatch(Ports ports);
    ~ServerWatch();
    ServerWatch(const ServerWatch&) = delete;
    ServerWatch& operator=(const ServerWatch&) = delete;

    // One line why it is not; empty: it is.
    [[nodiscard]] QString whyNotHealthy() const; // a loop has not answered for a second
    [[nodiscard]] QString whyNotReady() const; // beside that: database or Redis cannot be reached
    // For Prometheus.
    [[nodiscard]] QByteArray metrics() const;

private:
    struct Core;
    std::shared_ptr<Core> m_core;
};

} // namespace madang::server
