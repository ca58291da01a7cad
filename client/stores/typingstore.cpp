#include "client/stores/typingstore.h"

#include "shared/core/limits.h"

#include <algorithm>

namespace madang::client {

TypingStore::TypingStore(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_expiry.setInterval(500);
    connect(&m_expiry, &QTimer::timeout, this, &TypingStore::expire);
}

void TypingStore::apply(RoomId room, UserId user, bool on)
{
    QList<Typist>& typists = m_typing[room];
    const auto at = std::find_if(
        typists.begin(), typists.end(), [user](const Typist& one) { return one.user == user; });
    const bool was = at != typists.end();
    const qint64 until = m_clock.steadyMs() + Limits().typingMs;
    if (on && was)
        at->until = until;
    else if (on)
        typists.append({user, until});
    else if (was)
        typists.erase(at);
    if (typists.isEmpty())
        m_typing.remove(room);
    if (!m_typing.isEmpty() && !m_expiry.isActive())
        m_expiry.start();
    if (on != was)
        Q_EMIT changed(room);
}

QList<UserId> TypingStore::typing(RoomId room) const
{
    QList<UserId> users;
    const auto found = m_typing.constFind(room);
    if (found != m_typing.constEnd()) {
        for (const Typist& one : *found)
            users.append(one.user);
    }
    return users;
}

void TypingStore::expire()
{
    const qint64 now = m_clock.steadyMs();
    const QList<RoomId> rooms = m_typing.keys();
    for (const RoomId room : rooms) {
        QList<Typist>& typists = m_typing[room];
        const bool gone = typists.removeIf([now](const Typist& one) { return one.until <= now; }) > 0;
        if (typists.isEmpty())
            m_typing.remove(room);
        if (gone)
            Q_EMIT changed(room);
    }
    if (m_typing.isEmpty())
        m_expiry.stop();
}

void TypingStore::clear()
{
    const QList<RoomId> rooms = m_typing.keys();
    m_typing.clear();
    m_expiry.stop();
    for (const RoomId room : rooms)
        Q_EMIT changed(room);
}

} // namespace madang::client
