#include "tests/server/cluster/memoryarchive.h"

#include <QCoroTimer>
#include <algorithm>

namespace madang::test {

using namespace server;

namespace {

Error awayError()
{
    return Error::unavailable(QStringLiteral("away"));
}

} // namespace

QCoro::Task<bool> MemoryArchive::away()
{
    ++m_reads;
    if (const std::chrono::milliseconds delay(m_delayMs); delay.count() > 0) {
        co_await QCoro::sleepFor(delay);
    }
    co_return m_away.load();
}

void MemoryArchive::add(RoomId room, Head head)
{
    const std::lock_guard lock(m_mutex);
    m_rooms[room].head = head;
}

std::vector<Message> MemoryArchive::messages(RoomId room) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Message> messages;
    for (const auto& [seq, record] : m_rooms.at(room).messages) {
        messages.push_back(record.message);
    }
    return messages;
}

Head MemoryArchive::headOf(RoomId room) const
{
    const std::lock_guard lock(m_mutex);
    return m_rooms.at(room).head;
}

void MemoryArchive::forget(RoomId room, qint64 seq)
{
    const std::lock_guard lock(m_mutex);
    m_rooms.at(room).messages.erase(seq);
}

void MemoryArchive::name(const QUuid& clientId, LogRecord record)
{
    const std::lock_guard lock(m_mutex);
    m_named[clientId] = std::move(record);
}

QCoro::Task<Result<void>> MemoryArchive::store(std::vector<LogRecord> records)
{
    ++m_stores;
    if (m_away || (m_most > 0 && records.size() > m_most) || (onStore && onStore(false))) {
        co_return awayError();
    }
    if (refuses && std::any_of(records.begin(), records.end(), refuses)) {
        co_return Error::conflict(QStringLiteral("one is wrong"));
    }
    {
        const std::lock_guard lock(m_mutex);
        for (LogRecord& record : records) {
            const auto room = m_rooms.find(record.message.room);
            if (room == m_rooms.end()) {
                continue;
            }
            Head& head = room->second.head;
            head.rev = std::max(head.rev, record.message.rev);
            head.seq = std::max(head.seq, record.message.seq);
            LogRecord& kept = room->second.messages[record.message.seq];
            if (kept.message.rev < record.message.rev) {
                kept = std::move(record);
            }
        }
    }
    if (onStore && onStore(true)) {
        co_return awayError(); // it is there all the same
    }
    co_return Result<void>();
}

QCoro::Task<Result<std::optional<Head>>> MemoryArchive::head(RoomId room)
{
    if (co_await away()) {
        co_return awayError();
    }
    const std::lock_guard lock(m_mutex);
    const auto found = m_rooms.find(room);
    co_return found == m_rooms.end() ? std::optional<Head>() : std::optional(found->second.head);
}

QCoro::Task<Result<std::optional<ArchivedMessage>>> MemoryArchive::find(RoomId room, qint64 seq)
{
    if (co_await away()) {
        co_return awayError();
    }
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_rooms.find(room); found != m_rooms.end()) {
        if (const auto record = found->second.messages.find(seq); record != found->second.messages.end()) {
            co_return std::optional(
                ArchivedMessage{record->second.message, record->second.bodyHash, found->second.head});
        }
    }
    co_return std::optional<ArchivedMessage>();
}

std::optional<ArchivedMessage> MemoryArchive::named(const SentId& id) const
{
    if (const auto named = m_named.find(id.clientId); named != m_named.end()) {
        const LogRecord& record = named->second;
        return ArchivedMessage{record.message, record.bodyHash, m_rooms.at(record.message.room).head};
    }
    for (const auto& [roomId, room] : m_rooms) {
        for (const auto& [seq, record] : room.messages) {
            if (record.message.sender == id.sender && record.message.clientId == id.clientId) {
                return ArchivedMessage{record.message, record.bodyHash, room.head};
            }
        }
    }
    return std::nullopt;
}

QCoro::Task<Result<std::vector<std::optional<ArchivedMessage>>>> MemoryArchive::findByClientIds(
    std::vector<SentId> ids)
{
    if (co_await away()) {
        co_return awayError();
    }
    const std::lock_guard lock(m_mutex);
    std::vector<std::optional<ArchivedMessage>> found;
    for (const SentId& id : ids) {
        found.push_back(named(id));
    }
    co_return found;
}

QCoro::Task<Result<MessagePage>> MemoryArchive::page(RoomId room, PageQuery query)
{
    if (co_await away()) {
        co_return awayError();
    }
    const std::lock_guard lock(m_mutex);
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end()) {
        co_return Error::notFound(QStringLiteral("There is no such room."));
    }
    MessagePage page;
    page.head = found->second.head;
    // The two that the tests ask for.
    const qint64 first
        = query.from == PageQuery::From::Newest ? page.head.seq - query.limit + 1 : query.seq + 1;
    for (const auto& [seq, record] : found->second.messages) {
        if (seq >= first && seq < first + query.limit) {
            page.messages.push_back(record.message);
        }
    }
    page.hasBefore = first > 1;
    page.hasAfter = first + query.limit <= page.head.seq;
    co_return page;
}

QCoro::Task<Result<ChangesPage>> MemoryArchive::changes(RoomId room, qint64 since, int limit)
{
    if (co_await away()) {
        co_return awayError();
    }
    const std::lock_guard lock(m_mutex);
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end()) {
        co_return Error::notFound(QStringLiteral("There is no such room."));
    }
    ChangesPage page;
    page.head = found->second.head;
    for (const auto& [seq, record] : found->second.messages) {
        if (record.message.rev > since) {
            page.messages.push_back(record.message);
        }
    }
    std::sort(page.messages.begin(), page.messages.end(),
        [](const Message& a, const Message& b) { return a.rev < b.rev; });
    page.more = page.messages.size() > size_t(limit);
    if (page.more) {
        page.messages.resize(size_t(limit));
    }
    page.rev = page.more ? page.messages.back().rev : page.head.rev;
    co_return page;
}

} // namespace madang::test
