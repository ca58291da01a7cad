#pragma once

#include "server/domain/peers.h"
#include "shared/core/uniquefunction.h"

#include <QtCore/QByteArrayView>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

namespace madang::server {

// How servers of a group know and hear each other over a channel that may lose: what each publishes reaches
// all others or not. Words are numbered; a receiver that sees a hole asks for them again, and who is not
// heard of for a while counts as gone. No clock, no socket: told what came and how late it is. One thread.
class PeerTalk {
public:
    struct Settings {
        qint64 lostMs = 5'000; // silence after which a peer has left
        qint64 askMs = 200; // between two requests for the same
        size_t keepWords = 100'000; // that can be asked for again …
        qsizetype keepBytes = 32 * 1024 * 1024; // … and their bytes
    };
    struct Ports {
        UniqueFunction<void(QByteArray frame)> publish;
        PeerListener& listener;
        // Words of a peer are lost for good: what people were to be told by them, nobody knows.
        UniqueFunction<void()> missed;
    };

    PeerTalk(PeerId self, Settings settings, Ports ports);

    void tell(PeerTopic topic, const QByteArray& payload);
    void received(QByteArrayView frame, qint64 nowMs);
    // Several times in `lostMs`: says that this server is there, and sees who is not.
    void tick(qint64 nowMs);
    // The last word.
    void bye();
    [[nodiscard]] size_t joinedPeers() const;

private:
    enum class Kind : quint8 { Beat = 1, Word, Meet, Welcome, Ask, Bye };
    enum class State { Unknown, Meeting, Joined, Away };
    struct Peer {
        State state = State::Unknown;
        bool wasJoined = false; // while Meeting: it has to leave before it joins again
        std::optional<quint64> expected; // number of its next word
        qint64 heardMs = 0;
        qint64 askedMs = 0; // last Meet or Ask
    };
    struct Frame;

    void meet(PeerId id, Peer& peer, qint64 nowMs);
    void join(PeerId id, Peer& peer, bool orderly);
    void onMeet(PeerId id, Peer& peer, std::optional<quint64> wanted, quint64 theirNext);
    void onWelcome(PeerId id, Peer& peer, quint64 begin, bool lost, qint64 nowMs);
    void onWord(PeerId id, Peer& peer, const Frame& frame, qint64 nowMs);
    void ask(PeerId id, Peer& peer, qint64 nowMs);
    void repeat(PeerId to, quint64 from);
    void welcome(PeerId to, quint64 begin, bool lost);
    [[nodiscard]] quint64 oldest() const { return m_next - m_kept.size(); }

    const PeerId m_self;
    const Settings m_settings;
    Ports m_ports;
    std::unordered_map<PeerId, Peer> m_peers;
    quint64 m_next = 1; // number of the next word
    std::deque<QByteArray> m_kept; // the frames of the last words
    qsizetype m_keptBytes = 0;
};

} // namespace madang::server
