#pragma once

#include "client/net/transport.h"
#ifndef Q_MOC_RUN // moc of Qt 6.4 cannot read <concepts>
#include "client/net/answer.h"
#include "shared/core/result.h"
#include "shared/protocol/envelope.h"

#include <QCoro/QCoroTask>
#endif
#include <QtCore/QDeadlineTimer>
#include <QtCore/QTimer>
#include <map>

namespace madang::client {

// One connection's JSON-RPC 2.0: requests with their answers, notifications both ways. Every request is
// answered: by the server, by its timeout, or with `unavailable` when the connection ends.
class RpcClient : public QObject {
    Q_OBJECT

public:
    RpcClient(std::unique_ptr<Transport> transport, qint64 timeoutMs, QObject* parent = nullptr);
    ~RpcClient() override;

    // Waits until the socket is open; `unavailable` when it cannot be opened in the time of a request.
    [[nodiscard]] QCoro::Task<Result<void>> open(QUrl url);
    [[nodiscard]] bool isOpen() const noexcept { return m_phase == Phase::Open; }
    void ping() { m_transport->ping(); }
    void close() { m_transport->close(); }
    void abort() { m_transport->abort(); }

    template <class M> [[nodiscard]] QCoro::Task<Result<typename M::Result>> call(typename M::Params params)
    {
        const QByteArray encoded = protocol::encode(params);
        Answer<Result<protocol::Body>> answer = request(M::method, encoded);
        const Result<protocol::Body> outcome = co_await answer;
        if (!outcome)
            co_return outcome.error();
        co_return protocol::decode<typename M::Result>(outcome.value());
    }
    template <class M> void notify(const typename M::Params& params)
    {
        m_transport->send(protocol::request<M>(protocol::RequestId(), params));
    }

Q_SIGNALS:
    void notified(const madang::protocol::Notification& notification);
    // Anything at all came from the other side.
    void heard();
    // The other side does not speak our protocol; what it sent may have been an event.
    void garbled(const QString& problem);
    // As of Transport. All requests have been answered by then.
    void closed(int code, const QString& reason, const QString& error);

private:
    enum class Phase { New, Opening, Open, Closed };
    struct Pending {
        Answer<Result<protocol::Body>> answer;
        QDeadlineTimer deadline;
    };

    [[nodiscard]] Answer<Result<protocol::Body>> request(QLatin1String method, const QByteArray& params);
    void read(const QByteArray& frame);
    void complete(qint64 id, Result<protocol::Body> outcome);
    void expire();
    void end(int code, const QString& reason, const QString& error);

    std::unique_ptr<Transport> m_transport;
    qint64 m_timeoutMs;
    Phase m_phase = Phase::New;
    Answer<Result<void>> m_opening;
    QTimer m_openTimer;
    QTimer m_expiry;
    qint64 m_lastId = 0;
    std::map<qint64, Pending> m_pending; // by id: in the order of sending
};

} // namespace madang::client
