#include "tests/dialogue/memorytransport.h"

namespace madang::test {

MemoryTransport::MemoryTransport(std::shared_ptr<Line> line, const QHostAddress& peer)
    : m_line(std::move(line))
    , m_peer(peer)
{
}

MemoryTransport::~MemoryTransport()
{
    const std::scoped_lock lock(m_line->mutex);
    m_line->gone = true;
    m_line->changed.notify_all();
}

void MemoryTransport::send(const QByteArray& frame)
{
    const std::scoped_lock lock(m_line->mutex);
    m_line->frames.push_back(frame);
    if (m_line->stalled)
        m_line->waiting += frame.size();
    m_line->changed.notify_all();
}

void MemoryTransport::ping()
{
    const std::scoped_lock lock(m_line->mutex);
    ++m_line->pings;
    m_line->changed.notify_all();
}

void MemoryTransport::close(server::CloseCode code, const QString& reason)
{
    {
        const std::scoped_lock lock(m_line->mutex);
        m_line->closed = {int(code), reason};
        m_line->changed.notify_all();
    }
    hangUp();
}

void MemoryTransport::abort()
{
    close(server::CloseCode(1006), QStringLiteral("aborted"));
}

qint64 MemoryTransport::waiting() const
{
    const std::scoped_lock lock(m_line->mutex);
    return m_line->waiting;
}

void MemoryTransport::receive(const QByteArray& frame)
{
    if (m_listener)
        m_listener->received(frame);
}

void MemoryTransport::pong()
{
    if (m_listener)
        m_listener->alive();
}

void MemoryTransport::hangUp()
{
    if (Listener* listener = std::exchange(m_listener, nullptr))
        listener->closed();
}

void MemoryTransport::readAll()
{
    {
        const std::scoped_lock lock(m_line->mutex);
        m_line->stalled = false;
        m_line->waiting = 0;
    }
    if (m_listener)
        m_listener->drained();
}

} // namespace madang::test
