#include "server/cluster/redispeers.h"

#include "server/redis/redislink.h"

#include <QtCore/QRandomGenerator>

namespace madang::server {

namespace {

PeerId newPeerId()
{
    // Zero is nobody.
    return QRandomGenerator::system()->generate64() | 1;
}

} // namespace

RedisPeers::RedisPeers(Executor& redis, Settings settings, PeerTalk::Ports ports)
    : m_redis(redis)
    , m_settings(std::move(settings))
    , m_self(newPeerId())
    , m_talk(m_self, m_settings.talk, std::move(ports))
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
