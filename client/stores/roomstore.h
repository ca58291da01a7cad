#pragma once

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QSet>
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "shared/protocol/shapes.h"
#endif

namespace madang::client {

class PeopleStore;

// A room as this person sees it.
struct RoomState {
    protocol::Room room;
    qint64 readSeq = 0;
    qint64 unread = 0;
    // The furthest that anyone else is known to have read.
    qint64 readByOthers = 0;
    QList<protocol::Member> members; // once they were asked for
    bool membersKnown = false;

    // Messages of others that came as events after the server last counted `unread`, by seq.
    QList<qint64> uncounted;
};

// The rooms I am in. The server counts what is unread; between its counts, events are added to them.
class RoomStore : public QObject {
    Q_OBJECT

public:
    explicit RoomStore(PeopleStore& people, QObject* parent = nullptr);

    [[nodiscard]] const QHash<madang::RoomId, RoomState>& rooms() const noexcept { return m_rooms; }
    [[nodiscard]] const RoomState* find(madang::RoomId id) const;
    // Whether the list was complete once, in this run or in one before.
    [[nodiscard]] bool isLoaded() const noexcept { return m_loaded; }

    // As they were told in an earlier run: what is known already stays as it is. `listed`: they are all.
    void restore(const QList<RoomState>& rooms, bool listed);
    void restoreMembers(madang::RoomId id, const QList<protocol::Member>& members);

    // From an answer or a room.changed. An older snapshot than what is known never takes anything back.
    void apply(const protocol::Room& room);
    void applyMembers(madang::RoomId id, const QList<protocol::Member>& members);
    void applyMember(madang::RoomId id, const protocol::Member& member, bool left);
    // A new or changed message of a room, from wherever it came.
    void applyMessage(const protocol::Message& message);
    void applyRead(madang::RoomId id, madang::UserId user, qint64 seq);
    // The server's own count, as the answer to room.read.
    void applyReadResult(madang::RoomId id, qint64 readSeq, qint64 unread);
    // I read up to seq; until the server has counted, what is known here is counted.
    void readLocally(madang::RoomId id, qint64 seq);
    void remove(madang::RoomId id);
    // Around reading the whole list. Afterwards, what was there before, is not in the list, and was not
    // heard of meanwhile (a room that moves up while pages are read is in none of them) is gone.
    void beginList();
    void endList(const QSet<madang::RoomId>& present);
    void clear();

Q_SIGNALS:
    void changed(madang::RoomId id);
    void membersChanged(madang::RoomId id);
    // Others have read further.
    void readByOthersChanged(madang::RoomId id);
    void removed(madang::RoomId id);
    // Something happened in a room that is not known here.
    void unknown(madang::RoomId id);
    void loadedChanged();

private:
    void learnPeople(const protocol::Room& room);
    void noteReader(RoomState& state, UserId user, qint64 seq);

    PeopleStore& m_people;
    QHash<RoomId, RoomState> m_rooms;
    QSet<RoomId> m_beforeList; // and not heard of since the list is being read
    bool m_listing = false;
    bool m_loaded = false;
};

} // namespace madang::client
