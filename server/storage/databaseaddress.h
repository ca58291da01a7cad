#pragma once

#include "server/storage/postgresaddress.h"
#include "shared/core/result.h"

#include <QtCore/QString>
#include <optional>

namespace madang::server {

// Which database: a file of SQLite, or a database of a PostgreSQL server.
struct DatabaseAddress {
    QString file; // SQLite's; absolute
    std::optional<PostgresAddress> postgres;

    // DIR/madang.db. invalid (field "data"): empty.
    [[nodiscard]] static Result<DatabaseAddress> inFolder(const QString& folder);
    // "sqlite:relative/file.db", "sqlite:///absolute/file.db", or what PostgresAddress takes. invalid (field
    // "database"): anything else.
    [[nodiscard]] static Result<DatabaseAddress> fromUrl(const QString& url);
    // For people and logs: never a password.
    [[nodiscard]] QString shown() const { return postgres ? postgres->shown() : file; }
};

} // namespace madang::server
