#include "server/auth/accesstoken.h"
#include "server/auth/accountservice.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/refreshtoken.h"
#include "server/auth/revocationlist.h"
#include "server/domain/accountrepository.h"
#include "server/domain/sessionrepository.h"
#include "shared/core/clock.h"
#include "shared/protocol/textrules.h"

#include <QtCore/QLoggingCategory>
#include <optional>

// What somebody who has logged in does with sessions and password. As in accountservice.cpp, coroutines keep
// what they are given by value, and every operand of a co_await has a name of its own.
namespace madang::server {

namespace {
Q_LOGGING_CATEGORY(lcAuth, "madang.auth", QtInfoMsg)

Error wrongPassword(const QString& field)
{
    Error error = Error::forbidden(QStringLiteral("The password is wrong."));
    error.field = field;
    return error;
}

Error loggedOut(const QString& why)
{
    return Error::unauthenticated(why + QStringLiteral(" Log in again."));
}
} // namespace

QCoro::Task<Result<Login>> AccountService::refresh(QString refreshToken, QString address)
{
    const std::optional<RefreshSecret> offered = parseRefreshToken(refreshToken);
    if (!offered)
        co_return loggedOut(QStringLiteral("The refresh token is not valid."));
    // Everything that is read is read before the token is spent: a failure up to there can be tried again.
    const Result<std::optional<Session>> session = co_await m_parts.sessions.find(offered->session);
    if (!session)
        co_return session.error();
    if (!session->has_value())
        co_return loggedOut(QStringLiteral("The refresh token is not valid."));
    const UserId user = (*session)->user;
    const Result<std::optional<Account>> account = co_await m_parts.accounts.find(user);
    if (!account)
        co_return account.error();
    if (!account->has_value() || (*account)->user.deletedAt != 0)
        co_return loggedOut(QStringLiteral("The account has ended."));

    const qint64 now = m_parts.clock.nowMs();
    const Issued issued = issue(user, offered->session, now);
    const Result<Rotation> rotation
        = co_await m_parts.sessions.rotate(offered->hash, issued.refresh, address, now);
    if (!rotation)
        co_return rotation.error();
    switch (rotation->outcome) {
    case Rotation::Outcome::Rotated: {
        Login login;
        login.user = (*account)->user;
        login.session = rotation->session;
        login.tokens = issued.tokens;
        qCDebug(lcAuth).noquote().nospace()
            << "refreshed session=" << offered->session.toString() << " address=" << address;
        co_return login;
    }
    case Rotation::Outcome::Reused:
        qCWarning(lcAuth).noquote().nospace()
            << "refresh token used twice user=" << user.toString()
            << " session=" << offered->session.toString() << " address=" << address;
        ended(user, offered->session, RevocationReason::TokenReused);
        co_return loggedOut(QStringLiteral("The refresh token was used before, so its session was ended."));
    case Rotation::Outcome::Expired:
        co_return Error::expired(QStringLiteral("The refresh token has expired. Log in again."));
    case Rotation::Outcome::Unknown:
        break;
    }
    co_return loggedOut(QStringLiteral("The refresh token is not valid."));
}

Result<Resumed> AccountService::resume(const QString& accessToken) const
{
    const Result<AccessClaims> claims = m_parts.verifier.verify(accessToken, m_parts.clock.nowMs());
    if (!claims)
        return claims.error();
    if (m_parts.revocations.isRevoked(claims->session))
        return loggedOut(QStringLiteral("The session has ended."));
    return Resumed{claims->user, claims->session, claims->expiresAt * 1000};
}

QCoro::Task<Result<void>> AccountService::logout(UserId user, SessionId session)
{
    const Result<void> revoked = co_await m_parts.sessions.revoke(session, user, m_parts.clock.nowMs());
    // One that has ended already is as logged out as can be.
    if (!revoked && revoked.error().code != ErrorCode::NotFound)
        co_return revoked.error();
    ended(user, session, RevocationReason::Logout);
    co_return Result<void>();
}

QCoro::Task<Result<std::vector<Session>>> AccountService::sessions(UserId user)
{
    co_return co_await m_parts.sessions.list(user, m_parts.clock.nowMs());
}

QCoro::Task<Result<void>> AccountService::revoke(UserId user, SessionId session)
{
    const Result<void> revoked = co_await m_parts.sessions.revoke(session, user, m_parts.clock.nowMs());
    if (!revoked && revoked.error().code == ErrorCode::NotFound)
        co_return Error::notFound(QStringLiteral("You have no such session."));
    if (!revoked)
        co_return revoked.error();
    ended(user, session, RevocationReason::Revoked);
    co_return Result<void>();
}

QCoro::Task<Result<QByteArray>> AccountService::provePassword(UserId user, QString password, QString field)
{
    GuessAttempt attempt(
        m_throttle, GuessThrottle::key(user.toString(), QString()), m_parts.clock.steadyMs());
    if (attempt.waitMs() > 0)
        co_return Error::rateLimited(attempt.waitMs());
    const Result<std::optional<Account>> account = co_await m_parts.accounts.find(user);
    if (!account)
        co_return account.error();
    if (!account->has_value())
        co_return loggedOut(QStringLiteral("The account has ended."));
    const QByteArray hash = (*account)->passwordHash;
    auto verifying = m_parts.hasher.verify(password, hash);
    const Result<PasswordHasher::Verdict> verdict = co_await verifying;
    if (!verdict)
        co_return verdict.error();
    attempt.settle(verdict->matches);
    if (!verdict->matches) {
        qCInfo(lcAuth).noquote().nospace() << "wrong password user=" << user.toString();
        co_return wrongPassword(field);
    }
    co_return hash;
}

QCoro::Task<Result<void>> AccountService::checkPassword(UserId user, QString password)
{
    const Result<QByteArray> proven = co_await provePassword(user, password, QStringLiteral("password"));
    if (!proven)
        co_return proven.error();
    co_return Result<void>();
}

QCoro::Task<Result<void>> AccountService::changePassword(
    UserId user, SessionId current, QString oldPassword, QString newPassword)
{
    const QString oldField = QStringLiteral("old");
    const Result<void> fit = protocol::newPassword(newPassword, m_limits, QStringLiteral("new"));
    if (!fit)
        co_return fit.error();
    const Result<QByteArray> proven = co_await provePassword(user, oldPassword, oldField);
    if (!proven)
        co_return proven.error();
    auto hashing = m_parts.hasher.hash(newPassword);
    const Result<QByteArray> hash = co_await hashing;
    if (!hash)
        co_return hash.error();

    // The others end first, so that a failure leaves the old password, with which all of this can be tried
    // again; and once more after, for logins by the old password that came in between.
    const Result<void> before = co_await endOthers(user, current);
    if (!before)
        co_return before.error();
    const Result<void> stored = co_await m_parts.accounts.setPasswordHash(user, *hash, *proven);
    if (!stored && stored.error().code == ErrorCode::Conflict)
        co_return wrongPassword(oldField); // somebody else changed it first
    if (!stored)
        co_return stored.error();
    qCInfo(lcAuth).noquote().nospace()
        << "password changed user=" << user.toString() << " session=" << current.toString();
    co_return co_await endOthers(user, current);
}

QCoro::Task<Result<void>> AccountService::endOthers(UserId user, SessionId current)
{
    const Result<std::vector<SessionId>> others
        = co_await m_parts.sessions.revokeAll(user, current, m_parts.clock.nowMs());
    if (!others)
        co_return others.error();
    for (const SessionId session : *others)
        ended(user, session, RevocationReason::PasswordChanged);
    co_return Result<void>();
}

QCoro::Task<Result<void>> AccountService::deleteAccount(UserId user, QString password)
{
    const Result<QByteArray> proven = co_await provePassword(user, password, QStringLiteral("password"));
    if (!proven)
        co_return proven.error();
    const Result<std::vector<SessionId>> sessions
        = co_await m_parts.accounts.remove(user, m_parts.clock.nowMs());
    if (!sessions)
        co_return sessions.error();
    qCInfo(lcAuth).noquote().nospace() << "account deleted user=" << user.toString();
    for (const SessionId session : *sessions)
        ended(user, session, RevocationReason::AccountDeleted);
    co_return Result<void>();
}

QCoro::Task<Result<void>> AccountService::touch(SessionId session, QString address)
{
    co_return co_await m_parts.sessions.touch(session, address, m_parts.clock.nowMs());
}

void AccountService::ended(UserId user, SessionId session, RevocationReason reason)
{
    ended(user, {session, reason, std::nullopt});
}

void AccountService::ended(UserId user, const Revocation& revocation)
{
    qCInfo(lcAuth).noquote().nospace()
        << "session ended user=" << user.toString() << " session=" << revocation.session.toString()
        << " reason=" << reasonOf(revocation.reason);
    m_parts.revocations.revoke(revocation);
}

} // namespace madang::server
