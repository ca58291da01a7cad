#include "tests/bench/connection.h"

#include <QtCore/QByteArray>
#include <QtCore/QRandomGenerator>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace madang::bench {

namespace {

constexpr std::size_t messageLimit = 1024 * 1024; // docs/PROTOCOL.md: the server's frames are no larger
// One buffer serves every connection: what is in it is consumed before the next socket is read.
thread_local std::array<char, 256 * 1024> readBuffer;

sockaddr_in socketAddress(in_addr address, std::uint16_t port)
{
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_addr = address;
    result.sin_port = htons(port);
    return result;
}

} // namespace

Connection::Connection(EpollLoop& loop, Listener& listener, int number)
    : m_loop(loop)
    , m_listener(listener)
    , m_number(number)
    , m_mask(QRandomGenerator::global()->generate() | 1)
{
}

Connection::~Connection()
{
    close();
}

bool Connection::open(const Endpoint& endpoint, in_addr source)
{
    m_descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_descriptor < 0)
        return false;
    const int on = 1;
    setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (source.s_addr != INADDR_ANY) {
        // The port is chosen at connect, so each source address has all of them per destination.
        setsockopt(m_descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
        const sockaddr_in from = socketAddress(source, 0);
        if (bind(m_descriptor, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0)
            return false;
    }
    const sockaddr_in to = socketAddress(endpoint.address, endpoint.port);
    if (connect(m_descriptor, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0 && errno != EINPROGRESS)
        return false;
    QByteArray key(16, Qt::Uninitialized);
    QRandomGenerator::global()->generate(key.begin(), key.end());
    const std::string text = key.toBase64().toStdString();
    m_accept = acceptFor(text);
    m_outgoing = upgradeRequest(endpoint.host, endpoint.path, text);
    m_state = State::Connecting;
    m_loop.add(m_descriptor, EPOLLOUT, *this);
    return true;
}

void Connection::send(std::string_view text)
{
    if (m_state == State::Open)
        sendFrame(Opcode::Text, text);
}

void Connection::close()
{
    if (m_descriptor < 0)
        return;
    if (m_state == State::Open)
        sendFrame(Opcode::Close, std::string_view("\x03\xe8", 2));
    if (m_descriptor < 0) // the farewell itself found the socket broken
        return;
    ::close(m_descriptor);
    m_descriptor = -1;
    m_state = State::Closed;
}

void Connection::ready(std::uint32_t events)
{
    if (m_descriptor < 0)
        return; // closed earlier in the same batch
    if (m_state == State::Connecting) {
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error != 0) {
            end(0, std::strerror(error));
            return;
        }
        m_state = State::Upgrading;
    }
    if (events & EPOLLOUT)
        flush();
    if (m_descriptor >= 0 && (events & ~std::uint32_t(EPOLLOUT)))
        read();
}

void Connection::read()
{
    const ssize_t count = recv(m_descriptor, readBuffer.data(), readBuffer.size(), 0);
    const std::int64_t at = steadyNs();
    if (count <= 0) {
        if (count == 0 || (errno != EAGAIN && errno != EINTR))
            end(0, count == 0 ? "the server closed the socket" : std::strerror(errno));
        return;
    }
    const std::string_view fresh(readBuffer.data(), std::size_t(count));
    if (m_incoming.empty()) {
        const std::size_t used = consume(fresh, at);
        if (m_descriptor >= 0)
            m_incoming.assign(fresh.substr(used));
        return;
    }
    m_incoming.append(fresh);
    const std::string bytes = std::exchange(m_incoming, {});
    const std::size_t used = consume(bytes, at);
    if (m_descriptor >= 0)
        m_incoming.assign(bytes, used);
}

std::size_t Connection::consume(std::string_view bytes, std::int64_t at)
{
    std::size_t used = 0;
    if (m_state == State::Upgrading) {
        const UpgradeAnswer answer = readUpgradeAnswer(bytes, m_accept);
        if (answer.state == UpgradeAnswer::State::Refused)
            end(0, answer.problem);
        if (answer.state != UpgradeAnswer::State::Accepted)
            return 0;
        m_state = State::Open;
        m_accept = {};
        used = answer.consumed;
        m_listener.opened(*this);
    }
    while (m_descriptor >= 0) {
        const ServerFrame frame = readServerFrame(bytes.substr(used), messageLimit);
        if (frame.state == ServerFrame::State::Broken)
            end(0, frame.problem);
        if (frame.state != ServerFrame::State::Frame)
            break;
        used += frame.consumed;
        take(frame, at);
    }
    return used;
}

void Connection::take(const ServerFrame& frame, std::int64_t at)
{
    switch (frame.opcode) {
    case Opcode::Ping:
        sendFrame(Opcode::Pong, frame.payload);
        return;
    case Opcode::Pong:
        return;
    case Opcode::Close: {
        const std::string payload(frame.payload);
        const int code = payload.size() < 2 ? 1005 : std::uint8_t(payload[0]) << 8 | std::uint8_t(payload[1]);
        sendFrame(Opcode::Close, std::string_view(payload).substr(0, 2));
        end(code, std::string_view(payload).substr(std::min<std::size_t>(2, payload.size())));
        return;
    }
    case Opcode::Binary:
        end(0, "a binary frame, which was not asked for");
        return;
    case Opcode::Text:
    case Opcode::Continuation:
        break;
    }
    if ((frame.opcode == Opcode::Continuation) != m_inMessage) {
        end(0, "a continuation of nothing, or a message inside another (RFC 6455 §5.4)");
        return;
    }
    const bool whole = frame.fin && !m_inMessage;
    m_inMessage = !frame.fin;
    if (whole) {
        m_listener.message(*this, frame.payload, at);
        return;
    }
    m_fragments.append(frame.payload);
    if (m_fragments.size() > messageLimit) {
        end(0, "a message over the limit");
    } else if (frame.fin) {
        const std::string text = std::exchange(m_fragments, {});
        m_listener.message(*this, text, at);
    }
}

void Connection::sendFrame(Opcode opcode, std::string_view payload)
{
    static thread_local std::string frame;
    // Cheap and different each time is enough here: the key protects proxies against scripts (RFC 6455
    // §10.3).
    m_mask ^= m_mask << 13;
    m_mask ^= m_mask >> 17;
    m_mask ^= m_mask << 5;
    frame.clear();
    appendClientFrame(frame, opcode, payload, m_mask);
    write(frame);
}

void Connection::write(std::string_view bytes)
{
    if (m_descriptor < 0)
        return;
    if (!m_outgoing.empty()) {
        m_outgoing.append(bytes);
        return;
    }
    const ssize_t count = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN && errno != EINTR)
        return; // the reading side will tell why the socket ended
    const std::size_t taken = count < 0 ? 0 : std::size_t(count);
    if (taken < bytes.size()) {
        m_outgoing.assign(bytes.substr(taken));
        m_loop.change(m_descriptor, EPOLLIN | EPOLLOUT, *this);
    }
}

void Connection::flush()
{
    if (!m_outgoing.empty()) {
        const ssize_t count = ::send(m_descriptor, m_outgoing.data(), m_outgoing.size(), MSG_NOSIGNAL);
        if (count < 0 && errno != EAGAIN && errno != EINTR) {
            end(0, std::strerror(errno));
            return;
        }
        m_outgoing.erase(0, count < 0 ? 0 : std::size_t(count));
    }
    if (m_outgoing.empty()) {
        m_outgoing.shrink_to_fit();
        m_loop.change(m_descriptor, EPOLLIN, *this);
    }
}

void Connection::end(int code, std::string_view reason)
{
    const std::string why(reason); // may point into what goes now
    ::close(m_descriptor);
    m_descriptor = -1;
    m_state = State::Closed;
    m_outgoing.clear();
    m_fragments.clear();
    m_listener.closed(*this, code, why);
}

} // namespace madang::bench
