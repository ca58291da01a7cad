#include "server/cluster/peertalk.h"

#include <QtCore/QtEndian>

namespace madang::server {

namespace {

constexpr quint8 kVersion = 1;
constexpr quint64 kNothing = ~quint64(0);
// Words that one request brings back at most; the receiver asks for the next ones.
constexpr size_t kRepeatedAtOnce = 5'000;
// How long it is remembered how far a peer that went away was heard.
constexpr qint64 kRememberMs = 600'000;

void put(QByteArray& out, quint64 number)
{
    const quint64 big = qToBigEndian(number);
    out.append(reinterpret_cast<const char*>(&big), sizeof big);
}

QByteArray header(quint8 kind, PeerId self)
{
    QByteArray frame;
    frame.append(char(kVersion));
    frame.append(char(kind));
    put(frame, self);
    return frame;
}

} // namespace

// What a frame holds, taken off its front.
struct PeerTalk::Frame {
    QByteArrayView rest;
    bool good = true;

    quint64 number()
    {
        if (rest.size() < qsizetype(sizeof(quint64))) {
            good = false;
            return 0;
        }
        const auto value = qFromBigEndian<quint64>(rest.data());
        rest = rest.sliced(sizeof(quint64));
        return value;
    }
    quint8 byte()
    {
        if (rest.isEmpty()) {
            good = false;
            return 0;
        }
        const auto value = quint8(rest.front());
        rest = rest.sliced(1);
        return value;
    }
};

PeerTalk::PeerTalk(PeerId self, Settings settings, Ports ports)
    : m_self(self)
    , m_settings(settings)
    , m_ports(std::move(ports))
{
}

void PeerTalk::tell(PeerTopic topic, const QByteArray& payload)
{
    QByteArray frame = header(quint8(Kind::Word), m_self);
    put(frame, m_next++);
    frame.append(char(topic));
    frame.append(payload);
    m_keptBytes += frame.size();
    m_kept.push_back(frame);
    while (
        m_kept.size() > m_settings.keepWords || (m_keptBytes > m_settings.keepBytes && m_kept.size() > 1)) {
        m_keptBytes -= m_kept.front().size();
        m_kept.pop_front();
    }
    m_ports.publish(std::move(frame));
}

void PeerTalk::received(QByteArrayView bytes, qint64 nowMs)
{
    Frame frame{bytes};
    const quint8 version = frame.byte();
    const auto kind = Kind(frame.byte());
    const PeerId id = frame.number();
    if (!frame.good || version != kVersion || id == m_self)
        return;
    if (kind == Kind::Bye) {
        const quint64 theirNext = frame.number();
        const auto found = m_peers.find(id);
        const bool joined
            = found != m_peers.end() && (found->second.state == State::Joined || found->second.wasJoined);
        // What it said last may not have come here.
        const bool orderly = joined && frame.good && found->second.expected == theirNext;
        m_peers.erase(id);
        if (joined)
            m_ports.listener.left(id, orderly);
        return;
    }
    Peer& peer = m_peers[id];
    peer.heardMs = nowMs;
    const bool addressed = kind == Kind::Meet || kind == Kind::Welcome || kind == Kind::Ask;
    if (addressed && frame.number() != m_self)
        return;
    const auto first = kind == Kind::Word ? 0 : frame.number();
    switch (kind) {
    case Kind::Meet: {
        const quint64 theirNext = frame.number();
        if (frame.good)
            onMeet(id, peer, first == kNothing ? std::nullopt : std::optional(first), theirNext);
        return;
    }
    case Kind::Welcome: {
        const bool lost = frame.byte() != 0;
        if (frame.good)
            onWelcome(id, peer, first, lost, nowMs);
        return;
    }
    case Kind::Ask:
        if (frame.good)
            repeat(id, first);
        return;
    case Kind::Word:
        if (peer.state == State::Joined)
            return onWord(id, peer, frame, nowMs);
        break;
    case Kind::Beat:
        if (frame.good && peer.state == State::Joined && first > *peer.expected)
            ask(id, peer, nowMs);
        break;
    default:
        return;
    }
    if (peer.state != State::Joined)
        meet(id, peer, nowMs);
}

void PeerTalk::meet(PeerId id, Peer& peer, qint64 nowMs)
{
    if (peer.state == State::Meeting && nowMs - peer.askedMs < m_settings.askMs)
        return;
    peer.state = State::Meeting;
    peer.askedMs = nowMs;
    QByteArray frame = header(quint8(Kind::Meet), m_self);
    put(frame, id);
    put(frame, peer.expected.value_or(kNothing));
    put(frame, m_next);
    m_ports.publish(std::move(frame));
}

void PeerTalk::join(PeerId id, Peer& peer, bool orderly)
{
    const bool leaves = peer.state == State::Joined || peer.wasJoined;
    peer.state = State::Joined;
    peer.wasJoined = false;
    if (leaves)
        m_ports.listener.left(id, orderly);
    m_ports.listener.joined(id);
}

void PeerTalk::onMeet(PeerId id, Peer& peer, std::optional<quint64> wanted, quint64 theirNext)
{
    // It has dropped what we said of ourselves, and will say anew what holds of itself.
    if (!peer.expected)
        peer.expected = theirNext;
    const bool orderly = peer.state == State::Joined;
    const bool covered = !wanted || (*wanted >= oldest() && *wanted <= m_next);
    welcome(id, wanted && covered ? *wanted : m_next, !covered);
    if (wanted && covered)
        repeat(id, *wanted);
    join(id, peer, orderly);
}

void PeerTalk::onWelcome(PeerId id, Peer& peer, quint64 begin, bool lost, qint64 nowMs)
{
    if (peer.state == State::Meeting) {
        peer.expected = begin;
        join(id, peer, false);
    } else if (peer.state == State::Joined && lost) {
        peer.expected = begin;
        peer.wasJoined = true;
        peer.askedMs = 0;
        meet(id, peer, nowMs);
    }
    if (lost)
        m_ports.missed();
}

void PeerTalk::onWord(PeerId id, Peer& peer, const Frame& given, qint64 nowMs)
{
    Frame frame = given;
    const quint64 number = frame.number();
    const auto topic = PeerTopic(frame.byte());
    if (!frame.good || number < *peer.expected)
        return;
    if (number > *peer.expected)
        return ask(id, peer, nowMs); // it comes again, after what is missing
    ++*peer.expected;
    m_ports.listener.heard(id, topic, frame.rest.toByteArray());
}

void PeerTalk::ask(PeerId id, Peer& peer, qint64 nowMs)
{
    if (nowMs - peer.askedMs < m_settings.askMs)
        return;
    peer.askedMs = nowMs;
    QByteArray frame = header(quint8(Kind::Ask), m_self);
    put(frame, id);
    put(frame, *peer.expected);
    m_ports.publish(std::move(frame));
}

void PeerTalk::repeat(PeerId to, quint64 from)
{
    if (from >= m_next)
        return;
    if (from < oldest())
        return welcome(to, m_next, true);
    const size_t first = size_t(from - oldest());
    for (size_t i = first; i < m_kept.size() && i < first + kRepeatedAtOnce; ++i)
        m_ports.publish(m_kept[i]);
}

void PeerTalk::welcome(PeerId to, quint64 begin, bool lost)
{
    QByteArray frame = header(quint8(Kind::Welcome), m_self);
    put(frame, to);
    put(frame, begin);
    frame.append(char(lost));
    m_ports.publish(std::move(frame));
}

void PeerTalk::tick(qint64 nowMs)
{
    QByteArray beat = header(quint8(Kind::Beat), m_self);
    put(beat, m_next);
    m_ports.publish(std::move(beat));

    std::vector<PeerId> gone;
    for (auto it = m_peers.begin(); it != m_peers.end();) {
        Peer& peer = it->second;
        const qint64 silentMs = nowMs - peer.heardMs;
        if (silentMs <= m_settings.lostMs) {
            ++it;
            continue;
        }
        if (peer.state == State::Joined || peer.wasJoined)
            gone.push_back(it->first);
        peer.state = State::Away;
        peer.wasJoined = false;
        const bool forget = silentMs > kRememberMs || !peer.expected;
        it = forget ? m_peers.erase(it) : std::next(it);
    }
    for (PeerId id : gone)
        m_ports.listener.left(id, false);
}

void PeerTalk::bye()
{
    QByteArray frame = header(quint8(Kind::Bye), m_self);
    put(frame, m_next);
    m_ports.publish(std::move(frame));
}

size_t PeerTalk::joinedPeers() const
{
    size_t count = 0;
    for (const auto& [id, peer] : m_peers)
        count += peer.state == State::Joined ? 1 : 0;
    return count;
}

} // namespace madang::server
