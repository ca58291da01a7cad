#include "server/redis/redislink.h"

#include "server/redis/logging.h"
#include "server/redis/rediserror.h"

#include <QtCore/QFile>
#include <QtCore/QRandomGenerator>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QSslSocket>
#include <chrono>

namespace madang::server {

namespace {

constexpr qsizetype kReadBytes = 64 * 1024;

void append(QByteArray& out, const RedisCommand& command)
{
    resp::appendArrayHead(out, command.arguments.count());
    out += command.arguments.encoded();
}

} // namespace

RedisLink::RedisLink(Executor& executor, RedisOptions options, Owner owner)
    : m_executor(executor)
    , m_options(std::move(options))
    , m_owner(std::move(owner))
    , m_parser(m_options.limits)
    , m_self(std::make_shared<RedisLink*>(this))
{
}

RedisLink::~RedisLink()
{
    m_self.reset();
    drop();
}

qint64 RedisLink::steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

void RedisLink::after(qint64 delayMs, void (RedisLink::*what)())
{
    m_executor.postAfter(delayMs, [self = std::weak_ptr(m_self), turn = m_turn, what] {
        const auto link = self.lock();
        if (link && (*link)->m_turn == turn)
            ((*link)->*what)();
    });
}

void RedisLink::open()
{
    if (m_state != State::Closed)
        return;
    m_backoffMs = 0;
    // Not inside this call: an attempt may fail at once, and callbacks come from the loop only.
    m_state = State::Pausing;
    ++m_turn;
    after(0, &RedisLink::connectNow);
}

void RedisLink::close()
{
    m_state = State::Closed;
    ++m_turn;
    drop();
}

void RedisLink::drop()
{
    m_steps.clear();
    m_examined.clear();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket->deleteLater();
    m_socket = nullptr;
}

void RedisLink::fail(const QString& reason)
{
    if (m_state == State::Closed)
        return;
    const bool wasReady = m_state == State::Ready;
    drop();
    // One that drops us as soon as it has greeted us is not back yet.
    if (wasReady && steadyMs() - m_readyMs >= m_options.backoffMaxMs)
        m_backoffMs = 0;
    pause();
    // Once an outage and reason: attempts come every few seconds, for hours if need be.
    if (std::exchange(m_lastReason, reason) != reason)
        qCWarning(lcRedis).noquote() << m_options.address.toString() << "is out of reach:" << reason;
    m_owner.lost(reason);
}

void RedisLink::pause()
{
    m_state = State::Pausing;
    ++m_turn;
    m_backoffMs = m_backoffMs == 0 ? m_options.backoffMinMs : qMin(m_backoffMs * 2, m_options.backoffMaxMs);
    const double jitter = 0.5 + QRandomGenerator::global()->generateDouble();
    after(qint64(double(m_backoffMs) * jitter), &RedisLink::connectNow);
}

void RedisLink::connectNow()
{
    m_state = State::Connecting;
    ++m_turn;
    m_parser.reset();
    const RedisAddress& address = m_options.address;
    auto tls = address.tls ? tlsConfiguration() : Result(QSslConfiguration());
    if (!tls)
        return fail(tls.error().message);
    auto* secure = address.tls ? new QSslSocket : nullptr;
    m_socket = secure ? secure : new QTcpSocket;
    m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket, &QTcpSocket::readyRead, this, &RedisLink::read);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &RedisLink::socketFailed);
    after(m_options.connectMs, &RedisLink::connectTimedOut);
    if (secure) {
        secure->setSslConfiguration(*tls);
        connect(secure, &QSslSocket::encrypted, this, &RedisLink::socketConnected);
        if (address.verify == RedisAddress::Verify::Nothing)
            qCWarning(lcRedis).noquote()
                << "The certificate of" << address.toString()
                << "is not checked: anyone in between can read and change everything";
        secure->connectToHostEncrypted(address.host, address.port);
    } else {
        connect(m_socket, &QTcpSocket::connected, this, &RedisLink::socketConnected);
        m_socket->connectToHost(address.host, address.port);
    }
}

Result<QSslConfiguration> RedisLink::tlsConfiguration() const
{
    if (!QSslSocket::supportsSsl())
        return Error::unavailable(QStringLiteral("This Qt has no TLS."));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setPeerVerifyMode(m_options.address.verify == RedisAddress::Verify::Nothing ? QSslSocket::VerifyNone
                                                                                    : QSslSocket::VerifyPeer);
    const QString& path = m_options.address.caFile;
    if (path.isEmpty())
        return tls;
    // Read at each attempt, so that a file that was mended or renewed counts at the next one.
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error::unavailable(QStringLiteral("The authorities' certificates %1 cannot be read: %2.")
                                      .arg(path, file.errorString()));
    const auto authorities = QSslCertificate::fromDevice(&file, QSsl::Pem);
    if (authorities.isEmpty())
        return Error::unavailable(QStringLiteral("%1 holds no PEM certificate.").arg(path));
    tls.setCaCertificates(authorities);
    return tls;
}

