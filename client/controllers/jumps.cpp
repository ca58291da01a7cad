#include "client/controllers/jumps.h"

#include "client/net/connection.h"
#include "client/stores/roomstore.h"
#include "shared/protocol/messagemethods.h"

#include <algorithm>

namespace madang::client {

Jumps::Jumps(Connection& connection, MessageStore& messages, RoomStore& rooms, TimelineModel& timeline,
    QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_messages(messages)
    , m_rooms(rooms)
    , m_timeline(timeline)
{
}

void Jumps::setRoom(RoomId room)
{
    m_room = room;
    forget();
}

void Jumps::forget()
{
    ++m_way;
    if (m_places.isEmpty())
        return;
    m_places.clear();
    Q_EMIT canGoBackChanged();
}

QCoro::Task<void> Jumps::toMessage(qint64 seq, qint64 from)
{
    const quint64 way = ++m_way;
    m_timeline.sync();
    if (m_timeline.indexOfSeq(seq) < 0) {
        const Result<void> loaded = co_await m_messages.load(m_room, MessageStore::Page::Around, seq);
        if (way != m_way)
            co_return;
        if (!loaded) {
            Q_EMIT failed(loaded.error());
            co_return;
        }
        m_timeline.sync();
    }
    const int row = m_timeline.indexOfSeq(seq);
    if (row < 0) {
        Q_EMIT failed(Error::notFound(QStringLiteral("There is no such message.")));
        co_return;
    }
    if (from > 0 && from != seq) {
        m_places.append(from);
        if (m_places.size() > placesMost)
            m_places.removeFirst();
        Q_EMIT canGoBackChanged();
    }
    Q_EMIT arrived(row, seq);
}

QCoro::Task<void> Jumps::toTime(qint64 sentAt, qint64 from)
{
    const quint64 way = ++m_way;
    const Result<qint64> seq = co_await seqAt(sentAt);
    if (way != m_way)
        co_return;
    if (!seq) {
        Q_EMIT failed(seq.error());
        co_return;
    }
    if (seq.value() > 0)
        co_await toMessage(seq.value(), from);
}

QCoro::Task<void> Jumps::back()
{
    if (m_places.isEmpty())
        co_return;
    const qint64 seq = m_places.takeLast();
    Q_EMIT canGoBackChanged();
    co_await toMessage(seq, 0);
}

// Halves the room until a page holds the border: sent_at grows with seq.
QCoro::Task<Result<qint64>> Jumps::seqAt(qint64 sentAt)
{
    const quint64 way = m_way;
    const RoomId room = m_room;
    const RoomState* state = m_rooms.find(room);
    const qint64 head = state ? state->room.head.seq : 0;
    // The first one at that time or later lies in [low, high]; high past the head: there is none.
    qint64 low = 1;
    qint64 high = head + 1;
    while (low < high) {
        protocol::MessageHistory::Params params;
        params.room = room;
        params.around = low + (high - low) / 2;
        params.limit = MessageStore::pageSize;
        const auto page = co_await m_connection.call<protocol::MessageHistory>(params);
        if (!page)
            co_return page.error();
        const std::vector<protocol::Message>& messages = page->messages;
        if (way != m_way || messages.empty())
            break;
        const auto found = std::find_if(messages.begin(), messages.end(),
            [sentAt](const protocol::Message& one) { return one.sentAt >= sentAt; });
        const qint64 wasLow = low;
        const qint64 wasHigh = high;
        if (found == messages.end())
            low = std::max(low, messages.back().seq + 1);
        else
            high = std::min(high, found->seq);
        // What the page holds before the border is known to lie before it.
        if (found != messages.end() && found != messages.begin())
            low = std::max(low, std::prev(found)->seq + 1);
        if (low == wasLow && high == wasHigh)
            break; // a page of elsewhere: asking again would bring it again
    }
    co_return std::min(high, head);
}

} // namespace madang::client
