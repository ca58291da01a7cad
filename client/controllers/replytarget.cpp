#include "client/controllers/replytarget.h"

#include "client/models/timelinemodel.h"
#include "client/stores/draftstore.h"

namespace madang::client {

ReplyTarget::ReplyTarget(DraftStore& drafts, TimelineModel& timeline, QObject* parent)
    : QObject(parent)
    , m_drafts(drafts)
    , m_timeline(timeline)
{
    connect(&drafts, &DraftStore::changed, this, [this](RoomId room) {
        if (room == m_room)
            follow();
    });
    // What is answered may be edited or deleted meanwhile.
    connect(&timeline, &TimelineModel::synced, this, &ReplyTarget::follow);
}

void ReplyTarget::setRoom(RoomId room)
{
    m_room = room;
    follow();
}

qint64 ReplyTarget::seq() const
{
    return m_room.isNull() ? 0 : m_drafts.replyTo(m_room);
}

void ReplyTarget::start(qint64 seq)
{
    if (!m_room.isNull() && seq > 0)
        m_drafts.setReplyTo(m_room, seq);
}

void ReplyTarget::cancel()
{
    if (!m_room.isNull())
        m_drafts.setReplyTo(m_room, 0);
}

void ReplyTarget::follow()
{
    const qint64 seq = this->seq();
    const QString quote = seq > 0 ? quoteJson(m_timeline.quoteOf(seq)) : QString();
    if (quote == m_quote)
        return;
    m_quote = quote;
    Q_EMIT changed();
}

} // namespace madang::client
