#include "tests/support/memorypeople.h"

#include <algorithm>

namespace madang::test {

using namespace madang::server;

namespace {

// Ends what lives of the user's sessions but `except`; the mutex is held.
std::vector<SessionId> endSessions(MemoryPeopleState& state, UserId user, SessionId except, qint64 at)
{
    std::vector<SessionId> ended;
    for (auto& [id, session] : state.sessions) {
        if (session.user != user || id == except || session.revokedAt != 0)
            continue;
        session.revokedAt = at;
        ended.push_back(id);
    }
    return ended;
}

} // namespace

std::optional<Error> MemoryPeopleState::enter(QLatin1String call)
{
    {
        const std::scoped_lock lock(mutex);
        ++calls[call];
    }
    const auto intruder = interfere; // it may replace itself while it runs
    return intruder ? intruder(call) : std::nullopt;
}

QCoro::Task<Result<User>> MemoryAccounts::create(Account account)
{
    if (auto error = m_state.enter(QLatin1String("accounts.create")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    for (const auto& [id, other] : m_state.accounts) {
        if (other.user.handle == account.user.handle)
            co_return Error::conflict(QStringLiteral("taken"));
    }
    while (m_state.accounts.contains(account.user.id))
        account.user.id = UserId::create();
    m_state.accounts[account.user.id] = account;
    co_return account.user;
}

QCoro::Task<Result<std::optional<Account>>> MemoryAccounts::findByHandle(QString handle)
{
    if (auto error = m_state.enter(QLatin1String("accounts.findByHandle")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    std::optional<Account> found;
    for (const auto& [id, account] : m_state.accounts) {
        if (account.user.deletedAt == 0 && account.user.handle == handle)
            found = account;
    }
    co_return found;
}

QCoro::Task<Result<std::optional<Account>>> MemoryAccounts::find(UserId user)
{
    if (auto error = m_state.enter(QLatin1String("accounts.find")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    std::optional<Account> found;
    if (const auto it = m_state.accounts.find(user);
        it != m_state.accounts.end() && !it->second.user.deletedAt)
        found = it->second;
    co_return found;
}

QCoro::Task<Result<void>> MemoryAccounts::setPasswordHash(UserId user, QByteArray hash, QByteArray expected)
{
    if (auto error = m_state.enter(QLatin1String("accounts.setPasswordHash")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    const auto it = m_state.accounts.find(user);
    if (it == m_state.accounts.end() || it->second.passwordHash != expected)
        co_return Error::conflict(QStringLiteral("another hash"));
    it->second.passwordHash = hash;
    co_return Result<void>();
}

QCoro::Task<Result<std::vector<SessionId>>> MemoryAccounts::remove(UserId user, qint64 at)
{
    if (auto error = m_state.enter(QLatin1String("accounts.remove")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    const auto it = m_state.accounts.find(user);
    if (it == m_state.accounts.end() || it->second.user.deletedAt != 0)
        co_return Error::notFound(QStringLiteral("no such person"));
    User gone;
    gone.id = user;
    gone.handle = u'_' + user.toString();
    gone.createdAt = it->second.user.createdAt;
    gone.deletedAt = at;
    it->second = Account{gone, {}};
    co_return endSessions(m_state, user, SessionId(), at);
}

QCoro::Task<Result<std::vector<SessionId>>> MemorySessions::create(
    Session session, RefreshToken token, DuplicateLogins duplicates)
{
    if (auto error = m_state.enter(QLatin1String("sessions.create")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    const auto owner = m_state.accounts.find(session.user);
    if (owner == m_state.accounts.end() || owner->second.user.deletedAt != 0)
        co_return Error::notFound(QStringLiteral("no such person"));
    if (!m_state.sessions.emplace(session.id, session).second)
        co_return Error::conflict(QStringLiteral("the id is taken"));
    m_state.tokens[token.hash] = {session.id, token.expiresAt, false};
    std::vector<SessionId> ended;
    for (auto& [id, other] : m_state.sessions) {
        const bool tooMany = duplicates == DuplicateLogins::One
            || (duplicates == DuplicateLogins::OnePerKind && other.device.kind == session.device.kind);
        if (tooMany && other.user == session.user && id != session.id && other.revokedAt == 0) {
            other.revokedAt = session.createdAt;
            ended.push_back(id);
        }
    }
    co_return ended;
}

QCoro::Task<Result<Rotation>> MemorySessions::rotate(
    QByteArray spentHash, RefreshToken next, QString address, qint64 now)
{
    if (auto error = m_state.enter(QLatin1String("sessions.rotate")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    const auto token = m_state.tokens.find(spentHash);
    if (token == m_state.tokens.end())
        co_return Rotation{};
    Session& session = m_state.sessions.at(token->second.session);
    if (session.revokedAt != 0)
        co_return Rotation{};
    if (token->second.spent) {
        session.revokedAt = now;
        co_return Rotation{Rotation::Outcome::Reused, session};
    }
    if (token->second.expiresAt <= now)
        co_return Rotation{Rotation::Outcome::Expired, {}};
    token->second.spent = true;
    m_state.tokens[next.hash] = {session.id, next.expiresAt, false};
    session.address = address;
    session.seenAt = now;
    co_return Rotation{Rotation::Outcome::Rotated, session};
}

QCoro::Task<Result<std::optional<Session>>> MemorySessions::find(SessionId session)
{
    if (auto error = m_state.enter(QLatin1String("sessions.find")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    std::optional<Session> found;
    if (const auto it = m_state.sessions.find(session); it != m_state.sessions.end())
        found = it->second;
    co_return found;
}

QCoro::Task<Result<std::vector<Session>>> MemorySessions::list(UserId user, qint64 now)
{
    if (auto error = m_state.enter(QLatin1String("sessions.list")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    std::vector<Session> living;
    for (const auto& [id, session] : m_state.sessions) {
        const bool hasToken
            = std::any_of(m_state.tokens.begin(), m_state.tokens.end(), [&](const auto& entry) {
                  return entry.second.session == id && !entry.second.spent && entry.second.expiresAt > now;
              });
        if (session.user == user && session.revokedAt == 0 && hasToken)
            living.push_back(session);
    }
    std::sort(living.begin(), living.end(), [](const Session& a, const Session& b) { return a.id > b.id; });
    co_return living;
}

QCoro::Task<Result<void>> MemorySessions::revoke(SessionId session, UserId user, qint64 at)
{
    if (auto error = m_state.enter(QLatin1String("sessions.revoke")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    const auto it = m_state.sessions.find(session);
    if (it == m_state.sessions.end() || it->second.user != user || it->second.revokedAt != 0)
        co_return Error::notFound(QStringLiteral("no such session"));
    it->second.revokedAt = at;
    co_return Result<void>();
}

QCoro::Task<Result<std::vector<SessionId>>> MemorySessions::revokeAll(
    UserId user, SessionId except, qint64 at)
{
    if (auto error = m_state.enter(QLatin1String("sessions.revokeAll")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    co_return endSessions(m_state, user, except, at);
}

QCoro::Task<Result<std::vector<SessionId>>> MemorySessions::revokedSince(qint64 at)
{
    if (auto error = m_state.enter(QLatin1String("sessions.revokedSince")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    std::vector<SessionId> ended;
    for (const auto& [id, session] : m_state.sessions) {
        if (session.revokedAt != 0 && session.revokedAt >= at)
            ended.push_back(id);
    }
    co_return ended;
}

QCoro::Task<Result<void>> MemorySessions::touch(SessionId session, QString address, qint64 at)
{
    if (auto error = m_state.enter(QLatin1String("sessions.touch")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    if (const auto it = m_state.sessions.find(session); it != m_state.sessions.end()) {
        it->second.address = address;
        it->second.seenAt = at;
    }
    co_return Result<void>();
}

QCoro::Task<Result<qint64>> MemorySessions::prune(qint64 before)
{
    if (auto error = m_state.enter(QLatin1String("sessions.prune")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    const auto gone = std::erase_if(m_state.tokens, [&](const auto& entry) {
        const Session& session = m_state.sessions.at(entry.second.session);
        return entry.second.expiresAt < before || (session.revokedAt != 0 && session.revokedAt < before);
    });
    co_return qint64(gone);
}

QCoro::Task<Result<std::vector<SigningKey>>> MemoryKeys::ensure(SigningKey candidate)
{
    if (auto error = m_state.enter(QLatin1String("keys.ensure")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    if (m_state.keys.empty())
        m_state.keys.push_back(candidate);
    co_return m_state.keys;
}

QCoro::Task<Result<std::optional<User>>> MemoryUsers::find(UserId user)
{
    if (auto error = m_state.enter(QLatin1String("users.find")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    std::optional<User> found;
    if (const auto it = m_state.accounts.find(user); it != m_state.accounts.end())
        found = it->second.user;
    co_return found;
}

QCoro::Task<Result<std::vector<User>>> MemoryUsers::findMany(std::vector<UserId> users)
{
    if (auto error = m_state.enter(QLatin1String("users.findMany")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    std::vector<User> found;
    for (const UserId user : users) {
        if (const auto it = m_state.accounts.find(user); it != m_state.accounts.end())
            found.push_back(it->second.user);
    }
    co_return found;
}

QCoro::Task<Result<UserPage>> MemoryUsers::search(QString query, QString after, int limit)
{
    if (auto error = m_state.enter(QLatin1String("users.search")))
        co_return *error;
    const std::scoped_lock lock(m_state.mutex);
    const QString prefix = query.toCaseFolded();
    UserPage page;
    for (const auto& [id, account] : m_state.accounts) {
        const User& user = account.user;
        if (user.deletedAt == 0 && user.handle > after
            && (user.handle.startsWith(prefix) || user.name.toCaseFolded().startsWith(prefix))) {
            page.users.push_back(user);
        }
    }
    std::sort(page.users.begin(), page.users.end(),
        [](const User& a, const User& b) { return a.handle < b.handle; });
    if (page.users.size() > size_t(limit)) {
        page.users.resize(size_t(limit));
        page.next = page.users.back().handle;
    }
    co_return page;
}

} // namespace madang::test
