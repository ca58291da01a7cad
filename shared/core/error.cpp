#include "shared/core/error.h"

namespace madang {

QLatin1String reasonOf(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::ParseError:
        return QLatin1String("parse_error");
    case ErrorCode::InvalidRequest:
        return QLatin1String("invalid_request");
    case ErrorCode::MethodNotFound:
        return QLatin1String("method_not_found");
    case ErrorCode::InvalidParams:
        return QLatin1String("invalid_params");
    case ErrorCode::Unauthenticated:
        return QLatin1String("unauthenticated");
    case ErrorCode::Forbidden:
        return QLatin1String("forbidden");
    case ErrorCode::NotFound:
        return QLatin1String("not_found");
    case ErrorCode::Conflict:
        return QLatin1String("conflict");
    case ErrorCode::Expired:
        return QLatin1String("expired");
    case ErrorCode::TooLarge:
        return QLatin1String("too_large");
    case ErrorCode::Invalid:
        return QLatin1String("invalid");
    case ErrorCode::Full:
        return QLatin1String("full");
    case ErrorCode::RateLimited:
        return QLatin1String("rate_limited");
    case ErrorCode::Internal:
        return QLatin1String("internal");
    case ErrorCode::Unavailable:
        return QLatin1String("unavailable");
    }
    return QLatin1String("internal");
}

namespace {
Error make(ErrorCode code, QString message)
{
    Error error;
    error.code = code;
    error.message = std::move(message);
    return error;
}
} // namespace

Error Error::unauthenticated(QString message)
{
    return make(ErrorCode::Unauthenticated, std::move(message));
}
Error Error::forbidden(QString message)
{
    return make(ErrorCode::Forbidden, std::move(message));
}
Error Error::notFound(QString message)
{
    return make(ErrorCode::NotFound, std::move(message));
}
Error Error::conflict(QString message)
{
    return make(ErrorCode::Conflict, std::move(message));
}
Error Error::expired(QString message)
{
    return make(ErrorCode::Expired, std::move(message));
}
Error Error::full(QString message)
{
    return make(ErrorCode::Full, std::move(message));
}

Error Error::tooLarge(QString message, qint64 limit)
{
    Error error = make(ErrorCode::TooLarge, std::move(message));
    error.limit = limit;
    return error;
}

Error Error::invalid(QString field, QString message)
{
    Error error = make(ErrorCode::Invalid, std::move(message));
    error.field = std::move(field);
    return error;
}

Error Error::invalidParams(QString field, QString message)
{
    Error error = make(ErrorCode::InvalidParams, std::move(message));
    error.field = std::move(field);
    return error;
}

Error Error::blocked(QString message)
{
    Error error = make(ErrorCode::Full, std::move(message));
    error.reason = QStringLiteral("blocked");
    return error;
}

Error Error::rateLimited(qint64 retryAfterMs)
{
    Error error = make(ErrorCode::RateLimited,
        QStringLiteral("Too many requests. Wait %1 ms and send the same request again.").arg(retryAfterMs));
    error.retryAfterMs = retryAfterMs;
    return error;
}

Error Error::unavailable(QString message, qint64 retryAfterMs)
{
    Error error = make(ErrorCode::Unavailable, std::move(message));
    error.retryAfterMs = retryAfterMs;
    return error;
}

Error Error::internal(QString incident)
{
    Error error = make(ErrorCode::Internal,
        QStringLiteral("The server could not do this. Tell its administrator the incident %1.")
            .arg(incident));
    error.incident = std::move(incident);
    return error;
}

} // namespace madang
