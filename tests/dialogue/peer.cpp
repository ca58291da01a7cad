#include "tests/dialogue/peer.h"

#include "server/sessions/sessionloop.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

namespace madang::test {

namespace {

const QStringList kPassing{
    QStringLiteral("typing.changed"), QStringLiteral("presence.changed"), QStringLiteral("viewers.changed")};
constexpr int kAnswerMs = 20'000;

} // namespace

Peer::Peer(server::SessionLoop& loop, const QHostAddress& address)
    : m_loop(&loop)
    , m_line(std::make_shared<Line>())
    , m_transport(std::make_shared<MemoryTransport*>(nullptr))
{
    m_loop->executor().post([loop = m_loop, line = m_line, address, handle = m_transport] {
        auto transport = std::make_unique<MemoryTransport>(line, address);
        *handle = transport.get();
        loop->accept(std::move(transport));
    });
}

Peer::~Peer()
{
    if (m_transport)
        hangUp();
}

void Peer::onLoop(void (*what)(MemoryTransport&))
{
    {
        // A peer may outlive the server that it talked to.
        const std::scoped_lock lock(m_line->mutex);
        if (m_line->gone)
            return;
    }
    m_loop->executor().post([line = m_line, handle = m_transport, what] {
        // Set and cleared on the loop's thread, as the transport is.
        if (!line->gone)
            what(**handle);
    });
}

void Peer::raw(const QByteArray& frame)
{
    m_loop->executor().post([line = m_line, handle = m_transport, frame] {
        if (!line->gone)
            (*handle)->receive(frame);
    });
}

void Peer::hangUp()
{
    onLoop([](MemoryTransport& transport) { transport.hangUp(); });
}
void Peer::pong()
{
    onLoop([](MemoryTransport& transport) { transport.pong(); });
}
void Peer::readAll()
{
    onLoop([](MemoryTransport& transport) { transport.readAll(); });
}

void Peer::stall()
{
    const std::scoped_lock lock(m_line->mutex);
    m_line->stalled = true;
}

int Peer::pings()
{
    const std::scoped_lock lock(m_line->mutex);
    return m_line->pings;
}

bool Peer::take(int waitMs)
{
    std::unique_lock lock(m_line->mutex);
    m_line->changed.wait_for(
        lock, std::chrono::milliseconds(waitMs), [this] { return !m_line->frames.empty() || m_line->gone; });
    if (m_line->frames.empty())
        return false;
    const QJsonObject frame = QJsonDocument::fromJson(m_line->frames.front()).object();
    m_line->frames.pop_front();
    if (!frame.contains(QLatin1String("method"))) {
        m_answers.push_back(frame);
    } else {
        if (!kPassing.contains(frame[QLatin1String("method")].toString()))
            ++m_received;
        m_events.push_back(frame);
    }
    return true;
}

qint64 Peer::received()
{
    while (take(0)) { }
    return m_received;
}

qint64 Peer::start(const QString& method, const QJsonObject& params)
{
    const qint64 id = m_nextId++;
    raw(QJsonDocument(
        QJsonObject{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")}, {QStringLiteral("id"), id},
            {QStringLiteral("method"), method}, {QStringLiteral("params"), params}})
            .toJson(QJsonDocument::Compact));
    return id;
}

void Peer::notify(const QString& method, const QJsonObject& params)
{
    raw(QJsonDocument(QJsonObject{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                          {QStringLiteral("method"), method}, {QStringLiteral("params"), params}})
            .toJson(QJsonDocument::Compact));
}

QJsonObject Peer::collect(qint64 id)
{
    QElapsedTimer timer;
    timer.start();
    do {
        for (auto it = m_answers.begin(); it != m_answers.end(); ++it) {
            if ((*it)[QLatin1String("id")].toInteger(-1) == id) {
                const QJsonObject answer = *it;
                m_answers.erase(it);
                return answer;
            }
        }
    } while (take(int(kAnswerMs - timer.elapsed())) || timer.elapsed() < kAnswerMs);
    QTest::qFail("no answer came", __FILE__, __LINE__);
    return {};
}

QJsonObject Peer::nextAnswer()
{
    while (m_answers.empty() && take(kAnswerMs)) { }
    if (m_answers.empty())
        return {};
    const QJsonObject answer = m_answers.front();
    m_answers.pop_front();
    return answer;
}

QJsonObject Peer::call(const QString& method, const QJsonObject& params)
{
    return collect(start(method, params));
}

QJsonObject Peer::ok(const QString& method, const QJsonObject& params)
{
    const QJsonObject answer = call(method, params);
    if (!answer.contains(QLatin1String("result")))
        QTest::qFail(qPrintable(method + QStringLiteral(": ")
                         + QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Compact))),
            __FILE__, __LINE__);
    return answer[QLatin1String("result")].toObject();
}

int Peer::fails(const QString& method, const QJsonObject& params)
{
    lastError = call(method, params)[QLatin1String("error")].toObject();
    return lastError[QLatin1String("code")].toInt();
}

QJsonObject Peer::event(const QString& name, int waitMs)
{
    QElapsedTimer timer;
    timer.start();
    do {
        for (auto it = m_events.begin(); it != m_events.end(); ++it) {
            if ((*it)[QLatin1String("method")].toString() == name) {
                const QJsonObject params = (*it)[QLatin1String("params")].toObject();
                m_events.erase(it);
                return params;
            }
        }
    } while (take(std::max<int>(0, waitMs - int(timer.elapsed()))));
    return {};
}

bool Peer::silent(const QString& name, int waitMs)
{
    return event(name, waitMs).isEmpty();
}

void Peer::registerAs(const QString& wanted, const QString& password)
{
    const QJsonObject login = ok(QStringLiteral("auth.register"),
        {{QStringLiteral("handle"), wanted}, {QStringLiteral("password"), password},
            {QStringLiteral("name"), wanted.toUpper()},
            {QStringLiteral("device"),
                QJsonObject{{QStringLiteral("name"), QStringLiteral("test")},
                    {QStringLiteral("kind"), QStringLiteral("other")}}}});
    handle = wanted;
    user = login[QLatin1String("user")][QLatin1String("id")].toString();
    tokens = login[QLatin1String("tokens")].toObject();
    stream = login[QLatin1String("stream")].toObject();
}

int Peer::closeCode(int waitMs)
{
    std::unique_lock lock(m_line->mutex);
    m_line->changed.wait_for(
        lock, std::chrono::milliseconds(waitMs), [this] { return m_line->closed.has_value(); });
    if (!m_line->closed)
        return 0;
    closeReason = m_line->closed->second;
    return m_line->closed->first;
}

} // namespace madang::test
