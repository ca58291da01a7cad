#pragma once

#include "client/cache/gramindex.h"
#include "client/cache/holding.h"
#include "client/cache/sqlitefile.h"

#include <QtCore/QHash>

namespace madang::client {

// A room as it was last told.
struct CachedRoom {
    protocol::Room room;
    qint64 readSeq = 0; // read here; may be ahead of room.me->readSeq, which the server knows
    qint64 unread = 0;
    qint64 readByOthers = 0;
};

struct CachedMembers {
    RoomId room;
    QList<protocol::Member> members;
};

// What a start needs before anything can be painted.
struct CachedState {
    QList<CachedRoom> rooms;
    QList<protocol::User> people;
    QHash<RoomId, Holding> holdings;
    bool listed = false; // the list of rooms was complete once
};

// The SQL of an account's local copy: rooms, people, messages, and which of them are held. Everything in
// it can be fetched again. To be used from one thread, the one that opened it.
//
// A message lies there as the wire's own JSON, so that a field that is added needs no migration; what is
// searched for stands in columns.
class CopyDatabase : public SqliteFile {
public:
    static constexpr int schemaVersion = 2;
    explicit CopyDatabase(const QString& path);

    [[nodiscard]] CachedState readState();
    [[nodiscard]] QList<CachedMembers> readMembers();
    // Ascending seq; those of first to last that are there and can be read.
    [[nodiscard]] QList<protocol::Message> readMessages(RoomId room, qint64 first, qint64 last);

    [[nodiscard]] QList<CopyHit> find(const CopyQuery& query) { return m_grams.find(query); }

    // Each false where it could not be written; lastTrouble() says why.
    bool putRooms(const QList<CachedRoom>& rooms);
    bool putMembers(const CachedMembers& members);
    bool putPeople(const QList<protocol::User>& people);
    // A version that is older than what is there is left out.
    bool putMessages(const QList<protocol::Message>& messages);
    bool putHolding(RoomId room, const Holding& holding);
    bool setListed();
    bool removeRoom(RoomId room);
    // Messages of a room with a seq below this.
    bool removeMessagesBefore(RoomId room, qint64 seq);
    bool removeMessages(RoomId room);
    // A little of the work for the index that writing left for later; hasWork(): there is more.
    bool work() { return m_grams.work(workStep); }
    [[nodiscard]] bool hasWork() const { return m_grams.hasWork(); }
    // Everything; the file shrinks.
    bool wipe();
    // Gives freed pages back to the disk.
    bool shrink();

private:
    static constexpr int workStep = 20; // messages
    bool putMessage(const protocol::Message& message);

    GramIndex m_grams{*this};
};

} // namespace madang::client
