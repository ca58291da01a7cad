#include "server/app/chatserver.h"

#include "server/app/serverwatch.h"
#include "server/auth/accesstoken.h"
#include "server/auth/signingkeys.h"
#include "server/eventloop/loopexecutor.h"
#include "server/eventloop/loopgroup.h"
#include "server/presence/presenceservice.h"
#include "server/rooms/ask.h"
#include "server/sessions/dispatcher.h"
#include "server/sessions/handlers/handlers.h"
#include "server/sessions/loopbus.h"
#include "server/sessions/sessionloop.h"
#include "server/storage/database.h"
#include "server/storage/storage.h"
#include "shared/protocol/openrpc.h"

#include <QtCore/QJsonDocument>

namespace madang::server {

namespace {

constexpr qint64 kPruneMs = 3600'000;
constexpr qint64 kRecheckMs = 2'000;
constexpr int kReaders = 3;
// How long a server that ends goes on moving messages from Redis into the database. The others do the rest.
constexpr qint64 kMoveMs = 5'000;

} // namespace

// In the order of making; what is made later stands on what was made before.
struct ChatServer::Parts {
    explicit Parts(Options given)
        : options(std::move(given))
        , limits(options.limits)
        , hasher(options.hashing)
        // A token lives to the end of its last second.
        , revocations(clock, options.auth.accessTtlMs + 1000)
        , rates(limits)
        , loops(options.loops)
    {
    }

    // The accounts and all that is checked without a loop.
    QCoro::Task<Result<void>> prepare()
    {
        auto opened = Storage::open({options.database, kReaders,
            options.group ? Sharing::Shared : Sharing::Exclusive, options.failed});
        if (!opened)
            co_return std::move(opened).error();
        storage = std::move(opened).value();
        if (options.group) {
            group = std::make_unique<Group>(*options.group, storage->rooms(), storage->archive(), ownBus);
            if (auto joined = co_await group->open(); !joined)
                co_return std::move(joined).error();
        }
        auto keys = co_await loadSigningKeys(storage->keys(), clock);
        if (!keys)
            co_return std::move(keys).error();
        signer = std::make_unique<TokenSigner>(keys->back());
        verifier = std::make_unique<TokenVerifier>(*keys);
        accounts = std::make_unique<AccountService>(AuthParts{storage->accounts(), storage->sessions(),
                                                        hasher, *signer, *verifier, revocations, clock},
            options.auth, limits);
        people = std::make_unique<PeopleService>(storage->users(), limits);
        if (group)
            people->setTell(
                [this](UserId user) { group->peers().tell(PeerTopic::Person, encodeId(user.value())); });
        co_return co_await accounts->start();
    }

    void build()
    {
        RoomRepository& allRooms = group ? group->rooms() : storage->rooms();
        const RoomPorts ports{allRooms, storage->users(), log(), bus(), clock, limits};
        std::vector<RoomShard*> shardList;
        for (int i = 0; i < loops.size(); ++i) {
            shards.push_back(std::make_unique<RoomShard>(loops.at(i), ports));
            shardList.push_back(shards.back().get());
        }
        rooms = std::make_unique<RoomService>(ports, shardList);
        search = std::make_unique<SearchService>(storage->search(), *rooms, limits);
        messages = std::make_unique<MessageService>(*rooms, storage->lookup(), storage->users(), limits);
        drafts = std::make_unique<DraftService>(*rooms, storage->drafts(), bus(), clock, limits);
        presenceRooms = std::make_unique<RoomServiceRooms>(*rooms);
        presence = std::make_unique<PresenceService>(
            loops.at(0), PresenceService::Ports{*presenceRooms, bus(), peers(), clock, limits});
        rooms->setMembershipListener([this](RoomId room) { presence->membershipChanged(room); });
        services.reset(new SessionServices{*accounts, revocations, *people, *rooms, *search, *messages,
            *drafts, *presence, rates, streams, clock, limits, options.name, {verifier->jwks()},
            QJsonDocument(protocol::openRpcDocument()).toJson(QJsonDocument::Compact)});
        addAllHandlers(dispatcher);
        std::vector<SessionLoop*> sessionList;
        for (int i = 0; i < loops.size(); ++i) {
            typing.push_back(std::make_unique<Typing>(loops.at(i), *rooms, bus(), limits.typingMs));
            sessions.push_back(
                std::make_unique<SessionLoop>(i, loops.at(i), *services, dispatcher, *typing.back()));
            sessionList.push_back(sessions.back().get());
        }
        for (SessionLoop* loop : sessionList)
            loop->setSiblings(sessionList);
        ownBus.setLoops(sessionList);
        endedSessions = revocations.subscribe([this, sessionList](const Revocation& ended) {
            // Whoever hears of one for the first time tells it on, so that it arrives even if the first one
            // dies.
            if (group)
                group->peers().tell(PeerTopic::Revocation, encode(ended));
            for (SessionLoop* loop : sessionList)
                loop->executor().post([loop, ended] { loop->endSession(ended); });
        });
        loops.start();
        ExpiryWorker::Forget forget;
        if (group)
            forget = [this](RoomId room, qint64 below) { return group->forget(room, below); };
        expiry = std::make_unique<ExpiryWorker>(
            main, storage->expiry(), std::move(forget), clock, options.expiry);
        expiry->start();
        indexing = std::make_unique<IndexWorker>(main, storage->index(), clock, options.indexing);
        indexing->start();
        if (group)
            group->join({*rooms, revocations, *people, {presence.get()}, [this] { restartStreams(); },
                [this] { main.post([this] { recheckSessions(); }); }});
        if (options.watched) {
            watch = std::make_unique<ServerWatch>(ServerWatch::Ports{
                main, sessionList, shardList, *storage, group.get(), revocations, *expiry, *indexing, clock});
        }
    }

