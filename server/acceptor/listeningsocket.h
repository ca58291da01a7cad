#pragma once

#include "server/acceptor/descriptor.h"

#include <QtCore/QTimer>
#include <QtNetwork/QTcpServer>
#include <functional>

namespace madang::server {

// A listening socket that gives out bare descriptors, all that wait at each turn. When the system has none
// left it rests for a while instead of being woken again and again for what it cannot take.
class ListeningSocket final : public QTcpServer {
public:
    explicit ListeningSocket(std::function<void(Descriptor)> onDescriptor);
    ~ListeningSocket() override;

    static constexpr int kRestMs = 100;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void rest(QAbstractSocket::SocketError error);

    std::function<void(Descriptor)> m_onDescriptor;
    QTimer m_rest;
    bool m_said = false;
};

} // namespace madang::server
