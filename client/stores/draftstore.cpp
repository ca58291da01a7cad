#include "client/stores/draftstore.h"

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
    const QHash<QString, QString> kept = m_cache.load(account);
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
    return m_drafts.value(room);
}

void DraftStore::setDraft(RoomId room, const QString& text)
{
    if (draft(room) == text || m_account.isEmpty())
        return;
    if (text.isEmpty())
        m_drafts.remove(room);
    else
        m_drafts.insert(room, text);
    m_unwritten.insert(room);
    // Not restarted by each key, so that steady typing is written too.
    if (!m_pause.isActive())
        m_pause.start(pauseMs);
    Q_EMIT changed(room);
}

void DraftStore::flush()
{
    m_pause.stop();
    const auto rooms = std::exchange(m_unwritten, {});
    for (const RoomId room : rooms) {
        if (!m_cache.save(m_account, room.toString(), draft(room), m_clock.nowMs()))
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
