#include "server/storage/sqlaccountrepository.h"

#include "server/storage/readerpool.h"
#include "server/storage/rows.h"
#include "server/storage/searchterms.h"
#include "server/storage/writequeue.h"

namespace madang::server {

namespace {

Account account(const Statement& row)
{
    return {rows::user(row), row.bytes(rows::userColumns)};
}

Result<void> storeTerms(Connection& connection, const User& user)
{
    for (const QString& term : searchTerms(user)) {
        if (auto ok = Statement(connection, QLatin1String("users.insert_term")).run(term, user.id); !ok) {
            return ok;
        }
    }
    return {};
}

Result<User> insert(Connection& connection, Account account)
{
    User& user = account.user;
    for (;;) {
        {
            Statement insertion(connection, QLatin1String("users.insert"));
            if (auto ok = insertion.run(user.id, user.handle, user.name, user.bio, user.avatar,
                    rows::number(user.kind), account.passwordHash, user.createdAt);
                !ok) {
                return std::move(ok).error();
            }
            if (insertion.affected() == 1) {
                break;
            }
        }
        Statement taken(connection, QLatin1String("users.handle_taken"));
        if (auto ok = taken.run(user.handle); !ok) {
            return std::move(ok).error();
        }
        if (taken.next()) {
            return Error::conflict(QStringLiteral("This handle is taken."));
        }
        if (auto ok = taken.check(); !ok) {
            return std::move(ok).error();
        }
        user.id = UserId::create();
    }
    if (auto ok = storeTerms(connection, user); !ok) {
        return std::move(ok).error();
    }
    return user;
}

Result<std::vector<SessionId>> end(Connection& connection, UserId user, qint64 at)
{
    {
        // A handle that nobody can register, since it does not begin with a letter.
        const QString handle = u'_' % user.toString();
        Statement removal(connection, QLatin1String("users.remove"));
        if (auto ok = removal.run(handle, at, user); !ok) {
            return std::move(ok).error();
        }
        if (removal.affected() == 0) {
            return Error::notFound(QStringLiteral("There is no such person."));
        }
    }
    if (auto ok = Statement(connection, QLatin1String("users.delete_terms")).run(user); !ok) {
        return std::move(ok).error();
    }
    // Chats of two stay, what was begun in them does not.
    if (auto ok = Statement(connection, QLatin1String("drafts.delete_all")).run(user); !ok) {
        return std::move(ok).error();
    }
    Statement revocation(connection, QLatin1String("sessions.revoke_all"));
    if (auto ok = revocation.run(at, user, qint64(0)); !ok) {
        return std::move(ok).error();
    }
    return allRows(revocation, [](const Statement& row) { return row.id<SessionId>(0); });
}

} // namespace

QCoro::Task<Result<User>> SqlAccountRepository::create(Account account)
{
    return awaited(m_writer.run([account = std::move(account)](Connection& connection) -> Result<User> {
        return insert(connection, account);
    }));
}

QCoro::Task<Result<std::optional<Account>>> SqlAccountRepository::findByHandle(QString handle)
{
    return awaited(
        m_readers.run([handle = std::move(handle)](Connection& c) -> Result<std::optional<Account>> {
            Statement find(c, QLatin1String("users.account_by_handle"));
            if (auto ok = find.run(handle); !ok) {
                return std::move(ok).error();
            }
            return firstRow(find, account);
        }));
}

QCoro::Task<Result<std::optional<Account>>> SqlAccountRepository::find(UserId user)
{
    return awaited(m_readers.run([user](Connection& connection) -> Result<std::optional<Account>> {
        Statement find(connection, QLatin1String("users.account"));
        if (auto ok = find.run(user); !ok) {
            return std::move(ok).error();
        }
        return firstRow(find, account);
    }));
}

QCoro::Task<Result<void>> SqlAccountRepository::setPasswordHash(
    UserId user, QByteArray hash, QByteArray expected)
{
    return awaited(m_writer.run([user, hash, expected](Connection& connection) -> Result<void> {
        Statement update(connection, QLatin1String("users.set_password_hash"));
        auto ok = update.run(hash, user, expected);
        if (ok && update.affected() == 0) {
            return Error::conflict(QStringLiteral("The password was changed meanwhile."));
        }
        return ok;
    }));
}

QCoro::Task<Result<std::vector<SessionId>>> SqlAccountRepository::remove(UserId user, qint64 at)
{
    return awaited(m_writer.run([user, at](Connection& connection) { return end(connection, user, at); }));
}

} // namespace madang::server
