#pragma once

#include <QtCore/QString>
#include <optional>

namespace madang {

// The codes of docs/PROTOCOL.md "Errors"; the negative ones are JSON-RPC 2.0's own (§5.1).
enum class ErrorCode : int {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    Unauthenticated = 401,
    Forbidden = 403,
    NotFound = 404,
    Conflict = 409,
    Expired = 410,
    TooLarge = 413,
    Invalid = 422,
    Full = 423,
    RateLimited = 429,
    Internal = 500,
    Unavailable = 503,
};

// The word that goes with a code in `data.reason`.
[[nodiscard]] QLatin1String reasonOf(ErrorCode code) noexcept;

// An expected failure, as it is told to the other side: what happened and what to do.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString message; // one sentence for a person, in English
    QString reason; // empty: the code's own word
    QString field; // dotted path of the first bad field, where there is one
    std::optional<qint64> limit; // with TooLarge
    std::optional<qint64> retryAfterMs; // with RateLimited and Unavailable
    QString incident; // with Internal: the id that the log bears

    [[nodiscard]] static Error unauthenticated(QString message);
    [[nodiscard]] static Error forbidden(QString message);
    [[nodiscard]] static Error notFound(QString message);
    [[nodiscard]] static Error conflict(QString message);
    [[nodiscard]] static Error expired(QString message);
    [[nodiscard]] static Error tooLarge(QString message, qint64 limit);
    [[nodiscard]] static Error invalid(QString field, QString message);
    [[nodiscard]] static Error invalidParams(QString field, QString message);
    [[nodiscard]] static Error full(QString message);
    [[nodiscard]] static Error blocked(QString message);
    [[nodiscard]] static Error rateLimited(qint64 retryAfterMs);
    [[nodiscard]] static Error unavailable(QString message, qint64 retryAfterMs = 1000);
    // `detail` goes to the log only; the caller logs it beside the incident id.
    [[nodiscard]] static Error internal(QString incident);

    bool operator==(const Error&) const = default;
};

} // namespace madang