    [[nodiscard]] MessageLog& log() { return group ? group->log() : storage->log(); }
    [[nodiscard]] Peers& peers() { return group ? group->peers() : noPeers; }
    [[nodiscard]] Bus& bus() { return group ? group->bus() : ownBus; }

    void restartStreams()
    {
        for (const auto& loop : sessions)
            loop->executor().post([&loop = *loop] { loop.restartStreams(); });
    }

    // Until it is known: what a server revoked that died before it could tell must not live on here.
    QCoro::Task<> recheckSessions()
    {
        if (std::exchange(rechecking, true))
            co_return;
        const auto known = co_await accounts->recheck();
        rechecking = false;
        if (!known)
            main.postAfter(kRecheckMs, [this] { recheckSessions(); });
    }

    QCoro::Task<> prune()
    {
        co_await accounts->prune();
        main.postAfter(kPruneMs, [this] { prune(); });
    }

    // Asks every loop at once, and waits for all.
    template <class Question> QCoro::Task<> onEveryLoop(Question question)
    {
        std::vector<QFuture<Result<void>>> answers;
        answers.reserve(sessions.size());
        for (const auto& loop : sessions)
            answers.push_back(
                ask<void>(loop->executor(), [&loop = *loop, question] { return question(loop); }));
        for (const auto& answer : answers)
            co_await answer;
    }

    QCoro::Task<> drain(qint64 retryAfterMs)
    {
        co_await onEveryLoop([retryAfterMs](SessionLoop& loop) { return loop.drain(retryAfterMs); });
        Reply<int> flushed;
        auto committed = flushed.future();
        log().flush(main, [flushed = std::move(flushed)]() mutable { flushed.answer(0); });
        co_await committed;
        co_await onEveryLoop([](SessionLoop& loop) { return loop.closeAll(); });
    }

    void end()
    {
        endedSessions = {};
        watch.reset();
        indexing.reset();
        expiry.reset();
        if (group)
            group->stop(kMoveMs);
        if (storage)
            storage->close();
        // Sockets belong to their loop's thread and have to end there.
        loops.stop([this](LoopThread& loop) {
            if (size_t(loop.index()) < sessions.size())
                sessions[size_t(loop.index())]->abandon();
        });
    }

    const Options options;
    const Limits limits;
    SystemClock clock;
    LoopExecutor main;
    PasswordHasher hasher;
    RevocationList revocations;
    RateDirectory rates;
    StreamDirectory streams;
    LoopBus ownBus;
    Dispatcher dispatcher;
    std::unique_ptr<Storage> storage;
    std::unique_ptr<Group> group; // null: this server is alone
    std::unique_ptr<TokenSigner> signer;
    std::unique_ptr<TokenVerifier> verifier;
    std::unique_ptr<AccountService> accounts;
    bool rechecking = false;
    std::unique_ptr<PeopleService> people;
    LoopGroup loops;
    std::vector<std::unique_ptr<RoomShard>> shards;
    std::unique_ptr<RoomService> rooms;
    std::unique_ptr<SearchService> search;
    std::unique_ptr<MessageService> messages;
    std::unique_ptr<DraftService> drafts;
    NoPeers noPeers;
    std::unique_ptr<PresenceRooms> presenceRooms;
    std::unique_ptr<PresenceService> presence;
    std::unique_ptr<SessionServices> services;
    std::vector<std::unique_ptr<Typing>> typing;
    std::vector<std::unique_ptr<SessionLoop>> sessions;
    std::unique_ptr<ExpiryWorker> expiry;
    std::unique_ptr<IndexWorker> indexing;
    std::unique_ptr<ServerWatch> watch;
    RevocationList::Subscription endedSessions;
};

ChatServer::ChatServer(Options options)
    : m_parts(std::make_unique<Parts>(std::move(options)))
{
}

ChatServer::~ChatServer()
{
    m_parts->end();
}

Result<void> ChatServer::start()
{
    if (auto prepared = QCoro::waitFor(m_parts->prepare()); !prepared)
        return prepared;
    m_parts->build();
    m_parts->main.postAfter(kPruneMs, [parts = m_parts.get()] { parts->prune(); });
    return {};
}

LoopGroup& ChatServer::loops() noexcept
{
    return m_parts->loops;
}

SessionLoop& ChatServer::sessions(int loop) noexcept
{
    return *m_parts->sessions[size_t(loop)];
}

const ServerWatch* ChatServer::watch() const noexcept
{
    return m_parts->watch.get();
}

QCoro::Task<> ChatServer::drain(qint64 retryAfterMs)
{
    return m_parts->drain(retryAfterMs);
}

} // namespace madang::server
