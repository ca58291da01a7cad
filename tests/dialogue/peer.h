#pragma once

#include "tests/dialogue/memorytransport.h"

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

namespace madang::server {
class SessionLoop;
}

namespace madang::test {

// A client in a test's hand: says what it is told, and shows what comes back. Test thread only.
class Peer {
public:
    Peer(server::SessionLoop& loop, const QHostAddress& address);
    ~Peer();
    Peer(Peer&&) noexcept = default;
    Peer& operator=(Peer&&) = delete;

    // Any bytes at all.
    void raw(const QByteArray& frame);
    // A request; its answer as it came: {result} or {error}. Events that come first are kept for event().
    QJsonObject call(const QString& method, const QJsonObject& params = {});
    // The result, which has to be one.
    QJsonObject ok(const QString& method, const QJsonObject& params = {});
    // The error's code, or 0 where it was a result; the whole error is in lastError.
    int fails(const QString& method, const QJsonObject& params = {});
    // Only sends; collect() gives the answer.
    qint64 start(const QString& method, const QJsonObject& params = {});
    QJsonObject collect(qint64 id);
    void notify(const QString& method, const QJsonObject& params);
    // The next frame that is no event, whatever it is.
    QJsonObject nextAnswer();

    // Params of the next event of this name; empty when none comes in time.
    QJsonObject event(const QString& name, int waitMs = 5000);
    // Whether none of this name comes within the time.
    bool silent(const QString& name, int waitMs = 150);
    // Counted events that have arrived so far.
    [[nodiscard]] qint64 received();

    // Makes an account of this handle and is logged in by it.
    void registerAs(const QString& handle, const QString& password = QStringLiteral("a long password"));
    // The code with which the server closes; 0 when it does not in time. The reason is in closeReason.
    int closeCode(int waitMs = 5000);
    void hangUp();
    void pong();
    void stall();
    void readAll();
    [[nodiscard]] int pings();

    QString user;
    QString handle;
    QJsonObject tokens;
    QJsonObject stream;
    QJsonObject lastError;
    QString closeReason;

private:
    bool take(int waitMs);
    void onLoop(void (*what)(MemoryTransport&));

    server::SessionLoop* m_loop;
    std::shared_ptr<Line> m_line;
    std::shared_ptr<MemoryTransport*> m_transport; // null inside once the server has let go
    std::deque<QJsonObject> m_answers;
    std::deque<QJsonObject> m_events;
    qint64 m_nextId = 1;
    qint64 m_received = 0;
};

} // namespace madang::test
