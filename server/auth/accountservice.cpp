#include "server/auth/accountservice.h"

#include "server/auth/accesstoken.h"
#include "server/auth/jws.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/refreshtoken.h"
#include "server/auth/revocationlist.h"
#include "server/auth/sodium.h"
#include "server/domain/accountrepository.h"
#include "server/domain/sessionrepository.h"
#include "shared/core/clock.h"
#include "shared/protocol/textrules.h"

#include <QtCore/QLoggingCategory>
#include <optional>

// Coroutines keep what they are given by value, and every operand of a co_await has a name of its own: GCC 12
// destroys unnamed ones of an awaiting call twice in some expressions.
namespace madang::server {

namespace {
Q_LOGGING_CATEGORY(lcAuth, "madang.auth", QtInfoMsg)

constexpr qsizetype kTokenIdBytes = 16;
constexpr int kIdAttempts = 3;
constexpr qint64 kKeepEndedMs = 24 * 3600'000;

Error wrongLogin()
{
    return Error::unauthenticated(QStringLiteral("The handle or the password is wrong."));
}

Error wrongPassword(const QString& field)
{
    Error error = Error::forbidden(QStringLiteral("The password is wrong."));
    error.field = field;
    return error;
}

Error handleTaken()
{
    Error error = Error::conflict(QStringLiteral("The handle is taken. Choose another."));
    error.field = QStringLiteral("handle");
    return error;
}

Error loggedOut(const QString& why)
{
    return Error::unauthenticated(why + QStringLiteral(" Log in again."));
}

// Counts an attempt, and uncounts it unless it came to a verdict.
class Attempt {
public:
    Attempt(GuessThrottle& throttle, GuessThrottle::Key key, qint64 steadyMs)
        : m_throttle(throttle)
        , m_key(std::move(key))
        , m_waitMs(throttle.attempt(m_key, steadyMs))
        , m_open(m_waitMs == 0)
    {
    }
    ~Attempt()
    {
        if (m_open)
            m_throttle.withdraw(m_key);
    }
    Q_DISABLE_COPY_MOVE(Attempt)

