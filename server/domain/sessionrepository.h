#pragma once

#include "server/domain/session.h"
#include "shared/core/result.h"

#include <QCoroTask>
#include <optional>
#include <vector>

namespace madang::server {

// What became of a refresh token that was offered.
struct Rotation {
    enum class Outcome {
        Rotated, // spent now, its successor stored
        Unknown, // never given out, or its session is gone
        Expired,
        Reused, // was spent before: its session is revoked by this very call
    };
    Outcome outcome = Outcome::Unknown;
    Session session; // of Rotated and Reused
};

// Logins and their refresh tokens. From any thread with an event loop.
class SessionRepository {
public:
    virtual ~SessionRepository() = default;
    // Stores both, and ends the person's other sessions that are too many beside it, in one transaction: of
    // two that begin at once, wherever, where one may be, one is left. Gives those that it ended. notFound:
    // the user is gone. conflict: the session's id is taken; its caller has signed it already and makes
    // another.
    virtual QCoro::Task<Result<std::vector<SessionId>>> create(
        Session session, RefreshToken token, DuplicateLogins duplicates = DuplicateLogins::Allow)
        = 0;
    // Spends the token with this hash and stores the next one (its session is filled in), in one transaction:
    // of two that come at once with the same token, one is rotated and the other is a reuse.
    virtual QCoro::Task<Result<Rotation>> rotate(
        QByteArray spentHash, RefreshToken next, QString address, qint64 now)
        = 0;
    virtual QCoro::Task<Result<std::optional<Session>>> find(SessionId session) = 0;
    // Those that live: not revoked, with a refresh token that is neither spent nor expired; newest first.
    virtual QCoro::Task<Result<std::vector<Session>>> list(UserId user, qint64 now) = 0;
    // notFound where the session is not this user's, or is revoked already.
    virtual QCoro::Task<Result<void>> revoke(SessionId session, UserId user, qint64 at) = 0;
    // Gives the sessions that it ended: all of the user's but `except`.
    virtual QCoro::Task<Result<std::vector<SessionId>>> revokeAll(UserId user, SessionId except, qint64 at)
        = 0;
    // Ended since then: their access tokens may still be about.
    virtual QCoro::Task<Result<std::vector<SessionId>>> revokedSince(qint64 at) = 0;
    virtual QCoro::Task<Result<void>> touch(SessionId session, QString address, qint64 at) = 0;
    // Deletes tokens and sessions that ended before then; gives how many rows went.
    virtual QCoro::Task<Result<qint64>> prune(qint64 before) = 0;
};

// The keys that sign access tokens.
class KeyRepository {
public:
    virtual ~KeyRepository() = default;
    // Oldest first. Where there is none, stores `candidate` first; two servers that start at once agree on
    // one.
    virtual QCoro::Task<Result<std::vector<SigningKey>>> ensure(SigningKey candidate) = 0;
};

} // namespace madang::server
