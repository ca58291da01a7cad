#include "client/stores/heldmessages.h"

#include "client/cache/localcopy.h"

#include <QtCore/QLoggingCategory>
#include <algorithm>

namespace madang::client {

namespace {
Q_LOGGING_CATEGORY(lcHeld, "madang.held")
constexpr qint64 measureEvery = 2000; // messages
} // namespace

void HeldMessages::restore(const QHash<RoomId, Holding>& holdings)
{
    m_holdings = holdings;
    m_open = m_copy != nullptr;
    m_sinceMeasured = measureEvery;
}

void HeldMessages::close()
{
    m_open = false;
    m_holdings.clear();
}

const Holding* HeldMessages::find(RoomId room) const
{
    const auto found = m_holdings.constFind(room);
    return found == m_holdings.constEnd() || found->isEmpty() ? nullptr : &*found;
}

bool HeldMessages::isBehind(RoomId room, const protocol::Head& head) const
{
    const Holding* holding = find(room);
    return holding && holding->isBehind(head);
}

qint64 HeldMessages::count() const
{
    qint64 sum = 0;
    for (const Holding& holding : m_holdings)
        sum += holding.ranges().count();
    return sum;
}

std::optional<HeldMessages::Stretch> HeldMessages::stretch(
    RoomId room, Place place, qint64 seq, qint64 pageSize) const
{
    const Holding* holding = find(room);
    if (!holding)
        return std::nullopt;
    const SeqRanges& ranges = holding->ranges();
    std::optional<SeqRanges::Range> range;
    Stretch found;
    switch (place) {
    case Place::Newest:
        range = ranges.ranges().last();
        found.last = range->last;
        found.first = found.last - pageSize + 1;
        break;
    case Place::Around:
        range = ranges.rangeAt(std::max<qint64>(seq, 1));
        if (!range)
            range = ranges.rangeAt(seq + 1); // the first after a read mark
        found.first = std::max(seq - pageSize / 2, std::max<qint64>(holding->floor(), 1));
        found.last = found.first + pageSize - 1;
        break;
    case Place::Older:
        range = ranges.rangeAt(seq - 1);
        found.last = seq - 1;
        found.first = seq - pageSize;
        break;
    case Place::Newer:
        range = ranges.rangeAt(seq + 1);
        found.first = seq + 1;
        found.last = seq + pageSize;
        break;
    }
    if (!range)
        return std::nullopt;
    const bool cutBefore = found.first < range->first && !holding->isOldest(range->first);
    const bool cutAfter = found.last > range->last && range->last < holding->head();
    found.first = std::max(found.first, range->first);
    found.last = std::min(found.last, range->last);
    found.hasBefore = !holding->isOldest(found.first);
    found.hasAfter = found.last < holding->head();
    const bool endsBefore = place == Place::Newest && found.hasAfter;
    const bool extends = place == Place::Older || place == Place::Newer;
    found.whole = extends || (!cutBefore && !cutAfter && !endsBefore);
    return found;
}

Answer<QList<protocol::Message>> HeldMessages::read(RoomId room, qint64 first, qint64 last)
{
    using Messages = QList<protocol::Message>;
    Answer<Messages> answer;
    m_copy->read<Messages>(
        [room, first, last](CopyDatabase& file) { return file.readMessages(room, first, last); },
        [this, room, first, last, answer](Messages messages) mutable {
            bool sound = messages.size() == last - first + 1;
            for (qsizetype i = 0; sound && i < messages.size(); ++i)
                sound = messages.at(i).seq == first + i;
            if (!sound) {
                // Trimmed or forgotten meanwhile, or damaged: in any case not to be relied on.
                if (m_open && m_copy->isOpen()) {
                    qCWarning(lcHeld).noquote() << "held messages of" << room.toString() << "cannot be read";
                    forget(room);
                }
                messages.clear();
            }
            answer.give(std::move(messages));
        });
    return answer;
}

void HeldMessages::write(RoomId room, const QList<protocol::Message>& messages)
{
    if (!messages.isEmpty()) {
        m_copy->write([messages](CopyDatabase& file) { return file.putMessages(messages); });
        m_sinceMeasured += messages.size();
    }
    writeHolding(room);
    bound(room);
}

void HeldMessages::writeHolding(RoomId room)
{
    const Holding& now = m_holdings[room];
    const Holding row(now.ranges(), now.rev(), now.head(), now.floor());
    m_copy->write([room, row](CopyDatabase& file) { return file.putHolding(room, row); });
}

void HeldMessages::take(const protocol::Message& message, bool newest)
{
    if (!m_open)
        return;
    Holding& holding = m_holdings[message.room];
    const qint64 rev = holding.rev();
    const QList<protocol::Message> written = holding.take(message, newest);
    if (holding.rev() != rev && !holding.isEmpty())
        write(message.room, written);
}

void HeldMessages::correct(const protocol::Message& message)
{
    const Holding* holding = m_open ? find(message.room) : nullptr;
    if (holding && holding->ranges().contains(message.seq))
        m_copy->write([message](CopyDatabase& file) { return file.putMessages({message}); });
}

void HeldMessages::takeChanges(RoomId room, qint64 since, const protocol::MessageChanges::Result& changes)
{
    if (!m_open || !find(room))
        return;
    const QList<protocol::Message> written = m_holdings[room].takeChanges(since, changes);
    write(room, written);
}

void HeldMessages::keep(const QList<protocol::Message>& page, qint64 rev, qint64 headSeq, bool oldest)
{
    if (!m_open || page.isEmpty())
        return;
    const RoomId room = page.first().room;
    Holding& holding = m_holdings[room];
    holding.addStretch(page.first().seq, page.last().seq, rev, headSeq);
    if (oldest && holding.floor() < page.first().seq) {
        holding.setFloor(page.first().seq);
        m_copy->write([room, floor = page.first().seq](
                          CopyDatabase& file) { return file.removeMessagesBefore(room, floor); });
    }
    write(room, page);
}

void HeldMessages::forget(RoomId room)
{
    if (!m_open || !m_holdings.remove(room))
        return;
    m_copy->write([room](CopyDatabase& file) { return file.removeMessages(room); });
}

void HeldMessages::bound(RoomId room)
{
    // In steps, so that not every message costs a deletion.
    if (m_holdings[room].ranges().count() > m_bounds.perRoom + std::max<qint64>(m_bounds.perRoom / 20, 1))
        trim(room, m_bounds.perRoom);
    if (m_sinceMeasured >= measureEvery && !m_measuring)
        boundBytes();
}

void HeldMessages::trim(RoomId room, qint64 most)
{
    const qint64 before = m_holdings[room].trimToNewest(most);
    if (before == 0)
        return;
    m_copy->write([room, before](CopyDatabase& file) { return file.removeMessagesBefore(room, before); });
    writeHolding(room);
}

void HeldMessages::boundBytes()
{
    m_sinceMeasured = 0;
    m_measuring = true;
    m_copy->read<qint64>([](CopyDatabase& file) { return file.size(); },
        [this](qint64 bytes) {
            m_measuring = false;
            const qint64 all = count();
            if (!m_open || bytes <= m_bounds.bytes || all == 0)
                return;
            // To nine tenths, by what a message costs on average: from the rooms that hold most, oldest
            // first.
            qint64 going = all - qint64(double(all) * 0.9 * double(m_bounds.bytes) / double(bytes));
            while (going > 0) {
                const auto most = std::max_element(
                    m_holdings.begin(), m_holdings.end(), [](const Holding& a, const Holding& b) {
                        return a.ranges().count() < b.ranges().count();
                    });
                const qint64 held = most->ranges().count();
                const qint64 share = std::clamp<qint64>(held / 4, 1, going);
                trim(most.key(), held - share);
                going -= share;
            }
            m_copy->read<bool>([](CopyDatabase& file) { return file.shrink(); }, [](bool) {});
        });
}

} // namespace madang::client
