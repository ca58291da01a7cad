#pragma once

#include "server/ops/boundedlistener.h"
#include "shared/core/result.h"

#include <QtNetwork/QHostAddress>
#include <functional>
#include <memory>

namespace madang::server {

// What the ones who run the server ask it by HTTP, on a port that is theirs alone:
//   /healthz   200 while the process works, else 503: it had better be started again
//   /readyz    200 while it can serve people, else 503: send them elsewhere
//   /metrics   numbers for Prometheus
// Other paths are 404, other methods than GET 405. No names, no texts, no ids of anybody: but whoever reaches
// the port learns how busy the server is. On the main thread.
class OpsServer {
public:
    // Each answers at once, from what is known. The reasons are one line; empty: there is none.
    struct Ports {
        std::function<QString()> whyNotHealthy;
        std::function<QString()> whyNotReady;
        std::function<QByteArray()> metrics; // MetricsText
    };
    struct Options {
        QHostAddress address;
        quint16 port = 0; // 0: a free one
        BoundedListener::Bounds bounds = {};
    };

    OpsServer(Ports ports, Options options);
    ~OpsServer();
    OpsServer(const OpsServer&) = delete;
    OpsServer& operator=(const OpsServer&) = delete;

    // The error is one line for a person.
    [[nodiscard]] Result<void> listen();
    [[nodiscard]] quint16 port() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace madang::server
