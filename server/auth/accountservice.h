#pragma once

#include "server/auth/guessthrottle.h"
#include "server/auth/refreshtoken.h"
#include "server/domain/session.h"
#include "server/domain/user.h"
#include "shared/core/limits.h"
#include "shared/core/result.h"

#include <QCoroTask>
#include <QtCore/QString>
#include <vector>

namespace madang {
class Clock;
}

namespace madang::server {

class AccountRepository;
class PasswordHasher;
class RevocationList;
struct Revocation;
class SessionRepository;
class TokenSigner;
class TokenVerifier;
enum class RevocationReason;

struct AuthSettings {
    qint64 accessTtlMs = 15 * 60'000;
    qint64 refreshTtlMs = 30LL * 24 * 3600'000;
    bool registrationOpen = true;
    DuplicateLogins duplicateLogins = DuplicateLogins::Allow;
    int guesses = 10; // wrong passwords for one account from one address …
    qint64 guessWindowMs = 15 * 60'000; // … within this time; then rate_limited until it is over
};

// What a device keeps to come back. Times are ms since 1970.
struct IssuedTokens {
    SessionId session;
    QString accessToken;
    qint64 accessExpiresAt = 0;
    QString refreshToken;
    qint64 refreshExpiresAt = 0;
};

struct Login {
    User user;
    Session session;
    IssuedTokens tokens;
};

// What an access token proved.
struct Resumed {
    UserId user;
    SessionId session;
    qint64 expiresAt = 0; // ms since 1970
};

// What the service stands on; all of it outlives the service.
struct AuthParts {
    AccountRepository& accounts;
    SessionRepository& sessions;
    PasswordHasher& hasher;
    const TokenSigner& signer;
    const TokenVerifier& verifier;
    RevocationList& revocations;
    const Clock& clock;
};

// Accounts, logins and their tokens. One instance serves every loop: a call may come from any thread with an
// event loop, and its task goes on there. The service has to outlive its tasks.
//
// Addresses are text as in Session::address. Errors are docs/PROTOCOL.md's; `unavailable` besides those
// named.
class AccountService {
public:
    AccountService(const AuthParts& parts, const AuthSettings& settings, const Limits& limits);
    Q_DISABLE_COPY_MOVE(AccountService)

    // Before the first connection: learns which sessions ended shortly before this process began.
    QCoro::Task<Result<void>> start();
    // Where another server may have ended sessions without that it was heard here: ends them here too.
    QCoro::Task<Result<void>> recheck();
    // Now and then: deletes what ended long ago.
    QCoro::Task<Result<void>> prune();

    [[nodiscard]] const AuthSettings& settings() const noexcept { return m_settings; }

    // forbidden: registration is closed. invalid (handle, password, name, device.name). conflict (handle):
    // taken.
    QCoro::Task<Result<Login>> registerAccount(
        QString handle, QString password, QString name, Device device, QString address);
    // unauthenticated: no such account or another password, which look and last alike. rate_limited.
    QCoro::Task<Result<Login>> login(QString handle, QString password, Device device, QString address);
    // Spends the token. unauthenticated: unknown, or spent before (then its session is revoked). expired.
    QCoro::Task<Result<Login>> refresh(QString refreshToken, QString address);
    // No database, no waiting. unauthenticated: not ours or revoked. expired.
    [[nodiscard]] Result<Resumed> resume(const QString& accessToken) const;

    QCoro::Task<Result<void>> logout(UserId user, SessionId session);
    // Newest first.
    QCoro::Task<Result<std::vector<Session>>> sessions(UserId user);
    // notFound: none of this person's.
    QCoro::Task<Result<void>> revoke(UserId user, SessionId session);
    // Ends the person's other sessions. forbidden (old): not the password. invalid (new). rate_limited.
    QCoro::Task<Result<void>> changePassword(
        UserId user, SessionId current, QString oldPassword, QString newPassword);
    // Ends the account and every session of it; its rooms are the caller's to leave, before. forbidden
    // (password).
    QCoro::Task<Result<void>> deleteAccount(UserId user, QString password);
    // Whether it is this person's password, for those who have to do something before deleteAccount().
    // forbidden (password), rate_limited.
    QCoro::Task<Result<void>> checkPassword(UserId user, QString password);
    // Notes that the session was in use from there just now.
    QCoro::Task<Result<void>> touch(SessionId session, QString address);

private:
    struct Issued {
        IssuedTokens tokens;
        RefreshToken refresh;
    };
    [[nodiscard]] Issued issue(UserId user, SessionId session, qint64 nowMs) const;
    // Stores a new session, which ends those that are too many beside it, and gives its tokens.
    QCoro::Task<Result<Login>> begin(User user, Device device, QString address);
    // What has to be true after begin(): that the password was not changed while it was at work.
    QCoro::Task<Result<void>> confirm(UserId user, QString password, QByteArray proven);
    QCoro::Task<void> abandon(UserId user, SessionId session);
    // The hash that the password was found to fit; the error names `field`.
    QCoro::Task<Result<QByteArray>> provePassword(UserId user, QString password, QString field);
    QCoro::Task<void> renewHash(UserId user, QString password, QByteArray outdated);
    QCoro::Task<Result<void>> endOthers(UserId user, SessionId current);
    void ended(UserId user, SessionId session, RevocationReason reason);
    void ended(UserId user, const Revocation& revocation);

    AuthParts m_parts;
    const AuthSettings m_settings;
    const Limits m_limits;
    GuessThrottle m_throttle;
};

} // namespace madang::server
