#include "server/storage/logappender.h"

#include "server/domain/bodyhash.h"
#include "server/domain/messagechange.h"

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
    if (entry.onlyAgain) {
        return again(entry, head, hash);
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
    message.forwarded = entry.forwarded;
    auto inserted = m_table.insert(message, hash);
    if (!inserted) {
        return std::move(inserted).error();
    }
    return *inserted ? receipt : resend(entry, head, hash);
}

Result<LogReceipt> LogAppender::again(const LogEntry& entry, Head head, const QByteArray& hash)
{
    const auto known = m_table.findByClientId(entry.actor, entry.clientId);
    if (!known) {
        return known.error();
    }
    if (!*known) {
        return Error::notFound(QStringLiteral("Nothing was sent under this client_id."));
    }
    return resend(entry, head, hash);
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
    auto changing = changed(*found, entry);
    if (!changing) {
        return std::move(changing).error();
    }
    if (!*changing) {
        return LogReceipt{*found, head, false};
    }
    Message& after = **changing;
    after.rev = ++head.rev;
    if (auto ok = write(entry.kind, *found, after); !ok) {
        return std::move(ok).error();
    }
    return LogReceipt{std::move(after), head, true};
}

Result<void> LogAppender::write(LogEntry::Kind kind, const Message& before, const Message& after)
{
    switch (kind) {
    case LogEntry::Kind::Edit:
        return m_table.edit(before, after);
    case LogEntry::Kind::Delete:
        return m_table.wipe(after);
    default:
        return m_table.mark(after);
    }
}

} // namespace madang::server
