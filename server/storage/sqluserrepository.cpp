#include "server/storage/sqluserrepository.h"

#include "server/storage/cursor.h"
#include "server/storage/readerpool.h"
#include "server/storage/rows.h"
#include "server/storage/searchterms.h"

namespace madang::server {

namespace {

constexpr char searchList = 'u';

Result<std::optional<User>> findUser(Connection& connection, UserId user)
{
    Statement find(connection, QLatin1String("users.find"));
    if (auto ok = find.run(user); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [](const Statement& row) { return rows::user(row); });
}

Result<UserPage> searchUsers(Connection& connection, const QString& prefix, const QString& after, int limit)
{
    // Every string that begins with the prefix sorts between it and it with the last code point behind.
    const QString end = prefix % QString::fromUcs4(U"\U0010FFFF");
    Statement search(connection, QLatin1String("users.search"));
    if (auto ok = search.run(prefix, end, after, limit + 1); !ok) {
        return std::move(ok).error();
    }
    auto found = allRows(search, [](const Statement& row) { return rows::user(row); });
    if (!found) {
        return std::move(found).error();
    }
    UserPage page{std::move(found).value(), {}};
    if (page.users.size() > size_t(limit)) {
        page.users.pop_back();
        page.next = cursor::encode(searchList, page.users.back().handle);
    }
    return page;
}

} // namespace

QCoro::Task<Result<std::optional<User>>> SqlUserRepository::find(UserId user)
{
    return awaited(m_readers.run([user](Connection& connection) { return findUser(connection, user); }));
}

QCoro::Task<Result<std::vector<User>>> SqlUserRepository::findMany(std::vector<UserId> users)
{
    return awaited(
        m_readers.run([users = std::move(users)](Connection& connection) -> Result<std::vector<User>> {
            std::vector<User> found;
            for (const UserId id : users) {
                auto user = findUser(connection, id);
                if (!user) {
                    return std::move(user).error();
                }
                if (*user) {
                    found.push_back(std::move(**user));
                }
            }
            return found;
        }));
}

QCoro::Task<Result<UserPage>> SqlUserRepository::search(QString query, QString after, int limit)
{
    const QString prefix = folded(query);
    return awaited(
        m_readers.run([prefix, after, limit = qBound(1, limit, 1000)](Connection& c) -> Result<UserPage> {
            if (after.isEmpty()) {
                return searchUsers(c, prefix, QString(), limit);
            }
            const auto handle = cursor::decodeText(searchList, after);
            return handle ? searchUsers(c, prefix, *handle, limit) : Result<UserPage>(handle.error());
        }));
}

} // namespace madang::server
