#include "server/acceptor/listeningsocket.h"

#include "server/acceptor/logging.h"

#include <QtNetwork/QNetworkProxy>

namespace madang::server {

ListeningSocket::ListeningSocket(std::function<void(Descriptor)> onDescriptor)
    : m_onDescriptor(std::move(onDescriptor))
{
    setProxy(QNetworkProxy::NoProxy); // a server is reached directly, whatever the environment says
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, [this] { resumeAccepting(); });
    connect(this, &QTcpServer::acceptError, this, &ListeningSocket::rest);
}

ListeningSocket::~ListeningSocket() = default;

void ListeningSocket::incomingConnection(qintptr descriptor)
{
    m_said = false;
    m_onDescriptor(Descriptor(descriptor));
}

// QTcpServer has paused itself when it says this. A client that left between its SYN and our accept() is no
// reason to let the others wait.
void ListeningSocket::rest(QAbstractSocket::SocketError error)
{
    const bool lacking = error == QAbstractSocket::SocketResourceError;
    if (lacking && !std::exchange(m_said, true))
        qCCritical(lcAcceptor) << "Connections have to wait:" << errorString();
    m_rest.start(lacking ? kRestMs : 0);
}

} // namespace madang::server
