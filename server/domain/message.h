#pragma once

#include "server/domain/room.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QUuid>

namespace madang::server {

enum class MessageKind { Text, System };

struct Message {
    RoomId room;
    qint64 seq = 0;
    qint64 rev = 0; // of its last change
    UserId sender; // null in system messages
    QUuid clientId; // null in system messages
    qint64 sentAt = 0;
    MessageKind kind = MessageKind::Text;
    QString text; // empty once deleted
    QByteArray event; // JSON object of a system message
    qint64 replyTo = 0; // seq, 0: none
    qint64 editedAt = 0; // 0: never
    qint64 deletedAt = 0;
    bool operator==(const Message&) const = default;
};

} // namespace madang::server
