#include "server/app/group.h"

#include "server/auth/revocationlist.h"
#include "server/cluster/eventcodec.h"
#include "server/cluster/groupbus.h"
#include "server/cluster/redispeers.h"
#include "server/eventloop/loopthread.h"
#include "server/people/peopleservice.h"
#include "server/redis/redischeck.h"
#include "server/rooms/ask.h"
#include "server/rooms/roomservice.h"

#include <QtCore/QLoggingCategory>
#include <atomic>
#include <future>
#include <unordered_set>

namespace madang::server {

Q_LOGGING_CATEGORY(lcGroup, "madang.group", QtInfoMsg)

namespace {

// It owns no client sockets, so it is in nobody's table of loops.
constexpr int kNoLoop = -1;
// How long a server that starts waits until it hears the others, and how often it looks.
constexpr qint64 kFeedMs = 10'000;
constexpr qint64 kFeedPollMs = 20;

RedisLogOptions logOptions(const Group::Options& options)
{
    RedisLogOptions log = options.log;
    log.allowLoss = options.allowLoss;
    return log;
}

} // namespace

struct Group::Parts final : RedisLogListener, PeerListener {
    Parts(Options given, RoomRepository& stored, MessageArchive& archive, Bus& own)
        : options(std::move(given))
        , thread(kNoLoop, QStringLiteral("redis"))
        , ownBus(own)
        , log(thread, options.redis, archive, logOptions(options), this)
        , peers(thread, {},
              {[this](const QByteArray& frame) { log.tellGroup(frame); }, *this, [this] { missed(); }})
        , rooms(stored, log, peers)
        , bus(own, peers)
    {
        thread.start();
    }

    // RedisLogListener
    void changed(const LogRecord& record, Head head) override
    {
        if (hearers)
            hearers->rooms.heard(record.message, head);
    }
    // Who is in which room may change unheard from now on: nothing is decided by what is in memory until the
    // others can be heard again, which reading a room waits for.
    void lost() override
    {
        if (listening && hearers && !std::exchange(cutOff, true))
            hearers->rooms.distrust();
    }
    void interrupted() override
    {
        cutOff = false;
        if (!std::exchange(listening, true) || !hearers)
            return;
        qCWarning(lcGroup, "the way to the other servers was interrupted: clients look again");
        missed();
    }
    void dataLost() override
    {
        if (!hearers)
            return;
        hearers->rooms.startOver();
        if (!cutOff) // else it follows
            missed();
    }
    void told(const QByteArray& payload) override { peers.received(payload); }

    // PeerListener
    void heard(PeerId peer, PeerTopic topic, const QByteArray& payload) override;
    void joined(PeerId peer) override
    {
        ++peerCount;
        qCInfo(lcGroup, "server %016llx is there", static_cast<unsigned long long>(peer));
        for (PeerListener* other : hearers->others)
            other->joined(peer);
        // It was here before, and what it did while it was out of reach was not heard.
        if (!met.insert(peer).second)
            lookAgain();
    }
    void left(PeerId peer, bool orderly) override
    {
        --peerCount;
        qCInfo(lcGroup, "server %016llx is gone%s", static_cast<unsigned long long>(peer),
            orderly ? "" : " without a word");
        for (PeerListener* other : hearers->others)
            other->left(peer, orderly);
        if (!orderly)
            lookAgain();
    }

    void lookAgain()
    {
        hearers->rooms.distrust();
        hearers->people.forgetAllHere();
        hearers->recheckSessions();
    }
    void missed()
    {
        if (!hearers)
            return;
        lookAgain();
        hearers->restartStreams();
    }

    QCoro::Task<Result<void>> open();
    // Runs on the Redis thread, and waits for it.
    void onThread(Executor::Job job)
    {
        std::promise<void> done;
        thread.post([&done, job = std::move(job)]() mutable {
            job();
            done.set_value();
        });
        done.get_future().wait();
    }

