#include "server/storage/logappender.h"

#include "server/domain/bodyhash.h"

#include <QtCore/QSet>

namespace madang::server {

Result<void> LogAppender::expect(std::span<const LogEntry* const> entries)
{
    QSet<RoomId> unknown;
    for (const LogEntry* entry : entries) {
        if (!knownHead(entry->room)) {
            unknown.insert(entry->room);
        }
    }
    return m_table.expect(entries, {unknown.cbegin(), unknown.cend()});
}

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
            changed.activityAt = entry.at;
        }
    }
    return receipt;
}

Result<void> LogAppender::finish()
{
    std::vector<LogTable::RoomChange> changes;
    changes.reserve(size_t(m_changed.size()));
    for (auto it = m_changed.cbegin(); it != m_changed.cend(); ++it) {
        changes.push_back({it.key(), it->head, it->activityAt});
    }
    if (auto ok = m_table.finish(changes); !ok) {
        return ok;
    }
    for (auto it = m_changed.cbegin(); it != m_changed.cend(); ++it) {
        m_written.insert(it.key(), it->head);
    }
    m_changed.clear();
    return {};
}

void LogAppender::forget()
{
    m_changed.clear();
    m_table.forget();
}

const Head* LogAppender::knownHead(RoomId room) const
{
    if (const auto it = m_changed.constFind(room); it != m_changed.cend()) {
        return &it->head;
    }
    for (const Heads* heads : {&m_written, &m_committed}) {
        if (const auto it = heads->constFind(room); it != heads->cend()) {
            return &*it;
        }
    }
    return nullptr;
}

Result<std::optional<Head>> LogAppender::head(RoomId room)
{
    const Head* const known = knownHead(room);
    return known ? std::optional(*known) : m_table.head(room);
}

Result<LogReceipt> LogAppender::send(const LogEntry& entry, Head head)
{
    const QByteArray hash = entry.clientId.isNull() ? QByteArray() : bodyHash(entry);
    if (entry.replyTo < 0 || entry.replyTo > head.seq) {
        return Error::invalid(
            QStringLiteral("reply_to"), QStringLiteral("There is no such message in this room."));
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
    auto inserted = m_table.insert(message, hash);
    if (!inserted) {
        return std::move(inserted).error();
    }
    return *inserted ? receipt : resend(entry, head, hash);
}

Result<LogReceipt> LogAppender::resend(const LogEntry& entry, Head head, const QByteArray& hash)
{
    auto stored = m_table.findByClientId(entry.actor, entry.clientId);
    if (!stored) {
        return std::move(stored).error();
    }
    if (!*stored || (*stored)->bodyHash != hash) {
        return Error::conflict(QStringLiteral("This client_id was used for another message."));
    }
    return LogReceipt{std::move((*stored)->message), head, false};
}

Result<LogReceipt> LogAppender::change(const LogEntry& entry, Head head)
{
    auto row = m_table.find(entry.room, entry.seq);
    if (!row) {
        return std::move(row).error();
    }
    const std::optional<Message>& found = *row;
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
        return LogReceipt{*found, head, false};
    }
    Message after = *found;
    after.rev = ++head.rev;
    after.text = deletion ? QString() : entry.text;
    (deletion ? after.deletedAt : after.editedAt) = entry.at;
    if (auto ok = deletion ? m_table.wipe(after) : m_table.edit(*found, after); !ok) {
        return std::move(ok).error();
    }
    return LogReceipt{std::move(after), head, true};
}

} // namespace madang::server
