#include "client/controllers/findcontroller.h"

#include "client/controllers/errortext.h"

namespace madang::client {

namespace {
// Above the messages there is only room for the best.
constexpr Places::Bounds besideMessages{8, 5};
} // namespace

SwitcherController::SwitcherController(RoomStore& rooms, PeopleStore& people, QObject* parent)
    : QObject(parent)
    , m_places(rooms, people, {})
{
    connect(&m_places, &Places::changed, this, &SwitcherController::follow);
}

void SwitcherController::setOpen(bool open)
{
    if (m_open == open)
        return;
    m_open = open;
    follow();
}

void SwitcherController::follow()
{
    if (m_open)
        m_found.setRows(m_places.rows());
    Q_EMIT changed();
}

FindController::FindController(SearchParts parts, QObject* parent)
    : QObject(parent)
    , m_places(parts.rooms, parts.people, besideMessages)
    , m_messages(parts)
    , m_switcher(parts.rooms, parts.people)
    , m_search(parts)
{
    connect(&m_places, &Places::changed, this, &FindController::follow);
    connect(&m_messages, &MessageSearch::changed, this, &FindController::follow);
}

void FindController::setQuery(const QString& query)
{
    if (query == m_places.query())
        return;
    m_places.setQuery(query);
    m_messages.ask({query, {}, {}, 0});
}

void FindController::follow()
{
    m_found.setRows(
        m_places.query().trimmed().isEmpty() ? QList<FoundRow>() : m_places.rows() + m_messages.rows());
    Q_EMIT changed();
}

bool FindController::isBusy() const
{
    return m_messages.isBusy() || m_places.isBusy();
}

bool FindController::isEmpty() const
{
    return !m_places.query().trimmed().isEmpty() && !isBusy() && m_found.count() == 0 && error().isEmpty();
}

QString FindController::error() const
{
    return m_messages.error() ? errorText(*m_messages.error()) : QString();
}

void FindController::retranslate()
{
    m_search.retranslate();
    Q_EMIT changed();
}

} // namespace madang::client