    // ms; 0: it may be made
    [[nodiscard]] qint64 waitMs() const noexcept { return m_waitMs; }
    void settle(bool right)
    {
        m_open = false;
        if (right)
            m_throttle.succeeded(m_key);
    }

private:
    GuessThrottle& m_throttle;
    const GuessThrottle::Key m_key;
    const qint64 m_waitMs;
    bool m_open;
};
} // namespace

struct AccountService::Issued {
    IssuedTokens tokens;
    RefreshToken refresh;
};

AccountService::AccountService(const AuthParts& parts, const AuthSettings& settings, const Limits& limits)
    : m_parts(parts)
    , m_settings(settings)
    , m_limits(limits)
    , m_throttle(settings.guesses, settings.guessWindowMs)
{
    requireSodium();
}

QCoro::Task<Result<void>> AccountService::start()
{
    const qint64 since = m_parts.clock.nowMs() - m_parts.revocations.keepMs();
    const Result<std::vector<SessionId>> ended = co_await m_parts.sessions.revokedSince(since);
    if (!ended)
        co_return ended.error();
    m_parts.revocations.load(*ended);
    co_return Result<void>();
}

QCoro::Task<Result<void>> AccountService::recheck()
{
    const qint64 since = m_parts.clock.nowMs() - m_parts.revocations.keepMs();
    const Result<std::vector<SessionId>> sessionsEnded = co_await m_parts.sessions.revokedSince(since);
    if (!sessionsEnded)
        co_return sessionsEnded.error();
    for (SessionId session : *sessionsEnded)
        m_parts.revocations.revoke(session, RevocationReason::Revoked);
    co_return Result<void>();
}

QCoro::Task<Result<void>> AccountService::prune()
{
    const qint64 before = m_parts.clock.nowMs() - std::max(kKeepEndedMs, m_parts.revocations.keepMs());
    const Result<qint64> rows = co_await m_parts.sessions.prune(before);
    if (!rows)
        co_return rows.error();
    if (*rows > 0)
        qCInfo(lcAuth).noquote().nospace() << "pruned sessions rows=" << *rows;
    co_return Result<void>();
}

QCoro::Task<Result<Login>> AccountService::registerAccount(
    QString handle, QString password, QString name, Device device, QString address)
{
    if (!m_settings.registrationOpen)
        co_return Error::forbidden(QStringLiteral("This server takes no new accounts."));
    const Result<QString> canonical = protocol::normalizeHandle(handle, m_limits);
    if (!canonical)
        co_return canonical.error();
    const Result<void> fit = protocol::newPassword(password, m_limits);
    if (!fit)
        co_return fit.error();
    const Result<QString> shownName = protocol::nameText(name, m_limits);
    if (!shownName)
        co_return shownName.error();
    const Result<QString> deviceName
        = protocol::nameText(device.name, m_limits, QStringLiteral("device.name"));
    if (!deviceName)
        co_return deviceName.error();
    device.name = *deviceName;

    // A taken handle is found out before the costly hash, and again by the insert, which alone decides.
    const Result<std::optional<Account>> taken = co_await m_parts.accounts.findByHandle(*canonical);
    if (!taken)
        co_return taken.error();
    if (taken->has_value())
        co_return handleTaken();
    auto hashing = m_parts.hasher.hash(password);
    const Result<QByteArray> hash = co_await hashing;
    if (!hash)
        co_return hash.error();

    Account account;
    account.user.id = UserId::create();
    account.user.handle = *canonical;
    account.user.name = *shownName;
    account.user.createdAt = m_parts.clock.nowMs();
    account.passwordHash = *hash;
    const Result<User> user = co_await m_parts.accounts.create(account);
    if (!user && user.error().code == ErrorCode::Conflict)
        co_return handleTaken();
    if (!user)
        co_return user.error();

    Result<Login> login = co_await begin(*user, device, address);
    if (!login) {
        // Without this the same request, sent again as 503 allows, would meet its own handle.
        const Result<std::vector<SessionId>> undone
            = co_await m_parts.accounts.remove(user->id, m_parts.clock.nowMs());
        if (!undone)
            qCWarning(lcAuth).noquote().nospace() << "account without a session user=" << user->id.toString();
        co_return login;
    }
    qCInfo(lcAuth).noquote().nospace()
        << "registered user=" << user->id.toString() << " session=" << login->session.id.toString()
        << " address=" << address;
    co_return login;
}

QCoro::Task<Result<Login>> AccountService::login(
    QString handle, QString password, Device device, QString address)
{
    const Result<QString> deviceName
        = protocol::nameText(device.name, m_limits, QStringLiteral("device.name"));
    if (!deviceName)
        co_return deviceName.error();
    device.name = *deviceName;

    // A handle that nobody can have goes the way of one that nobody has.
    const Result<QString> canonical = protocol::normalizeHandle(handle, m_limits);
    const QString known = canonical ? *canonical : QString();
    Attempt attempt(m_throttle, GuessThrottle::key(known, address), m_parts.clock.steadyMs());
    if (attempt.waitMs() > 0)
        co_return Error::rateLimited(attempt.waitMs());

    std::optional<Account> account;
    if (canonical) {
        Result<std::optional<Account>> found = co_await m_parts.accounts.findByHandle(known);
        if (!found)
            co_return found.error();
        account = std::move(*found);
    }
    auto verifying = account ? m_parts.hasher.verify(password, account->passwordHash)
                             : m_parts.hasher.verifyNothing(password);
    const Result<PasswordHasher::Verdict> verdict = co_await verifying;
    if (!verdict)
        co_return verdict.error();
    const bool right = account && verdict->matches;
    attempt.settle(right);
    if (!right) {
        // Never the handle: people type their password there.
        qCInfo(lcAuth).noquote().nospace()
            << "login failed user=" << (account ? account->user.id.toString() : QStringLiteral("-"))
            << " address=" << address;
        co_return wrongLogin();
    }

    const Result<Login> login = co_await begin(account->user, device, address);
    if (!login)
        co_return login.error();
    const Result<void> confirmed = co_await confirm(account->user.id, password, account->passwordHash);
    if (!confirmed) {
        co_await abandon(account->user.id, login->session.id);
        co_return confirmed.error();
    }
    qCInfo(lcAuth).noquote().nospace()
        << "login ok user=" << account->user.id.toString() << " session=" << login->session.id.toString()
        << " address=" << address;
    if (verdict->outdated)
        co_await renewHash(account->user.id, password, account->passwordHash);
    co_return login;
}

AccountService::Issued AccountService::issue(UserId user, SessionId session, qint64 nowMs) const
{
    AccessClaims claims;
    claims.user = user;
    claims.session = session;
    claims.issuedAt = nowMs / 1000;
    // Whole seconds, rounded up: rounded down, a token would live shorter than it is said to.
    claims.expiresAt = (nowMs + m_settings.accessTtlMs + 999) / 1000;
    claims.id = QString::fromLatin1(jws::encodeBase64Url(randomBytes(kTokenIdBytes)));
    const RefreshSecret refresh = createRefreshToken(session);

    Issued issued;
    issued.tokens.session = session;
    issued.tokens.accessToken = m_parts.signer.sign(claims);
    issued.tokens.accessExpiresAt = claims.expiresAt * 1000;
    issued.tokens.refreshToken = refresh.text;
    issued.tokens.refreshExpiresAt = nowMs + m_settings.refreshTtlMs;
    issued.refresh.hash = refresh.hash;
    issued.refresh.session = session;
    issued.refresh.expiresAt = issued.tokens.refreshExpiresAt;
    return issued;
}

QCoro::Task<Result<Login>> AccountService::begin(User user, Device device, QString address)
{
    Login login;
    login.user = user;
    login.session.user = user.id;
    login.session.device = device;
    login.session.address = address;
    Error failure;
    for (int attempt = 0; attempt < kIdAttempts; ++attempt) {
        const qint64 now = m_parts.clock.nowMs();
        login.session.id = SessionId::create();
        login.session.createdAt = now;
        login.session.seenAt = now;
        const Issued issued = issue(user.id, login.session.id, now);
        login.tokens = issued.tokens;
        const Result<std::vector<SessionId>> replaced
            = co_await m_parts.sessions.create(login.session, issued.refresh, m_settings.duplicateLogins);
        if (replaced) {
            for (const SessionId session : *replaced)
                ended(user.id, {session, RevocationReason::Replaced, Revocation::Newcomer{device, address}});
            co_return login;
        }
        failure = replaced.error();
        if (failure.code == ErrorCode::NotFound)
            co_return wrongLogin(); // the account ended meanwhile
        if (failure.code != ErrorCode::Conflict)
            break;
    }
    co_return failure;
}

QCoro::Task<Result<void>> AccountService::confirm(UserId user, QString password, QByteArray proven)
{
    // A change of password ends the sessions that are there. This one may have come just after that, on the
    // strength of the old password; so the question is asked once more now that the session is stored.
    const Result<std::optional<Account>> now = co_await m_parts.accounts.find(user);
    if (!now)
        co_return now.error();
    if (!now->has_value())
        co_return wrongLogin();
    const QByteArray hash = (*now)->passwordHash;
    if (hash == proven)
        co_return Result<void>();
    auto verifying = m_parts.hasher.verify(password, hash);
    const Result<PasswordHasher::Verdict> verdict = co_await verifying;
    if (!verdict)
        co_return verdict.error();
    if (!verdict->matches)
        co_return wrongLogin();
    co_return Result<void>();
}

QCoro::Task<void> AccountService::abandon(UserId user, SessionId session)
{
    const Result<void> revoked = co_await m_parts.sessions.revoke(session, user, m_parts.clock.nowMs());
    if (!revoked && revoked.error().code != ErrorCode::NotFound)
        qCWarning(lcAuth).noquote().nospace()
            << "an abandoned session stays until it expires session=" << session.toString();
    ended(user, session, RevocationReason::Revoked);
}

QCoro::Task<void> AccountService::renewHash(UserId user, QString password, QByteArray outdated)
{
    // The login stands whatever comes of this; the next one tries again.
    auto hashing = m_parts.hasher.hash(password);
    const Result<QByteArray> hash = co_await hashing;
    if (!hash)
        co_return;
    const Result<void> stored = co_await m_parts.accounts.setPasswordHash(user, *hash, outdated);
    if (stored)
        qCInfo(lcAuth).noquote().nospace() << "password hash renewed user=" << user.toString();
}

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
    Attempt attempt(m_throttle, GuessThrottle::key(user.toString(), QString()), m_parts.clock.steadyMs());
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
