#include "server/cluster/redispeers.h"

#include "server/redis/redisclient.h"

#include <QtCore/QRandomGenerator>

namespace madang::server {

namespace {

PeerId newPeerId()
{
    // Zero is nobody.
    return QRandomGenerator::system()->generate64() | 1;
}

} // namespace

RedisPeers::RedisPeers(Executor& redis, RedisClient& client, Settings settings, PeerListener& listener,
    UniqueFunction<void()> missed)
    : m_redis(redis)
    , m_client(client)
    , m_settings(std::move(settings))
    , m_self(newPeerId())
    , m_talk(m_self, m_settings.talk,
          {[this](const QByteArray& frame) {
               RedisCommand publish("PUBLISH", m_settings.channel, frame);
               // What does not go out now is asked for by those who miss it.
               publish.terms.whenUnsent = WhenUnsent::Refuse;
               m_client.command(std::move(publish), [](const Result<RespValue>&) {});
           },
              listener, std::move(missed)})
    , m_alive(std::make_shared<RedisPeers*>(this))
{
}

RedisPeers::~RedisPeers()
{
    *m_alive = nullptr;
}

void RedisPeers::tell(PeerTopic topic, QByteArray payload)
{
    m_redis.post([alive = m_alive, topic, payload = std::move(payload)] {
        if (RedisPeers* self = *alive)
            self->m_talk.tell(topic, payload);
    });
}

void RedisPeers::start()
{
    m_running = true;
    beat();
}

void RedisPeers::stop()
{
    m_running = false;
    m_talk.bye();
}

void RedisPeers::received(const QByteArray& frame)
{
    if (m_running)
        m_talk.received(frame, RedisLink::steadyMs());
}

void RedisPeers::beat()
{
    if (!m_running)
        return;
    m_talk.tick(RedisLink::steadyMs());
    m_redis.postAfter(m_settings.beatMs, [alive = m_alive] {
        if (RedisPeers* self = *alive)
            self->beat();
    });
}

} // namespace madang::server
