#pragma once

#include "server/sessions/transport.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace madang::test {

// What the server has said to one peer. Written by the server's loop, read by the test's thread.
struct Line {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<QByteArray> frames;
    std::optional<std::pair<int, QString>> closed;
    bool gone = false; // the server has let go of the connection
    bool stalled = false; // the peer does not read: what is sent waits
    qint64 waiting = 0;
    int pings = 0;
};

// The server's end of a connection in memory. On the loop's thread.
class MemoryTransport final : public server::Transport {
public:
    explicit MemoryTransport(std::shared_ptr<Line> line, const QHostAddress& peer);
    ~MemoryTransport() override;

    void setListener(Listener* listener) override { m_listener = listener; }
    void send(const QByteArray& frame) override;
    void ping() override;
    void close(server::CloseCode code, const QString& reason) override;
    void abort() override;
    [[nodiscard]] qint64 waiting() const override;
    [[nodiscard]] QHostAddress peer() const override { return m_peer; }

    // From the peer, on the loop's thread.
    void receive(const QByteArray& frame);
    void pong();
    void hangUp();
    void readAll();

private:
    std::shared_ptr<Line> m_line;
    QHostAddress m_peer;
    Listener* m_listener = nullptr;
};

} // namespace madang::test
