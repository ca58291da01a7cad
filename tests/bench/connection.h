#pragma once

#include "tests/bench/epollloop.h"
#include "tests/bench/websocketframes.h"

#include <netinet/in.h>
#include <string>
#include <string_view>

namespace madang::bench {

// Where the server listens, and what stands in the request for it.
struct Endpoint {
    in_addr address{};
    std::uint16_t port = 0;
    std::string host; // as in the Host header
    std::string path = "/ws";
};

// One WebSocket client (RFC 6455) on one non-blocking socket: about 300 bytes while nothing is under way.
// Answers pings; sends at once and keeps what the socket does not take.
class Connection final : public EpollLoop::Watcher {
public:
    class Listener {
    public:
        virtual ~Listener() = default;
        virtual void opened(Connection& connection) = 0;
        // One whole text message; `at` is when its bytes were read (steady ns).
        virtual void message(Connection& connection, std::string_view text, std::int64_t at) = 0;
        // Once, however it ended; `code` is the close frame's, 0 where the socket just ended.
        virtual void closed(Connection& connection, int code, std::string_view reason) = 0;
    };

    Connection(EpollLoop& loop, Listener& listener, int number);
    ~Connection() override;

    // Connects from `source` (any: the system chooses). False where the system has no socket for it: errno
    // tells.
    [[nodiscard]] bool open(const Endpoint& endpoint, in_addr source);
    void send(std::string_view text);
    // Says goodbye (1000) and ends; closed() is not called.
    void close();

    [[nodiscard]] int number() const noexcept { return m_number; }
    [[nodiscard]] bool isOpen() const noexcept { return m_state == State::Open; }
    // Sends that the socket did not take at once: the server reads slower than this client writes.
    [[nodiscard]] bool isCongested() const noexcept { return !m_outgoing.empty(); }

private:
    enum class State { Closed, Connecting, Upgrading, Open };

    void ready(std::uint32_t events) override;
    void read();
    // Takes whole frames off the front; gives how many bytes they were.
    std::size_t consume(std::string_view bytes, std::int64_t at);
    void take(const ServerFrame& frame, std::int64_t at);
    void sendFrame(Opcode opcode, std::string_view payload);
    void write(std::string_view bytes);
    void flush();
    void end(int code, std::string_view reason);

    EpollLoop& m_loop;
    Listener& m_listener;
    const int m_number;
    int m_descriptor = -1;
    State m_state = State::Closed;
    bool m_inMessage = false; // between the first and the last frame of a message
    std::uint32_t m_mask;
    std::string m_accept; // expected, while upgrading
    std::string m_incoming; // an incomplete frame
    std::string m_fragments; // of a message under way
    std::string m_outgoing;
};

} // namespace madang::bench
