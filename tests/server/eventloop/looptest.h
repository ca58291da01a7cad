#pragma once

#include "server/eventloop/dispatcher.h"
#include "tests/server/eventloop/tsan.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QCoreApplication>
#include <QtTest/QtTest>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace madang::test {

// Two connected stream sockets, closed at the end.
class SocketPair {
public:
    SocketPair()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, m_ends) != 0)
            qFatal("socketpair: %s", std::strerror(errno));
    }
    SocketPair(SocketPair&& other) noexcept
        : m_ends{std::exchange(other.m_ends[0], -1), std::exchange(other.m_ends[1], -1)}
    {
    }
    ~SocketPair()
    {
        closeNear();
        closeFar();
    }
    [[nodiscard]] int near() const { return m_ends[0]; }
    [[nodiscard]] int far() const { return m_ends[1]; }
    void closeNear() { closeEnd(m_ends[0]); }
    void closeFar() { closeEnd(m_ends[1]); }
    // To the near end.
    void send(QByteArrayView bytes = "x") const
    {
        QCOMPARE(::write(m_ends[1], bytes.data(), size_t(bytes.size())), bytes.size());
    }
    // From the near end, what is there.
    QByteArray receive() const
    {
        char bytes[4096];
        const auto count = ::read(m_ends[0], bytes, sizeof bytes);
        return count > 0 ? QByteArray(bytes, count) : QByteArray();
    }

private:
    static void closeEnd(int& end)
    {
        if (end >= 0)
            ::close(std::exchange(end, -1));
    }
    int m_ends[2] = {-1, -1};
};

// One turn of the loop without waiting.
inline bool turn(QEventLoop::ProcessEventsFlags flags = QEventLoop::AllEvents)
{
    return QAbstractEventDispatcher::instance()->processEvents(flags);
}

} // namespace madang::test

// Runs the test object on a main loop that has our dispatcher.
#define MADANG_LOOP_TEST_MAIN(TestClass)                                                                     \
    int main(int argc, char** argv)                                                                          \
    {                                                                                                        \
        QCoreApplication::setEventDispatcher(madang::server::makeDispatcher().release());                    \
        QCoreApplication application(argc, argv);                                                            \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, argc, argv);                                                              \
    }
