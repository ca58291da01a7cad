#include "server/ops/boundedlistener.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpSocket>

namespace madang::server {

void BoundedListener::incomingConnection(qintptr descriptor)
{
    auto* const socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor) || m_open >= m_bounds.connections) {
        socket->abort();
        delete socket;
        return;
    }
    ++m_open;
    connect(socket, &QObject::destroyed, this, [self = QPointer(this)] {
        if (self)
            --self->m_open;
    });
    // Connected before QHttpServer's own, so that it sees every byte before that one takes it.
    connect(socket, &QIODevice::readyRead, socket, [socket, left = m_bounds.bytes]() mutable {
        left -= socket->bytesAvailable();
        if (left < 0)
            socket->abort();
    });
    QTimer::singleShot(m_bounds.lifeMs, socket, [socket] { socket->abort(); });
    addPendingConnection(socket);
}

} // namespace madang::server
