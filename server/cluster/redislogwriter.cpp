#include "server/cluster/redislogwriter.h"

#include "server/cluster/loganswers.h"
#include "server/cluster/logging.h"
#include "server/cluster/logverdict.h"
#include "server/cluster/recordcodec.h"
#include "server/domain/reactions.h"
#include "shared/core/uuid7.h"

#include <algorithm>

namespace madang::server {

namespace {

constexpr int lookupsAtMost = 5; // of one entry; each more means that the rooms around it changed meanwhile

Error notStored()
{
    return Error::unavailable(QStringLiteral("Not stored; try again."));
}

} // namespace

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
    LogAnswers answers;
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
    LogAnswers late;
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
        m_slackMs, std::min<qint64>(30'000, m_options.duplicateWindowMs), m_baseMs, reactions::differentMost,
        reactions::ownMost, reactions::allMost);
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
    arguments.add(kindIn(entry)).add(entry.membership).add(append.base).add(bigEndian(entry.actor.value()));
    if (!send) {
        const bool words = entry.kind == LogEntry::Kind::Edit || entry.kind == LogEntry::Kind::Delete;
        arguments.add(entry.seq)
            .add((words ? entry.othersToo : entry.on) ? "1" : "0")
            .add(bigEndian(quint64(entry.at)));
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
    LogAnswers answers;
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
    const Part& part, const RespValue::Elements& verdicts, size_t first, LogAnswers& answers)
{
    Room& room = m_rooms[part.room];
    LookUp lookUp;
    lookUp.room = part.room;
    std::vector<Wish>& wishes = lookUp.wishes;
    bool again = false; // one of them was sent before
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
        lookUp.ofHead = lookUp.ofHead || verdict.what() & LogVerdict::head;
        wishes.push_back(verdict.what() & ~LogVerdict::head ? asked(append, verdict)
                                                            : foreseen(append, lookUp.asof, again));
        again = again || (append.entry.kind == LogEntry::Kind::Send && verdict.what() & LogVerdict::message);
    }
    // The next call may take more of the room than this one did.
    while (!wishes.empty() && wishes.size() < std::min(room.waiting.size(), size_t(m_options.callEntries))) {
        const Wish wish = foreseen(room.waiting[wishes.size()], lookUp.asof, again);
        if (wish.what == 0) {
            break;
        }
        wishes.push_back(wish);
    }
    return lookUp;
}

RedisLogWriter::Wish RedisLogWriter::asked(const RedisAppend& append, const LogVerdict& verdict)
{
    const LogEntry& entry = append.entry;
    // A message's own client_id leads to it, unless it is stored under none, since another message had that.
    const bool misled = append.asked & LogVerdict::clientId
        && !(append.archived && append.archived->message.room == entry.room
            && append.archived->message.seq == verdict.seq());
    if (verdict.what() & LogVerdict::message && (entry.kind != LogEntry::Kind::Send || misled)) {
        return {LogVerdict::message, verdict.seq()};
    }
    return {LogVerdict::clientId, 0, {entry.actor, entry.clientId}};
}

