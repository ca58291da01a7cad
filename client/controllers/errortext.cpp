#include "client/controllers/errortext.h"

#include "shared/core/limits.h"

#include <QtCore/QCoreApplication>

namespace madang::client {

namespace {
QString invalidText(const QString& field)
{
    const Limits limits;
    if (field == QLatin1String("handle"))
        return QCoreApplication::translate("Errors",
            "A handle has %1 to %2 characters: a to z, 0 to 9, _ and a dot. It begins with a letter.")
            .arg(limits.handleMin)
            .arg(limits.handleMax);
    if (field == QLatin1String("password"))
        return QCoreApplication::translate(
            "Errors", "A password has %1 to %2 characters and is none of the most common ones.")
            .arg(limits.passwordMin)
            .arg(limits.passwordMax);
    if (field == QLatin1String("name"))
        return QCoreApplication::translate("Errors", "A name has 1 to %1 characters.").arg(limits.name);
    if (field == QLatin1String("title"))
        return QCoreApplication::translate("Errors", "A group name has 1 to %1 characters.")
            .arg(limits.title);
    if (field == QLatin1String("text"))
        return QCoreApplication::translate("Errors", "A message has 1 to %1 characters.").arg(limits.text);
    if (field == QLatin1String("query"))
        return QCoreApplication::translate("Errors", "A search has at most %1 characters and %2 words.")
            .arg(limits.searchQuery)
            .arg(limits.searchWords);
    if (field == QLatin1String("server"))
        return QCoreApplication::translate(
            "Errors", "This is no server address. Try something like chat.example.org or 127.0.0.1:8765.");
    return QCoreApplication::translate("Errors", "The server does not accept this.");
}

QString waitText(qint64 ms)
{
    const int seconds = int((ms + 999) / 1000);
    return QCoreApplication::translate(
        "Errors", "Too many attempts. Try again in %n second(s).", nullptr, seconds);
}
} // namespace

QString errorText(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Unavailable:
        if (error.field == QLatin1String("server"))
            return QCoreApplication::translate(
                "Errors", "The server cannot be reached. Check its address and your network.");
        return QCoreApplication::translate(
            "Errors", "There is no connection to the server. Try again later.");
    case ErrorCode::Unauthenticated:
        return QCoreApplication::translate("Errors", "The handle or the password is wrong.");
    case ErrorCode::Conflict:
        if (error.field == QLatin1String("handle"))
            return QCoreApplication::translate("Errors", "This handle is taken. Choose another one.");
        return QCoreApplication::translate("Errors", "This was changed meanwhile. Look again and retry.");
    case ErrorCode::RateLimited:
        return waitText(error.retryAfterMs.value_or(1000));
    case ErrorCode::Forbidden:
        return QCoreApplication::translate("Errors", "You are not allowed to do this.");
    case ErrorCode::NotFound:
        return QCoreApplication::translate("Errors", "This does not exist any more, or not for you.");
    case ErrorCode::Expired:
        return QCoreApplication::translate("Errors", "This has expired.");
    case ErrorCode::TooLarge:
        return QCoreApplication::translate("Errors", "This is too large to send.");
    case ErrorCode::Full:
        if (error.reason == QLatin1String("blocked"))
            return QCoreApplication::translate("Errors", "You have blocked this person.");
        return QCoreApplication::translate("Errors", "This room is full.");
    case ErrorCode::Invalid:
    case ErrorCode::InvalidParams:
        return invalidText(error.field);
    case ErrorCode::Internal:
        if (!error.incident.isEmpty())
            return QCoreApplication::translate(
                "Errors", "Something went wrong on the server. Its administrator can find it as incident %1.")
                .arg(error.incident);
        return QCoreApplication::translate("Errors", "Something went wrong on the server.");
    case ErrorCode::ParseError:
    case ErrorCode::InvalidRequest:
    case ErrorCode::MethodNotFound:
        break;
    }
    return QCoreApplication::translate("Errors", "The server and this program do not understand each other.");
}

} // namespace madang::client
