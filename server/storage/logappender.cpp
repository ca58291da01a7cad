#include "server/storage/logappender.h"

#include "server/domain/bodyhash.h"
#include "server/storage/connection.h"
#include "server/storage/rows.h"

namespace madang::server {

Result<LogReceipt> LogAppender::apply(const LogEntry& entry)
{
    const auto known = head(entry.room);
    if (!known) {
        return known.error();
    }
    if (!*known) {
        return Error::notFound(QStringLiteral("There is no such room."));
    }
    auto receipt = entry.kind == LogEntry::Kind::Send ? send(entry, **known) : change(entry, **known);
    if (receipt && receipt->changed) {
        Changed& changed = m_changed[entry.room];
        changed.head = receipt->head;
        if (entry.kind == LogEntry::Kind::Send) {
            changed.active = true;
            changed.activityAt = entry.at;
        }
    }
    return receipt;
}

Result<void> LogAppender::writeHeads()
{
    for (auto it = m_changed.cbegin(); it != m_changed.cend(); ++it) {
        const Head& head = it->head;
        const auto ok = it->active
            ? Statement(m_connection, QLatin1String("messages.set_head_and_activity"))
                  .run(head.seq, head.rev, it->activityAt, it.key())
            : Statement(m_connection, QLatin1String("messages.set_head")).run(head.seq, head.rev, it.key());
        if (!ok) {
            return ok;
        }
    }
    for (auto it = m_changed.cbegin(); it != m_changed.cend(); ++it) {
        m_written.insert(it.key(), it->head);
    }
    m_changed.clear();
    return {};
}

Result<std::optional<Head>> LogAppender::head(RoomId room)
{
    if (const auto it = m_changed.constFind(room); it != m_changed.cend()) {
        return std::optional(it->head);
    }
    for (const Heads* heads : {&std::as_const(m_written), &m_committed}) {
        if (const auto it = heads->constFind(room); it != heads->cend()) {
            return std::optional(*it);
        }
    }
    Statement find(m_connection, QLatin1String("messages.head"));
    if (auto ok = find.run(room); !ok) {
        return std::move(ok).error();
    }
    return firstRow(find, [](const Statement& row) { return rows::head(row, 0); });
}

Result<LogReceipt> LogAppender::send(const LogEntry& entry, Head head)
{
    const QByteArray hash = entry.clientId.isNull() ? QByteArray() : bodyHash(entry);
    if (entry.replyTo < 0 || entry.replyTo > head.seq) {
        return Error::invalid(
            QStringLiteral("reply_to"), QStringLiteral("There is no such message in this room."));
    }
    Statement insertion(m_connection, QLatin1String("messages.insert"));
    auto ok = insertion.run(entry.room, head.seq + 1, head.rev + 1, entry.actor, entry.clientId, entry.at,
        rows::number(entry.messageKind), entry.text, entry.event, entry.replyTo, hash);
    if (!ok) {
        return std::move(ok).error();
    }
    if (insertion.affected() == 0) {
        return resend(entry, head, hash);
    }
    LogReceipt receipt;
    receipt.head = {head.seq + 1, head.rev + 1};
    Message& message = receipt.message;
    message.room = entry.room;
    message.seq = receipt.head.seq;
    message.rev = receipt.head.rev;
    message.sender = entry.actor;
    message.clientId = entry.clientId;
    message.sentAt = entry.at;
    message.kind = entry.messageKind;
    message.text = entry.text;
    message.event = entry.event;
    message.replyTo = entry.replyTo;
    return receipt;
}

Result<LogReceipt> LogAppender::resend(const LogEntry& entry, Head head, const QByteArray& hash)
{
    Statement find(m_connection, QLatin1String("messages.by_client_id"));
    if (auto ok = find.run(entry.actor, entry.clientId); !ok) {
        return std::move(ok).error();
    }
    auto stored = firstRow(find,
        [](const Statement& row) { return std::pair(rows::message(row), row.bytes(rows::messageColumns)); });
    if (!stored) {
        return std::move(stored).error();
    }
    if (!*stored || (*stored)->second != hash) {
        return Error::conflict(QStringLiteral("This client_id was used for another message."));
    }
    return LogReceipt{std::move((*stored)->first), head, false};
}

Result<LogReceipt> LogAppender::change(const LogEntry& entry, Head head)
{
    std::optional<Message> found;
    {
        Statement find(m_connection, QLatin1String("messages.find"));
        if (auto ok = find.run(entry.room, entry.seq); !ok) {
            return std::move(ok).error();
        }
        auto row = firstRow(find, [](const Statement& columns) { return rows::message(columns); });
        if (!row) {
            return std::move(row).error();
        }
        found = std::move(row).value();
    }
    if (!found) {
        return Error::notFound(QStringLiteral("There is no such message."));
    }
    const bool deletion = entry.kind == LogEntry::Kind::Delete;
    if (found->kind == MessageKind::System) {
        return Error::invalid(
            QStringLiteral("seq"), QStringLiteral("Messages of the system cannot be changed."));
    }
    if (found->sender != entry.actor && !entry.othersToo) {
        return Error::forbidden(QStringLiteral("This message is not yours."));
    }
    if (found->deletedAt != 0 && !deletion) {
        return Error::invalid(QStringLiteral("seq"), QStringLiteral("This message was deleted."));
    }
    if (deletion ? found->deletedAt != 0 : found->text == entry.text) {
        return LogReceipt{std::move(*found), head, false};
    }
    ++head.rev;
    if (auto ok = deletion ? wipe(entry, *found, head.rev) : edit(entry, *found, head.rev); !ok) {
        return std::move(ok).error();
    }
    return LogReceipt{std::move(*found), head, true};
}

Result<void> LogAppender::edit(const LogEntry& entry, Message& message, qint64 rev)
{
    const qint64 writtenAt = message.editedAt != 0 ? message.editedAt : message.sentAt;
    auto ok = Statement(m_connection, QLatin1String("messages.keep_replaced"))
                  .run(message.room, message.seq, message.rev, message.text, writtenAt);
    if (ok) {
        ok = Statement(m_connection, QLatin1String("messages.edit"))
                 .run(entry.text, entry.at, rev, message.room, message.seq);
    }
    message.text = entry.text;
    message.editedAt = entry.at;
    message.rev = rev;
    return ok;
}

Result<void> LogAppender::wipe(const LogEntry& entry, Message& message, qint64 rev)
{
    auto ok = Statement(m_connection, QLatin1String("messages.drop_replaced")).run(message.room, message.seq);
    if (ok) {
        ok = Statement(m_connection, QLatin1String("messages.delete"))
                 .run(entry.at, rev, message.room, message.seq);
    }
    message.text.clear();
    message.deletedAt = entry.at;
    message.rev = rev;
    return ok;
}

} // namespace madang::server
