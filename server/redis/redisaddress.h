#pragma once

#include "shared/core/result.h"

#include <QtCore/QByteArray>

namespace madang::server {

// Where a Redis is, and how it is entered.
struct RedisAddress {
    enum class Verify {
        Peer, // the certificate must be signed by a known authority and name the host
        Nothing, // anyone may answer; each connection logs a warning
    };

    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 6379;
    QByteArray user; // empty: Redis' own user "default"
    QByteArray password; // empty: no AUTH
    int database = 0;
    bool tls = false;
    Verify verify = Verify::Peer; // with tls
    QString caFile; // with tls: PEM file of the authorities to trust; empty: those of the system

    // "redis://user:password@host:port/database", "rediss://" for TLS; user, password and what is decoded of
    // them are UTF-8, an IPv6 address is in brackets, port 6379 and database 0 are the defaults. An error is
    // `invalid` and never repeats the URL, which may hold a password.
    [[nodiscard]] static Result<RedisAddress> fromUrl(const QString& url);
    // The URL without the password, for logs and people.
    [[nodiscard]] QString toString() const;

    bool operator==(const RedisAddress&) const = default;
};

} // namespace madang::server
