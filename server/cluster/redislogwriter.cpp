#include "server/cluster/redislogwriter.h"

#include "server/cluster/logging.h"
#include "server/cluster/logverdict.h"
#include "server/cluster/recordcodec.h"
#include "shared/core/uuid7.h"

#include <algorithm>
#include <iterator>

namespace madang::server {

namespace {

constexpr int lookupsAtMost = 5; // of one entry; each more means that the rooms around it changed meanwhile

Error notStored()
{
    return Error::unavailable(QStringLiteral("Not stored; try again."));
}

// The message that an entry changes, or that one of its sender's was before. Of one that has expired the
// database still knows the client_id.
QCoro::Task<Result<std::optional<ArchivedMessage>>> findMessage(
    MessageArchive& archive, LogEntry entry, qint64 seq)
{
    auto found = co_await archive.find(entry.room, seq);
    if (!found || *found || entry.kind != LogEntry::Kind::Send) {
        co_return found;
    }
    co_return co_await archive.findByClientId(entry.actor, entry.clientId);
}

} // namespace

// What is answered together: one post per executor, in the order of the entries. There are few executors.
class RedisLogWriter::Answers {
public:
    void add(RedisAppend append, Result<LogReceipt> receipt)
    {
        ++m_count;
        Executor* const executor = append.replyOn;
        auto group = std::find_if(
            m_groups.begin(), m_groups.end(), [executor](const auto& g) { return g.first == executor; });
        if (group == m_groups.end()) {
            m_groups.emplace_back(executor, std::vector<Answer>());
            group = std::prev(m_groups.end());
        }
        group->second.push_back({std::move(append.done), std::move(append.gate), std::move(receipt)});
    }
    void send(UniqueFunction<void(size_t)>& answered)
    {
        if (m_count == 0) {
            return;
        }
        answered(m_count);
        for (auto& [executor, answers] : m_groups) {
            executor->post([answers = std::move(answers)]() mutable {
                for (Answer& answer : answers) {
                    answer.done(std::move(answer.receipt));
                    answer.gate.reset();
                }
            });
        }
    }

private:
    struct Answer {
        MessageLog::Done done;
        std::shared_ptr<FlushGate> gate;
        Result<LogReceipt> receipt;
    };
    std::vector<std::pair<Executor*, std::vector<Answer>>> m_groups;
    size_t m_count = 0;
};

RedisLogWriter::RedisLogWriter(Executor& executor, RedisClient& client, MessageArchive& archive,
    const LogKeys& keys, const LogScripts& scripts, const RedisLogOptions& options,
    UniqueFunction<void(size_t)> answered)
    : m_executor(executor)
    , m_client(client)
    , m_archive(archive)
    , m_keys(keys)
    , m_scripts(scripts)
    , m_options(options)
    , m_answered(std::move(answered))
    , m_slackMs(std::min<qint64>(60'000, options.duplicateWindowMs / 10))
    , m_baseMs(std::min(options.baseMs, options.duplicateWindowMs / 3))
    , m_shards(size_t(keys.shards()))
    , m_self(std::make_shared<RedisLogWriter*>(this))
{
    m_client.load(m_scripts.append);
}

RedisLogWriter::~RedisLogWriter()
{
    *m_self = nullptr;
    Answers answers;
    for (auto& [id, room] : m_rooms) {
        for (RedisAppend& append : room.waiting) {
            answers.add(std::move(append), notStored());
        }
    }
    answers.send(m_answered);
}

void RedisLogWriter::submit(std::vector<RedisAppend> entries)
{
    for (RedisAppend& append : entries) {
        const RoomId id = append.entry.room;
        Room& room = m_rooms[id];
        room.waiting.push_back(std::move(append));
        if (!room.busy) {
            room.busy = true;
            m_shards[size_t(m_keys.shardOf(id))].ready.push_back(id);
        }
    }
    for (int shard = 0; shard < m_keys.shards(); ++shard) {
        pump(shard);
    }
}

void RedisLogWriter::pump(int index)
{
    Shard& shard = m_shards[size_t(index)];
    while (shard.underWay < m_options.callsUnderWay && !shard.ready.empty()) {
        if (auto parts = nextParts(shard); !parts.empty()) {
            call(index, std::move(parts));
        }
    }
}

std::vector<RedisLogWriter::Part> RedisLogWriter::nextParts(Shard& shard)
{
    std::vector<Part> parts;
    Answers late;
    const qint64 now = m_clock.steadyMs();
    for (int left = m_options.callEntries; left > 0 && !shard.ready.empty(); shard.ready.pop_front()) {
        const RoomId id = shard.ready.front();
        Room& room = m_rooms[id];
        while (!room.waiting.empty() && room.waiting.front().dueMs <= now) {
            late.add(std::move(room.waiting.front()), notStored());
            room.waiting.pop_front();
        }
        if (room.waiting.empty()) {
            m_rooms.erase(id);
            continue;
        }
        const int count = int(std::min<size_t>(room.waiting.size(), size_t(left)));
        parts.push_back({id, count});
        left -= count;
    }
    late.send(m_answered);
    return parts;
}

void RedisLogWriter::call(int index, std::vector<Part> parts)
{
    RedisArguments keys(m_keys.stream(index));
    RedisArguments arguments(m_keys.channel(index), m_options.streamBound, m_options.duplicateWindowMs,
        m_slackMs, std::min<qint64>(30'000, m_options.duplicateWindowMs), m_baseMs);
    for (const Part& part : parts) {
        const Room& room = m_rooms[part.room];
        for (int i = 0; i < part.count; ++i) {
            addEntry(keys, arguments, room.waiting[size_t(i)]);
        }
    }
    ++m_shards[size_t(index)].underWay;
    m_client.evaluate(m_scripts.append, keys, arguments,
        [self = m_self, index, parts = std::move(parts)](Result<RespValue> reply) {
            if (*self) {
                (*self)->settle(index, parts, std::move(reply));
            }
        },
        {m_options.answerMs, WhenUnsent::Wait});
}

void RedisLogWriter::addEntry(
    RedisArguments& keys, RedisArguments& arguments, const RedisAppend& append) const
{
    const LogEntry& entry = append.entry;
    keys.add(m_keys.head(entry.room)).add(m_keys.window(entry.room)).add(m_keys.revs(entry.room));
    const bool send = entry.kind == LogEntry::Kind::Send;
    arguments.add(send ? "S" : (entry.kind == LogEntry::Kind::Edit ? "E" : "D"))
        .add(entry.membership)
        .add(append.base)
        .add(bigEndian(entry.actor.value()));
    if (!send) {
        arguments.add(entry.seq).add(entry.othersToo ? "1" : "0").add(bigEndian(quint64(entry.at)));
    } else if (append.hash.isEmpty()) {
        arguments.add("").add(entry.replyTo).add("");
    } else {
        keys.add(m_keys.duplicate(entry.actor, entry.clientId)).add(m_keys.ahead(entry.actor));
        arguments.add(uuid7Time(entry.clientId).value_or(-1)).add(entry.replyTo).add(append.hash);
    }
    arguments.add(append.payload);
}

void RedisLogWriter::settle(int index, const std::vector<Part>& parts, Result<RespValue> reply)
{
    --m_shards[size_t(index)].underWay;
    size_t entries = 0;
    for (const Part& part : parts) {
        entries += size_t(part.count);
    }
    if (reply && reply->size() != entries) {
        // An empty text is what the script says of a full stream; anything else is no answer of ours.
        const bool full = reply->type() == RespValue::Type::Bulk && reply->text().isEmpty();
        if (!full) {
            qCWarning(lcCluster, "Redis gave %zu answers to %zu entries", reply->size(), entries);
        }
        reply = full ? Error::unavailable(QStringLiteral("Too much waits for the database; try again later."))
                     : notStored();
    } else if (!reply && reply.error().code != ErrorCode::Unavailable) {
        qCWarning(lcCluster, "Redis refused messages: %ls", qUtf16Printable(reply.error().message));
    }
    Answers answers;
    std::vector<LookUp> lookUps;
    size_t used = 0;
    for (const Part& part : parts) {
        if (reply) {
            auto wanted = settlePart(part, reply->elements(), used, answers);
            if (wanted.wishes.empty()) {
                release(part.room);
            } else {
                lookUps.push_back(std::move(wanted));
            }
            used += size_t(part.count);
            continue;
        }
        Room& room = m_rooms[part.room];
        for (int i = 0; i < part.count; ++i) {
            answers.add(std::move(room.waiting.front()), notStored());
            room.waiting.pop_front();
        }
        release(part.room);
    }
    answers.send(m_answered);
    // Now: one may be through at once, and its answers come after these.
    for (LookUp& wanted : lookUps) {
        lookUp(std::move(wanted));
    }
    pump(index);
}

RedisLogWriter::LookUp RedisLogWriter::settlePart(
    const Part& part, const RespValue::Elements& verdicts, size_t first, Answers& answers)
{
    Room& room = m_rooms[part.room];
    LookUp lookUp;
    lookUp.room = part.room;
    std::vector<Wish>& wishes = lookUp.wishes;
    for (int i = 0; i < part.count; ++i) {
        const LogVerdict verdict(verdicts[first + size_t(i)].text());
        // Those that wait stay where they are, in front; what is answered lies before all of them.
        RedisAppend& append = room.waiting[wishes.size()];
        if (!verdict.asks()) {
            auto receipt = verdict.receipt(append.entry, append.archived);
            answers.add(std::move(append), std::move(receipt));
            room.waiting.erase(room.waiting.begin() + qsizetype(wishes.size()));
            continue;
        }
        lookUp.asof = verdict.askedAt();
        Wish wish = foreseen(append, lookUp.asof);
        if (verdict.what() & LogVerdict::clientId) {
            wish = {LogVerdict::clientId, 0};
        } else if (verdict.what() & LogVerdict::message) {
            wish = {LogVerdict::message, verdict.seq()};
        }
        wishes.push_back(wish);
    }
    return lookUp;
}

// What the script will ask for next, so that it need not: an id that cannot be inside the window, and the
// message to be changed.
RedisLogWriter::Wish RedisLogWriter::foreseen(const RedisAppend& append, qint64 now) const
{
    if (append.entry.kind != LogEntry::Kind::Send) {
        return {LogVerdict::message, append.entry.seq};
    }
    const qint64 time = append.hash.isEmpty() ? now : uuid7Time(append.entry.clientId).value_or(-1);
    const bool inside = time >= now - m_options.duplicateWindowMs + m_slackMs && time <= now;
    return {inside ? 0 : LogVerdict::clientId, 0};
}

void RedisLogWriter::release(RoomId id)
{
    const auto found = m_rooms.find(id);
    if (found->second.waiting.empty()) {
        m_rooms.erase(found);
    } else {
        m_shards[size_t(m_keys.shardOf(id))].ready.push_back(id);
    }
}

QCoro::Task<Result<std::optional<ArchivedMessage>>> RedisLogWriter::find(const RedisAppend& append, Wish wish)
{
    if (wish.what == LogVerdict::clientId) {
        return m_archive.findByClientId(append.entry.actor, append.entry.clientId);
    }
    return findMessage(m_archive, append.entry, wish.seq);
}

QCoro::Task<> RedisLogWriter::lookUp(LookUp wanted)
{
    const auto self = m_self;
    const RoomId id = wanted.room;
    const std::vector<Wish>& wishes = wanted.wishes;
    // A database that does not answer must not hold up the room for longer than Redis may.
    m_executor.postAfter(m_options.answerMs, [self, wanted] {
        if (*self && !*wanted.over) {
            const Error failure = notStored();
            (*self)->endLookUp(wanted, &failure);
        }
    });
    // The head before the messages: where there is no message, it was not there at that head either.
    const auto head = co_await m_archive.head(id);
    if (!*self || *wanted.over) {
        co_return;
    }
    if (!head || !*head) {
        const Error failure = head ? Error::notFound(QStringLiteral("There is no such room.")) : notStored();
        endLookUp(wanted, &failure);
        co_return;
    }
    std::deque<RedisAppend>& waiting = m_rooms[id].waiting; // stays: it is not empty until we are through
    std::vector<std::optional<QCoro::Task<Result<std::optional<ArchivedMessage>>>>> searches(wishes.size());
    for (size_t i = 0; i < wishes.size(); ++i) {
        if (wishes[i].what != 0) {
            searches[i].emplace(find(waiting[i], wishes[i]));
        }
    }
    for (size_t i = 0; i < wishes.size(); ++i) {
        std::optional<ArchivedMessage> found;
        if (searches[i]) {
            auto result = co_await *searches[i];
            if (!*self || *wanted.over) {
                co_return;
            }
            if (!result) {
                const Error failure = notStored();
                endLookUp(wanted, &failure);
                co_return;
            }
            found = std::move(result).value();
        }
        RedisAppend& append = waiting[i];
        const Head base = found && found->message.room == id ? found->head : **head;
        append.base = bigEndian(quint64(wanted.asof)) + bigEndian(quint64(base.seq))
            + bigEndian(quint64(base.rev)) + char(LogVerdict::head | wishes[i].what);
        if (found) {
            append.base += encodeRecord({{found->message, found->bodyHash, false}, base});
        }
        append.archived = std::move(found);
    }
    endLookUp(wanted, nullptr);
}

void RedisLogWriter::endLookUp(const LookUp& wanted, const Error* failure)
{
    *wanted.over = true;
    const RoomId id = wanted.room;
    std::deque<RedisAppend>& waiting = m_rooms[id].waiting;
    Answers answers;
    // One that asks again and again has all behind it wait, and is given up; the others of the round with it,
    // since they may build on it.
    const bool enough = ++waiting.front().lookups > lookupsAtMost;
    if (failure || enough) {
        for (size_t i = 0; i < wanted.wishes.size(); ++i) {
            answers.add(std::move(waiting.front()), failure ? *failure : notStored());
            waiting.pop_front();
        }
    }
    release(id);
    answers.send(m_answered);
    pump(m_keys.shardOf(id));
}

} // namespace madang::server
