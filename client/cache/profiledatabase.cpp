#include "client/cache/profiledatabase.h"

#include "client/cache/rescue.h"

namespace madang::client {

namespace {
SqliteFile::Plan plan()
{
    const QStringList first{
        QStringLiteral("CREATE TABLE account ("
                       " id INTEGER PRIMARY KEY CHECK (id = 1),"
                       " server TEXT NOT NULL, user_id TEXT NOT NULL, handle TEXT NOT NULL,"
                       " name TEXT NOT NULL)"),
        QStringLiteral("CREATE TABLE draft ("
                       " account TEXT NOT NULL, room TEXT NOT NULL, text TEXT NOT NULL,"
                       " updated_at INTEGER NOT NULL, PRIMARY KEY (account, room)) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE outbox ("
                       " position INTEGER PRIMARY KEY AUTOINCREMENT,"
                       " account TEXT NOT NULL, room TEXT NOT NULL, client_id TEXT NOT NULL UNIQUE,"
                       " text TEXT NOT NULL, queued_at INTEGER NOT NULL, failed INTEGER NOT NULL DEFAULT 0,"
                       " fail_code INTEGER NOT NULL DEFAULT 0, fail_reason TEXT NOT NULL DEFAULT '')"),
        QStringLiteral("CREATE INDEX outbox_account ON outbox (account, position)"),
    };
    // Several accounts side by side. The one that was there keeps the slot without a name, by which its
    // tokens are found in the keychain.
    const QStringList accounts{
        QStringLiteral("ALTER TABLE account RENAME TO only_account"),
        QStringLiteral("CREATE TABLE account ("
                       " position INTEGER PRIMARY KEY AUTOINCREMENT, slot TEXT NOT NULL DEFAULT '' UNIQUE,"
                       " server TEXT NOT NULL, user_id TEXT NOT NULL, handle TEXT NOT NULL,"
                       " name TEXT NOT NULL, current INTEGER NOT NULL DEFAULT 0)"),
        QStringLiteral("INSERT INTO account (server, user_id, handle, name, current)"
                       " SELECT server, user_id, handle, name, 1 FROM only_account"),
        QStringLiteral("DROP TABLE only_account"),
    };
    // Replies, and drafts that are the same on all of a person's devices.
    const QStringList replies{
        QStringLiteral("ALTER TABLE draft ADD COLUMN reply_to INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE draft ADD COLUMN rev INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE draft ADD COLUMN pending INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE outbox ADD COLUMN reply_to INTEGER NOT NULL DEFAULT 0"),
    };
    static_assert(ProfileDatabase::schemaVersion == 3);
    return {{first, accounts, replies}, true, true};
}
} // namespace

ProfileDatabase::ProfileDatabase(const QString& path)
    : SqliteFile(path, plan())
{
}

Result<std::unique_ptr<ProfileDatabase>> ProfileDatabase::open(const QString& folder)
{
    const QString path = folder % QLatin1String("/madang.sqlite");
    std::unique_ptr<ProfileDatabase> database(new ProfileDatabase(path));
    if (!database->SqliteFile::open())
        return Error::unavailable(QStringLiteral("Cannot open %1: %2").arg(path, database->errorText()));
    if (!database->setAside().isEmpty())
        database->m_rescued = rescueTyped(database->setAside(), *database);
    return database;
}

} // namespace madang::client
