#include "tests/support/postgresserver.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>
#include <QtCore/QThread>

#include <algorithm>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace madang::test {

namespace {

constexpr int patienceMs = 60'000;

// Debian keeps the programs out of PATH, under their version.
QString binary(const QString& name)
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    QStringList folders;
    auto names = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    std::sort(
        names.begin(), names.end(), [](const QString& a, const QString& b) { return a.toInt() > b.toInt(); });
    for (const QString& version : std::as_const(names)) {
        folders << versions.filePath(version + QStringLiteral("/bin"));
    }
    const QString found = QStandardPaths::findExecutable(name, folders);
    return found.isEmpty() ? QStandardPaths::findExecutable(name) : found;
}

const passwd* otherUser()
{
    const passwd* user = getpwnam("postgres");
    return user ? user : getpwnam("nobody");
}

int freePort()
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool ok = bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0
        && getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(fd);
    return ok ? ntohs(address.sin_port) : 0;
}

// What runs below this process, itself first, by /proc.
std::vector<pid_t> family(pid_t parent)
{
    std::vector<pid_t> all{parent};
    const QDir proc(QStringLiteral("/proc"));
    const auto entries = proc.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& entry : entries) {
        QFile stat(proc.filePath(entry % QStringLiteral("/stat")));
        if (entry.toInt() == 0 || !stat.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray line = stat.readAll();
        const auto fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
        if (fields.size() > 1 && fields[1].toInt() == parent) {
            all.push_back(entry.toInt());
        }
    }
    return all;
}

} // namespace

bool PostgresServer::installed()
{
    return !binary(QStringLiteral("initdb")).isEmpty() && !binary(QStringLiteral("psql")).isEmpty();
}

PostgresServer::PostgresServer(QStringList settings)
    : m_settings(std::move(settings))
{
    if (!m_folder.isValid()) {
        qFatal("cannot make a temporary folder");
    }
    initialise();
    start();
    (void)sql(QStringLiteral("CREATE DATABASE madang"));
}

PostgresServer::~PostgresServer()
{
    if (m_process) {
        stop(How::Immediate);
    }
}

void PostgresServer::asOwnUser(QProcess& process) const
{
    const bool root = geteuid() == 0;
    const passwd* const user = root ? otherUser() : nullptr;
    const uid_t uid = user ? user->pw_uid : 0;
    const gid_t gid = user ? user->pw_gid : 0;
    process.setWorkingDirectory(m_folder.path());
    process.setChildProcessModifier([root, uid, gid] {
        if (root && (setgid(gid) != 0 || setuid(uid) != 0)) {
            _exit(126);
        }
        // After the change of the user, which forgets it.
        prctl(PR_SET_PDEATHSIG, SIGQUIT);
    });
}

void PostgresServer::initialise()
{
    if (geteuid() == 0) {
        const passwd* const user = otherUser();
        if (!user || chown(QFile::encodeName(m_folder.path()).constData(), user->pw_uid, user->pw_gid) != 0) {
            qFatal("there is no user that PostgreSQL could run as");
        }
    }
    QProcess process;
    asOwnUser(process);
    process.start(binary(QStringLiteral("initdb")),
        {QStringLiteral("-D"), m_folder.filePath(QStringLiteral("data")), QStringLiteral("-U"),
            QStringLiteral("madang"), QStringLiteral("--auth=trust"), QStringLiteral("-E"),
            QStringLiteral("UTF8"), QStringLiteral("--locale=C"), QStringLiteral("--no-sync")});
    if (!process.waitForFinished(patienceMs) || process.exitCode() != 0) {
        qFatal("initdb: %s", process.readAllStandardError().constData());
    }
}

QString PostgresServer::url() const
{
    return QStringLiteral("postgresql://madang@127.0.0.1:%1/madang").arg(m_port);
}

QString PostgresServer::freshUrl()
{
    const QString schema = QStringLiteral("test%1").arg(++m_schemas);
    (void)sql(QStringLiteral("CREATE SCHEMA ") % schema);
    return url() % QStringLiteral("?options=-csearch_path%3D") % schema;
}

