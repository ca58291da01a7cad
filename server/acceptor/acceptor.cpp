#include "server/acceptor/acceptor.h"

#include "server/acceptor/addresslimiter.h"
#include "server/acceptor/connectiontally.h"
#include "server/acceptor/listeningsocket.h"
#include "server/acceptor/logging.h"
#include "server/acceptor/looplistener.h"
#include "server/eventloop/loopgroup.h"
#include "shared/core/clock.h"

#include <semaphore>
#include <vector>

namespace madang::server {

namespace {

// A listener that is made and destroyed on its loop, and used only there.
using Slot = std::shared_ptr<std::unique_ptr<LoopListener>>;

struct ReleaseAtEnd {
    std::shared_ptr<std::binary_semaphore> semaphore;
    explicit ReleaseAtEnd(std::shared_ptr<std::binary_semaphore> s)
        : semaphore(std::move(s))
    {
    }
    ReleaseAtEnd(ReleaseAtEnd&&) noexcept = default;
    ~ReleaseAtEnd()
    {
        if (semaphore)
            semaphore->release();
    }
};

} // namespace

struct Acceptor::Parts {
    Parts(LoopGroup& group, AcceptorOptions given, OnConnection onConnection)
        : loops(group)
        , options(std::make_shared<const AcceptorOptions>(std::move(given)))
        , addresses(std::make_shared<AddressLimiter>(
              options->limits.addressConnections, options->limits.limitLoopback))
        , tally(std::make_shared<ConnectionTally>(group.size()))
    {
        for (int i = 0; i < loops.size(); ++i) {
            slots.push_back(std::make_shared<std::unique_ptr<LoopListener>>());
            LoopThread& loop = loops.at(i);
            loop.post([&loop, slot = slots.back(), settings = options, limiter = addresses, onConnection] {
                *slot = std::make_unique<LoopListener>(loop.wheel(), settings, limiter, onConnection);
            });
        }
    }

    void take(Descriptor descriptor)
    {
        if (tally->total() >= options->maxConnections) {
            qCDebug(lcAcceptor, "full: %d connections", tally->total());
            return;
        }
        const QHostAddress peer = descriptor.peer();
        if (peer.isNull()) // gone again
            return;
        if (!options->policy.isTrustedProxy(peer) && !addresses->take(peer, clock.steadyMs())) {
            qCDebug(lcAcceptor) << "too many connections from" << peer;
            return;
        }
        const int loop = tally->leastLoaded(next++ & 0xFFFF);
        loops.at(loop).post([slot = slots[size_t(loop)], peer, moved = std::move(descriptor),
                                place = tally->take(loop)]() mutable {
            if (*slot)
                (*slot)->adopt(std::move(moved), peer, std::move(place));
        });
    }

    void dropListeners()
    {
        std::vector<std::shared_ptr<std::binary_semaphore>> done;
        for (size_t i = 0; i < slots.size(); ++i) {
            LoopThread& loop = loops.at(int(i));
            if (!loop.isRunning())
                continue;
            done.push_back(std::make_shared<std::binary_semaphore>(0));
            // Whether the job runs or is dropped by a loop that is ending, we are told.
            loop.post([slot = slots[i], told = ReleaseAtEnd(done.back())] { slot->reset(); });
        }
        for (const auto& semaphore : done)
            semaphore->acquire();
        slots.clear();
    }

    LoopGroup& loops;
    const std::shared_ptr<const AcceptorOptions> options;
    const std::shared_ptr<AddressLimiter> addresses;
    const std::shared_ptr<ConnectionTally> tally;
    const SystemClock clock;
    std::vector<Slot> slots;
    std::unique_ptr<ListeningSocket> listening;
    int next = 0;
};

Acceptor::Acceptor(LoopGroup& loops, AcceptorOptions options, OnConnection onConnection)
    : m_parts(std::make_unique<Parts>(loops, std::move(options), std::move(onConnection)))
{
}

Acceptor::~Acceptor()
{
    stopAccepting();
}

Result<void> Acceptor::listen()
{
    const AcceptorOptions& options = *m_parts->options;
    m_parts->listening = std::make_unique<ListeningSocket>(
        [this](Descriptor descriptor) { m_parts->take(std::move(descriptor)); });
    m_parts->listening->setListenBacklogSize(options.backlog);
    if (!m_parts->listening->listen(options.address, options.port)) {
        Error error = Error::unavailable(QStringLiteral("Cannot listen on %1 port %2: %3")
                                             .arg(options.address.toString())
                                             .arg(options.port)
                                             .arg(m_parts->listening->errorString()));
        m_parts->listening.reset();
        return error;
    }
    return {};
}

void Acceptor::stopAccepting()
{
    m_parts->listening.reset();
    m_parts->dropListeners();
}

quint16 Acceptor::port() const
{
    return m_parts->listening ? m_parts->listening->serverPort() : 0;
}

int Acceptor::connections() const
{
    return m_parts->tally->total();
}

} // namespace madang::server
