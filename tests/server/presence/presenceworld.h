#pragma once

#include "server/presence/presenceservice.h"
#include "tests/support/manualclock.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QPromise>
#include <deque>
#include <map>
#include <set>

namespace madang::test {

// Runs jobs when it is told to, and late ones when the clock has come so far. The test's thread is its own.
class ManualExecutor final : public Executor {
public:
    explicit ManualExecutor(const Clock& clock)
        : m_clock(clock)
    {
    }
    void post(Job job) override { m_late.emplace(m_clock.steadyMs(), std::move(job)); }
    void postAfter(qint64 delayMs, Job job) override
    {
        m_late.emplace(m_clock.steadyMs() + delayMs, std::move(job));
    }
    [[nodiscard]] bool isCurrent() const override { return true; }
    // Whether there was anything to do.
    bool run()
    {
        bool any = false;
        while (!m_late.empty() && m_late.begin()->first <= m_clock.steadyMs()) {
            auto next = m_late.extract(m_late.begin());
            next.mapped()();
            any = true;
        }
        return any;
    }

private:
    const Clock& m_clock;
    std::multimap<qint64, Job> m_late;
};

// Rooms that are nothing but their members; one for all servers.
struct Memberships {
    std::map<RoomId, std::set<UserId>> members;
    // While set, a room answers with what it was when it was asked, but not yet.
    bool held = false;
    std::deque<QPromise<void>> waiting;

    void answer()
    {
        held = false;
        while (!waiting.empty()) {
            QPromise<void> promise = std::move(waiting.front());
            waiting.pop_front();
            promise.finish();
        }
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
    }
};

// One server: its presence, and what it told the people who are connected to it.
class PresenceServer final : public server::PresenceRooms, public server::Bus {
public:
    PresenceServer(ManualClock& clock, Memberships& rooms, server::Peers& peers, const Limits& limits)
        : home(clock)
        , service(home, {*this, *this, peers, clock, limits})
        , m_rooms(rooms)
    {
    }
    QCoro::Task<Result<server::Roster>> roster(RoomId room, std::vector<UserId> among, int most) override
    {
        const auto found = m_rooms.members.find(room);
        if (found == m_rooms.members.end())
            co_return Error::notFound(QStringLiteral("no such room"));
        server::Roster roster;
        for (UserId user : among) {
            if (found->second.contains(user))
                roster.among.push_back(user);
        }
        if (int(found->second.size()) <= most)
            roster.all.assign(found->second.begin(), found->second.end());
        if (m_rooms.held) {
            m_rooms.waiting.emplace_back();
            m_rooms.waiting.back().start();
            QFuture<void> later = m_rooms.waiting.back().future();
            co_await later;
        }
        co_return roster;
    }
    void tellMembers(RoomId room, UserId about, server::Event event) override
    {
        const std::set<UserId>& members = m_rooms.members[room];
        if (!about.isNull() && !members.contains(about))
            return;
        std::erase_if(event.to, [&](UserId user) { return !members.contains(user); });
        if (!event.to.empty())
            publish(std::move(event));
    }
    void publish(server::Event event) override
    {
        if (event.reach != server::EventReach::Here || event.counted)
            qFatal("presence is told here and not counted");
        const QJsonObject frame = QJsonDocument::fromJson(event.frame).object();
        for (UserId user : event.to)
            told[user].push_back(frame);
    }
    // What the person was told by this name since the last time, in order.
    std::vector<QJsonObject> take(UserId user, const char* method)
    {
        std::vector<QJsonObject> taken;
        auto& all = told[user];
        for (auto it = all.begin(); it != all.end();) {
            if ((*it)[u"method"].toString() == QLatin1String(method)) {
                taken.push_back((*it)[u"params"].toObject());
                it = all.erase(it);
            } else {
                ++it;
            }
        }
        return taken;
    }
    server::PresenceState seen(UserId user, UserId by = UserId(99'999)) { return get(user, by).state; }
    server::PersonState get(UserId user, UserId by = UserId(99'999))
    {
        return service.get(by, {user}).result().value().front();
    }
    server::PresenceState set(const server::Attendance& connection, server::PresenceState state)
    {
        return service.set(connection, state).result().value();
    }
    // Whether it was let in.
    bool enter(const server::Attendance& connection, UserId user, RoomId room)
    {
        return service.enter(connection, user, room).result().ok();
    }
    int count(RoomId room, UserId by) { return service.viewers(by, room).result().value().count; }

    ManualExecutor home;
    std::map<UserId, std::vector<QJsonObject>> told;
    server::PresenceService service;

private:
    Memberships& m_rooms;
};

// The servers of a group, joined by words in memory that arrive when they are delivered.
class PeerNet {
public:
    class End final : public server::Peers {
    public:
        End(PeerNet& net, server::PeerId id)
            : m_net(net)
            , m_id(id)
        {
        }
        void tell(server::PeerTopic topic, QByteArray payload) override
        {
            ++words;
            longest = std::max(longest, payload.size());
            m_net.spread(m_id, topic, payload);
        }
        [[nodiscard]] server::PeerId self() const override { return m_id; }
        int words = 0;
        qsizetype longest = 0;

    private:
        PeerNet& m_net;
        server::PeerId m_id;
    };

    void add(server::PeerId id, server::PeerListener* listener) { m_listeners[id] = listener; }
    // `who` comes to know of `other`, or takes it for gone.
    void join(server::PeerId who, server::PeerId other)
    {
        m_known[who].insert(other);
        m_listeners[who]->joined(other);
    }
    void leave(server::PeerId who, server::PeerId other)
    {
        m_known[who].erase(other);
        m_listeners[who]->left(other, false);
    }
    bool deliver()
    {
        bool any = false;
        while (!m_words.empty()) {
            const Word word = std::move(m_words.front());
            m_words.pop_front();
            if (m_known[word.to].contains(word.from)) {
                m_listeners[word.to]->heard(word.from, word.topic, word.payload);
                any = true;
            }
        }
        return any;
    }

private:
    struct Word {
        server::PeerId from;
        server::PeerId to;
        server::PeerTopic topic;
        QByteArray payload;
    };
    void spread(server::PeerId from, server::PeerTopic topic, const QByteArray& payload)
    {
        for (const auto& [to, listener] : m_listeners) {
            if (to != from)
                m_words.push_back({from, to, topic, payload});
        }
    }
    std::map<server::PeerId, server::PeerListener*> m_listeners;
    std::map<server::PeerId, std::set<server::PeerId>> m_known;
    std::deque<Word> m_words;
};

// A server that is alone.
struct PresenceWorld {
    explicit PresenceWorld(const Limits& given = {})
        : limits(given)
    {
    }
    void advance(qint64 ms)
    {
        for (qint64 step = 0; step < ms; step += 10) {
            server.home.run();
            clock.advance(std::min<qint64>(10, ms - step));
        }
        server.home.run();
    }
    ManualClock clock;
    Memberships rooms;
    server::NoPeers peers;
    Limits limits;
    PresenceServer server{clock, rooms, peers, limits};
};

} // namespace madang::test
