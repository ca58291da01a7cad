#pragma once

#include "server/presence/presenceservice.h"
#include "server/sessions/outqueue.h"
#include "server/sessions/ratebucket.h"
#include "server/sessions/ratedirectory.h"
#include "server/sessions/stream.h"
#include "server/sessions/transport.h"
#include "shared/protocol/envelope.h"

#include <memory>

namespace madang::server {

class SessionLoop;

// Who a connection is, once it has logged in.
struct Identity {
    UserId user;
    SessionId session;
    std::shared_ptr<PersonRates> rates;
};

// One WebSocket of one client: takes its requests to the dispatcher and brings it answers and events. Lives
// on one loop and is called on its thread only.
class ClientConnection final : public Transport::Listener,
                               public std::enable_shared_from_this<ClientConnection> {
public:
    ClientConnection(std::unique_ptr<Transport> transport, SessionLoop& loop);
    ~ClientConnection();
    ClientConnection(const ClientConnection&) = delete;
    ClientConnection& operator=(const ClientConnection&) = delete;
    // Begins to listen; after the connection is held by a shared pointer.
    void open();

    [[nodiscard]] SessionLoop& loop() const noexcept { return m_loop; }
    [[nodiscard]] const Identity* identity() const noexcept { return m_identity ? &*m_identity : nullptr; }
    [[nodiscard]] Stream* stream() const noexcept { return m_stream; }
    // Of a connection that is logged in.
    [[nodiscard]] const Attendance& attendance() const noexcept { return m_attendance; }
    [[nodiscard]] QString address() const { return m_transport->peer().toString(); }
    [[nodiscard]] AddressRates* addressRates() const noexcept { return m_addressRates.get(); }
    [[nodiscard]] bool isClosed() const noexcept { return m_closed; }
    [[nodiscard]] int inFlight() const noexcept { return m_inFlight; }

    // Only one login may be under way, and none after one has succeeded. False: refused.
    [[nodiscard]] bool beginLogin();
    void abandonLogin() noexcept { m_loginPending = false; }
    // Logged in from here on; events wait until release().
    void logIn(Identity identity, Stream& stream);
    // Goes on with another stream than logIn()'s; still held.
    void adopt(Stream& stream);
    // First what the client missed, in order, then what came since logIn() and is not among that.
    void release(const std::vector<EventPtr>& missed = {});

    void deliver(const EventPtr& event);
    // A finished response frame.
    void respond(const QByteArray& frame);
    void requestBegins() noexcept { ++m_inFlight; }
    void requestEnds();
    // Says nothing more and hears nothing more, except that it is gone.
    void close(CloseCode code, const QString& reason);
    // This connection asked for the end of its own session: it closes after the answer, not before.
    void expectEnd() noexcept { m_expectsEnd = true; }
    // Another connection goes on with this one's stream: hands over what waits, and closes with 4003.
    void replaced();
    // Its stream cannot go on: the client comes back and begins another.
    void streamLost(const QString& reason);
    // The session has ended.
    void sessionEnded(CloseCode code, const QString& reason, const QByteArray& ending);
    // The server ends: lets go of the socket, on its thread. Calls that are still about do no harm after.
    void abandon();

private:
    void received(QByteArray frame) override;
    void receivedBinary(QByteArray frame) override;
    void alive() override;
    void drained() override;
    void closed() override;

    void write(const EventPtr& event);
    void refuse(const protocol::RequestId& id, qint64 waitMs);
    void checkAlive();
    // What still waits for the socket is the client's to have when it comes back.
    void keepWaiting();
    void forgetStream();
    // Is nobody's from here on.
    void logOut();

    SessionLoop& m_loop;
    std::unique_ptr<Transport> m_transport;
    std::shared_ptr<AddressRates> m_addressRates;
    RateBucket m_requests;
    OutQueue m_queue;
    std::optional<Identity> m_identity;
    Attendance m_attendance;
    Stream* m_stream = nullptr; // the registry's, while open and logged in
    std::vector<EventPtr> m_held;
    qint64 m_openedMs;
    qint64 m_heardMs;
    qint64 m_pingedMs;
    qint64 m_floodSinceMs = 0;
    int m_refusals = 0;
    int m_inFlight = 0;
    bool m_holding = false;
    bool m_loginPending = false;
    bool m_expectsEnd = false;
    std::optional<std::pair<CloseCode, QString>> m_endAfterAnswers;
    bool m_closing = false;
    bool m_closed = false;
};

} // namespace madang::server
