#include "server/acceptor/descriptor.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace madang::server {

Descriptor::~Descriptor()
{
    if (m_value == -1)
        return;
#ifdef Q_OS_WIN
    ::closesocket(SOCKET(m_value));
#else
    ::close(int(m_value));
#endif
}

QHostAddress Descriptor::peer() const
{
    sockaddr_storage storage{};
    auto* const address = reinterpret_cast<sockaddr*>(&storage);
    socklen_t length = sizeof storage;
#ifdef Q_OS_WIN
    const bool known = ::getpeername(SOCKET(m_value), address, &length) == 0;
#else
    const bool known = ::getpeername(int(m_value), address, &length) == 0;
#endif
    return known ? plainAddress(QHostAddress(address)) : QHostAddress();
}

QHostAddress plainAddress(const QHostAddress& address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

} // namespace madang::server
