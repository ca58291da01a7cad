#include "client/stores/roomstore.h"

#include "client/stores/peoplestore.h"

#include <algorithm>

namespace madang::client {

RoomStore::RoomStore(PeopleStore& people, QObject* parent)
    : QObject(parent)
    , m_people(people)
{
}

const RoomState* RoomStore::find(RoomId id) const
{
    const auto found = m_rooms.constFind(id);
    return found == m_rooms.constEnd() ? nullptr : &*found;
}

void RoomStore::restore(const QList<RoomState>& rooms, bool listed)
{
    for (const RoomState& state : rooms) {
        const RoomId id = state.room.id;
        if (m_rooms.contains(id))
            continue;
        if (state.room.peer && !m_people.find(state.room.peer->id))
            m_people.learn(*state.room.peer);
        m_rooms.insert(id, state);
        if (m_listing)
            m_beforeList.insert(id);
        Q_EMIT changed(id);
    }
    if (listed && !m_loaded) {
        m_loaded = true;
        Q_EMIT loadedChanged();
    }
}

void RoomStore::restoreMembers(RoomId id, const QList<protocol::Member>& members)
{
    const auto found = m_rooms.find(id);
    if (found == m_rooms.end() || found->membersKnown)
        return;
    found->members = members;
    found->membersKnown = true;
    QList<protocol::User> people;
    for (const auto& member : members) {
        people.append(member.user);
        noteReader(*found, member.user.id, member.readSeq);
    }
    m_people.restore(people);
    Q_EMIT membersChanged(id);
}

void RoomStore::learnPeople(const protocol::Room& room)
{
    if (room.peer)
        m_people.learn(*room.peer);
    if (room.last && room.last->sender)
        m_people.require(*room.last->sender);
}

void RoomStore::apply(const protocol::Room& room)
{
    learnPeople(room);
    m_beforeList.remove(room.id);
    const bool isNew = !m_rooms.contains(room.id);
    RoomState& state = m_rooms[room.id];
    const protocol::Room before = std::exchange(state.room, room);
    // What goes to several people at once bears nothing that differs per person.
    if (!room.me)
        state.room.me = before.me;
    if (!room.peer)
        state.room.peer = before.peer;
    if (!isNew && before.head.rev > room.head.rev) {
        state.room.head = before.head;
        state.room.last = before.last;
    }
    // A mark that is behind ours was told before ours arrived: the server's count comes with its answer.
    if (room.me && room.me->readSeq >= state.readSeq) {
        state.readSeq = room.me->readSeq;
        // The server counted up to the head that it told; what came after is still to be added.
        erase_if(state.uncounted, [&](qint64 seq) { return seq <= room.head.seq || seq <= state.readSeq; });
        state.unread = room.me->unread + state.uncounted.size();
    }
    Q_EMIT changed(room.id);
}

void RoomStore::applyMembers(RoomId id, const QList<protocol::Member>& members)
{
    const auto found = m_rooms.find(id);
    if (found == m_rooms.end())
        return;
    found->members = members;
    found->membersKnown = true;
    for (const auto& member : members) {
        m_people.learn(member.user);
        noteReader(*found, member.user.id, member.readSeq);
    }
    Q_EMIT membersChanged(id);
}

void RoomStore::applyMember(RoomId id, const protocol::Member& member, bool left)
{
    const auto found = m_rooms.find(id);
    if (found == m_rooms.end())
        return;
    m_people.learn(member.user);
    if (!left)
        noteReader(*found, member.user.id, member.readSeq);
    if (!found->membersKnown)
        return;
    const auto same = [&](const protocol::Member& one) { return one.user.id == member.user.id; };
    const auto at = std::find_if(found->members.begin(), found->members.end(), same);
    if (left) {
        if (at != found->members.end())
            found->members.erase(at);
    } else if (at != found->members.end()) {
        *at = member;
    } else {
        found->members.append(member);
    }
    Q_EMIT membersChanged(id);
}

void RoomStore::applyMessage(const protocol::Message& message)
{
    const auto found = m_rooms.find(message.room);
    if (found == m_rooms.end()) {
        Q_EMIT unknown(message.room);
        return;
    }
    m_beforeList.remove(message.room);
    RoomState& state = *found;
    protocol::Room& room = state.room;
    const bool isNew = message.seq > room.head.seq;
    room.head.rev = std::max(room.head.rev, message.rev);
    if (message.sender)
        m_people.require(*message.sender);
    if (isNew) {
        room.head.seq = message.seq;
        room.last = message;
        const bool counts = message.kind == protocol::MessageKind::Text && message.sender
            && !m_people.isMe(*message.sender) && message.seq > state.readSeq;
        if (counts) {
            state.uncounted.append(message.seq);
            // Older ones than these are in any count that is still to come.
            if (state.uncounted.size() > 1000)
                state.uncounted.remove(0, 500);
            ++state.unread;
        }
    } else if (room.last && room.last->seq == message.seq && room.last->rev < message.rev) {
        room.last = message;
    } else {
        return;
    }
    Q_EMIT changed(message.room);
}

void RoomStore::noteReader(RoomState& state, UserId user, qint64 seq)
{
    if (m_people.isMe(user) || seq <= state.readByOthers)
        return;
    state.readByOthers = seq;
    Q_EMIT readByOthersChanged(state.room.id);
}

void RoomStore::applyRead(RoomId id, UserId user, qint64 seq)
{
    if (m_people.isMe(user)) {
        readLocally(id, seq);
        return;
    }
    const auto found = m_rooms.find(id);
    if (found == m_rooms.end())
        return;
    for (protocol::Member& member : found->members) {
        if (member.user.id == user)
            member.readSeq = std::max(member.readSeq, seq);
    }
    noteReader(*found, user, seq);
    Q_EMIT changed(id);
}

void RoomStore::applyReadResult(RoomId id, qint64 readSeq, qint64 unread)
{
    const auto found = m_rooms.find(id);
    if (found == m_rooms.end())
        return;
    if (readSeq < found->readSeq)
        return; // an answer to an earlier mark: a later one is on its way
    found->readSeq = readSeq;
    found->unread = unread;
    found->uncounted.clear();
    if (found->room.me)
        found->room.me->readSeq = readSeq; // what the server knows
    Q_EMIT changed(id);
}

void RoomStore::readLocally(RoomId id, qint64 seq)
{
    const auto found = m_rooms.find(id);
    if (found == m_rooms.end() || seq <= found->readSeq)
        return;
    RoomState& state = *found;
    state.readSeq = seq;
    erase_if(state.uncounted, [seq](qint64 one) { return one <= seq; });
    // Past the head nothing is unread. Before it, at most what lies between can be; the server's answer
    // to the mark makes it exact.
    if (seq >= state.room.head.seq)
        state.unread = 0;
    else
        state.unread = std::min(state.unread, state.room.head.seq - seq);
    Q_EMIT changed(id);
}

void RoomStore::remove(RoomId id)
{
    if (m_rooms.remove(id))
        Q_EMIT removed(id);
}

void RoomStore::beginList()
{
    const QList<RoomId> known = m_rooms.keys();
    m_beforeList = QSet<RoomId>(known.begin(), known.end());
    m_listing = true;
}

void RoomStore::endList(const QSet<RoomId>& present)
{
    const QSet<RoomId> gone = std::exchange(m_beforeList, {}).subtract(present);
    m_listing = false;
    for (const RoomId id : gone)
        remove(id);
    if (!m_loaded) {
        m_loaded = true;
        Q_EMIT loadedChanged();
    }
}

void RoomStore::clear()
{
    const QList<RoomId> known = m_rooms.keys();
    for (const RoomId id : known)
        remove(id);
    m_beforeList.clear();
    m_listing = false;
    m_loaded = false;
    Q_EMIT loadedChanged();
}

} // namespace madang::client