QString PostgresServer::sql(const QString& statements) const
{
    const bool first = statements.startsWith(QLatin1String("CREATE DATABASE"));
    QProcess process;
    process.start(binary(QStringLiteral("psql")),
        {QStringLiteral("-XqAt"), QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"),
            QStringLiteral("-d"),
            QStringLiteral("host=127.0.0.1 port=%1 user=madang dbname=%2")
                .arg(QString::number(m_port), first ? QStringLiteral("postgres") : QStringLiteral("madang")),
            QStringLiteral("-c"), statements});
    if (!process.waitForFinished(patienceMs) || process.exitCode() != 0) {
        qFatal("psql: %s", process.readAllStandardError().constData());
    }
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

void PostgresServer::start()
{
    for (int attempt = 0; attempt < 600; ++attempt) {
        // Once found, the port stays: whoever lost this server looks for it there.
        if (m_port == 0) {
            m_port = freePort();
        }
        m_process = std::make_unique<QProcess>();
        asOwnUser(*m_process);
        QStringList arguments{QStringLiteral("-D"), m_folder.filePath(QStringLiteral("data")),
            QStringLiteral("-p"), QString::number(m_port)};
        for (const QString& setting :
            QStringList{QStringLiteral("listen_addresses=127.0.0.1"),
                QStringLiteral("unix_socket_directories=") % m_folder.path(),
                QStringLiteral("max_connections=60"),
                // One call after a crash rather than one for each of a thousand files.
                QStringLiteral("recovery_init_sync_method=syncfs")}
                + m_settings) {
            arguments << QStringLiteral("-c") << setting;
        }
        m_process->setStandardOutputFile(m_folder.filePath(QStringLiteral("log")), QIODevice::Append);
        m_process->setStandardErrorFile(m_folder.filePath(QStringLiteral("log")), QIODevice::Append);
        m_process->start(binary(QStringLiteral("postgres")), arguments);
        if (m_process->waitForStarted(patienceMs) && waitUntilReady()) {
            return;
        }
        // Somebody else was given the port, or children of a killed one still hold its shared memory.
        m_process.reset();
        if (m_schemas == 0) {
            m_port = 0;
        }
        QThread::msleep(100);
    }
    QFile log(m_folder.filePath(QStringLiteral("log")));
    qFatal("PostgreSQL does not start: %s",
        log.open(QIODevice::ReadOnly) ? log.readAll().right(4'000).constData() : "");
}

bool PostgresServer::waitUntilReady()
{
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < patienceMs; QThread::msleep(10)) {
        // The eighth line is the state; a file that another process left bears that one's id.
        QFile file(m_folder.filePath(QStringLiteral("data/postmaster.pid")));
        if (file.open(QIODevice::ReadOnly)) {
            const auto lines = file.readAll().split('\n');
            if (lines.size() > 7 && lines[0].toLongLong() == m_process->processId()
                && lines[7].trimmed() == "ready") {
                return true;
            }
        }
        if (m_process->state() == QProcess::NotRunning || m_process->waitForFinished(1)) {
            return false;
        }
    }
    return false;
}

void PostgresServer::signalAll(int signal) const
{
    for (const pid_t pid : family(pid_t(m_process->processId()))) {
        kill(pid, signal);
    }
}

void PostgresServer::stop(How how)
{
    const auto pid = pid_t(m_process->processId());
    switch (how) {
    case How::Fast:
        kill(pid, SIGINT);
        break;
    case How::Immediate:
        kill(pid, SIGQUIT);
        break;
    case How::Kill:
        signalAll(SIGKILL);
        break;
    }
    if (!m_process->waitForFinished(patienceMs)) {
        qFatal("PostgreSQL does not end");
    }
    m_process.reset();
}

void PostgresServer::freeze()
{
    signalAll(SIGSTOP);
}

void PostgresServer::thaw()
{
    signalAll(SIGCONT);
}

} // namespace madang::test
