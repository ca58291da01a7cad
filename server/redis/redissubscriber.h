#pragma once

#include "server/redis/redislink.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

namespace madang::server {

// A connection for what is published. Pub/sub promises nothing: whoever listens must be able to find out what
// was missed whenever ready() or subscribed() come. Lives on one thread, whose executor it is given;
// everything is called there, and so are the callbacks, never inside a call.
class RedisSubscriber final {
public:
    enum class Kind {
        Channel, // SUBSCRIBE
        Shard, // SSUBSCRIBE: Redis Cluster keeps it within the shard of its hash slot
    };
    struct Listener {
        UniqueFunction<void(const QByteArray& channel, const QByteArray& payload)> message;
        // Redis has confirmed one channel: what is published from now on arrives. Again on each connection.
        UniqueFunction<void(const QByteArray& channel)> subscribed;
        // Every channel that is wanted is confirmed, on this connection for the first time.
        UniqueFunction<void()> ready;
        UniqueFunction<void(const QString& reason)> lost; // was connected, or an attempt failed
    };

    RedisSubscriber(Executor& executor, RedisOptions options, Listener listener, Kind kind = Kind::Channel);
    ~RedisSubscriber();
    RedisSubscriber(const RedisSubscriber&) = delete;
    RedisSubscriber& operator=(const RedisSubscriber&) = delete;

    // Connects, and again whenever the connection is lost or silent for too long (RedisOptions).
    void open();
    void close();
    // Whether ready() was said of the present connection.
    [[nodiscard]] bool isReady() const noexcept { return m_ready; }

    // What is asked for in one turn of the loop goes out together. Channels are kept over connections.
    void subscribe(const QByteArray& channel);
    // A message that is under way may still come for a moment; it is not passed on.
    void unsubscribe(const QByteArray& channel);
    [[nodiscard]] const QSet<QByteArray>& channels() const noexcept { return m_wanted; }

private:
    void greeted();
    void received(RespValue value);
    void told(const QByteArray& kind, const QByteArray& channel, const RespValue& last);
    void confirmed(const QByteArray& channel);
    void lost(const QString& reason);
    void forgetConnection();
    void scheduleFlush();
    void flush();
    void askFor(QByteArray& out, const QByteArrayList& channels, bool wanted) const;
    void becomeReady();
    void watch(qint64 delayMs);
    void checkSilence(qint64 plannedMs);

    Executor& m_executor;
    const Kind m_kind;
    Listener m_listener;
    QSet<QByteArray> m_wanted;
    QSet<QByteArray> m_changed; // wanted or not any more since the last flush
    QSet<QByteArray> m_asked; // of this connection
    QHash<QByteArray, int> m_unconfirmed; // SUBSCRIBEs of this connection that have no answer yet
    bool m_ready = false;
    bool m_flushPosted = false;
    quint64 m_connection = 0; // its number: what was posted for an earlier one is stale
    qint64 m_pingedMs = 0; // steady; 0: no PING is under way
    std::shared_ptr<RedisSubscriber*> m_self; // for what is posted and for callbacks that delete us
    RedisLink m_link;
};

} // namespace madang::server