void RedisLink::connectTimedOut()
{
    fail(QStringLiteral("no connection within %1 ms").arg(m_options.connectMs));
}

void RedisLink::socketFailed()
{
    // What came before the end may say why ("-ERR max number of clients reached").
    const quint64 turn = m_turn;
    const QString why = m_socket->errorString();
    const auto self = std::weak_ptr(m_self);
    read();
    if (!self.expired() && m_turn == turn)
        fail(why);
}

void RedisLink::socketConnected()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    greet();
}

void RedisLink::ask(QByteArray& out, Step step, const RedisCommand& command)
{
    append(out, command);
    m_steps.push_back(step);
}

// https://redis.io/commands/hello: the protocol and who we are in one round trip.
void RedisLink::greet()
{
    const RedisAddress& address = m_options.address;
    RedisCommand hello("HELLO", 3);
    if (!address.password.isEmpty()) {
        const QByteArray user = address.user.isEmpty() ? QByteArrayLiteral("default") : address.user;
        hello.add("AUTH").add(user).add(address.password);
    }
    QByteArray out;
    ask(out, Step::Hello, hello);
    write(out);
}

void RedisLink::prepare(bool withAuth)
{
    const RedisAddress& address = m_options.address;
    QByteArray out;
    if (withAuth && !address.password.isEmpty()) {
        // A Redis without HELLO may have no users either: AUTH then takes the password alone.
        RedisCommand auth("AUTH");
        if (!address.user.isEmpty())
            auth.add(address.user);
        ask(out, Step::Auth, auth.add(address.password));
    }
    if (!m_options.name.isEmpty())
        ask(out, Step::Name, RedisCommand("CLIENT", "SETNAME", m_options.name));
    if (address.database != 0)
        ask(out, Step::Select, RedisCommand("SELECT", address.database));
    const int more = m_owner.prepare ? m_owner.prepare(out) : 0;
    m_steps.insert(m_steps.end(), size_t(more), Step::Prepared);
    // Greetings are answered by a Redis that still loads its data, and by a replica cut off from its primary;
    // PING is not. So whoever is told of a connection can use it.
    ask(out, Step::Ping, RedisCommand("PING"));
    write(out);
}

void RedisLink::greetingAnswered(const RespValue& value)
{
    const Step step = m_steps.front();
    m_steps.pop_front();
    const QByteArrayView code = value.errorCode();
    if (step == Step::Hello) {
        if (!value.isError())
            return prepare(false);
        // Redis before 6, a proxy, or a server where the command was renamed.
        if (code == "NOPROTO" || value.text().startsWith("ERR unknown command"))
            return prepare(true);
        return fail(errorOf(value).message);
    }
    if (step == Step::Examined) {
        m_examined.push_back(value);
    } else if (value.isError()) {
        const bool optional = step == Step::Name || step == Step::Prepared || code == "NOPERM";
        if (!optional || step == Step::Auth || step == Step::Select)
            return fail(errorOf(value).message);
        qCWarning(lcRedis).noquote() << m_options.address.toString() << errorOf(value).message;
    }
    if (!m_steps.empty())
        return;
    if (m_options.examination) {
        if (m_examined.empty())
            return examine();
        if (const QString why = m_options.examination->judge(std::exchange(m_examined, {})); !why.isEmpty())
            return fail(why);
    }
    m_state = State::Ready;
    ++m_turn;
    m_readyMs = steadyMs();
    if (!m_lastReason.isEmpty())
        qCInfo(lcRedis).noquote() << m_options.address.toString() << "is back";
    m_lastReason.clear();
    m_owner.ready();
}

// Behind PING: while Redis loads its data it would answer nothing of this.
void RedisLink::examine()
{
    QByteArray out;
    for (const RedisCommand& question : m_options.examination->questions)
        ask(out, Step::Examined, question);
    write(out);
}

void RedisLink::read()
{
    const auto self = std::weak_ptr(m_self);
    char buffer[kReadBytes];
    while (m_socket && m_socket->bytesAvailable() > 0) {
        const qint64 size = m_socket->read(buffer, sizeof buffer);
        if (size <= 0)
            return;
        m_heardMs = steadyMs();
        std::vector<RespValue> values = std::move(m_values);
        values.clear();
        const bool whole = m_parser.feed(QByteArrayView(buffer, size), values);
        const QTcpSocket* const socket = m_socket;
        for (RespValue& value : values) {
            if (m_state == State::Ready)
                m_owner.received(std::move(value));
            else if (!m_steps.empty())
                greetingAnswered(value);
            else
                return fail(QStringLiteral("Redis spoke before it was asked"));
            // The callback may have ended this connection, or all of us.
            if (self.expired() || m_socket != socket)
                return;
        }
        m_values = std::move(values);
        if (!whole)
            return fail(m_parser.error());
    }
}

void RedisLink::write(const QByteArray& bytes)
{
    if (!m_socket)
        return;
    // Only flush() can fail here, and end this connection or all of us: nothing of ours is touched behind it.
    m_socket->write(bytes);
    m_socket->flush();
}

} // namespace madang::server
