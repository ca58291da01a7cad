#pragma once

#include "shared/core/id.h"

#include <QtCore/QString>
#include <QtCore/QUrl>
#include <optional>

namespace madang::client {

// A room of a server, or a message in it, as it is passed on between people:
// madang://HOST[:PORT]/room/ROOM[/SEQ]. It names a place and grants nothing: whether one may see it is up to
// the server.
struct DeepLink {
    static constexpr qsizetype longest = 512; // characters

    QString host; // as QUrl writes it: lower case, IPv6 without brackets
    quint16 port = 0; // never 0; ServerAddress::defaultPort where the link names none
    RoomId room;
    qint64 seq = 0; // 0: the room as such

    // For text from anywhere. Nothing where it is not wholly such a link.
    [[nodiscard]] static std::optional<DeepLink> parse(const QString& text);
    // To a place on the server whose socket is at this address.
    [[nodiscard]] static DeepLink to(const QUrl& server, RoomId room, qint64 seq);

    [[nodiscard]] QString toString() const;
    [[nodiscard]] bool leadsTo(const QUrl& server) const;
    bool operator==(const DeepLink&) const = default;
};

} // namespace madang::client
