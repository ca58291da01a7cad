#include "client/stores/messagestore.h"

#include "client/net/connection.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"

#include <QtCore/QLoggingCategory>
#include <algorithm>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcStores, "madang.stores")
// An answer may overtake the event before it; a hole that stays this long is a real one.
constexpr int gapPatienceMs = 400;
constexpr int changesPage = 200;
} // namespace

MessageStore::MessageStore(Connection& connection, RoomStore& rooms, PeopleStore& people, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_rooms(rooms)
    , m_people(people)
{
    m_gapTimer.setSingleShot(true);
    m_gapTimer.setInterval(gapPatienceMs);
    connect(&m_gapTimer, &QTimer::timeout, this, &MessageStore::fillGaps);
}

MessageStore::Slot* MessageStore::findSlot(RoomId room)
{
    const auto found = m_slots.find(room);
    return found == m_slots.end() ? nullptr : &found->second;
}

MessageStore::Slot& MessageStore::slot(RoomId room)
{
    Slot& found = m_slots[room];
    found.usedAt = ++m_uses;
    evict();
    return found;
}

void MessageStore::evict()
{
    while (m_slots.size() > roomsMost) {
        const auto oldest = std::min_element(m_slots.begin(), m_slots.end(),
            [](const auto& a, const auto& b) { return a.second.usedAt < b.second.usedAt; });
        m_slots.erase(oldest);
    }
}

const MessageWindow* MessageStore::window(RoomId room)
{
    return &slot(room).window;
}

bool MessageStore::isLoading(RoomId room, Page page) const
{
    const auto found = m_slots.find(room);
    if (found == m_slots.end())
        return false;
    const auto on = found->second.loading.find(page);
    return on != found->second.loading.end() && on->second;
}

void MessageStore::setLoading(RoomId room, Page page, bool on)
{
    if (Slot* held = findSlot(room)) {
        held->loading[page] = on;
        Q_EMIT loadingChanged(room);
    }
}

void MessageStore::learn(const protocol::Message& message)
{
    if (!message.sender)
        return;
    if (m_people.isMe(*message.sender)) {
        if (message.clientId)
            Q_EMIT mineStored(*message.clientId);
    } else {
        m_people.require(*message.sender);
    }
}

QCoro::Task<Result<void>> MessageStore::load(RoomId room, Page page, qint64 around)
{
    Slot& begun = slot(room);
    const bool extends = page == Page::Older || page == Page::Newer;
    const bool nothing = (page == Page::Older && !begun.window.hasOlder())
        || (page == Page::Newer && !begun.window.hasNewer()) || (extends && begun.window.isEmpty());
    if (isLoading(room, page) || nothing)
        co_return Result<void>();

    protocol::MessageHistory::Params params;
    params.room = room;
    params.limit = pageSize;
    if (page == Page::Older)
        params.before = begun.window.firstSeq();
    else if (page == Page::Newer)
        params.after = begun.window.lastSeq();
    else if (page == Page::Around)
        params.around = around;
    if (!extends)
        ++begun.epoch; // pages that are on their way belong to the stretch that goes
    const quint64 epoch = begun.epoch;
    begun.window.loadBegins();
    setLoading(room, page, true);

    const auto result = co_await m_connection.call<protocol::MessageHistory>(params);

    Slot* held = findSlot(room);
    if (!held)
        co_return Result<void>(); // evicted or left meanwhile
    const bool wanted = held->epoch == epoch;
    if (result && wanted)
        merge(*held, page, result.value());
    held->window.loadEnds();
    setLoading(room, page, false);
    if (!result)
        co_return result.error();
    if (wanted) {
        for (const auto& message : result->messages)
            learn(message);
        Q_EMIT changed(room);
    }
    co_return Result<void>();
}

void MessageStore::merge(Slot& held, Page page, const protocol::MessageHistory::Result& result)
{
    MessageWindow& window = held.window;
    switch (page) {
    case Page::Newest:
    case Page::Around:
        window.replace(result);
        held.keepTo = window.lastSeq();
        break;
    case Page::Older:
        window.prepend(result);
        // Who asked for older ones looks at the old end.
        if (const qsizetype surplus = window.messages().size() - windowMost; surplus > 0) {
            window.dropNewest(surplus);
            held.keepTo = window.lastSeq();
        }
        break;
    case Page::Newer:
        window.append(result);
        if (const qsizetype surplus = window.messages().size() - windowMost; surplus > 0)
            window.dropOldest(surplus);
        held.keepTo = window.lastSeq();
        break;
    }
}

void MessageStore::setFollowing(RoomId room, bool following)
{
    Slot* held = findSlot(room);
    if (!held || held->following == following)
        return;
    held->following = following;
    held->keepTo = held->window.lastSeq();
}

void MessageStore::trimLive(Slot& held)
{
    MessageWindow& window = held.window;
    const qsizetype size = window.messages().size();
    if (held.following) {
        // In steps, so that not every message costs a move of all of them.
        if (size > windowMost + pageSize)
            window.dropOldest(size - windowMost);
    } else if (size > 2 * windowMost) {
        const qint64 behindEye = window.lastSeq() - held.keepTo;
        window.dropNewest(std::min<qint64>(size - windowMost, behindEye));
    }
}

void MessageStore::apply(const protocol::Message& message)
{
    learn(message);
    Slot* held = findSlot(message.room);
    if (!held)
        return;
    const bool isChanged = held->window.apply(message);
    if (held->window.hasGap() && !m_gapTimer.isActive())
        m_gapTimer.start();
    if (!isChanged)
        return;
    trimLive(*held);
    Q_EMIT changed(message.room);
}

void MessageStore::fillGaps()
{
    std::vector<RoomId> holed;
    for (const auto& [room, held] : m_slots) {
        if (held.window.hasGap() && !held.filling)
            holed.push_back(room);
    }
    for (const RoomId room : holed) {
        qCInfo(lcStores).noquote() << "hole in room" << room.toString() << "being filled";
        fetchChanges(room);
    }
}

QCoro::Task<bool> MessageStore::fetchChanges(RoomId room)
{
    for (bool more = true; more;) {
        Slot* held = findSlot(room);
        if (!held || !held->window.isLoaded())
            co_return true;
        held->filling = true;
        held->window.loadBegins();
        protocol::MessageChanges::Params params;
        params.room = room;
        params.since = held->window.rev();
        params.limit = changesPage;

        const auto result = co_await m_connection.call<protocol::MessageChanges>(params);

        held = findSlot(room);
        if (!held)
            co_return true;
        held->filling = false;
        const bool reset = result && result->reset.value_or(false);
        if (result && !reset) {
            // A page that brings nothing further must not be asked for again and again.
            more = result->more.value_or(false) && result->rev.value_or(0) > held->window.rev();
            held->window.apply(result.value());
        }
        held->window.loadEnds();
        if (!result)
            co_return result.error().code != ErrorCode::Unavailable;
        if (reset) {
            const auto reloaded = co_await load(room, Page::Newest);
            co_return reloaded.ok();
        }
        if (result->messages) {
            for (const auto& message : *result->messages) {
                learn(message);
                m_rooms.applyMessage(message);
            }
        }
        held = findSlot(room);
        if (!held)
            co_return true;
        trimLive(*held);
        Q_EMIT changed(room);
    }
    co_return true;
}

QCoro::Task<bool> MessageStore::catchUp()
{
    std::vector<RoomId> held;
    held.reserve(m_slots.size());
    for (const auto& [room, one] : m_slots)
        held.push_back(room);
    for (const RoomId room : held) {
        const RoomState* state = m_rooms.find(room);
        if (!state) {
            forget(room);
            continue;
        }
        Slot* one = findSlot(room);
        if (!one || !one->window.isBehind(state->room.head))
            continue;
        const bool done = co_await fetchChanges(room);
        if (!done)
            co_return false;
    }
    co_return true;
}

void MessageStore::forget(RoomId room)
{
    if (m_slots.erase(room) > 0)
        Q_EMIT changed(room);
}

void MessageStore::clear()
{
    const auto gone = std::exchange(m_slots, {});
    for (const auto& [room, held] : gone)
        Q_EMIT changed(room);
}

} // namespace madang::client
