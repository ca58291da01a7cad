#pragma once

#include "server/cluster/peertalk.h"
#include "shared/core/executor.h"

#include <memory>

namespace madang::server {

// The other servers of the group over a channel of Redis. Lives on the Redis thread; tell() is for any.
class RedisPeers final : public Peers {
public:
    struct Settings {
        qint64 beatMs = 500;
        PeerTalk::Settings talk;
    };
    // `publish` puts a frame on the channel, on the Redis thread; what comes over it is for received().
    RedisPeers(Executor& redis, Settings settings, PeerTalk::Ports ports);
    ~RedisPeers() override;

    void tell(PeerTopic topic, QByteArray payload) override;
    [[nodiscard]] PeerId self() const override { return m_self; }

    // On the Redis thread.
    void start();
    // Says goodbye.
    void stop();
    // What came over the channel.
    void received(const QByteArray& frame);
    [[nodiscard]] size_t joinedPeers() const { return m_talk.joinedPeers(); }

private:
    void beat();

    Executor& m_redis;
    const Settings m_settings;
    const PeerId m_self;
    PeerTalk m_talk;
    bool m_running = false;
    std::shared_ptr<RedisPeers*> m_alive; // for what is posted
};

} // namespace madang::server
