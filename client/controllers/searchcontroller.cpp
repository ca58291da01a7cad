#include "client/controllers/searchcontroller.h"

#include "client/controllers/errortext.h"
#include "client/stores/peoplestore.h"

namespace madang::client {

SearchController::SearchController(SearchParts parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_search(parts)
{
    connect(&m_search, &MessageSearch::changed, this, &SearchController::follow);
}

void SearchController::setQuery(const QString& query)
{
    if (m_query == query)
        return;
    m_query = query;
    ask();
}

QString SearchController::roomId() const
{
    return m_room.isNull() ? QString() : m_room.toString();
}

void SearchController::setRoomId(const QString& roomId)
{
    const RoomId room = RoomId::fromString(roomId).value_or(RoomId());
    if (m_room == room)
        return;
    m_room = room;
    ask();
}

QString SearchController::senderId() const
{
    return m_sender.isNull() ? QString() : m_sender.toString();
}

void SearchController::setSenderId(const QString& senderId)
{
    const UserId sender = UserId::fromString(senderId).value_or(UserId());
    if (m_sender == sender)
        return;
    m_sender = sender;
    if (!sender.isNull() && !m_parts.people.find(sender))
        m_parts.people.require(sender);
    ask();
}

QString SearchController::senderName() const
{
    return m_parts.people.nameOf(m_sender);
}

void SearchController::setBefore(qint64 before)
{
    if (m_before == before)
        return;
    m_before = before;
    ask();
}

void SearchController::ask()
{
    m_chosen.reset();
    m_stepping = false;
    const MessageSearch::Asked before = m_search.asked();
    m_search.ask({m_query, m_room, m_sender, m_before});
    // Where blanks were all that changed, nothing is asked anew.
    if (m_search.asked() == before)
        Q_EMIT changed();
}

void SearchController::clear()
{
    m_query.clear();
    m_sender = {};
    m_before = 0;
    ask();
}

void SearchController::follow()
{
    const int before = count();
    m_found.setRows(m_search.rows());
    Q_EMIT changed();
    if (m_stepping && count() > before) {
        m_stepping = false;
        step(1);
    } else if (!m_search.isBusy()) {
        m_stepping = false;
    }
}

int SearchController::current() const
{
    if (!m_chosen)
        return -1;
    const QList<FoundRow>& rows = m_found.rows();
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (rows.at(i).key() == *m_chosen)
            return int(i);
    }
    return -1;
}

void SearchController::choose(int index)
{
    if (index < 0 || index >= count())
        return;
    const FoundRow row = m_found.rows().at(index);
    m_chosen = row.key();
    Q_EMIT changed();
    Q_EMIT led(row.room.toString(), row.seq);
}

void SearchController::step(int delta)
{
    const int next = current() + delta;
    if (current() < 0) {
        choose(0);
    } else if (next >= count() && hasMore()) {
        m_stepping = true;
        more();
    } else {
        choose(next);
    }
}

QString SearchController::error() const
{
    return m_search.error() ? errorText(*m_search.error()) : QString();
}

} // namespace madang::client
