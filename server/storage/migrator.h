#pragma once

#include "server/storage/connection.h"

#include <QtCore/QString>
#include <vector>

namespace madang::server {

// One step of the schema. Released ones are never edited; what is wrong in one is mended by the next.
struct Migration {
    int number = 0; // 1, 2, 3 …
    QString name;
    QString script; // with the dialect's ${words}
};

// Brings a database to the newest schema, each migration in a transaction of its own.
class Migrator {
public:
    // Of sql/migrations, in their order.
    [[nodiscard]] static std::vector<Migration> builtIn();

    explicit Migrator(std::vector<Migration> migrations);
    [[nodiscard]] int newest() const noexcept { return int(m_migrations.size()); }
    // How many migrations were applied. unavailable: the database is newer than this program, belongs to
    // another program, or cannot be written; conflict: servers use it that could not live with the newer
    // schema; the message says which, for a person.
    Result<int> migrate(Connection& connection) const;

private:
    Result<int> bring(Connection& connection) const;
    Result<void> apply(Connection& connection, const Migration& migration) const;

    std::vector<Migration> m_migrations;
};

} // namespace madang::server
