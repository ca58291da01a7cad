#pragma once

#include "shared/core/id.h"

#include <QtCore/QtGlobal>
#include <optional>

namespace madang::client {

// Our side of a stream (PROTOCOL.md, "Streams"): how many counted events came, how many of them the
// server knows of, and from where to resume.
class StreamCounter {
public:
    struct Point {
        StreamId id;
        qint64 received = 0;
        bool operator==(const Point&) const = default;
    };

    explicit StreamCounter(qint64 ackEvery = 100)
        : m_ackEvery(ackEvery)
    {
    }

    // A stream begins, or goes on where the server says that we are.
    void begin(StreamId id, qint64 received);
    // Nothing to resume any more: signed out, or the stream was taken over.
    void forget();
    // One counted event has come.
    void count() noexcept { ++m_received; }

    // Whether so many events are unacknowledged that the server has to be told now.
    [[nodiscard]] bool ackDue() const noexcept { return m_received - m_acked >= m_ackEvery; }
    // Whether there is anything at all to tell.
    [[nodiscard]] bool ackPending() const noexcept { return m_received > m_acked; }
    void acked() noexcept { m_acked = m_received; }

    [[nodiscard]] std::optional<Point> point() const;

private:
    qint64 m_ackEvery;
    StreamId m_id;
    qint64 m_received = 0;
    qint64 m_acked = 0;
};

} // namespace madang::client
