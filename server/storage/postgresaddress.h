#pragma once

#include "shared/core/result.h"

#include <QtCore/QString>
#include <utility>
#include <vector>

namespace madang::server {

// Where a PostgreSQL server is, and how it is talked to: a connection URI of libpq
// (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING).
struct PostgresAddress {
    QString user; // empty: as libpq has it, the name of the system's user
    QString password; // empty: none, or from PGPASSWORD or the password file
    QString hosts; // "a,b"; empty: the local socket. A folder is a socket in it
    QString ports; // "5432,5433"; empty: 5432
    QString database; // empty: the user's name
    std::vector<std::pair<QString, QString>> parameters; // the rest of libpq's keywords

    // postgresql://[user[:password]@][host[:port],…][/database][?keyword=value&…], or postgres://…;
    // everything may be percent-encoded. invalid (field "database"): anything else; the message bears no
    // password.
    [[nodiscard]] static Result<PostgresAddress> fromUrl(const QString& url);
    // For people and logs: without password and parameters.
    [[nodiscard]] QString shown() const;
    // Everything but user, password and database, as QSqlDatabase::setConnectOptions() wants it. Where the
    // URL says nothing else: a peer that is gone is noticed within seconds, and only a server that can write
    // will do.
    [[nodiscard]] QString connectOptions() const;
};

} // namespace madang::server
