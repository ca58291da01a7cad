#pragma once

#include "shared/core/result.h"

#include <QtCore/QString>

namespace madang::server {

class Connection;
enum class ConnectionRole;
enum class Sharing;

// Keeps servers apart that would not agree with each other on one PostgreSQL database (and schema): an
// advisory lock that the writer's own session holds. Whoever lost the session lost the lock, and has to take
// it again before anything can be written: that is the fence. A server without Redis holds it alone, servers
// with Redis share it, so that the two kinds refuse each other. It needs a session of its own for each
// connection, as PostgreSQL gives it; a pooler that shuffles transactions among sessions would break it.
class ServerLock {
public:
    explicit ServerLock(Sharing sharing);
    // Names the connection after this process and, where it is a writer's, takes the lock. conflict: another
    // server has it; the message is one line for a person. unavailable: the connection failed meanwhile.
    Result<void> attach(Connection& connection, ConnectionRole role) const;

private:
    Result<void> take(Connection& connection) const;
    // Ends a session of this very process that still holds it: the network was cut, and PostgreSQL has not
    // noticed yet.
    Result<void> endGhosts(Connection& connection) const;

    const Sharing m_sharing;
    const QString m_name;
};

} // namespace madang::server
