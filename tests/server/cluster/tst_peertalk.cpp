#include "server/cluster/peertalk.h"

#include <QtTest/QTest>
#include <functional>
#include <map>
#include <memory>
#include <random>

using namespace madang;
using namespace madang::server;

namespace {

// A listener that writes down what it hears of each peer, and checks what the port promises.
class Ear final : public PeerListener {
public:
    void heard(PeerId peer, PeerTopic, const QByteArray& payload) override
    {
        QVERIFY2(present.contains(peer), "a word of one who is not there");
        words[peer].push_back(payload.toInt());
    }
    void joined(PeerId peer) override
    {
        QVERIFY2(!present.contains(peer), "joined twice");
        present[peer] = true;
        ++joins[peer];
        if (onJoined)
            onJoined();
    }
    void left(PeerId peer, bool orderly) override
    {
        QVERIFY2(present.erase(peer) == 1, "left without being there");
        ++(orderly ? goodbyes : losses)[peer];
    }
    std::map<PeerId, bool> present;
    std::map<PeerId, int> joins;
    std::map<PeerId, int> losses;
    std::map<PeerId, int> goodbyes;
    std::map<PeerId, std::vector<int>> words;
    std::function<void()> onJoined;
};

struct Net;

struct Server {
    Server(Net& net, PeerId id, PeerTalk::Settings settings);
    void say(int word) { talk->tell(PeerTopic::UserEvent, QByteArray::number(word)); }
    PeerId id;
    Ear ear;
    int missed = 0;
    bool cut = false; // hears nothing, and is not heard
    std::unique_ptr<PeerTalk> talk;
};

// What is published reaches every server that is not cut off; some of it gets lost where that is asked for.
struct Net {
    Server& add(PeerId id, PeerTalk::Settings settings = {})
    {
        servers.push_back(std::make_unique<Server>(*this, id, settings));
        return *servers.back();
    }
    void publish(const Server& from, const QByteArray& frame)
    {
        if (from.cut)
            return;
        for (const auto& server : servers) {
            if (!server->cut && !(lose && lose()))
                queue.emplace_back(server.get(), frame);
        }
    }
    void settle()
    {
        while (!queue.empty()) {
            const auto [server, frame] = queue.front();
            queue.pop_front();
            server->talk->received(frame, now);
        }
    }
    void run(qint64 ms)
    {
        for (const qint64 until = now + ms; now < until; now += 100) {
            if (now % 500 == 0) {
                for (const auto& server : servers)
                    server->talk->tick(now);
            }
            settle();
        }
    }
    std::vector<std::unique_ptr<Server>> servers;
    std::deque<std::pair<Server*, QByteArray>> queue;
    std::function<bool()> lose;
    qint64 now = 1'000;
};

Server::Server(Net& net, PeerId peer, PeerTalk::Settings settings)
    : id(peer)
    , talk(std::make_unique<PeerTalk>(peer, settings,
          PeerTalk::Ports{[this, &net](const QByteArray& frame) { net.publish(*this, frame); }, ear,
              [this] { ++missed; }}))
{
}

std::vector<int> numbers(int from, int to)
{
    std::vector<int> all;
    for (int i = from; i <= to; ++i)
        all.push_back(i);
    return all;
}

} // namespace

class TestPeerTalk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void serversMeetOnceAndHearEachOther();
    void whatWasToldBeforeIsNotHeard();
    void aLostWordIsAskedForAgain();
    void theLastWordIsNotLostEither();
    void silenceIsLeaving();
    void goodbyeIsLeavingInOrder();
    void aGoodbyeAfterALostWordIsNot();
    void afterACutNothingIsMissing();
    void afterTooLongACutItIsSaid();
    void aRestartIsAnotherPeer();
    void hostileFramesDoNothing();
    void anyLossInTheEndEverythingIsHeard();
};

