#include "server/presence/presenceservice.h"

#include "server/presence/presencewire.h"
#include "server/rooms/ask.h"

#include <QtCore/QLoggingCategory>
#include <algorithm>

namespace madang::server {

namespace {

Q_LOGGING_CATEGORY(lcPresence, "madang.presence", QtInfoMsg)

constexpr qint64 kRefreshAgainMs = 1'000;

// A list in braces inside a coroutine is more than GCC 12 takes.
std::vector<UserId> just(UserId user)
{
    return std::vector<UserId>(1, user);
}

Error notThere()
{
    return Error::unavailable(QStringLiteral("This connection is ending. Connect again."));
}

} // namespace

Attendance::~Attendance()
{
    if (m_service)
        m_service->atHome([service = m_service, id = m_id] { service->closed(id); });
}

Attendance::Attendance(Attendance&& other) noexcept
    : m_service(std::exchange(other.m_service, nullptr))
    , m_id(std::exchange(other.m_id, 0))
{
}

Attendance& Attendance::operator=(Attendance&& other) noexcept
{
    Attendance taken(std::move(other));
    std::swap(m_service, taken.m_service);
    std::swap(m_id, taken.m_id);
    return *this;
}

PresenceService::PresenceService(Executor& home, const Ports& ports)
    : m_home(home)
    , m_ports(ports)
    , m_people(home, ports.clock, m_live,
          {ports.limits.presenceLingerMs, ports.limits.presenceGapMs, ports.limits.streamKeepMs},
          {[this](UserId user, const auto& before, const auto& now, qint64 seenAt) {
               announce(user, before, now, seenAt);
           },
              [this](UserId user) {
                  for (RoomId room : m_board.roomsOf(user))
                      m_news.changed(room);
              }})
    , m_audience(m_board)
    , m_news(
          home, ports.clock, ports.rooms, m_board, [this](UserId user) { return m_people.isInvisible(user); },
          ports.limits.viewersListed)
    , m_exchange(home, ports.peers, m_live,
          {[this](UserId user) { return m_people.fact(user); },
              [this](RoomId room, UserId user) { return m_board.looksHere(room, user); },
              [this] { return m_people.everybody(); }, [this] { return m_board.allHere(); }})
{
}

void PresenceService::atHome(Executor::Job job)
{
    if (m_home.isCurrent())
        job();
    else
        m_home.post(std::move(job));
}

Attendance PresenceService::attend(UserId user)
{
    const quint64 id = ++m_lastId;
    atHome([this, id, user] {
        m_connections[id].user = user;
        m_connectionsOf[user].push_back(id);
        m_people.connected(user);
        m_exchange.changed(user);
    });
    return {*this, id};
}

void PresenceService::closed(quint64 id)
{
    Connection* connection = find(id);
    if (!connection)
        return;
    const UserId user = connection->user;
    while (!connection->rooms.empty())
        leaveRoom(*connection, connection->rooms.begin()->first);
    m_people.disconnected(user, connection->away);
    m_exchange.changed(user);
    m_connections.erase(id);
    const auto own = m_connectionsOf.find(user);
    std::erase(own->second, id);
    if (own->second.empty())
        m_connectionsOf.erase(own);
}

PresenceService::Connection* PresenceService::find(quint64 id)
{
    const auto found = m_connections.find(id);
    return found == m_connections.end() ? nullptr : &found->second;
}

QFuture<Result<PresenceState>> PresenceService::set(const Attendance& connection, PresenceState state)
{
    return ask<PresenceState>(
        m_home, [this, id = connection.id(), state]() -> QCoro::Task<Result<PresenceState>> {
            Connection* const own = find(id);
            if (!own)
                co_return notThere();
            const UserId user = own->user;
            const bool away = state == PresenceState::Away;
            if (state == PresenceState::Invisible)
                m_people.setInvisible(user, true);
            else if (std::exchange(own->away, away) != away)
                m_people.setAway(user, away);
            else if (!away && m_people.isInvisible(user))
                m_people.setInvisible(user, false);
            m_exchange.changed(user);
            co_return m_people.seenBySelf(user);
        });
}

QFuture<Result<std::vector<PersonState>>> PresenceService::get(UserId asker, std::vector<UserId> users)
{
    return ask<std::vector<PersonState>>(
        m_home, [this, asker, users = std::move(users)]() -> QCoro::Task<Result<std::vector<PersonState>>> {
            const int most = m_ports.limits.pageUsers;
            if (users.size() > size_t(most))
                co_return Error::invalid(
                    QStringLiteral("users"), QStringLiteral("`users` are at most %1 at a time.").arg(most));
            std::vector<PersonState> states;
            std::unordered_set<UserId> answered{UserId()}; // what is no id of ours has no state
            for (UserId user : users) {
                if (!answered.insert(user).second)
                    continue;
                const PresenceState state
                    = user == asker ? m_people.seenBySelf(user) : m_people.seenByOthers(user);
                states.push_back({user, state, m_people.seenAt(user)});
            }
            co_return states;
        });
}

QFuture<Result<void>> PresenceService::enter(const Attendance& connection, UserId user, RoomId room)
{
    return ask<void>(m_home, [this, id = connection.id(), user, room] { return enterHere(id, user, room); });
}

QFuture<Result<void>> PresenceService::exit(const Attendance& connection, UserId user, RoomId room)
{
    return ask<void>(m_home, [this, id = connection.id(), user, room] { return exitHere(id, user, room); });
}

QCoro::Task<Result<void>> PresenceService::enterHere(quint64 id, UserId user, RoomId room)
{
    Connection* connection = find(id);
    if (!connection)
        co_return notThere();
    const int most = m_ports.limits.viewedRooms;
    if (!connection->rooms.contains(room) && connection->rooms.size() >= size_t(most))
        co_return Error::tooLarge(
            QStringLiteral("A connection looks at no more than %1 rooms. Leave one first.").arg(most), most);
    // Noted before the room is asked, so that an exit that was sent after it has something to end.
    const quint64 turn = ++m_turn;
    connection->rooms.try_emplace(room, Look{turn, false});
    ++m_entering[room].waiting;
    auto asking = m_ports.rooms.roster(room, just(user), m_ports.limits.presenceRoom);
    auto roster = co_await asking;
    const auto entering = m_entering.find(room);
    const bool outdated = entering->second.outdated;
    if (--entering->second.waiting == 0)
        m_entering.erase(entering);

    connection = find(id); // may have gone meanwhile
    const bool isMember = roster && !roster->among.empty();
    if (connection) {
        const auto look = connection->rooms.find(room);
        const bool wanted = look != connection->rooms.end();
        if (wanted && isMember)
            confirm(*connection, room, *roster);
        else if (wanted && look->second.turn == turn)
            leaveRoom(*connection, room);
    }
    if (outdated)
        refresh(room);
    if (!roster)
        co_return std::move(roster).error();
    if (!isMember)
        co_return noSuchRoom();
    co_return Result<void>();
}

void PresenceService::confirm(Connection& connection, RoomId room, const Roster& roster)
{
    Look& look = connection.rooms[room];
    m_audience.watch(room, roster.all);
    if (std::exchange(look.inside, true))
        return;
    if (m_board.enter(room, connection.user))
        m_exchange.changed(room, connection.user);
    m_news.entered(room, connection.user);
}

QCoro::Task<Result<void>> PresenceService::exitHere(quint64 id, UserId user, RoomId room)
{
    Connection* connection = find(id);
    if (!connection)
        co_return notThere();
    if (connection->rooms.contains(room)) {
        leaveRoom(*connection, room);
        co_return Result<void>();
    }
    // Nothing to end; but nobody learns here that a room exists.
    auto asking = m_ports.rooms.roster(room, just(user), 0);
    auto roster = co_await asking;
    if (!roster)
        co_return std::move(roster).error();
    if (roster->among.empty())
        co_return noSuchRoom();
    co_return Result<void>();
}

void PresenceService::leaveRoom(Connection& connection, RoomId room)
{
    const auto look = connection.rooms.find(room);
    const bool inside = look->second.inside;
    connection.rooms.erase(look);
    if (!inside || !m_board.exit(room, connection.user))
        return;
    m_exchange.changed(room, connection.user);
    m_news.changed(room);
    if (m_board.here(room).empty())
        m_audience.unwatch(room);
}

QFuture<Result<RoomViewers>> PresenceService::viewers(UserId user, RoomId room)
{
    return ask<RoomViewers>(m_home, [this, user, room]() -> QCoro::Task<Result<RoomViewers>> {
        auto asking = m_ports.rooms.roster(room, just(user), 0);
        auto roster = co_await asking;
        if (!roster)
            co_return std::move(roster).error();
        if (roster->among.empty())
            co_return noSuchRoom();
        co_return m_news.viewers(room);
    });
}

void PresenceService::membershipChanged(RoomId room)
{
    m_home.post([this, room] {
        if (const auto entering = m_entering.find(room); entering != m_entering.end())
            entering->second.outdated = true;
        if (!m_board.here(room).empty())
            refresh(room);
    });
}

QCoro::Task<> PresenceService::refresh(RoomId room)
{
    const auto [running, isNew] = m_refreshing.try_emplace(room, false);
    if (!isNew) {
        running->second = true;
        co_return;
    }
    bool again = true;
    while (again) {
        m_refreshing[room] = false;
        std::vector<UserId> looking = m_board.here(room);
        auto asking = m_ports.rooms.roster(room, looking, m_ports.limits.presenceRoom);
        auto roster = co_await asking;
        if (!roster && roster.error().code != ErrorCode::NotFound) {
            m_home.postAfter(kRefreshAgainMs, [this, room] { membershipChanged(room); });
            break;
        }
        const std::vector<UserId> members = roster ? roster->among : std::vector<UserId>();
        const std::unordered_set<UserId> still(members.begin(), members.end());
        for (UserId user : looking) {
            if (!still.contains(user))
                stopLooking(room, user);
        }
        if (roster && !m_board.here(room).empty())
            m_audience.watch(room, std::move(roster->all));
        again = m_refreshing[room];
    }
    m_refreshing.erase(room);
}

void PresenceService::stopLooking(RoomId room, UserId user)
{
    const auto own = m_connectionsOf.find(user);
    if (own == m_connectionsOf.end())
        return;
    for (quint64 id : own->second) {
        Connection& connection = m_connections[id];
        if (connection.rooms.contains(room))
            leaveRoom(connection, room);
    }
}

void PresenceService::announce(
    UserId user, const OnlinePeople::Told& before, const OnlinePeople::Told& now, qint64 seenAt)
{
    // A device that has just come knows that it is online.
    const bool arrived = before.self == PresenceState::Offline && now.self == PresenceState::Online;
    if (before.self != now.self && !arrived && m_connectionsOf.contains(user))
        m_ports.bus.publish(presenceEvent(user, now.self, seenAt, {user}));
    if (before.others == now.others)
        return;
    for (auto& [room, viewers] : m_audience.of(user))
        m_ports.rooms.tellMembers(room, user, presenceEvent(user, now.others, seenAt, std::move(viewers)));
}

void PresenceService::heard(PeerId peer, PeerTopic topic, const QByteArray& payload)
{
    if (topic != PeerTopic::Presence && topic != PeerTopic::Viewers)
        return;
    atHome([this, peer, payload] {
        const auto epoch = m_live.of(peer);
        if (!epoch)
            return;
        const auto word = decodePresenceWord(payload);
        if (!word) {
            qCWarning(lcPresence, "a server said something unknown, %lld bytes",
                static_cast<long long>(payload.size()));
            return;
        }
        heardHere(*epoch, *word);
    });
}

void PresenceService::heardHere(PeerEpoch epoch, const PresenceWord& word)
{
    if (const auto* people = std::get_if<std::vector<PersonFact>>(&word)) {
        for (const PersonFact& fact : *people)
            m_people.heard(epoch, fact);
    } else if (const auto* views = std::get_if<std::vector<ViewFact>>(&word)) {
        for (const ViewFact& fact : *views) {
            if (m_board.heard(epoch, fact))
                m_news.changed(fact.room);
        }
    } else {
        m_exchange.requested(std::get<FactRequest>(word));
    }
}

void PresenceService::joined(PeerId peer)
{
    atHome([this, peer] {
        forget(m_live.end(peer));
        m_live.begin(peer);
        m_exchange.request(peer);
    });
}

void PresenceService::left(PeerId peer, bool)
{
    atHome([this, peer] { forget(m_live.end(peer)); });
}

void PresenceService::forget(std::optional<PeerEpoch> epoch)
{
    if (!epoch)
        return;
    for (RoomId room : m_board.forget(*epoch))
        m_news.changed(room);
    m_people.review();
}

} // namespace madang::server
