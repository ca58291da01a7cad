#include "server/storage/serverlock.h"

#include "server/storage/connection.h"
#include "server/storage/database.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QThread>

namespace madang::server {

namespace {

// A process that was killed a moment ago is still there as a session for another moment.
constexpr int patienceMs = 3'000;
constexpr int pauseMs = 50;

} // namespace

ServerLock::ServerLock(Sharing sharing)
    : m_sharing(sharing)
    , m_name(QStringLiteral("madang ") % QUuid::createUuid().toString(QUuid::Id128).left(16))
{
}

Result<void> ServerLock::attach(Connection& connection, ConnectionRole role) const
{
    if (auto ok = connection.execute(QStringLiteral("SET application_name = '%1'").arg(m_name)); !ok) {
        return ok;
    }
    return role == ConnectionRole::Writer ? take(connection) : Result<void>();
}

Result<void> ServerLock::take(Connection& connection) const
{
    const auto statement = m_sharing == Sharing::Exclusive ? QLatin1String("lock.take_alone")
                                                           : QLatin1String("lock.take_shared");
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const auto taken = connection.value(connection.catalogue().text(statement));
        if (!taken) {
            return taken.error();
        }
        if (taken->toBool()) {
            return {};
        }
        if (timer.elapsed() > patienceMs) {
            break;
        }
        if (auto ok = endGhosts(connection); !ok) {
            return ok;
        }
        QThread::msleep(pauseMs);
    }
    return Error::conflict(m_sharing == Sharing::Exclusive
            ? QStringLiteral(
                "another Madang server is using this PostgreSQL database; several servers on one "
                "database need Redis (--redis), each of them")
            : QStringLiteral(
                "a Madang server without Redis is using this PostgreSQL database; stop it first"));
}

Result<void> ServerLock::endGhosts(Connection& connection) const
{
    Statement end(connection, QLatin1String("lock.end_sessions"));
    return end.run(m_name);
}

} // namespace madang::server