void TestPeerTalk::serversMeetOnceAndHearEachOther()
{
    Net net;
    Server& a = net.add(1);
    Server& b = net.add(2);
    Server& c = net.add(3);
    net.run(2'000);
    for (Server* server : {&a, &b, &c}) {
        QCOMPARE(int(server->talk->joinedPeers()), 2);
        for (const auto& [peer, count] : server->ear.joins)
            QCOMPARE(count, 1);
        QVERIFY(server->ear.losses.empty() && server->ear.goodbyes.empty());
    }
    for (int i = 1; i <= 100; ++i)
        a.say(i);
    net.settle();
    QCOMPARE(b.ear.words[1], numbers(1, 100));
    QCOMPARE(c.ear.words[1], numbers(1, 100));
}

void TestPeerTalk::whatWasToldBeforeIsNotHeard()
{
    Net net;
    Server& a = net.add(1);
    net.run(1'000);
    a.say(1);
    Server& b = net.add(2);
    // Like a snapshot: what holds is told to those who come.
    a.ear.onJoined = [&] { a.say(2); };
    net.run(1'000);
    a.say(3);
    net.settle();
    QCOMPARE(b.ear.words[1], numbers(2, 3));
}

void TestPeerTalk::aLostWordIsAskedForAgain()
{
    Net net;
    Server& a = net.add(1);
    Server& b = net.add(2);
    net.run(1'000);
    net.lose = [] { return true; };
    a.say(1);
    net.lose = nullptr;
    a.say(2);
    net.settle();
    net.run(1'000);
    QCOMPARE(b.ear.words[1], numbers(1, 2));
    QCOMPARE(b.missed, 0);
}

void TestPeerTalk::theLastWordIsNotLostEither()
{
    Net net;
    Server& a = net.add(1);
    Server& b = net.add(2);
    net.run(1'000);
    net.lose = [] { return true; };
    a.say(1);
    net.lose = nullptr;
    net.run(1'000);
    QCOMPARE(b.ear.words[1], numbers(1, 1));
}

void TestPeerTalk::silenceIsLeaving()
{
    Net net;
    Server& a = net.add(1);
    Server& b = net.add(2);
    net.run(1'000);
    b.cut = true;
    net.run(7'000);
    QCOMPARE(a.ear.losses[2], 1);
    QCOMPARE(b.ear.losses[1], 1);
    QCOMPARE(int(a.talk->joinedPeers()), 0);
}

void TestPeerTalk::goodbyeIsLeavingInOrder()
{
    Net net;
    Server& a = net.add(1);
    Server& b = net.add(2);
    net.run(1'000);
    b.talk->bye();
    net.settle();
    QCOMPARE(a.ear.goodbyes[2], 1);
    QVERIFY(a.ear.losses.empty());
}

void TestPeerTalk::aGoodbyeAfterALostWordIsNot()
{
    Net net;
    Server& a = net.add(1);
    Server& b = net.add(2);
    net.run(1'000);
    net.lose = [] { return true; };
    b.say(1);
    net.lose = {};
    b.talk->bye();
    net.settle();
    QCOMPARE(a.ear.losses[2], 1);
    QVERIFY(a.ear.goodbyes.empty());
}

void TestPeerTalk::afterACutNothingIsMissing()
{
    for (const qint64 cutMs : {1'000, 20'000}) { // not noticed, and noticed
        Net net;
        Server& a = net.add(1);
        Server& b = net.add(2);
        net.run(1'000);
        a.say(1);
        net.settle();
        b.cut = true;
        for (int i = 2; i <= 300; ++i)
            a.say(i);
        for (int i = 1; i <= 10; ++i)
            b.say(i);
        net.run(cutMs);
        b.cut = false;
        net.run(3'000);
        a.say(301);
        net.settle();
        QCOMPARE(b.ear.words[1], numbers(1, 301));
        QCOMPARE(a.ear.words[2], numbers(1, 10));
        QCOMPARE(a.missed + b.missed, 0);
        QCOMPARE(int(a.talk->joinedPeers()), 1);
        QCOMPARE(int(b.talk->joinedPeers()), 1);
        // Each forgot what the other had said of itself, so each was asked to say it again.
        QCOMPARE(a.ear.joins[2], cutMs > 5'000 ? a.ear.losses[2] + a.ear.goodbyes[2] + 1 : 1);
        QVERIFY(b.ear.joins[1] >= (cutMs > 5'000 ? 2 : 1));
    }
}

void TestPeerTalk::afterTooLongACutItIsSaid()
{
    Net net;
    PeerTalk::Settings small;
    small.keepWords = 50;
    Server& a = net.add(1, small);
    Server& b = net.add(2, small);
    net.run(1'000);
    b.cut = true;
    for (int i = 1; i <= 200; ++i)
        a.say(i);
    net.run(20'000);
    b.cut = false;
    net.run(3'000);
    QVERIFY(b.missed > 0);
    QCOMPARE(a.missed, 0);
    a.say(201);
    net.run(1'000);
    QCOMPARE(b.ear.words[1].back(), 201);
    // The same without that anybody noticed the cut.
    b.missed = 0;
    const int joins = b.ear.joins[1];
    net.lose = [] { return true; };
    for (int i = 202; i <= 400; ++i)
        a.say(i);
    net.lose = nullptr;
    net.run(3'000);
    QVERIFY(b.missed > 0);
    QVERIFY(b.ear.joins[1] > joins);
    a.say(401);
    net.run(1'000);
    QCOMPARE(b.ear.words[1].back(), 401);
}

void TestPeerTalk::aRestartIsAnotherPeer()
{
    Net net;
    Server& a = net.add(1);
    Server& b = net.add(2);
    net.run(1'000);
    b.say(1);
    b.cut = true;
    Server& again = net.add(3);
    net.run(1'000);
    again.say(2);
    net.run(7'000);
    QCOMPARE(a.ear.words[2], numbers(1, 1));
    QCOMPARE(a.ear.words[3], numbers(2, 2));
    QCOMPARE(a.ear.losses[2], 1);
    QCOMPARE(int(a.talk->joinedPeers()), 1);
}

void TestPeerTalk::hostileFramesDoNothing()
{
    Net net;
    Server& a = net.add(1);
    Server& b = net.add(2);
    net.run(1'000);
    std::mt19937 random(3);
    for (int i = 0; i < 20'000; ++i) {
        QByteArray frame;
        frame.append(char(1));
        frame.append(char(random() % 8));
        for (quint32 left = random() % 40; left > 0; --left)
            frame.append(char(random()));
        a.talk->received(frame.left(int(random() % 50)), net.now);
    }
    net.queue.clear();
    net.run(8'000);
    b.say(1);
    net.run(1'000);
    QCOMPARE(a.ear.words[2], numbers(1, 1));
}

void TestPeerTalk::anyLossInTheEndEverythingIsHeard()
{
    for (quint32 seed = 1; seed <= 30; ++seed) {
        std::mt19937 random(seed);
        Net net;
        std::vector<Server*> servers;
        for (PeerId id = 1; id <= 3; ++id)
            servers.push_back(&net.add(id));
        net.run(2'000);
        std::vector<int> said(3);
        net.lose = [&] { return random() % 5 == 0; };
        for (int step = 0; step < 200; ++step) {
            const size_t who = random() % 3;
            if (random() % 10 == 0)
                servers[who]->cut = !servers[who]->cut;
            for (quint32 n = random() % 5; n > 0; --n)
                servers[who]->say(++said[who]);
            net.run(qint64(random() % 8) * 100);
        }
        net.lose = nullptr;
        for (Server* server : servers)
            server->cut = false;
        net.run(20'000);
        for (size_t from = 0; from < 3; ++from) {
            for (Server* to : servers) {
                if (to == servers[from])
                    continue;
                QCOMPARE(to->ear.words[servers[from]->id], numbers(1, said[from]));
                QCOMPARE(to->missed, 0);
                QCOMPARE(int(to->talk->joinedPeers()), 2);
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestPeerTalk)
#include "tst_peertalk.moc"
