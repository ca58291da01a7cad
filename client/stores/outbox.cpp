#include "client/stores/outbox.h"

#include "client/net/connection.h"
#include "client/stores/messagestore.h"
#include "client/stores/roomstore.h"
#include "shared/core/uuid7.h"
#include "shared/protocol/textrules.h"

#include <QtCore/QLoggingCategory>
#include <algorithm>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcOutbox, "madang.outbox")

// After these the same request may be sent again unchanged (PROTOCOL.md, errors). A rejected access
// token is renewed by the connection, which then starts anew.
bool isPassing(const Error& error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::RateLimited
        || error.code == ErrorCode::Unauthenticated;
}

QString wireText(const QUuid& id)
{
    return id.toString(QUuid::WithoutBraces);
}
} // namespace

Outbox::Outbox(Connection& connection, MessageStore& messages, RoomStore& rooms, OutboxCache& cache,
    const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_messages(messages)
    , m_rooms(rooms)
    , m_cache(cache)
    , m_clock(clock)
    , m_backoff(500, 15'000, systemRandom())
{
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &Outbox::pumpAll);
    connect(&connection, &Connection::sessionStarted, this, &Outbox::pumpAll);
    connect(&messages, &MessageStore::mineStored, this, &Outbox::confirm);
}

void Outbox::open(const QString& account)
{
    if (m_account == account)
        return;
    close();
    m_account = account;
    const QList<CachedOutgoing> left = m_cache.load(account);
    for (const CachedOutgoing& one : left) {
        const auto room = RoomId::fromString(one.room);
        if (!room)
            continue;
        Outgoing outgoing;
        outgoing.room = *room;
        outgoing.clientId = QUuid::fromString(one.clientId);
        outgoing.text = one.text;
        outgoing.replyTo = one.replyTo;
        outgoing.queuedAt = one.queuedAt;
        outgoing.failed = one.failed;
        outgoing.error.code = ErrorCode(one.failCode);
        outgoing.error.reason = one.failReason;
        m_queue.append(outgoing);
        Q_EMIT changed(*room);
    }
    if (!m_queue.isEmpty())
        qCInfo(lcOutbox) << m_queue.size() << "messages left from before";
    Q_EMIT waitingChanged();
    pumpAll();
}

void Outbox::close()
{
    m_account.clear();
    m_later.stop();
    const QList<Outgoing> gone = std::exchange(m_queue, {});
    for (const Outgoing& one : gone)
        Q_EMIT changed(one.room);
    Q_EMIT waitingChanged();
}

void Outbox::wipe()
{
    const QString account = m_account;
    close();
    m_cache.clear(account);
}

Result<QUuid> Outbox::enqueue(RoomId room, const QString& text, qint64 replyTo)
{
    const Result<QString> sendable = protocol::messageText(text, Limits());
    if (!sendable)
        return sendable.error();
    Outgoing outgoing;
    outgoing.room = room;
    outgoing.clientId = newUuid7(m_clock.nowMs());
    outgoing.text = sendable.value();
    outgoing.replyTo = replyTo;
    outgoing.queuedAt = m_clock.nowMs();
    CachedOutgoing row;
    row.room = room.toString();
    row.clientId = wireText(outgoing.clientId);
    row.text = outgoing.text;
    row.queuedAt = outgoing.queuedAt;
    row.replyTo = replyTo;
    // Without its row it would not survive a crash: then it stays in the composer.
    if (!m_cache.append(m_account, row))
        return Error::unavailable(QStringLiteral("The profile cannot be written to."));
    m_queue.append(outgoing);
    tell(room);
    pump(room);
    return outgoing.clientId;
}

void Outbox::retry(const QUuid& clientId)
{
    const qsizetype at = indexOf(clientId);
    if (at < 0 || !m_queue.at(at).failed)
        return;
    m_queue[at].failed = false;
    m_queue[at].error = {};
    m_queue.move(at, m_queue.size() - 1);
    m_cache.requeue(wireText(clientId));
    const RoomId room = m_queue.last().room;
    tell(room);
    pump(room);
}

void Outbox::discard(const QUuid& clientId)
{
    if (!m_inFlight.contains(clientId))
        confirm(clientId);
}

void Outbox::confirm(const QUuid& clientId)
{
    const qsizetype at = indexOf(clientId);
    if (at < 0)
        return;
    const RoomId room = m_queue.at(at).room;
    m_queue.removeAt(at);
    m_cache.remove(wireText(clientId));
    tell(room);
}

QList<Outgoing> Outbox::ofRoom(RoomId room) const
{
    QList<Outgoing> found;
    for (const Outgoing& one : m_queue) {
        if (one.room == room)
            found.append(one);
    }
    return found;
}

int Outbox::waiting() const
{
    return int(
        std::count_if(m_queue.begin(), m_queue.end(), [](const Outgoing& one) { return !one.failed; }));
}

qsizetype Outbox::indexOf(const QUuid& clientId) const
{
    for (qsizetype i = 0; i < m_queue.size(); ++i) {
        if (m_queue.at(i).clientId == clientId)
            return i;
    }
    return -1;
}

Outgoing* Outbox::firstWaiting(RoomId room)
{
    for (Outgoing& one : m_queue) {
        if (one.room == room && !one.failed)
            return &one;
    }
    return nullptr;
}

void Outbox::tell(RoomId room)
{
    Q_EMIT changed(room);
    Q_EMIT waitingChanged();
}

void Outbox::later(qint64 delayMs)
{
    if (!m_later.isActive() || m_later.remainingTime() > delayMs)
        m_later.start(int(delayMs));
}

void Outbox::pumpAll()
{
    QSet<RoomId> rooms;
    for (const Outgoing& one : std::as_const(m_queue))
        rooms.insert(one.room);
    for (const RoomId room : std::as_const(rooms))
        pump(room);
}

QCoro::Task<void> Outbox::pump(RoomId room)
{
    if (m_pumping.contains(room))
        co_return;
    m_pumping.insert(room);
    while (m_connection.isConnected()) {
        const Outgoing* next = firstWaiting(room);
        if (!next)
            break;
        const QUuid clientId = next->clientId;
        protocol::MessageSend::Params params;
        params.room = room;
        params.clientId = clientId;
        params.text = next->text;
        if (next->replyTo > 0)
            params.replyTo = next->replyTo;
        m_inFlight.insert(clientId);
        const auto result = co_await m_connection.call<protocol::MessageSend>(std::move(params));
        m_inFlight.remove(clientId);
        if (result) {
            m_backoff.reset();
            m_rooms.applyMessage(result->message);
            m_messages.apply(result->message);
            confirm(clientId);
            continue;
        }
        const Error& error = result.error();
        if (isPassing(error)) {
            // Without a connection the next sessionStarted goes on.
            if (m_connection.isConnected())
                later(m_backoff.next(error.retryAfterMs));
            break;
        }
        const qsizetype at = indexOf(clientId);
        if (at < 0)
            continue;
        qCInfo(lcOutbox).noquote() << "message refused:" << int(error.code) << error.reason;
        m_queue[at].failed = true;
        m_queue[at].error = error;
        m_cache.setFailed(wireText(clientId), int(error.code), error.reason);
        tell(room);
    }
    m_pumping.remove(room);
}

} // namespace madang::client
