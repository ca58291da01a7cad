#include "client/stores/quotedmessages.h"

#include "client/net/connection.h"

#include <algorithm>

namespace madang::client {

QuotedMessages::QuotedMessages(Connection& connection, HeldMessages& held, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_held(held)
{
    connect(&connection, &Connection::sessionStarted, this, &QuotedMessages::askAgain);
}

QuotedMessages::Quoted QuotedMessages::find(RoomId room, qint64 seq)
{
    const Key key(room, seq);
    const auto known = m_known.constFind(key);
    if (known != m_known.constEnd())
        return *known;
    if (m_known.size() >= most)
        m_known.clear(); // those on the screen are asked for again
    m_known.insert(key, {});
    m_wanted.append(key);
    work();
    return {};
}

void QuotedMessages::apply(const protocol::Message& message)
{
    const auto known = m_known.find(Key(message.room, message.seq));
    if (known == m_known.end() || (known->state == State::Held && known->message.rev > message.rev))
        return;
    *known = {State::Held, message};
    Q_EMIT changed(message.room);
}

void QuotedMessages::forget(RoomId room)
{
    m_known.removeIf([room](QHash<Key, Quoted>::iterator at) { return at.key().first == room; });
    m_wanted.removeIf([room](const Key& key) { return key.first == room; });
}

void QuotedMessages::clear()
{
    m_known.clear();
    m_wanted.clear();
}

// What could not be fetched without a connection.
void QuotedMessages::askAgain()
{
    for (auto at = m_known.constBegin(); at != m_known.constEnd(); ++at) {
        if (at->state == State::Waiting && !m_wanted.contains(at.key()))
            m_wanted.append(at.key());
    }
    work();
}

QCoro::Task<void> QuotedMessages::work()
{
    if (m_working)
        co_return;
    m_working = true;
    while (!m_wanted.isEmpty()) {
        const Key key = m_wanted.takeLast();
        const std::optional<Quoted> found = co_await fetch(key);
        const auto known = m_known.find(key);
        if (!found || known == m_known.end() || known->state == State::Held)
            continue;
        *known = *found;
        if (found->state == State::Held)
            Q_EMIT fetched(found->message);
        Q_EMIT changed(key.first);
    }
    m_working = false;
}

// Nothing: it could not be found out.
QCoro::Task<std::optional<QuotedMessages::Quoted>> QuotedMessages::fetch(Key key)
{
    const auto [room, seq] = key;
    const Holding* holding = m_held.find(room);
    if (holding && holding->ranges().rangeAt(seq)) {
        auto answer = m_held.read(room, seq, seq);
        const QList<protocol::Message> messages = co_await answer;
        if (!messages.isEmpty())
            co_return Quoted{State::Held, messages.first()};
    }
    protocol::MessageHistory::Params params;
    params.room = room;
    params.around = seq;
    params.limit = 1;
    const auto page = co_await m_connection.call<protocol::MessageHistory>(params);
    if (!page)
        co_return std::nullopt;
    const auto found = std::find_if(page->messages.begin(), page->messages.end(),
        [seq = key.second](const protocol::Message& one) { return one.seq == seq; });
    if (found == page->messages.end())
        co_return Quoted{State::Gone, {}};
    co_return Quoted{State::Held, *found};
}

} // namespace madang::client
