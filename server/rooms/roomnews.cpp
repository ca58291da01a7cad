#include "server/rooms/roomnews.h"

#include "server/rooms/roomwire.h"

#include <algorithm>

namespace madang::server {

namespace {

// How long a change that came too early waits for those before it, which are on their way as a rule.
constexpr qint64 kHoleMs = 100;
constexpr qint64 kHoleAgainMs = 1'000;
constexpr int kFillPage = 200;
// How soon a room is tried again that was heard of and could not be read, and how many events are kept until
// then.
constexpr qint64 kMissedMs = 500;
constexpr size_t kMissedMost = 500;

} // namespace

RoomNews::RoomNews(Executor& loop, RoomTable& table, const Ports& ports)
    : m_loop(loop)
    , m_table(table)
    , m_ports(ports)
{
    m_table.setAudit([this](RoomPtr room, std::vector<UserId> before) { audit(room, std::move(before)); });
}

void RoomNews::tell(const RoomPtr& room, const Message& message, bool created)
{
    // Told to those who are members now, not to those who were when it was sent.
    m_ports.bus.publish(messageEvent(message, created, room->audience()));
}

void RoomNews::arrived(const RoomPtr& room, const Message& message, Head head)
{
    room->advance(head);
    m_table.use(*room); // people who only listen are there too
    const bool waited = room->order.hasHole();
    room->order.arrive(message, [&](const Message& next, bool created) { tell(room, next, created); });
    if (room->order.hasHole() && !waited)
        fillLater(room);
}

void RoomNews::heard(const Message& message, Head head)
{
    // A change of the newest message is not its beginning: whatever leaves the text alone says when it was
    // written.
    const bool created
        = message.seq == head.seq && message.editedAt == 0 && message.deletedAt == 0 && message.textRev == 0;
    const Head before{created ? head.seq - 1 : head.seq, message.rev - 1};
    m_table.withHeard(message.room, before, [this, message, head](const Result<RoomPtr>& room) {
        if (room)
            arrived(*room, message, head);
        else if (room.error().code != ErrorCode::NotFound)
            missed(message.room).message.emplace(message, head);
    });
}

RoomNews::Missed& RoomNews::missed(RoomId id)
{
    const auto [found, isNew] = m_missed.try_emplace(id);
    if (isNew)
        m_loop.postAfter(kMissedMs, [this, id] { again(id); });
    return found->second;
}

void RoomNews::missedEvent(Event event)
{
    std::vector<Event>& events = missed(event.room).events;
    if (events.size() == kMissedMost) {
        // A read mark is outdone by the next one, who came and went is not.
        const auto replaceable = std::find_if(events.begin(), events.end(),
            [](const Event& one) { return one.kind == EventClass::Replaceable; });
        events.erase(replaceable == events.end() ? events.begin() : replaceable);
    }
    events.push_back(std::move(event));
}

void RoomNews::again(RoomId id)
{
    Missed missed = std::move(m_missed.extract(id).mapped());
    if (missed.message)
        heard(missed.message->first, missed.message->second);
    for (Event& event : missed.events)
        heardEvent(std::move(event));
}

void RoomNews::heardEvent(Event event)
{
    if (event.room.isNull() && !event.whileMember)
        return m_ports.bus.publish(std::move(event));
    if (event.room.isNull()) {
        // A server that stood still for a while may tell of what is over.
        const RoomId about = event.about;
        m_table.with(about, [this, event = std::move(event)](const Result<RoomPtr>& room) mutable {
            if (room)
                std::erase_if(event.to, [&](UserId user) { return !(*room)->member(user); });
            if (room || room.error().code != ErrorCode::NotFound)
                m_ports.bus.publish(std::move(event));
        });
        return;
    }
    const RoomId id = event.room;
    // Passing words are not worth reading a room for, in which nobody here is active then.
    if (event.kind == EventClass::Droppable && !m_table.peek(id))
        return;
    m_table.with(id, [this, event = std::move(event)](const Result<RoomPtr>& room) mutable {
        if (!room) {
            if (room.error().code != ErrorCode::NotFound && event.kind != EventClass::Droppable)
                missedEvent(std::move(event));
            return;
        }
        event.to = (*room)->audience(event.except);
        event.reach = EventReach::Here;
        m_ports.bus.publish(std::move(event));
    });
}

void RoomNews::fillLater(const RoomPtr& room)
{
    m_loop.postAfter(kHoleMs, [this, weak = std::weak_ptr(room)] {
        if (const RoomPtr still = weak.lock(); still && still->order.hasHole() && !still->filling)
            fill(still);
    });
}

QCoro::Task<> RoomNews::fill(RoomPtr room)
{
    room->filling = true;
    bool failed = false;
    for (bool more = true; more && !failed;) {
        auto page = co_await m_ports.log.changes(room->room().id, room->order.told().rev, kFillPage);
        failed = !page;
        more = page && page->more;
        if (page) {
            room->advance(page->head);
            room->order.fill(page->messages, page->rev,
                [&](const Message& next, bool created) { tell(room, next, created); });
        }
    }
    room->filling = false;
    if (!room->order.hasHole())
        co_return;
    if (!failed)
        co_return fillLater(room);
    m_loop.postAfter(kHoleAgainMs, [this, weak = std::weak_ptr(room)] {
        if (const RoomPtr still = weak.lock())
            fillLater(still);
    });
}

QCoro::Task<> RoomNews::tellRow(RoomPtr room, UserId user, EventReach reach)
{
    // Rows are read on several threads; one that is behind what was told already would take it back.
    constexpr int kTries = 3;
    for (int i = 0; i < kTries; ++i) {
        const auto row = co_await m_ports.rooms.row(room->room().id, user);
        // They may have left by another server meanwhile, and been told so: nothing may come after that.
        if (!m_table.isFresh(room->room().id) && !co_await m_table.loaded(room->room().id))
            co_return;
        const Member* member = room->member(user);
        if (!row || !*row || !member)
            co_return;
        if ((*row)->me.readSeq >= member->readSeq && (*row)->head.rev >= room->head().rev) {
            Event event = roomEvent(**row, user);
            event.reach = reach;
            m_ports.bus.publish(std::move(event));
            co_return;
        }
    }
}

QCoro::Task<> RoomNews::audit(RoomPtr room, std::vector<UserId> before)
{
    std::vector<UserId> now = room->audience();
    std::sort(before.begin(), before.end());
    std::sort(now.begin(), now.end());
    std::vector<UserId> gone;
    std::vector<UserId> come;
    std::set_difference(before.begin(), before.end(), now.begin(), now.end(), std::back_inserter(gone));
    std::set_difference(now.begin(), now.end(), before.begin(), before.end(), std::back_inserter(come));
    const RoomId id = room->room().id;
    // Every server finds the same, and tells its own.
    for (UserId user : gone) {
        Event event = removedEvent(id, QStringLiteral("left"), user);
        event.reach = EventReach::Here;
        m_ports.bus.publish(std::move(event));
    }
    for (UserId user : come)
        co_await tellRow(room, user, EventReach::Here);
    std::vector<UserId> changed = gone;
    changed.insert(changed.end(), come.begin(), come.end());
    if (changed.empty())
        co_return;
    const auto people = co_await m_ports.users.findMany(changed);
    if (!people)
        co_return;
    for (const User& person : *people) {
        const Member* member = room->member(person.id);
        Event event = memberEvent(
            id, person, member ? *member : Member{person.id}, member == nullptr, room->audience());
        event.reach = EventReach::Here;
        m_ports.bus.publish(std::move(event));
    }
}

} // namespace madang::server