    const Options options;
    LoopThread thread;
    Bus& ownBus;
    RedisLog log;
    RedisPeers peers;
    GroupRooms rooms;
    GroupBus bus;
    std::atomic<int> peerCount = 0;
    // On the Redis thread
    std::optional<Hearers> hearers;
    std::unordered_set<PeerId> met;
    bool listening = false;
    bool cutOff = false;
    // On the main thread
    bool stopped = false;
};

void Group::Parts::heard(PeerId peer, PeerTopic topic, const QByteArray& payload)
{
    switch (topic) {
    case PeerTopic::UserEvent:
        if (auto event = decodeEvent(payload)) {
            if (event->about.isNull())
                ownBus.publish(std::move(*event));
            else
                hearers->rooms.heardEvent(std::move(*event));
        }
        return;
    case PeerTopic::RoomEvent:
        if (auto event = decodeEvent(payload))
            hearers->rooms.heardEvent(std::move(*event));
        return;
    case PeerTopic::Membership:
        if (const auto id = decodeId(payload))
            hearers->rooms.membershipChanged(RoomId(*id));
        return;
    case PeerTopic::Doubt:
        if (const auto id = decodeId(payload))
            hearers->rooms.membershipDoubted(RoomId(*id));
        return;
    case PeerTopic::Revocation:
        if (const auto revocation = decodeRevocation(payload))
            hearers->revocations.revoke(*revocation);
        return;
    case PeerTopic::Person:
        if (const auto id = decodeId(payload))
            hearers->people.forgetHere(UserId(*id));
        return;
    default:
        for (PeerListener* other : hearers->others)
            other->heard(peer, topic, payload);
    }
}

QCoro::Task<Result<void>> Group::Parts::open()
{
    const QString where = options.redis.address.toString();
    Reply<QStringList> reply;
    auto checked = reply.future();
    auto client = std::make_shared<std::unique_ptr<RedisClient>>();
    thread.post([this, client, reply = std::move(reply)]() mutable {
        *client = std::make_unique<RedisClient>(thread, options.redis);
        (*client)->open();
        checkDurability(**client, [reply = std::move(reply)](Result<QStringList> reasons) mutable {
            reply.answer(std::move(reasons));
        });
    });
    const auto reasons = co_await checked;
    thread.post([client] { client->reset(); });
    if (!reasons)
        co_return Error::unavailable(
            QStringLiteral("cannot use the Redis at %1: %2").arg(where, reasons.error().message));
    if (!reasons->isEmpty() && !options.allowLoss)
        co_return Error::unavailable(QStringLiteral(
            "the Redis at %1 may lose messages that it has taken: %2 (packaging/redis.conf shows "
            "how it has to be set; --redis-allow-loss yes uses it all the same)")
                                         .arg(where, reasons->join(QStringLiteral("; "))));
    for (const QString& reason : *reasons)
        qCWarning(lcGroup, "Redis may lose messages that it has taken: %s", qUtf8Printable(reason));
    if (auto begun = co_await log.start(); !begun)
        co_return Error::unavailable(
            QStringLiteral("cannot use the Redis at %1: %2").arg(where, begun.error().message));
    // A room can be read only by a server that hears the others.
    for (qint64 waited = 0;; waited += kFeedPollMs) {
        const auto heard = co_await log.heard(RoomId());
        if (heard)
            co_return Result<void>();
        if (waited >= kFeedMs)
            co_return Error::unavailable(
                QStringLiteral("the Redis at %1 lets nothing be heard that is published").arg(where));
        Reply<int> later;
        auto passed = later.future();
        thread.postAfter(kFeedPollMs, [later = std::move(later)]() mutable { later.answer(0); });
        co_await passed;
    }
}

Group::Group(Options options, RoomRepository& stored, MessageArchive& archive, Bus& own)
    : m_parts(std::make_unique<Parts>(std::move(options), stored, archive, own))
{
}

Group::~Group()
{
    stop(0);
}

QCoro::Task<Result<void>> Group::open()
{
    return m_parts->open();
}

void Group::join(Hearers hearers)
{
    m_parts->onThread([parts = m_parts.get(), hearers = std::move(hearers)]() mutable {
        parts->hearers.emplace(std::move(hearers));
        parts->peers.start();
    });
}

void Group::leave()
{
    m_parts->onThread([parts = m_parts.get()] {
        if (parts->hearers)
            parts->peers.stop();
        parts->hearers.reset();
    });
}

void Group::stop(qint64 deadlineMs)
{
    if (std::exchange(m_parts->stopped, true))
        return;
    leave();
    m_parts->log.stop(deadlineMs);
    m_parts->thread.stop();
}

QCoro::Task<Result<void>> Group::forget(RoomId room, qint64 below)
{
    return m_parts->log.forget(room, below);
}

QCoro::Task<Result<void>> Group::ping()
{
    // Of a room that nobody has; it reads one key.
    const auto tails = co_await m_parts->log.tail(std::vector<RoomId>(1, RoomId(1)));
    if (!tails)
        co_return tails.error();
    co_return Result<void>();
}

std::vector<StreamLag> Group::lag() const
{
    return m_parts->log.lag();
}

int Group::peerCount() const noexcept
{
    return m_parts->peerCount;
}

MessageLog& Group::log() noexcept
{
    return m_parts->log;
}
RoomRepository& Group::rooms() noexcept
{
    return m_parts->rooms;
}
Bus& Group::bus() noexcept
{
    return m_parts->bus;
}
Peers& Group::peers() noexcept
{
    return m_parts->peers;
}

} // namespace madang::server
