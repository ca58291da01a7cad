#pragma once

#include "server/domain/room.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QUuid>

namespace madang::server {

enum class MessageKind { Text, System };

// Who wrote first what somebody passes on, and their name as it was then.
struct Forwarded {
    UserId user; // null: it is the sender's own
    QString name;
    bool operator==(const Forwarded&) const = default;
};

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
    qint64 textRev = 0; // under which the text was written, where it is not `rev`; else 0
    qint64 pinnedAt = 0; // 0: it is not
    QByteArray reactions; // server/domain/reactions.h
    Forwarded forwarded;
    bool operator==(const Message&) const = default;
};

// The rev under which the message's text was written.
[[nodiscard]] inline qint64 writtenRev(const Message& message) noexcept
{
    return message.textRev != 0 ? message.textRev : message.rev;
}

} // namespace madang::server
