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

Error handleTaken()
{
    Error error = Error::conflict(QStringLiteral("The handle is taken. Choose another."));
    error.field = QStringLiteral("handle");
    return error;
}

} // namespace

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
    GuessAttempt attempt(m_throttle, GuessThrottle::key(known, address), m_parts.clock.steadyMs());
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

} // namespace madang::server
