#pragma once

#include <QtCore/QProcess>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <memory>

namespace madang::test {

// A PostgreSQL of the test's own: in a temporary folder, on a free loopback port, gone with the test however
// it ends. PostgreSQL refuses to run as root, so root runs it as the user "postgres" or "nobody". Waits end
// with qFatal() after a minute. To be used on one thread that lives as long as it.
class PostgresServer {
public:
    // With these settings, "name=value" each. Unless they say otherwise it waits for the disk as a real one
    // does.
    explicit PostgresServer(QStringList settings = {});
    ~PostgresServer();
    Q_DISABLE_COPY_MOVE(PostgresServer)

    // Whether this machine has PostgreSQL at all.
    [[nodiscard]] static bool installed();

    // Of the database "madang", by TCP; "?" with parameters may follow.
    [[nodiscard]] QString url() const;
    // As url(), with a fresh schema as the only one in sight: an empty database for the price of a moment.
    [[nodiscard]] QString freshUrl();
    // Runs SQL with psql as the superuser and gives what it says: a line a row, columns with | between them.
    [[nodiscard]] QString sql(const QString& statements) const;

    void start();
    enum class How {
        Fast, // SIGINT: ends connections, then in order
        Immediate, // SIGQUIT: as a crash of the program
        Kill // SIGKILL of the postmaster and everybody
    };
    void stop(How how);
    // Holds every process of it still, and lets them go on: what a dead machine looks like.
    void freeze();
    void thaw();
    [[nodiscard]] int port() const noexcept { return m_port; }
    [[nodiscard]] bool isRunning() const { return m_process != nullptr; }

private:
    void asOwnUser(QProcess& process) const;
    void initialise();
    [[nodiscard]] bool waitUntilReady();
    void signalAll(int signal) const;

    QTemporaryDir m_folder;
    QStringList m_settings;
    int m_port = 0;
    int m_schemas = 0;
    std::unique_ptr<QProcess> m_process;
};

} // namespace madang::test
