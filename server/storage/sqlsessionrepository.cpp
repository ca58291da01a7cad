#include "server/storage/sqlsessionrepository.h"

#include "server/storage/readerpool.h"
#include "server/storage/rows.h"
#include "server/storage/writequeue.h"

namespace madang::server {

namespace {

Session session(const Statement& row)
{
    return rows::session(row);
}
SessionId sessionId(const Statement& row)
{
    return row.id<SessionId>(0);
}

Result<void> insertToken(Connection& connection, const RefreshToken& token)
{
    return Statement(connection, QLatin1String("sessions.insert_token"))
        .run(token.hash, token.session, token.expiresAt);
}

Result<void> insert(
    Connection& connection, const Session& session, const RefreshToken& token, DuplicateLogins duplicates)
{
    {
        // Where others have to end, logins of one person pass one after the other: each sees the one before.
        Statement alive(connection,
            duplicates == DuplicateLogins::Allow ? QLatin1String("users.alive")
                                                 : QLatin1String("users.hold"));
        if (auto ok = alive.run(session.user); !ok) {
            return ok;
        }
        if (!alive.next()) {
            auto ok = alive.check();
            return ok ? Result<void>(Error::notFound(QStringLiteral("There is no such person."))) : ok;
        }
    }
    {
        Statement insertion(connection, QLatin1String("sessions.insert"));
        auto ok = insertion.run(session.id, session.user, session.device.name,
            rows::number(session.device.kind), session.address, session.createdAt, session.seenAt);
        if (!ok) {
            return ok;
        }
        if (insertion.affected() == 0) {
            // Two ids alike within a millisecond: the caller has signed this one already and makes another.
            return Error::conflict(QStringLiteral("There is a session with this id."));
        }
    }
    RefreshToken own = token;
    own.session = session.id;
    return insertToken(connection, own);
}

Result<std::vector<SessionId>> create(
    Connection& connection, const Session& session, const RefreshToken& token, DuplicateLogins duplicates)
{
    if (auto ok = insert(connection, session, token, duplicates); !ok) {
        return std::move(ok).error();
    }
    if (duplicates == DuplicateLogins::Allow) {
        return std::vector<SessionId>();
    }
    const bool one = duplicates == DuplicateLogins::One;
    Statement revocation(
        connection, one ? QLatin1String("sessions.revoke_all") : QLatin1String("sessions.revoke_kind"));
    auto ok = one
        ? revocation.run(session.createdAt, session.user, session.id)
        : revocation.run(session.createdAt, session.user, session.id, rows::number(session.device.kind));
    if (!ok) {
        return std::move(ok).error();
    }
    return allRows(revocation, sessionId);
}

struct OfferedToken {
    Session session;
    qint64 expiresAt = 0;
    qint64 spentAt = 0;
};

Result<std::optional<OfferedToken>> findToken(Connection& connection, const QByteArray& hash)
{
    Statement find(connection, QLatin1String("sessions.by_token"));
    if (auto ok = find.run(hash); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [](const Statement& row) {
        return OfferedToken{
            rows::session(row), row.int64(rows::sessionColumns), row.int64(rows::sessionColumns + 1)};
    });
}

Result<Rotation> reused(Connection& connection, Session session, qint64 now)
{
    auto ok = Statement(connection, QLatin1String("sessions.revoke")).run(now, session.id, session.user);
    if (!ok) {
        return std::move(ok).error();
    }
    session.revokedAt = now;
    return Rotation{Rotation::Outcome::Reused, std::move(session)};
}

Result<Rotation> rotateToken(
    Connection& connection, const QByteArray& hash, RefreshToken next, const QString& address, qint64 now)
{
    auto offered = findToken(connection, hash);
    if (!offered) {
        return std::move(offered).error();
    }
    if (!*offered || (*offered)->session.revokedAt != 0) {
        return Rotation{};
    }
    Session session = std::move((*offered)->session);
    if ((*offered)->spentAt != 0) {
        return reused(connection, std::move(session), now);
    }
    if ((*offered)->expiresAt <= now) {
        return Rotation{Rotation::Outcome::Expired, {}};
    }
    next.session = session.id;
    session.address = address;
    session.seenAt = now;
    auto ok = Statement(connection, QLatin1String("sessions.spend_token")).run(now, hash);
    if (ok) {
        ok = insertToken(connection, next);
    }
    if (ok) {
        ok = Statement(connection, QLatin1String("sessions.touch")).run(address, now, session.id);
    }
    if (!ok) {
        return std::move(ok).error();
    }
    return Rotation{Rotation::Outcome::Rotated, std::move(session)};
}

Result<qint64> pruneBefore(Connection& connection, qint64 before)
{
    qint64 gone = 0;
    for (const auto name : {QLatin1String("sessions.prune_expired_tokens"),
             QLatin1String("sessions.prune_revoked_tokens"), QLatin1String("sessions.prune_sessions")}) {
        Statement removal(connection, name);
        if (auto ok = removal.run(before); !ok) {
            return std::move(ok).error();
        }
        gone += removal.affected();
    }
    return gone;
}

} // namespace

QCoro::Task<Result<std::vector<SessionId>>> SqlSessionRepository::create(
    Session session, RefreshToken token, DuplicateLogins duplicates)
{
    return awaited(m_writer.run(
        [session = std::move(session), token = std::move(token), duplicates](
            Connection& connection) { return server::create(connection, session, token, duplicates); }));
}

QCoro::Task<Result<Rotation>> SqlSessionRepository::rotate(
    QByteArray spentHash, RefreshToken next, QString address, qint64 now)
{
    return awaited(m_writer.run([spentHash, next, address, now](Connection& connection) {
        return rotateToken(connection, spentHash, next, address, now);
    }));
}

QCoro::Task<Result<std::optional<Session>>> SqlSessionRepository::find(SessionId id)
{
    return awaited(m_readers.run([id](Connection& connection) -> Result<std::optional<Session>> {
        Statement find(connection, QLatin1String("sessions.find"));
        if (auto ok = find.run(id); !ok) {
            return std::move(ok).error();
        }
        return firstRow(find, session);
    }));
}

QCoro::Task<Result<std::vector<Session>>> SqlSessionRepository::list(UserId user, qint64 now)
{
    return awaited(m_readers.run([user, now](Connection& connection) -> Result<std::vector<Session>> {
        Statement list(connection, QLatin1String("sessions.list"));
        if (auto ok = list.run(user, now); !ok) {
            return std::move(ok).error();
        }
        return allRows(list, session);
    }));
}

QCoro::Task<Result<void>> SqlSessionRepository::revoke(SessionId id, UserId user, qint64 at)
{
    return awaited(m_writer.run([id, user, at](Connection& connection) -> Result<void> {
        Statement revocation(connection, QLatin1String("sessions.revoke"));
        auto ok = revocation.run(at, id, user);
        if (ok && revocation.affected() == 0) {
            return Error::notFound(QStringLiteral("There is no such session."));
        }
        return ok;
    }));
}

QCoro::Task<Result<std::vector<SessionId>>> SqlSessionRepository::revokeAll(
    UserId user, SessionId except, qint64 at)
{
    return awaited(m_writer.run([user, except, at](Connection& connection) -> Result<std::vector<SessionId>> {
        Statement revocation(connection, QLatin1String("sessions.revoke_all"));
        // The null session is 0 here and not NULL, which nothing is unequal to.
        if (auto ok = revocation.run(at, user, qint64(except.value())); !ok) {
            return std::move(ok).error();
        }
        return allRows(revocation, sessionId);
    }));
}

QCoro::Task<Result<std::vector<SessionId>>> SqlSessionRepository::revokedSince(qint64 at)
{
    return awaited(m_readers.run([at](Connection& connection) -> Result<std::vector<SessionId>> {
        Statement list(connection, QLatin1String("sessions.revoked_since"));
        if (auto ok = list.run(at); !ok) {
            return std::move(ok).error();
        }
        return allRows(list, sessionId);
    }));
}

QCoro::Task<Result<void>> SqlSessionRepository::touch(SessionId id, QString address, qint64 at)
{
    return awaited(m_writer.run([id, address, at](Connection& connection) {
        return Statement(connection, QLatin1String("sessions.touch")).run(address, at, id);
    }));
}

QCoro::Task<Result<qint64>> SqlSessionRepository::prune(qint64 before)
{
    return awaited(
        m_writer.run([before](Connection& connection) { return pruneBefore(connection, before); }));
}

} // namespace madang::server
