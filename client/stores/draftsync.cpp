#include "client/stores/draftsync.h"

#include "client/net/connection.h"
#include "shared/protocol/events.h"

#include <QtCore/QLoggingCategory>
#include <algorithm>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcDrafts, "madang.drafts")

// After these the same may be sent again unchanged.
bool isPassing(const Error& error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::RateLimited
        || error.code == ErrorCode::Unauthenticated;
}
} // namespace

DraftSync::DraftSync(Connection& connection, DraftStore& drafts, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_drafts(drafts)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &DraftSync::flush);
    connect(&drafts, &DraftStore::edited, this, [this](RoomId room) {
        m_refused.remove(room);
        m_pause.start(pauseMs);
    });
    connect(&connection, &Connection::sessionStarted, this, &DraftSync::begin);
    connect(&connection, &Connection::notified, this, &DraftSync::heard);
}

void DraftSync::flush()
{
    m_pause.stop();
    const QList<RoomId> rooms = m_drafts.pending();
    for (const RoomId room : rooms)
        send(room);
}

QCoro::Task<void> DraftSync::begin()
{
    const quint64 session = ++m_session;
    m_known = false;
    m_refused.clear();
    QSet<RoomId> present;
    std::optional<QString> after;
    do {
        protocol::DraftList::Params params;
        params.after = after;
        const auto page = co_await m_connection.call<protocol::DraftList>(std::move(params));
        if (!page || session != m_session)
            co_return; // an older server, or the line broke: the next session begins again
        for (const protocol::Draft& draft : page->drafts) {
            present.insert(draft.room);
            m_drafts.adopt(draft);
        }
        after = page->next;
    } while (after);
    m_known = true;
    const QList<RoomId> rooms = m_drafts.rooms();
    for (const RoomId room : rooms) {
        const CachedDraft mine = m_drafts.find(room);
        if (present.contains(room) || mine.pending || mine.isEmpty())
            continue;
        if (mine.rev == 0) {
            m_drafts.setPending(room, true); // from before there was a server to tell
            continue;
        }
        protocol::Draft gone; // removed on another device meanwhile
        gone.room = room;
        gone.rev = mine.rev + 1;
        m_drafts.adopt(gone);
    }
    flush();
}

QCoro::Task<void> DraftSync::send(RoomId room)
{
    if (m_sending.contains(room))
        co_return;
    m_sending.insert(room);
    while (
        m_known && m_connection.isConnected() && m_drafts.find(room).pending && !m_refused.contains(room)) {
        const CachedDraft sent = m_drafts.find(room);
        protocol::DraftSet::Params params;
        params.room = room;
        params.text = sent.text;
        if (sent.replyTo > 0)
            params.replyTo = sent.replyTo;
        const auto result = co_await m_connection.call<protocol::DraftSet>(std::move(params));
        if (result) {
            m_drafts.confirm(room, sent, result->draft.rev);
            // What was typed meanwhile waits for its own pause.
            if (m_pause.isActive())
                break;
            continue;
        }
        const Error& error = result.error();
        if (isPassing(error)) {
            if (m_connection.isConnected())
                m_pause.start(std::max<int>(pauseMs, int(error.retryAfterMs.value_or(0))));
            break;
        }
        qCInfo(lcDrafts).noquote() << "draft refused:" << int(error.code) << error.reason;
        m_refused.insert(room);
    }
    m_sending.remove(room);
}

void DraftSync::heard(const protocol::Notification& notification)
{
    if (notification.method != protocol::DraftChanged::event)
        return;
    const Result<protocol::DraftChanged> event
        = protocol::decode<protocol::DraftChanged>(notification.params);
    if (event)
        m_drafts.adopt(event->draft);
    else
        qCWarning(lcDrafts).noquote() << "draft.changed not understood:" << event.error().message;
}

} // namespace madang::client
