#pragma once

#include "client/cache/holding.h"
#include "client/net/answer.h"

#include <QtCore/QHash>

namespace madang::client {

class LocalCopy;

// What the local copy holds of each room, known here without waiting, and kept true: reading and writing
// of messages go through this. Where there is no copy, or it is closed, nothing is held.
class HeldMessages {
public:
    // A bound on what is kept: past it the oldest messages go, so that the copy never grows for ever.
    struct Bounds {
        qint64 perRoom = 20'000; // messages
        qint64 bytes = 200'000'000; // of the whole file
    };
    enum class Place { Newest, Around, Older, Newer };
    struct Stretch {
        qint64 first = 0;
        qint64 last = 0;
        bool hasBefore = false;
        bool hasAfter = false;
        // Whether a server would have no more to give for such a page.
        bool whole = false;
    };

    explicit HeldMessages(LocalCopy* copy)
        : m_copy(copy)
    {
    }

    // What was read at the opening of the copy; from now on it is kept.
    void restore(const QHash<RoomId, Holding>& holdings);
    // The copy is closed.
    void close();
    [[nodiscard]] const Bounds& bounds() const noexcept { return m_bounds; }
    void setBounds(const Bounds& bounds) { m_bounds = bounds; }

    // Null where nothing of the room is held.
    [[nodiscard]] const Holding* find(RoomId room) const;
    [[nodiscard]] bool isBehind(RoomId room, const protocol::Head& head) const;
    // Which messages a page at this place would have; seq: the middle, or the one before or after which.
    [[nodiscard]] std::optional<Stretch> stretch(RoomId room, Place place, qint64 seq, qint64 pageSize) const;
    // Ascending and without holes, or empty: then they are not held any more either.
    [[nodiscard]] Answer<QList<protocol::Message>> read(RoomId room, qint64 first, qint64 last);

    // An event, or the answer to one's own change.
    void take(const protocol::Message& message, bool newest);
    // The same version as is held, telling more.
    void correct(const protocol::Message& message);
    void takeChanges(RoomId room, qint64 since, const protocol::MessageChanges::Result& changes);
    // A page, true up to rev, of a room with this head. `oldest`: nothing comes before its first.
    void keep(const QList<protocol::Message>& page, qint64 rev, qint64 headSeq, bool oldest);
    void forget(RoomId room);

    // All rooms together.
    [[nodiscard]] qint64 count() const;

private:
    void write(RoomId room, const QList<protocol::Message>& messages);
    void writeHolding(RoomId room);
    void bound(RoomId room);
    void boundBytes();
    void trim(RoomId room, qint64 most);

    LocalCopy* m_copy;
    bool m_open = false;
    Bounds m_bounds;
    QHash<RoomId, Holding> m_holdings;
    qint64 m_sinceMeasured = 0; // messages written since the file was last measured
    bool m_measuring = false;
};

} // namespace madang::client