// What the script will ask for next, so that it need not, since each question holds up all behind it: the
// message to be changed; an id that cannot be inside the window; and as a client that sends one message again
// does so with all that were not answered, the ids behind one of those (`again`).
RedisLogWriter::Wish RedisLogWriter::foreseen(const RedisAppend& append, qint64 now, bool again) const
{
    const LogEntry& entry = append.entry;
    if (entry.kind != LogEntry::Kind::Send) {
        return {LogVerdict::message, entry.seq};
    }
    const qint64 time = append.hash.isEmpty() ? now : uuid7Time(entry.clientId).value_or(-1);
    const bool inside = time >= now - m_options.duplicateWindowMs + m_slackMs && time <= now;
    if (append.hash.isEmpty() || (inside && !again)) {
        return {};
    }
    return {LogVerdict::clientId, 0, {entry.actor, entry.clientId}};
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

QCoro::Task<Result<RedisLogWriter::Found>> RedisLogWriter::find(
    MessageArchive& archive, RoomId room, std::vector<Wish> wishes)
{
    std::vector<SentId> ids;
    std::vector<std::optional<QCoro::Task<Result<std::optional<ArchivedMessage>>>>> searches(wishes.size());
    for (size_t i = 0; i < wishes.size(); ++i) {
        if (wishes[i].what == LogVerdict::clientId) {
            ids.push_back(wishes[i].id);
        } else if (wishes[i].what == LogVerdict::message) {
            searches[i].emplace(archive.find(room, wishes[i].seq));
        }
    }
    Found found(wishes.size());
    if (!ids.empty()) {
        auto named = co_await archive.findByClientIds(std::move(ids));
        if (!named) {
            co_return std::move(named).error();
        }
        auto next = named->begin();
        for (size_t i = 0; i < wishes.size(); ++i) {
            if (wishes[i].what == LogVerdict::clientId) {
                found[i] = std::move(*next++);
            }
        }
    }
    for (size_t i = 0; i < wishes.size(); ++i) {
        if (searches[i]) {
            auto message = co_await *searches[i];
            if (!message) {
                co_return std::move(message).error();
            }
            found[i] = std::move(message).value();
        }
    }
    co_return found;
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
    auto found = co_await find(m_archive, id, wishes);
    if (!*self || *wanted.over) {
        co_return;
    }
    if (!found) {
        const Error failure = notStored();
        endLookUp(wanted, &failure);
        co_return;
    }
    std::deque<RedisAppend>& waiting = m_rooms[id].waiting; // what was asked for is still in front
    for (size_t i = 0; i < wishes.size(); ++i) {
        RedisAppend& append = waiting[i];
        append.archived = std::move((*found)[i]);
        const bool here = append.archived && append.archived->message.room == id;
        const Head base = here ? append.archived->head : **head;
        append.asked = LogVerdict::head | wishes[i].what;
        append.base = bigEndian(quint64(wanted.asof)) + bigEndian(quint64(base.seq))
            + bigEndian(quint64(base.rev)) + char(append.asked);
        if (const auto& archived = append.archived) {
            append.base += encodeRecord({{archived->message, archived->bodyHash, false}, base});
        }
    }
    endLookUp(wanted, nullptr);
}

void RedisLogWriter::endLookUp(const LookUp& wanted, const Error* failure)
{
    *wanted.over = true;
    const RoomId id = wanted.room;
    std::deque<RedisAppend>& waiting = m_rooms[id].waiting;
    LogAnswers answers;
    // One that asks again and again has all behind it wait, and is given up.
    const bool enough = ++waiting.front().lookups > lookupsAtMost;
    if (failure) {
        giveUp(wanted, *failure, answers);
    } else if (enough) {
        answers.add(std::move(waiting.front()), notStored());
        waiting.pop_front();
    }
    release(id);
    answers.send(m_answered);
    pump(m_keys.shardOf(id));
}

// Without the database people go on writing while somebody reacts to what only the database has: what merely
// lies behind such a change is tried again. Not behind a message, or what one person sends would change its
// order.
void RedisLogWriter::giveUp(const LookUp& wanted, const Error& failure, LogAnswers& answers)
{
    std::deque<RedisAppend>& waiting = m_rooms[wanted.room].waiting;
    bool all = wanted.ofHead;
    for (size_t i = 0; i < wanted.wishes.size(); ++i) {
        all = all || (wanted.wishes[i].what != 0 && waiting[i].entry.kind == LogEntry::Kind::Send);
    }
    size_t kept = 0;
    for (const Wish& wish : wanted.wishes) {
        if (!all && wish.what == 0) {
            ++kept;
            continue;
        }
        answers.add(std::move(waiting[kept]), failure);
        waiting.erase(waiting.begin() + qsizetype(kept));
    }
}

} // namespace madang::server
