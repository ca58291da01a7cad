#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <optional>
#include <variant>

namespace madang::server {

// An answer that ends a handshake (RFC 9110 §15).
struct HttpRefusal {
    int status = 400;
    QByteArray text; // one sentence for whoever reads it
    QByteArray header; // one more header line, without its line end

    [[nodiscard]] QByteArray toBytes() const;
    bool operator==(const HttpRefusal&) const = default;
};

// The head of a WebSocket opening handshake (RFC 6455 §4.2.1), as far as it matters to who may come in.
struct HandshakeRequest {
    QByteArray path; // without the query
    QByteArray host;
    std::optional<QByteArray> origin;
    QList<QByteArray> subprotocols; // in the client's order
    QList<QByteArray> forwardedFor; // in the order of the hops
    QByteArray forwardedProto;
    QByteArray forwardedHost;
    bool upgrade = false; // asks for a WebSocket of version 13, properly

    static constexpr qsizetype kMaxBytes = 16 * 1024;
};

struct HandshakeIncomplete { };

using HandshakeHead = std::variant<HandshakeIncomplete, HandshakeRequest, HttpRefusal>;

// Reads what has arrived so far. Pure; give it the same bytes with more behind them until it is not
// incomplete any more. It is stricter than HTTP allows where leniency lets two readers of one request
// disagree.
[[nodiscard]] HandshakeHead readHandshake(QByteArrayView bytes);

} // namespace madang::server
