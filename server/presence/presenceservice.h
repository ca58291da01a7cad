#pragma once

#include "server/domain/bus.h"
#include "server/domain/peers.h"
#include "server/presence/audience.h"
#include "server/presence/factexchange.h"
#include "server/presence/onlinepeople.h"
#include "server/presence/viewernews.h"
#include "shared/core/limits.h"

#include <QtCore/QFuture>
#include <atomic>

namespace madang::server {

class PresenceService;

// A connection that is logged in, for as long as this lives. Made, moved and destroyed on any thread.
class Attendance {
public:
    Attendance() noexcept = default;
    ~Attendance();
    Attendance(Attendance&& other) noexcept;
    Attendance& operator=(Attendance&& other) noexcept;
    [[nodiscard]] quint64 id() const noexcept { return m_id; }

private:
    friend class PresenceService;
    Attendance(PresenceService& service, quint64 id) noexcept
        : m_service(&service)
        , m_id(id)
    {
    }
    PresenceService* m_service = nullptr;
    quint64 m_id = 0;
};

struct PersonState {
    UserId user;
    PresenceState state = PresenceState::Offline;
    qint64 seenAt = 0; // ms since 1970, of who is offline; 0: unknown
};

// Who is there, and who looks at which room: one answer over all servers. Each server owns what its own
// connections show, tells it to the others, and forgets what another one said when that one leaves; so
// nothing is to be tidied up after a crash. Any thread; everything is decided on one executor, `home`, to
// which the rest posts. Outlives the connections, and its executor outlives it.
class PresenceService final : public PeerListener {
public:
    struct Ports {
        PresenceRooms& rooms;
        Bus& bus;
        Peers& peers;
        const Clock& clock;
        Limits limits;
    };
    PresenceService(Executor& home, const Ports& ports);
    PresenceService(const PresenceService&) = delete;
    PresenceService& operator=(const PresenceService&) = delete;

    // A connection of the person; online from here on.
    [[nodiscard]] Attendance attend(UserId user);
    // How the person now is to their own devices. Away and online are the connection's own, invisible is the
    // person's; an Online that ends the connection's own Away leaves an invisible person invisible.
    QFuture<Result<PresenceState>> set(const Attendance& connection, PresenceState state);
    // In the order of asking, everybody once. invalid (users): too many.
    QFuture<Result<std::vector<PersonState>>> get(UserId asker, std::vector<UserId> users);
    // notFound: the person is not in the room. tooLarge: the connection looks at too many.
    QFuture<Result<void>> enter(const Attendance& connection, UserId user, RoomId room);
    QFuture<Result<void>> exit(const Attendance& connection, UserId user, RoomId room);
    QFuture<Result<RoomViewers>> viewers(UserId user, RoomId room);

    // Who is in the room may be another than before.
    void membershipChanged(RoomId room);

    // The other servers.
    void heard(PeerId peer, PeerTopic topic, const QByteArray& payload) override;
    void joined(PeerId peer) override;
    void left(PeerId peer, bool orderly) override;

private:
    friend class Attendance;
    struct Look {
        quint64 turn = 0; // of the entering
        bool inside = false; // the person was found to be in the room
    };
    struct Connection {
        UserId user;
        bool away = false;
        std::unordered_map<RoomId, Look> rooms;
    };
    // Entering, which asks the room first.
    struct Entering {
        int waiting = 0;
        bool outdated = false; // the room's people changed meanwhile
    };

    // Runs at once on the home thread, where the order of one caller's words would be lost otherwise.
    void atHome(Executor::Job job);
    void closed(quint64 id);
    Connection* find(quint64 id);

    QCoro::Task<Result<void>> enterHere(quint64 id, UserId user, RoomId room);
    QCoro::Task<Result<void>> exitHere(quint64 id, UserId user, RoomId room);
    void confirm(Connection& connection, RoomId room, const Roster& roster);
    void leaveRoom(Connection& connection, RoomId room);
    void stopLooking(RoomId room, UserId user);
    QCoro::Task<> refresh(RoomId room);
    void announce(
        UserId user, const OnlinePeople::Told& before, const OnlinePeople::Told& now, qint64 seenAt);
    void forget(std::optional<PeerEpoch> epoch);
    void heardHere(PeerEpoch epoch, const PresenceWord& word);

    Executor& m_home;
    const Ports m_ports;
    std::atomic<quint64> m_lastId{0};
    LivePeers m_live;
    OnlinePeople m_people;
    ViewerBoard m_board;
    Audience m_audience;
    ViewerNews m_news;
    FactExchange m_exchange;
    std::unordered_map<quint64, Connection> m_connections;
    std::unordered_map<UserId, std::vector<quint64>> m_connectionsOf;
    quint64 m_turn = 0;
    std::unordered_map<RoomId, Entering> m_entering;
    std::unordered_map<RoomId, bool> m_refreshing; // true: again
};

} // namespace madang::server
