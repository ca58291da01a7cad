#pragma once

#include "client/net/transport.h"

#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QPointer>
#include <QtCore/QUrl>
#include <functional>

namespace madang::client::test {

class MemoryTransport;

// The other side of every transport that its factory makes: keeps what was asked, answers as it was told,
// and can fall silent, refuse, cut off. Frames travel through the event loop, one after the other.
class Peer : public QObject {
    Q_OBJECT

public:
    struct Request {
        qint64 id = 0; // 0: a notification
        QString method;
        QJsonObject params;
    };
    struct Reply {
        QJsonObject result;
        QJsonObject error; // with code, message, data; empty: a result
        bool silent = false;
        static Reply ok(const QJsonObject& result = {}) { return {result, {}, false}; }
        static Reply fail(int code, const QString& reason, const QJsonObject& more = {});
        static Reply nothing() { return {{}, {}, true}; }
    };
    using Handler = std::function<Reply(const QJsonObject& params)>;

    ~Peer() override;

    [[nodiscard]] TransportFactory factory();
    // Several servers: which of them one gets is decided by the address; null reaches nobody.
    using Route = std::function<Peer*(const QUrl&)>;
    [[nodiscard]] static TransportFactory factory(Route route);
    // Methods without a handler answer -32601.
    void on(const QString& method, Handler handler) { m_handlers[method] = std::move(handler); }
    // Login, resume and refresh that succeed for one user; streams that resume while `resumes`.
    void serveSessions();

    void notify(const QString& method, const QJsonObject& params);
    void sendRaw(const QByteArray& frame);
    void answer(const Request& request, const Reply& reply);
    // Ends the open connection with this close code.
    void cut(int code = 1006, const QString& reason = {});

    [[nodiscard]] QList<Request> asked(const QString& method) const;
    [[nodiscard]] bool isConnected() const;

    bool reachable = true;
    bool answersPings = true;
    int opened = 0; // connections so far
    int pings = 0;
    QUrl lastUrl;
    QList<Request> requests;

    // Of serveSessions():
    bool resumes = true;
    qint64 accessLifeMs = 900'000;
    int refreshes = 0;
    QString userId;
    QString handle = QStringLiteral("mina");
    QString name = QStringLiteral("Mina");
    QString streamId;
    QString validRefresh;
    QString validAccess;
    [[nodiscard]] QJsonObject userObject() const;
    [[nodiscard]] QJsonObject freshTokens();

private:
    friend class MemoryTransport;
    void receive(MemoryTransport* from, const QByteArray& frame);

    QHash<QString, Handler> m_handlers;
    QPointer<MemoryTransport> m_open;
    int m_generation = 0;
};

class MemoryTransport final : public Transport {
    Q_OBJECT

public:
    explicit MemoryTransport(Peer::Route route)
        : m_route(std::move(route))
    {
    }
    void open(const QUrl& url) override;
    void send(const QByteArray& frame) override;
    void ping() override;
    void close() override { abort(); }
    void abort() override { end(0, {}); }

private:
    friend class Peer;
    void end(int code, const QString& reason);
    void deliver(const QByteArray& frame);

    Peer::Route m_route;
    QPointer<Peer> m_peer;
    bool m_isOpen = false;
    bool m_ended = false;
};

} // namespace madang::client::test
