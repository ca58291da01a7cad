#include "server/cluster/logverdict.h"

#include "server/cluster/logging.h"
#include "server/cluster/recordcodec.h"
#include "server/domain/reactions.h"

namespace madang::server {

namespace {

// As in lua/append.lua.
enum Code : quint8 {
    Done,
    Changed,
    Same,
    SameAsBase,
    Outdated,
    Conflict,
    NotFound,
    Forbidden,
    NoSuchReply,
    OfSystem,
    Deleted,
    Lookup,
    Blocked,
    OfOthers, // it was forwarded
    TooMany,
    TooManyOwn,
    TooManyAll,
};
constexpr qsizetype headSize = 17; // code, seq, rev
constexpr qsizetype lookupSize = 18; // code, time, what, seq
constexpr qsizetype blockedSize = 9; // code, time

Code codeOf(const QByteArray& bytes) noexcept
{
    return Code(quint8(bytes[0]));
}

Message messageOf(const LogEntry& entry, Head head)
{
    Message message;
    message.room = entry.room;
    message.seq = head.seq;
    message.rev = head.rev;
    message.sender = entry.actor;
    message.clientId = entry.clientId;
    message.sentAt = entry.at;
    message.kind = entry.messageKind;
    message.text = entry.text;
    message.event = entry.event;
    message.replyTo = entry.replyTo;
    message.forwarded = entry.forwarded;
    return message;
}

Error refusal(Code code)
{
    switch (code) {
    case Conflict:
        return Error::conflict(QStringLiteral("This client_id was used for another message."));
    case NotFound:
        return Error::notFound(QStringLiteral("There is no such message."));
    case Forbidden:
        return Error::forbidden(QStringLiteral("This message is not yours."));
    case NoSuchReply:
        return Error::invalid(
            QStringLiteral("reply_to"), QStringLiteral("There is no such message in this room."));
    case OfSystem:
        return Error::invalid(
            QStringLiteral("seq"), QStringLiteral("Messages of the system cannot be changed."));
    case Deleted:
        return Error::invalid(QStringLiteral("seq"), QStringLiteral("This message was deleted."));
    case OfOthers:
        return Error::invalid(QStringLiteral("seq"),
            QStringLiteral("A forwarded message has somebody else's words and cannot be edited."));
    case TooMany:
        return Error::tooLarge(QStringLiteral("This message has as many different reactions as it can bear."),
            reactions::differentMost);
    case TooManyOwn:
        return Error::tooLarge(
            QStringLiteral("You have as many reactions on this message as one can."), reactions::ownMost);
    case TooManyAll:
        return Error::tooLarge(
            QStringLiteral("This message has as many reactions as it can bear."), reactions::allMost);
    default:
        return Error::unavailable(QStringLiteral("Not stored; try again."));
    }
}

} // namespace

const char* kindIn(const LogEntry& entry) noexcept
{
    switch (entry.kind) {
    case LogEntry::Kind::Send:
        return entry.onlyAgain ? "A" : "S";
    case LogEntry::Kind::Edit:
        return "E";
    case LogEntry::Kind::Delete:
        return "D";
    case LogEntry::Kind::React:
        return "R";
    case LogEntry::Kind::Pin:
        return "P";
    }
    return "";
}

bool LogVerdict::asks() const noexcept
{
    return (m_bytes.size() == lookupSize && codeOf(m_bytes) == Lookup)
        || (m_bytes.size() == blockedSize && codeOf(m_bytes) == Blocked);
}

qint64 LogVerdict::askedAt() const noexcept
{
    return qint64(bigEndian(m_bytes, 1));
}

int LogVerdict::what() const noexcept
{
    return codeOf(m_bytes) == Lookup ? quint8(m_bytes[9]) : 0;
}

qint64 LogVerdict::seq() const noexcept
{
    return codeOf(m_bytes) == Lookup ? qint64(bigEndian(m_bytes, 10)) : 0;
}

Result<LogReceipt> LogVerdict::receipt(
    const LogEntry& entry, const std::optional<ArchivedMessage>& archived) const
{
    if (m_bytes.size() < headSize) {
        qCWarning(lcCluster, "Redis gave an answer of %lld bytes", qlonglong(m_bytes.size()));
        return refusal(Lookup);
    }
    const Code code = codeOf(m_bytes);
    LogReceipt receipt;
    receipt.head = {qint64(bigEndian(m_bytes, 1)), qint64(bigEndian(m_bytes, 9))};
    receipt.changed = code == Done || code == Changed;
    receipt.outdated = code == Outdated;
    if (code == Done) {
        receipt.message = messageOf(entry, receipt.head);
    } else if (code == Changed || code == Same) {
        auto stored = decodeRecord(QByteArrayView(m_bytes).sliced(headSize));
        if (!stored) {
            qCWarning(lcCluster, "Redis holds a record that is none");
            return refusal(Lookup);
        }
        receipt.message = std::move(stored->record.message);
    } else if (code == SameAsBase && archived) {
        receipt.message = archived->message;
    } else if (code != Outdated) {
        return refusal(code);
    }
    return receipt;
}

} // namespace madang::server
