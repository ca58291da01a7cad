#include "client/stores/copykeeper.h"

#include "client/cache/localcopy.h"
#include "client/net/answer.h"
#include "client/stores/messagestore.h"
#include "client/stores/peoplestore.h"
#include "client/stores/readmarks.h"
#include "client/stores/roomstore.h"

namespace madang::client {

namespace {
constexpr int gatherMs = 300; // a busy room changes with each message
}

CopyKeeper::CopyKeeper(LocalCopy& copy, RoomStore& rooms, PeopleStore& people, MessageStore& messages,
    ReadMarks& readMarks, QObject* parent)
    : QObject(parent)
    , m_copy(copy)
    , m_rooms(rooms)
    , m_people(people)
    , m_messages(messages)
    , m_readMarks(readMarks)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gatherMs);
    connect(&m_soon, &QTimer::timeout, this, &CopyKeeper::writeNoted);
    const auto room = [this](RoomId id) {
        m_changedRooms.insert(id);
        note();
    };
    connect(&rooms, &RoomStore::changed, this, room);
    connect(&rooms, &RoomStore::readByOthersChanged, this, room);
    connect(&rooms, &RoomStore::membersChanged, this, [this](RoomId id) {
        m_changedMembers.insert(id);
        note();
    });
    connect(&people, &PeopleStore::changed, this, [this](UserId id) {
        m_changedPeople.insert(id);
        note();
    });
    connect(&rooms, &RoomStore::removed, this, [this](RoomId id) {
        m_changedRooms.remove(id);
        m_changedMembers.remove(id);
        m_messages.forget(id);
        m_copy.write([id](CopyDatabase& file) { return file.removeRoom(id); });
    });
    connect(&rooms, &RoomStore::loadedChanged, this, [this] {
        if (m_rooms.isLoaded())
            m_copy.write([](CopyDatabase& file) { return file.setListed(); });
    });
    connect(&copy, &LocalCopy::stopped, this, [this] {
        m_messages.held().close();
        Q_EMIT unwritable();
    });
    connect(&copy, &LocalCopy::reopened, this, &CopyKeeper::reopened);
}

QCoro::Task<void> CopyKeeper::open(QString account)
{
    if (m_account == account)
        co_return;
    close();
    m_account = account;
    Answer<CachedState> answer;
    m_copy.open(account, [answer](CachedState state) mutable { answer.give(std::move(state)); });
    const CachedState state = co_await answer;
    if (m_account == account && m_copy.isOpen())
        restore(state);
}

void CopyKeeper::restore(const CachedState& state)
{
    m_people.restore(state.people);
    QList<RoomState> rooms;
    rooms.reserve(state.rooms.size());
    for (const CachedRoom& one : state.rooms) {
        RoomState room;
        room.room = one.room;
        room.readSeq = one.readSeq;
        room.unread = one.unread;
        room.readByOthers = one.readByOthers;
        rooms.append(room);
        if (one.room.me && one.readSeq > one.room.me->readSeq)
            m_readMarks.restore(one.room.id, one.readSeq);
    }
    m_rooms.restore(rooms, state.listed);
    m_messages.held().restore(state.holdings);
    // What the stores were just told is what the copy has; what came before it is not.
    for (const CachedRoom& one : state.rooms)
        m_changedRooms.remove(one.room.id);
    for (const protocol::User& user : state.people)
        m_changedPeople.remove(user.id);
    restoreMembers();
}

void CopyKeeper::restoreMembers()
{
    // Not needed for the first picture, and many.
    m_copy.read<QList<CachedMembers>>([](CopyDatabase& file) { return file.readMembers(); },
        [this, account = m_account](const QList<CachedMembers>& all) {
            if (account != m_account)
                return;
            for (const CachedMembers& one : all) {
                m_rooms.restoreMembers(one.room, one.members);
                m_changedMembers.remove(one.room);
            }
        });
}

void CopyKeeper::reopened(const CachedState& state)
{
    m_messages.held().restore(state.holdings);
    noteAll();
}

void CopyKeeper::noteAll()
{
    for (const RoomState& room : m_rooms.rooms()) {
        m_changedRooms.insert(room.room.id);
        if (room.membersKnown)
            m_changedMembers.insert(room.room.id);
    }
    for (const protocol::User& user : m_people.people())
        m_changedPeople.insert(user.id);
    if (m_rooms.isLoaded())
        m_copy.write([](CopyDatabase& file) { return file.setListed(); });
    note();
}

void CopyKeeper::note()
{
    if (!m_account.isEmpty() && !m_soon.isActive())
        m_soon.start();
}

void CopyKeeper::writeNoted()
{
    m_soon.stop();
    QList<CachedRoom> rooms;
    for (const RoomId id : std::exchange(m_changedRooms, {})) {
        if (const RoomState* state = m_rooms.find(id))
            rooms.append({state->room, state->readSeq, state->unread, state->readByOthers});
    }
    QList<CachedMembers> members;
    for (const RoomId id : std::exchange(m_changedMembers, {})) {
        if (const RoomState* state = m_rooms.find(id); state && state->membersKnown)
            members.append({id, state->members});
    }
    QList<protocol::User> people;
    for (const UserId id : std::exchange(m_changedPeople, {})) {
        if (const protocol::User* user = m_people.find(id))
            people.append(*user);
    }
    m_copy.write([rooms, members, people](CopyDatabase& file) {
        for (const CachedMembers& one : members) {
            if (!file.putMembers(one))
                return false;
        }
        return file.putRooms(rooms) && file.putPeople(people);
    });
}

void CopyKeeper::flush()
{
    writeNoted();
    m_copy.flush();
}

void CopyKeeper::close()
{
    if (m_account.isEmpty())
        return;
    writeNoted();
    m_account.clear();
    m_messages.held().close();
    m_copy.close();
}

void CopyKeeper::erase()
{
    m_soon.stop();
    m_account.clear();
    m_messages.held().close();
    m_copy.erase();
}

QCoro::Task<qint64> CopyKeeper::size()
{
    Answer<qint64> answer;
    m_copy.read<qint64>([](CopyDatabase& file) { return file.size(); },
        [answer](qint64 bytes) mutable { answer.give(bytes); });
    const qint64 bytes = co_await answer;
    co_return bytes;
}

void CopyKeeper::clear()
{
    if (!m_copy.isOpen())
        return;
    m_copy.write([](CopyDatabase& file) { return file.wipe(); });
    m_copy.read<bool>([](CopyDatabase& file) { return file.shrink(); }, [](bool) {});
    m_messages.held().restore({});
    noteAll();
}

} // namespace madang::client
