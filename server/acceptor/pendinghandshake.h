#pragma once

#include "server/acceptor/connectiontally.h"
#include "server/acceptor/descriptor.h"
#include "server/acceptor/handshakerequest.h"
#include "server/eventloop/timerwheel.h"

#include <QtCore/QObject>

class QTcpSocket;

namespace madang::server {

class LoopListener;

// A connection from its acceptance to the end of its opening handshake. QWebSocketServer by itself would wait
// for ever and for 800 KB of headers; so the head is looked at here, within a time and 16 KB, and only handed
// over when it is complete and welcome. On its loop's thread; tells the listener when it is over.
class PendingHandshake final : public QObject {
public:
    PendingHandshake(LoopListener& listener, const QHostAddress& peer);
    ~PendingHandshake() override;

    // May find that the client is gone already, and end.
    void begin(Descriptor descriptor, ConnectionTally::Place place);

private:
    void readHead();
    void refuse(const HttpRefusal& refusal);
    void end();

    LoopListener& m_listener;
    QHostAddress m_peer;
    QTcpSocket* m_socket; // child
    WheelTimer m_deadline;
    bool m_refused = false;
};

} // namespace madang::server
