#pragma once

#include "shared/core/result.h"

#include <QtCore/QString>

namespace madang::server {

// Which database: a file of SQLite.
struct DatabaseAddress {
    QString file; // absolute

    // DIR/madang.db. invalid (field "data"): empty.
    [[nodiscard]] static Result<DatabaseAddress> inFolder(const QString& folder);
    // "sqlite:relative/file.db" or "sqlite:///absolute/file.db". invalid (field "database"): anything else.
    [[nodiscard]] static Result<DatabaseAddress> fromUrl(const QString& url);
};

} // namespace madang::server
