#pragma once

#include "server/auth/accountservice.h"
#include "server/auth/revocationlist.h"
#include "server/people/peopleservice.h"
#include "server/presence/presenceservice.h"
#include "server/presence/typing.h"
#include "server/rooms/draftservice.h"
#include "server/rooms/messageservice.h"
#include "server/rooms/roomservice.h"
#include "server/rooms/searchservice.h"
#include "server/sessions/clientconnection.h"
#include "server/sessions/streamdirectory.h"
#include "server/sessions/streamregistry.h"
#include "shared/protocol/servermethods.h"

#include <QCoroTask>
#include <unordered_set>

namespace madang::server {

class Dispatcher;

// What every loop's sessions share; any thread.
struct SessionServices {
    AccountService& accounts;
    const RevocationList& revocations;
    PeopleService& people;
    RoomService& rooms;
    SearchService& search;
    MessageService& messages;
    DraftService& drafts;
    PresenceService& presence;
    RateDirectory& rates;
    StreamDirectory& streams;
    const Clock& clock;
    Limits limits;
    QString serverName;
    protocol::ServerKeys::Result keys;
    QByteArray openRpc; // the document that rpc.discover answers
};

// The connections and streams of one loop. Called on the loop's thread, except where said.
class SessionLoop {
public:
    SessionLoop(int index, Executor& executor, const SessionServices& services, const Dispatcher& dispatcher,
        Typing& typing);
    ~SessionLoop();
    SessionLoop(const SessionLoop&) = delete;
    SessionLoop& operator=(const SessionLoop&) = delete;
    // All loops of the server by index, this one too; before the first connection.
    void setSiblings(std::vector<SessionLoop*> siblings);

    [[nodiscard]] int index() const noexcept { return m_index; } // any thread
    [[nodiscard]] Executor& executor() const noexcept { return m_executor; } // any thread
    [[nodiscard]] const SessionServices& services() const noexcept { return m_services; }
    [[nodiscard]] const Limits& limits() const noexcept { return m_services.limits; }
    [[nodiscard]] const Dispatcher& dispatcher() const noexcept { return m_dispatcher; }
    [[nodiscard]] Typing& typing() const noexcept { return m_typing; }
    [[nodiscard]] qint64 nowMs() const { return m_services.clock.steadyMs(); }
    [[nodiscard]] bool isDraining() const noexcept { return m_draining; }
    [[nodiscard]] qint64 retryAfterMs() const noexcept { return m_retryAfterMs; }
    [[nodiscard]] size_t connections() const noexcept { return m_connections.size(); }
    struct Counts {
        size_t connections = 0;
        size_t streams = 0; // those included whose client is away
        size_t people = 0; // with a stream
        int inFlight = 0; // requests
    };
    [[nodiscard]] Counts counts() const noexcept
    {
        return {m_connections.size(), m_streams.size(), m_streams.people(), m_inFlight};
    }

    // A new client.
    void accept(std::unique_ptr<Transport> transport);
    // Gives the event to those of its recipients who are here.
    void deliver(const EventPtr& event);

    // Begins a stream for a connection that has just proved who it is; events wait until release().
    // Unauthenticated: the session was revoked a moment ago.
    [[nodiscard]] Result<protocol::StreamMark> begin(
        ClientConnection& connection, UserId user, SessionId session);
    // After begin(): goes on with the earlier stream where that can be, and gives the events that were
    // missed.
    struct Resumption {
        protocol::StreamMark mark;
        bool resumed = false;
        std::vector<EventPtr> missed;
    };
    QCoro::Task<Resumption> resume(
        std::shared_ptr<ClientConnection> connection, protocol::StreamMark offered);

    // Ends every connection and stream of the session that is here.
    void endSession(const Revocation& revocation);

    // Events of people here may have been lost: their streams end, and their connections are told to come
    // back, whereupon clients find out what they miss.
    void restartStreams();

    // Takes no new request; done when those under way are answered.
    QCoro::Task<Result<void>> drain(qint64 retryAfterMs);
    // Tells everyone when to come back, and closes.
    QCoro::Task<Result<void>> closeAll();

    // When the loop ends: lets go of every socket. The object itself stays until every loop has ended, since
    // answers that were on their way to it may still be about.
    void abandon();

    // From the connections
    void connectionClosed(ClientConnection* connection);
    void streamDetached(Stream& stream);
    void requestBegan() noexcept { ++m_inFlight; }
    void requestEnded() noexcept { --m_inFlight; }

private:
    [[nodiscard]] std::unique_ptr<Stream> surrender(StreamId id, SessionId session);
    QFuture<Result<std::shared_ptr<Stream>>> fetch(int home, StreamId id, SessionId session);
    Stream& keep(std::unique_ptr<Stream> stream);
    void drop(StreamId id);
    QCoro::Task<> pause(qint64 ms);

    const int m_index;
    Executor& m_executor;
    const SessionServices& m_services;
    const Dispatcher& m_dispatcher;
    Typing& m_typing;
    std::vector<SessionLoop*> m_siblings;
    std::unordered_map<ClientConnection*, std::shared_ptr<ClientConnection>> m_connections;
    StreamRegistry m_streams;
    int m_inFlight = 0;
    bool m_draining = false;
    qint64 m_retryAfterMs = 0;
};

} // namespace madang::server
