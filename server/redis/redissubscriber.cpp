#include "server/redis/redissubscriber.h"

#include "server/redis/rediserror.h"

#include <QtCore/QByteArrayList>

namespace madang::server {

namespace {

constexpr qsizetype kChannelsPerCommand = 512; // so that one command holds up nobody else for long
// As in RedisClient: a loop that was held up looks at its sockets before it calls Redis silent.
constexpr qint64 kLateMs = 250;
constexpr qint64 kCatchUpMs = 50;

} // namespace

RedisSubscriber::RedisSubscriber(Executor& executor, RedisOptions options, Listener listener, Kind kind)
    : m_executor(executor)
    , m_kind(kind)
    , m_listener(std::move(listener))
    , m_self(std::make_shared<RedisSubscriber*>(this))
    , m_link(executor, std::move(options),
          {[this] { greeted(); }, [this](RespValue value) { received(std::move(value)); },
              [this](const QString& reason) { lost(reason); }, {}})
{
}

RedisSubscriber::~RedisSubscriber() = default;

void RedisSubscriber::open()
{
    m_link.open();
}

void RedisSubscriber::close()
{
    forgetConnection();
    m_link.close();
}

void RedisSubscriber::subscribe(const QByteArray& channel)
{
    if (m_wanted.contains(channel))
        return;
    m_wanted.insert(channel);
    m_changed.insert(channel);
    scheduleFlush();
}

void RedisSubscriber::unsubscribe(const QByteArray& channel)
{
    if (!m_wanted.remove(channel))
        return;
    m_changed.insert(channel);
    scheduleFlush();
}

void RedisSubscriber::scheduleFlush()
{
    if (m_flushPosted || !m_link.isReady())
        return;
    m_flushPosted = true;
    m_executor.post([self = std::weak_ptr(m_self)] {
        if (const auto subscriber = self.lock()) {
            (*subscriber)->m_flushPosted = false;
            (*subscriber)->flush();
        }
    });
}

void RedisSubscriber::flush()
{
    if (!m_link.isReady())
        return;
    QByteArrayList wanted;
    QByteArrayList unwanted;
    for (const QByteArray& channel : std::exchange(m_changed, {})) {
        const bool isWanted = m_wanted.contains(channel);
        if (isWanted == m_asked.contains(channel))
            continue; // wanted and unwanted within one turn, or the other way
        if (isWanted) {
            m_asked.insert(channel);
            ++m_unconfirmed[channel];
            wanted.append(channel);
        } else {
            m_asked.remove(channel);
            unwanted.append(channel);
        }
    }
    QByteArray out;
    askFor(out, unwanted, false);
    askFor(out, wanted, true);
    if (!out.isEmpty())
        m_link.write(out); // may end the connection, and us with it
}

void RedisSubscriber::askFor(QByteArray& out, const QByteArrayList& channels, bool wanted) const
{
    // In a cluster the channels of one SSUBSCRIBE must share a hash slot: one each, in one write.
    const qsizetype step = m_kind == Kind::Shard ? 1 : kChannelsPerCommand;
    const QByteArrayView verb = m_kind == Kind::Shard ? (wanted ? "SSUBSCRIBE" : "SUNSUBSCRIBE")
                                                      : (wanted ? "SUBSCRIBE" : "UNSUBSCRIBE");
    for (qsizetype from = 0; from < channels.size(); from += step) {
        const qsizetype until = qMin(from + step, channels.size());
        resp::appendArrayHead(out, until - from + 1);
        resp::appendBulk(out, verb);
        for (qsizetype i = from; i < until; ++i)
            resp::appendBulk(out, channels[i]);
    }
}

void RedisSubscriber::forgetConnection()
{
    ++m_connection;
    m_ready = false;
    m_pingedMs = 0;
    m_asked.clear();
    m_unconfirmed.clear();
}

void RedisSubscriber::greeted()
{
    forgetConnection();
    m_changed = m_wanted;
    watch(m_link.options().pingAfterMs);
    const auto self = std::weak_ptr(m_self);
    const quint64 connection = m_connection;
    flush();
    if (!self.expired() && m_connection == connection)
        becomeReady();
}

void RedisSubscriber::becomeReady()
{
    if (m_ready || !m_unconfirmed.isEmpty())
        return;
    m_ready = true;
    if (m_listener.ready)
        m_listener.ready();
}

void RedisSubscriber::lost(const QString& reason)
{
    forgetConnection();
    if (m_listener.lost)
        m_listener.lost(reason);
}

// --- hearing ---------------------------------------------------------------------------------------

// A push with RESP3, an array with RESP2: "message", channel, payload; or "subscribe", channel, count.
void RedisSubscriber::received(RespValue value)
{
    if (value.isError()) {
        // Such as NOPERM for a channel: nothing of that SUBSCRIBE holds. Somebody may mend the permissions.
        return m_link.fail(errorOf(value).message);
    }
    if (!value.isAggregate()) // PONG
        return;
    RespValue::Elements parts = value.takeElements();
    if (parts.size() >= 3)
        told(parts[0].text(), parts[1].text(), parts[2]);
}

void RedisSubscriber::told(const QByteArray& kind, const QByteArray& channel, const RespValue& last)
{
    if (kind == "message" || kind == "smessage") {
        if (m_listener.message && m_wanted.contains(channel))
            m_listener.message(channel, last.text());
    } else if (kind == "subscribe" || kind == "ssubscribe") {
        confirmed(channel);
    } else if (kind == "sunsubscribe" && m_asked.contains(channel) && !m_unconfirmed.contains(channel)) {
        // Unasked for: the hash slot has moved to another node of the cluster.
        m_link.fail(QStringLiteral("a channel has moved"));
    }
}

void RedisSubscriber::confirmed(const QByteArray& channel)
{
    const auto found = m_unconfirmed.find(channel);
    if (found == m_unconfirmed.end() || --*found > 0)
        return; // one that was given up and asked for again counts by its last answer
    m_unconfirmed.erase(found);
    const auto self = std::weak_ptr(m_self);
    const quint64 connection = m_connection;
    if (m_listener.subscribed && m_wanted.contains(channel))
        m_listener.subscribed(channel);
    if (!self.expired() && m_connection == connection)
        becomeReady();
}

// --- silence ---------------------------------------------------------------------------------------

void RedisSubscriber::watch(qint64 delayMs)
{
    m_executor.postAfter(delayMs,
        [self = std::weak_ptr(m_self), connection = m_connection, planned = RedisLink::steadyMs() + delayMs] {
            const auto subscriber = self.lock();
            if (subscriber && (*subscriber)->m_connection == connection)
                (*subscriber)->checkSilence(planned);
        });
}

// Nobody tells of a cut network: only a question that is not answered does.
void RedisSubscriber::checkSilence(qint64 plannedMs)
{
    const RedisOptions& options = m_link.options();
    const qint64 nowMs = RedisLink::steadyMs();
    if (nowMs - plannedMs > kLateMs)
        return watch(kCatchUpMs);
    if (m_pingedMs != 0 && m_link.heardMs() < m_pingedMs) {
        const qint64 leftMs = m_pingedMs + options.pingAnswerMs - nowMs;
        if (leftMs <= 0)
            return m_link.fail(QStringLiteral("no sign of life for %1 ms").arg(nowMs - m_link.heardMs()));
        return watch(leftMs);
    }
    m_pingedMs = 0;
    const qint64 silentMs = nowMs - m_link.heardMs();
    if (silentMs < options.pingAfterMs)
        return watch(options.pingAfterMs - silentMs);
    m_pingedMs = nowMs;
    watch(options.pingAnswerMs);
    QByteArray out;
    resp::appendArrayHead(out, 1);
    resp::appendBulk(out, "PING");
    m_link.write(out);
}

} // namespace madang::server
