#include "client/stores/draftstore.h"

#include <algorithm>

namespace madang::client {

namespace {
constexpr int pauseMs = 400;
constexpr int againMs = 5000;
} // namespace

DraftStore::DraftStore(DraftCache& cache, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_cache(cache)
    , m_clock(clock)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &DraftStore::flush);
}

DraftStore::~DraftStore()
{
    flush();
}

void DraftStore::open(const QString& account)
{
    if (m_account == account)
        return;
    close();
    m_account = account;
    const QHash<QString, CachedDraft> kept = m_cache.load(account);
    for (auto at = kept.constBegin(); at != kept.constEnd(); ++at) {
        if (const auto room = RoomId::fromString(at.key())) {
            m_drafts.insert(*room, at.value());
            Q_EMIT changed(*room);
        }
    }
}

void DraftStore::close()
{
    flush();
    m_pause.stop();
    m_unwritten.clear();
    m_account.clear();
    const auto gone = std::exchange(m_drafts, {});
    for (auto at = gone.constBegin(); at != gone.constEnd(); ++at)
        Q_EMIT changed(at.key());
}

void DraftStore::wipe()
{
    const QString account = m_account;
    close();
    m_cache.clear(account);
}

QString DraftStore::draft(RoomId room) const
{
    return m_drafts.value(room).text;
}

qint64 DraftStore::replyTo(RoomId room) const
{
    return m_drafts.value(room).replyTo;
}

void DraftStore::setDraft(RoomId room, const QString& text)
{
    CachedDraft draft = find(room);
    draft.text = text;
    edit(room, draft);
}

void DraftStore::setReplyTo(RoomId room, qint64 seq)
{
    CachedDraft draft = find(room);
    draft.replyTo = seq;
    edit(room, draft);
}

void DraftStore::remove(RoomId room)
{
    CachedDraft draft = find(room);
    draft.text.clear();
    draft.replyTo = 0;
    edit(room, draft);
}

void DraftStore::edit(RoomId room, const CachedDraft& draft)
{
    const CachedDraft before = find(room);
    if ((before.text == draft.text && before.replyTo == draft.replyTo) || m_account.isEmpty())
        return;
    CachedDraft now = draft;
    now.pending = true;
    put(room, now);
    Q_EMIT edited(room);
}

void DraftStore::put(RoomId room, const CachedDraft& draft)
{
    const CachedDraft before = find(room);
    if (before == draft)
        return;
    // With its revision also an empty one is kept while the program runs: what is older is not taken any
    // more.
    m_drafts.insert(room, draft);
    m_unwritten.insert(room);
    // Not restarted by each key, so that steady typing is written too.
    if (!m_pause.isActive())
        m_pause.start(pauseMs);
    if (before.text != draft.text || before.replyTo != draft.replyTo)
        Q_EMIT changed(room);
}

QList<RoomId> DraftStore::pending() const
{
    QList<RoomId> rooms;
    for (auto at = m_drafts.constBegin(); at != m_drafts.constEnd(); ++at) {
        if (at->pending)
            rooms.append(at.key());
    }
    return rooms;
}

void DraftStore::confirm(RoomId room, const CachedDraft& sent, qint64 rev)
{
    if (!m_drafts.contains(room))
        return;
    CachedDraft now = find(room);
    now.rev = std::max(now.rev, rev);
    now.pending = now.text != sent.text || now.replyTo != sent.replyTo;
    put(room, now);
}

void DraftStore::adopt(const protocol::Draft& draft)
{
    CachedDraft now = find(draft.room);
    if (draft.rev <= now.rev || m_account.isEmpty())
        return;
    now.rev = draft.rev;
    if (!now.pending) {
        now.text = draft.text;
        now.replyTo = draft.replyTo.value_or(0);
    }
    put(draft.room, now);
}

void DraftStore::setPending(RoomId room, bool pending)
{
    CachedDraft now = find(room);
    now.pending = pending;
    put(room, now);
}

void DraftStore::flush()
{
    m_pause.stop();
    const auto rooms = std::exchange(m_unwritten, {});
    for (const RoomId room : rooms) {
        if (!m_cache.save(m_account, room.toString(), find(room), m_clock.nowMs()))
            m_unwritten.insert(room);
    }
    const bool failed = !m_unwritten.isEmpty();
    if (failed)
        m_pause.start(againMs);
    if (failed && !m_toldUnwritable)
        Q_EMIT unwritable();
    m_toldUnwritable = failed;
}

} // namespace madang::client
