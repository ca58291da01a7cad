#include "server/people/peopleservice.h"

#include "shared/protocol/textrules.h"

#include <algorithm>

namespace madang::server {

namespace {
constexpr qsizetype kQueryCodePoints = 64;
constexpr qsizetype kAfterCharacters = 256;

// Nothing of a person is left once they are gone but that they were here.
User shown(User user)
{
    if (user.deletedAt != 0) {
        user.handle = QString();
        user.name = QString();
        user.bio = QString();
        user.avatar = QString();
    }
    return user;
}
} // namespace

PeopleService::PeopleService(UserRepository& users, const Limits& limits, size_t cacheSize)
    : m_users(users)
    , m_limits(limits)
    , m_cacheSize(cacheSize)
{
}

QCoro::Task<Result<User>> PeopleService::me(UserId user)
{
    const Result<User> found = co_await get(user);
    if (!found && found.error().code != ErrorCode::NotFound)
        co_return found;
    if (!found || found->deletedAt != 0)
        co_return Error::unauthenticated(QStringLiteral("The account has ended."));
    co_return found;
}

QCoro::Task<Result<User>> PeopleService::get(UserId user)
{
    if (std::optional<User> known = cached(user))
        co_return *known;
    const quint64 began = epoch();
    const Result<std::optional<User>> found = co_await m_users.find(user);
    if (!found)
        co_return found.error();
    if (!found->has_value())
        co_return Error::notFound(QStringLiteral("There is no such person."));
    const std::vector<User> read{shown(**found)};
    keep(read, began);
    co_return read.front();
}

QCoro::Task<Result<std::vector<User>>> PeopleService::getMany(std::vector<UserId> users)
{
    std::unordered_map<UserId, User> known;
    std::vector<UserId> missing;
    for (const UserId user : users) {
        if (known.contains(user))
            continue;
        if (std::optional<User> hit = cached(user))
            known.emplace(user, std::move(*hit));
        else
            missing.push_back(user);
    }
    if (!missing.empty()) {
        std::sort(missing.begin(), missing.end());
        missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
        const quint64 began = epoch();
        Result<std::vector<User>> found = co_await m_users.findMany(std::move(missing));
        if (!found)
            co_return found;
        std::transform(found->begin(), found->end(), found->begin(), shown);
        keep(*found, began);
        for (const User& user : *found)
            known.emplace(user.id, user);
    }
    std::vector<User> ordered;
    ordered.reserve(users.size());
    for (const UserId user : users) {
        if (const auto hit = known.find(user); hit != known.end())
            ordered.push_back(hit->second);
    }
    co_return ordered;
}

QCoro::Task<Result<UserPage>> PeopleService::search(QString query, QString after, int limit)
{
    const QString wanted = query.trimmed();
    if (wanted.isEmpty() || protocol::codePoints(wanted) > kQueryCodePoints) {
        co_return Error::invalid(
            QStringLiteral("query"), QStringLiteral("Search for 1 to %1 characters.").arg(kQueryCodePoints));
    }
    if (limit < 1 || limit > m_limits.pageUsers) {
        co_return Error::invalid(
            QStringLiteral("limit"), QStringLiteral("The limit is 1 to %1.").arg(m_limits.pageUsers));
    }
    if (after.size() > kAfterCharacters) {
        co_return Error::invalid(
            QStringLiteral("after"), QStringLiteral("This is no \"next\" of a page before."));
    }
    co_return co_await m_users.search(wanted.normalized(QString::NormalizationForm_C), after, limit);
}

std::optional<User> PeopleService::cached(UserId user)
{
    const std::scoped_lock lock(m_mutex);
    const auto hit = m_cache.find(user);
    if (hit == m_cache.end())
        return std::nullopt;
    m_order.splice(m_order.begin(), m_order, hit->second.used);
    return hit->second.user;
}

void PeopleService::forget(UserId user)
{
    forgetHere(user);
    if (m_tell)
        m_tell(user);
}

void PeopleService::forgetAllHere()
{
    const std::scoped_lock lock(m_mutex);
    ++m_epoch;
    m_cache.clear();
    m_order.clear();
}

void PeopleService::forgetHere(UserId user)
{
    const std::scoped_lock lock(m_mutex);
    ++m_epoch;
    if (const auto hit = m_cache.find(user); hit != m_cache.end()) {
        m_order.erase(hit->second.used);
        m_cache.erase(hit);
    }
}

quint64 PeopleService::epoch() const
{
    const std::scoped_lock lock(m_mutex);
    return m_epoch;
}

void PeopleService::keep(const std::vector<User>& users, quint64 since)
{
    const std::scoped_lock lock(m_mutex);
    if (m_epoch != since)
        return;
    for (const User& user : users) {
        if (const auto hit = m_cache.find(user.id); hit != m_cache.end()) {
            hit->second.user = user;
            continue;
        }
        m_order.push_front(user.id);
        m_cache.emplace(user.id, Entry{user, m_order.begin()});
        if (m_cache.size() > m_cacheSize) {
            m_cache.erase(m_order.back());
            m_order.pop_back();
        }
    }
}

} // namespace madang::server
