#pragma once

#include "server/domain/event.h"

#include <deque>
#include <optional>
#include <vector>

namespace madang::server {

class ClientConnection;

// The counted events of one client, kept until it says that it has them (docs/PROTOCOL.md "Streams").
// Lives on the loop of its connection; outlives the connection by Limits::streamKeepMs.
class Stream {
public:
    Stream(StreamId id, UserId user, SessionId session, int keep);

    [[nodiscard]] StreamId id() const noexcept { return m_id; }
    [[nodiscard]] UserId user() const noexcept { return m_user; }
    [[nodiscard]] SessionId session() const noexcept { return m_session; }

    // Counts the event and keeps it.
    void record(EventPtr event);
    // The client has the first `received` events. False: it cannot have that many.
    bool acknowledge(qint64 received);
    // What follows the first `received` events, or nothing where that is not kept any more or never was.
    [[nodiscard]] std::optional<std::vector<EventPtr>> after(qint64 received) const;
    // Whether events were forgotten that no client acknowledged: then a detached stream has no use.
    [[nodiscard]] bool hasHole() const noexcept { return m_firstKept > m_acknowledged; }
    // Whether the event is among the last that were recorded, acknowledged or not: what two loops both heard.
    [[nodiscard]] bool has(quint64 eventId) const;
    [[nodiscard]] qint64 count() const noexcept { return m_firstKept + qint64(m_kept.size()); }

    // Null while the client is away.
    ClientConnection* connection = nullptr;
    // Grows with every attach and detach, so that a late expiry timer sees that it is not meant.
    quint64 generation = 0;

private:
    StreamId m_id;
    UserId m_user;
    SessionId m_session;
    int m_keep;
    qint64 m_acknowledged = 0;
    qint64 m_firstKept = 0; // how many events came before the first kept one
    std::deque<EventPtr> m_kept;
    std::vector<quint64> m_recent; // ids of the last `keep` events, as a ring that grows when it is needed
    size_t m_oldest = 0; // in the full ring
};

} // namespace madang::server
