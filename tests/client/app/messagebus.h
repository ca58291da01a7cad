#pragma once

#include <QtCore/QProcess>
#include <QtDBus/QDBusConnection>

#include <csignal>
#include <sys/prctl.h>

namespace madang::client::test {

// A message bus of its own, with a connection for the client and one for whoever it talks to; it ends with
// the test in whatever way that ends.
class MessageBus {
public:
    ~MessageBus() { stop(); }

    [[nodiscard]] bool start()
    {
        m_daemon.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
        m_daemon.start(QStringLiteral("dbus-daemon"),
            {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--nopidfile"),
                QStringLiteral("--print-address=1")});
        if (!m_daemon.waitForReadyRead(startMs))
            return false;
        const QString address = QString::fromLatin1(m_daemon.readLine().trimmed());
        ours = QDBusConnection::connectToBus(address, QStringLiteral("ours"));
        theirs = QDBusConnection::connectToBus(address, QStringLiteral("theirs"));
        return ours.isConnected() && theirs.isConnected();
    }
    void stop()
    {
        if (m_daemon.state() == QProcess::NotRunning)
            return;
        QDBusConnection::disconnectFromBus(QStringLiteral("ours"));
        QDBusConnection::disconnectFromBus(QStringLiteral("theirs"));
        m_daemon.terminate();
        m_daemon.waitForFinished(startMs);
    }

    QDBusConnection ours{QString()};
    QDBusConnection theirs{QString()};

private:
    static constexpr int startMs = 30'000;
    QProcess m_daemon;
};

} // namespace madang::client::test
