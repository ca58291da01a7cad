#pragma once

#include "shared/core/id.h"

#include <QtCore/QByteArray>

namespace madang::server {

enum class UserKind { Person, Bot };

struct User {
    UserId id;
    QString handle; // lower case
    QString name;
    QString bio;
    QString avatar; // blob id, empty: none
    UserKind kind = UserKind::Person;
    qint64 createdAt = 0;
    qint64 deletedAt = 0; // 0: alive
    bool operator==(const User&) const = default;
};

// A person with what proves that it is them.
struct Account {
    User user;
    QByteArray passwordHash; // as libsodium writes it: algorithm, costs and salt inside
};

} // namespace madang::server
