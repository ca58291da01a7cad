#include "tests/support/redisserver.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QThread>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <csignal>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace madang::test {

namespace {

constexpr int kStartMs = 20'000;
constexpr int kStopMs = 20'000;
constexpr int kAttempts = 5; // somebody else may take the port that was free

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

} // namespace

RedisServer::RedisServer(RedisServerOptions options)
    : m_options(std::move(options))
{
}

RedisServer::~RedisServer()
{
    kill9();
}

QString RedisServer::url() const
{
    const QString scheme = m_options.tls ? QStringLiteral("rediss://") : QStringLiteral("redis://");
    const QString password = m_options.password.isEmpty()
        ? QString()
        : QString(u':' % QString::fromUtf8(m_options.password.toPercentEncoding()) % u'@');
    return scheme % password % u"127.0.0.1:" % QString::number(m_port) % u"/0";
}

QString RedisServer::caFile() const
{
    return m_folder.filePath(QStringLiteral("redis.crt"));
}

QByteArray RedisServer::log() const
{
    QFile file(m_folder.filePath(QStringLiteral("redis.log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool RedisServer::makeCertificate()
{
    if (QFile::exists(caFile()))
        return true;
    const QString command = QStringLiteral(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost "
        "-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout redis.key -out redis.crt");
    QProcess openssl;
    openssl.setWorkingDirectory(m_folder.path());
    openssl.startCommand(command);
    if (openssl.waitForFinished() && openssl.exitCode() == 0)
        return true;
    m_failure = u"openssl made no certificate: " % QString::fromUtf8(openssl.readAllStandardError());
    return false;
}

QStringList RedisServer::arguments() const
{
    const QString port = QString::number(m_port);
    const auto path = [this](const char* name) { return m_folder.filePath(QString::fromLatin1(name)); };
    QString text
        = u"--bind 127.0.0.1 --daemonize no --dir " % m_folder.path() % u" --logfile " % path("redis.log");
    if (m_options.configuration.isEmpty())
        text += u" --save '' --appendonly yes --appendfsync always --maxmemory-policy noeviction";
    else
        text.prepend(QString(m_options.configuration % u' '));
    if (m_options.tls)
        text += u" --port 0 --tls-auth-clients no --tls-port " % port % u" --tls-cert-file " % caFile()
            % u" --tls-key-file " % path("redis.key") % u" --tls-ca-cert-file " % caFile();
    else
        text += u" --port " % port;
    QStringList all = text.split(u' ');
    all.replaceInStrings(QStringLiteral("''"), QString());
    if (!m_options.password.isEmpty())
        all << QStringLiteral("--requirepass") << QString::fromUtf8(m_options.password);
    if (!m_options.aclUser.isEmpty()) {
        all << QStringLiteral("--user");
        all << QString::fromUtf8(m_options.aclUser).split(u' ');
    }
    return all + m_options.arguments;
}

void RedisServer::wipe()
{
    QDir(m_folder.filePath(QStringLiteral("appendonlydir"))).removeRecursively();
    QFile::remove(m_folder.filePath(QStringLiteral("dump.rdb")));
}

bool RedisServer::start()
{
    if (!m_folder.isValid() || (m_options.tls && !makeCertificate()))
        return false;
    const bool again = m_port != 0;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        if (!again)
            m_port = freePort();
        if (startOnce())
            return true;
    }
    return false;
}

bool RedisServer::startOnce()
{
    kill9();
    m_process = std::make_unique<QProcess>();
#ifdef Q_OS_LINUX
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->start(QStringLiteral("redis-server"), arguments());
    if (!m_process->waitForStarted()) {
        m_failure = u"redis-server cannot be started: " % m_process->errorString();
        return false;
    }
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kStartMs) {
        if (answers())
            return true;
        if (m_process->waitForFinished(10))
            break;
    }
    m_failure = u"redis-server does not answer: " % QString::fromUtf8(m_process->readAll() + log());
    return false;
}

// Any answer but "still loading" is one; without TLS of our own, an open port must do.
bool RedisServer::answers() const
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    if (!socket.waitForConnected(1000))
        return false;
    if (m_options.tls)
        return true;
    socket.write("PING\r\n");
    if (!socket.waitForReadyRead(1000))
        return false;
    return !socket.readAll().startsWith("-LOADING");
}

bool RedisServer::isRunning() const
{
    return m_process && m_process->state() == QProcess::Running;
}

void RedisServer::signal(int number) const
{
    if (isRunning())
        ::kill(pid_t(m_process->processId()), number);
}

void RedisServer::freeze()
{
    signal(SIGSTOP);
}

void RedisServer::thaw()
{
    signal(SIGCONT);
}

void RedisServer::kill9()
{
    if (!m_process)
        return;
    signal(SIGKILL);
    m_process->waitForFinished(kStopMs);
    m_process.reset();
}

void RedisServer::terminate()
{
    if (!m_process)
        return;
    signal(SIGCONT);
    signal(SIGTERM);
    m_process->waitForFinished(kStopMs);
    m_process.reset();
}

} // namespace madang::test
