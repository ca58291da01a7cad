#include "server/storage/link.h"

#include "server/storage/logging.h"

#include <algorithm>

namespace madang::server {

namespace {

constexpr std::chrono::milliseconds firstBackoff{50};
constexpr std::chrono::milliseconds longestBackoff{1'000};

} // namespace

Link::Link(const Database& database, ConnectionRole role, const char* what, std::unique_ptr<Connection> first)
    : m_database(database)
    , m_role(role)
    , m_what(what)
    , m_connection(std::move(first))
{
}

Link::~Link() = default;

void Link::dropIfLost()
{
    if (!m_connection || !m_connection->isLost()) {
        return;
    }
    qCWarning(lcStorage, "%s lost the database: %s", m_what, qUtf8Printable(m_connection->loss()));
    m_connection.reset();
    m_toldTaken = false;
    m_downSince = Clock::now();
    m_nextTry = m_downSince;
    m_backoff = firstBackoff;
}

void Link::tryNow()
{
    if (m_connection || Clock::now() < m_nextTry) {
        return;
    }
    auto connection = m_database.connect(m_role);
    const auto now = Clock::now();
    if (connection) {
        m_connection = std::move(connection).value();
        const auto gone = std::chrono::duration_cast<std::chrono::milliseconds>(now - m_downSince);
        qCInfo(lcStorage, "%s has the database again after %lld ms", m_what, qlonglong(gone.count()));
        return;
    }
    m_nextTry = now + m_backoff;
    m_backoff = std::min(2 * m_backoff, longestBackoff);
    if (connection.error().code == ErrorCode::Conflict && !m_toldTaken) {
        m_toldTaken = true;
        qCCritical(
            lcStorage, "%s writes nothing any more: %s", m_what, qUtf8Printable(connection.error().message));
        if (m_taken) {
            m_taken(connection.error().message);
        }
    }
}

bool Link::wait(const Pause& pause)
{
    dropIfLost();
    for (;;) {
        tryNow();
        if (isUp() || isPatienceOver()) {
            return isUp();
        }
        if (!pause(std::min(m_nextTry, m_downSince + patience))) {
            return false;
        }
    }
}

void Link::probe()
{
    if (m_connection && isRemote()) {
        (void)m_connection->value(QStringLiteral("SELECT 1"));
        (void)m_connection->takeTrouble();
        dropIfLost();
    }
}

} // namespace madang::server
