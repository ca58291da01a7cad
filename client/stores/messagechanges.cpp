#include "client/net/connection.h"
#include "client/stores/messagestore.h"
#include "client/stores/roomstore.h"

#include <QtCore/QLoggingCategory>

// Of MessageStore: what was missed and is fetched by message.changes.
namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcStores, "madang.stores")
constexpr int changesPage = 200;
} // namespace

void MessageStore::fillGaps()
{
    std::vector<RoomId> holed;
    for (const auto& [room, held] : m_slots) {
        if (held.window.hasGap() && !m_filling.contains(room))
            holed.push_back(room);
    }
    for (const RoomId room : holed) {
        qCInfo(lcStores).noquote() << "hole in room" << room.toString() << "being filled";
        fetchChanges(room);
    }
}

std::optional<qint64> MessageStore::knownTo(RoomId room) const
{
    std::optional<qint64> rev;
    const auto found = m_slots.find(room);
    if (found != m_slots.end() && found->second.window.isLoaded())
        rev = found->second.window.rev();
    if (const Holding* holding = m_held.find(room))
        rev = std::min(rev.value_or(holding->rev()), holding->rev());
    return rev;
}

QCoro::Task<bool> MessageStore::fetchChanges(RoomId room)
{
    if (m_filling.contains(room))
        co_return true;
    m_filling.insert(room);
    bool done = true;
    for (bool more = true; more;) {
        const std::optional<qint64> since = knownTo(room);
        if (!since)
            break;
        Slot* held = findSlot(room);
        const quint64 born = held ? held->born : 0;
        if (held)
            held->window.loadBegins();
        protocol::MessageChanges::Params params;
        params.room = room;
        params.since = *since;
        params.limit = changesPage;

        const auto result = co_await m_connection.call<protocol::MessageChanges>(params);

        const bool reset = result && result->reset.value_or(false);
        if (result && !reset)
            takeChanges(room, *since, result.value());
        held = findSlot(room);
        if (held && held->born == born)
            held->window.loadEnds();
        if (!result) {
            done = result.error().code != ErrorCode::Unavailable;
            break;
        }
        if (reset) {
            m_filling.remove(room);
            const bool anew = co_await beginAnew(room);
            co_return anew;
        }
        if (held) {
            trimLive(*held);
            Q_EMIT changed(room);
        }
        // A page that brings nothing further must not be asked for again and again.
        more = result->more.value_or(false) && knownTo(room).value_or(*since) > *since;
    }
    m_filling.remove(room);
    co_return done;
}

void MessageStore::takeChanges(RoomId room, qint64 since, const protocol::MessageChanges::Result& changes)
{
    m_held.takeChanges(room, since, changes);
    Slot* held = findSlot(room);
    // Where the stretch was exchanged for an older one meanwhile, the changes before these come first.
    if (held && held->window.isLoaded() && held->window.rev() >= since)
        held->window.apply(changes);
    if (!changes.messages)
        return;
    for (const auto& message : *changes.messages) {
        learn(message);
        m_quoted.apply(message);
        Q_EMIT told(message);
        m_rooms.applyMessage(message);
    }
}

QCoro::Task<bool> MessageStore::beginAnew(RoomId room)
{
    m_held.forget(room);
    m_quoted.forget(room);
    Slot* held = findSlot(room);
    if (!held)
        co_return true;
    held->epoch = ++m_epochs;
    held->loading.clear();
    const auto reloaded = co_await load(room, Page::Newest);
    co_return reloaded.ok();
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
        if (!one || (!one->window.isBehind(state->room.head) && !isBehind(room)))
            continue;
        const bool done = co_await fetchChanges(room);
        if (!done)
            co_return false;
    }
    co_return true;
}

} // namespace madang::client
