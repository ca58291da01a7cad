#include "server/cluster/redislogreader.h"

#include "server/cluster/logging.h"
#include "server/cluster/recordcodec.h"

#include <algorithm>

namespace madang::server {

namespace {

constexpr int pageAtMost = 1000; // as in server/storage/messagepages.cpp

// Newest state of each message.
class Merge {
public:
    explicit Merge(size_t expected) { m_bySeq.reserve(expected); }
    void add(Message message)
    {
        Message& kept = m_bySeq[message.seq];
        if (message.rev > kept.rev) {
            kept = std::move(message);
        }
    }
    void add(std::vector<Message> messages)
    {
        for (Message& message : messages) {
            add(std::move(message));
        }
    }
    // Those after `from` in the reply.
    void add(const RespValue& reply, size_t from)
    {
        for (size_t i = from; i < reply.size(); ++i) {
            if (auto stored = decodeRecord(reply.at(i).text())) {
                add(std::move(stored->record.message));
            } else {
                qCWarning(lcCluster, "Redis holds a record that is none");
            }
        }
    }
    [[nodiscard]] std::vector<Message> take(qint64 Message::*order)
    {
        std::vector<Message> messages;
        messages.reserve(size_t(m_bySeq.size()));
        for (Message& message : m_bySeq) {
            messages.push_back(std::move(message));
        }
        std::sort(messages.begin(), messages.end(),
            [order](const Message& a, const Message& b) { return a.*order < b.*order; });
        return messages;
    }

private:
    QHash<qint64, Message> m_bySeq;
};

const char* nameOf(PageQuery::From from) noexcept
{
    switch (from) {
    case PageQuery::From::Newest:
        return "N";
    case PageQuery::From::Before:
        return "B";
    case PageQuery::From::After:
        return "A";
    case PageQuery::From::Around:
        return "R";
    }
    return "N";
}

// What is told of Redis' own troubles.
Error away(const Error& error)
{
    if (error.code != ErrorCode::Unavailable) {
        qCWarning(lcCluster, "Redis refused to read: %ls", qUtf16Printable(error.message));
    }
    return Error::unavailable(QStringLiteral("The messages cannot be read; try again."));
}

} // namespace

RedisLogReader::RedisLogReader(
    Ask ask, MessageArchive& archive, const LogKeys& keys, const LogScripts& scripts)
    : m_ask(std::move(ask))
    , m_archive(archive)
    , m_keys(keys)
    , m_scripts(scripts)
{
}

QCoro::Task<Result<RespValue>> RedisLogReader::evaluate(
    RedisScript script, RedisArguments keys, RedisArguments arguments)
{
    return m_ask([script = std::move(script), keys = std::move(keys), arguments = std::move(arguments)](
                     RedisClient& client, RedisDone done) {
        client.evaluate(script, keys, arguments, std::move(done));
    });
}

QCoro::Task<Result<std::optional<Head>>> RedisLogReader::head(RoomId room)
{
    // Not in one expression: GCC 12 destroys what a lambda in a co_await has captured twice.
    auto asked = m_ask([key = m_keys.head(room)](RedisClient& client, RedisDone done) {
        client.command(RedisCommand("GET", key), std::move(done));
    });
    const auto known = co_await asked;
    if (!known) {
        co_return away(known.error());
    }
    constexpr qsizetype headSize = 48; // lua/append.lua; less: only its membership is known
    if (const QByteArray& packed = known->text(); packed.size() == headSize) {
        co_return std::optional(Head{qint64(bigEndian(packed, 8)), qint64(bigEndian(packed, 16))});
    }
    co_return co_await m_archive.head(room);
}

QCoro::Task<Result<MessagePage>> RedisLogReader::page(RoomId room, PageQuery query, qint64 floor)
{
    query.limit = std::clamp(query.limit, 1, pageAtMost);
    const auto reply
        = co_await evaluate(m_scripts.page, RedisArguments(m_keys.head(room), m_keys.window(room)),
            RedisArguments(nameOf(query.from), query.seq, query.limit, floor));
    if (!reply) {
        co_return away(reply.error());
    }
    if (reply->isNull()) {
        co_return co_await m_archive.page(room, query);
    }
    MessagePage page;
    page.head = {reply->at(0).integer(), reply->at(1).integer()};
    const qint64 first = reply->at(2).integer();
    const qint64 last = reply->at(3).integer();
    page.hasBefore = first > floor && page.head.seq >= floor;
    page.hasAfter = last < page.head.seq;
    const qint64 wanted = std::max<qint64>(last - first + 1, 0);
    Merge merge{size_t(wanted)};
    merge.add(*reply, 4);
    if (qint64(reply->size()) - 4 < wanted) {
        auto older = co_await m_archive.page(room, {PageQuery::From::After, first - 1, int(wanted)});
        if (!older) {
            co_return std::move(older).error();
        }
        if (older->begins > floor) {
            // Only the database knows where a room begins whose old messages have expired.
            co_return co_await this->page(room, query, older->begins);
        }
        merge.add(std::move(older->messages));
    }
    page.begins = floor;
    page.messages = merge.take(&Message::seq);
    co_return page;
}

QCoro::Task<Result<ChangesPage>> RedisLogReader::changes(RoomId room, qint64 since, int limit)
{
    since = std::max<qint64>(since, 0);
    limit = std::clamp(limit, 1, pageAtMost);
    const auto reply = co_await evaluate(m_scripts.changes,
        RedisArguments(m_keys.head(room), m_keys.window(room), m_keys.revs(room)),
        RedisArguments(since, limit + 1));
    if (!reply) {
        co_return away(reply.error());
    }
    if (reply->isNull()) {
        co_return co_await m_archive.changes(room, since, limit);
    }
    ChangesPage page;
    page.head = {reply->at(0).integer(), reply->at(1).integer()};
    Merge merge(size_t(limit) * 2);
    merge.add(*reply, 3);
    qint64 complete = std::numeric_limits<qint64>::max(); // up to which rev nothing is missing
    if (since < reply->at(2).integer()) {
        auto older = co_await m_archive.changes(room, since, limit);
        if (!older) {
            co_return std::move(older).error();
        }
        merge.add(std::move(older->messages));
        if (older->more) {
            complete = older->rev;
        }
        page.head.seq = std::max(page.head.seq, older->head.seq);
        page.head.rev = std::max(page.head.rev, older->head.rev);
    }
    page.messages = merge.take(&Message::rev);
    const auto past = std::upper_bound(page.messages.begin(), page.messages.end(), complete,
        [](qint64 rev, const Message& message) { return rev < message.rev; });
    page.messages.erase(past, page.messages.end());
    page.rev = std::min(page.head.rev, complete);
    page.more = complete != std::numeric_limits<qint64>::max();
    if (page.messages.size() > size_t(limit)) {
        page.messages.resize(size_t(limit));
        page.rev = page.messages.back().rev;
        page.more = true;
    }
    co_return page;
}

QCoro::Task<Result<void>> RedisLogReader::forget(RoomId room, qint64 below)
{
    const auto gone = co_await evaluate(
        m_scripts.expire, RedisArguments(m_keys.window(room), m_keys.revs(room)), RedisArguments(below));
    if (!gone) {
        co_return away(gone.error());
    }
    co_return Result<void>();
}

QCoro::Task<Result<qint64>> RedisLogReader::membership(RoomId room, Membership what, qint64 keptMs)
{
    const RedisArguments arguments(QByteArray(1, char(what)), keptMs);
    const auto number = co_await evaluate(m_scripts.membership, RedisArguments(m_keys.head(room)), arguments);
    if (!number) {
        co_return away(number.error());
    }
    co_return number->integer();
}

} // namespace madang::server
