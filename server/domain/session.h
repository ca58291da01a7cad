#pragma once

#include "shared/core/id.h"

#include <QtCore/QByteArray>

namespace madang::server {

enum class DeviceKind { Desktop, Mobile, Other };

struct Device {
    QString name;
    DeviceKind kind = DeviceKind::Other;
    bool operator==(const Device&) const = default;
};

// One login of one person on one device. It lives until it is revoked or its last refresh token expires.
struct Session {
    SessionId id;
    UserId user;
    Device device;
    QString address; // where it was last seen
    qint64 createdAt = 0;
    qint64 seenAt = 0;
    qint64 revokedAt = 0; // 0: alive
    bool operator==(const Session&) const = default;
};

// How many logins one person may have at once. A new one ends those that are too many.
enum class DuplicateLogins {
    Allow,
    OnePerKind, // one on each kind of device
    One,
};

// A refresh token as it is kept: never the token, only its hash.
struct RefreshToken {
    QByteArray hash; // 32 bytes
    SessionId session;
    qint64 expiresAt = 0;
};

// An Ed25519 key pair that signs access tokens; shared by every server of one database.
struct SigningKey {
    QString id;
    QByteArray publicKey; // 32 bytes
    QByteArray secretKey; // 64 bytes
    qint64 createdAt = 0;
};

} // namespace madang::server
