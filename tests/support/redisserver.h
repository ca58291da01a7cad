#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <memory>

class QProcess;

namespace madang::test {

struct RedisServerOptions {
    QByteArray password; // of the user "default"
    // Rules of a further user, as ACL SETUSER takes them: "chat on >secret ~* &* +@all".
    QByteArray aclUser;
    QString configuration; // path of a redis.conf; our own settings of place and port go before its
    bool tls = false; // on its port there is nothing but TLS then
    QStringList arguments; // further ones: {"--maxmemory", "10mb"}
};

// A real redis-server of the test's own: in a temporary folder, on a free port of 127.0.0.1, keeping what it
// acknowledges (appendonly yes, appendfsync always). It ends with the test, also when that one is killed.
class RedisServer {
public:
    explicit RedisServer(RedisServerOptions options = {});
    ~RedisServer();
    RedisServer(const RedisServer&) = delete;
    RedisServer& operator=(const RedisServer&) = delete;

    // Starts it, or starts it again with its data on its port, and waits until it answers. False and a reason
    // if it cannot.
    [[nodiscard]] bool start();
    [[nodiscard]] const QString& failure() const noexcept { return m_failure; }
    void kill9();
    // While it does not run: its data are gone.
    void wipe();
    // From the next start on.
    void setArguments(const QStringList& arguments) { m_options.arguments = arguments; }
    void terminate(); // as the system stops it: with its data on disk
    void freeze(); // SIGSTOP: connections stay, nobody answers
    void thaw();
    [[nodiscard]] bool isRunning() const;

    [[nodiscard]] quint16 port() const noexcept { return m_port; }
    [[nodiscard]] QString url() const; // with the password of "default"
    // With tls: its certificate, for localhost and 127.0.0.1, which signs itself.
    [[nodiscard]] QString caFile() const;
    [[nodiscard]] QByteArray log() const;

private:
    [[nodiscard]] bool makeCertificate();
    [[nodiscard]] bool startOnce();
    [[nodiscard]] QStringList arguments() const;
    [[nodiscard]] bool answers() const;
    void signal(int number) const;

    RedisServerOptions m_options;
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
    QString m_failure;
};

} // namespace madang::test
