#include "tests/bench/load.h"
#include "tests/bench/peer.h"
#include "tests/bench/report.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>
#include <arpa/inet.h>

using namespace madang::bench;

namespace {

constexpr int people = 22; // the last room is smaller than the others
constexpr int roomSize = 4;

Population seeded()
{
    Population population;
    population.people = people;
    population.roomSize = roomSize;
    for (int room = 0; room < population.roomCount(); ++room)
        population.rooms.push_back(std::string("r").append(std::to_string(room)));
    for (int person = 0; person < people; ++person)
        population.tokens.push_back(std::string("u")
                                        .append(std::to_string(person))
                                        .append("@r")
                                        .append(std::to_string(population.roomOf(person))));
    return population;
}

Endpoint endpointOf(const Peer& peer)
{
    Endpoint endpoint;
    endpoint.address.s_addr = htonl(INADDR_LOOPBACK);
    endpoint.port = peer.port();
    endpoint.host = "127.0.0.1:" + std::to_string(peer.port());
    return endpoint;
}

// A crowd on a peer, signed in and in its rooms.
struct Scene {
    explicit Scene(Faults faults = {}, Population population = seeded())
        : peer(faults)
        , crowd(loop, endpointOf(peer), std::move(population), progress)
    {
        ready = crowd.signIn(8) && crowd.enterRooms(8);
    }
    Progress progress;
    Peer peer;
    EpollLoop loop;
    Crowd crowd;
    bool ready = false;
};

} // namespace

class TestLoad : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsEveryMessageToEveryReader();
    void goesOnWhereTheLastRunEnded();
    void seesFaults_data();
    void seesFaults();
    void countsRefusals();
    void sendsOnWhenNobodyAnswers();
    void countsAStallForEveryoneWhoWaitedForIt();
    void keepsSoManyUnderWay();
    void sendsAgainAfterARefusal();
    void registersAndCreatesRooms();
    void behavesAsTheProtocolAsks();
    void readsAnyFormOfJson();
    void saysWhyItCannotArrive();
    void reportsWhatWasMeasured();
};

void TestLoad::showsEveryMessageToEveryReader()
{
    Scene scene;
    QVERIFY2(scene.ready, scene.crowd.problem().c_str());
    OpenLoad load(scene.loop, scene.crowd, scene.progress, -1, 100);
    const Measurement measured = load.run(440, 0.5, 20);
    QCOMPARE(measured.sent, 220);
    QCOMPARE(measured.acknowledged, 220);
    // The senders take turns, so each of the 22 spoke 10 times: in five rooms to 4 readers, in one to 2.
    QCOMPARE(measured.verdict.expected, 10 * (5 * 4 * 4 + 2 * 2));
    QCOMPARE(measured.verdict.delivered, measured.verdict.expected);
    QVERIFY(measured.clean());
    QCOMPARE(std::int64_t(measured.delivery.count()), measured.verdict.delivered);
    QVERIFY(measured.delivery.max() > 0);
    QVERIFY(measured.delivery.quantile(0.5) <= measured.delivery.quantile(0.99));
    QCOMPARE(scene.peer.unmasked.load(), 0);
}

void TestLoad::goesOnWhereTheLastRunEnded()
{
    Scene scene;
    QVERIFY2(scene.ready, scene.crowd.problem().c_str());
    OpenLoad load(scene.loop, scene.crowd, scene.progress, -1, 100);
    QVERIFY(load.run(200, 0.3, 20).clean());
    const Measurement second = load.run(100, 0.3, 20);
    QVERIFY(second.clean());
    QCOMPARE(second.sent, 30);
}

void TestLoad::seesFaults_data()
{
    QTest::addColumn<QByteArray>("fault");
    for (const char* fault : {"lost", "doubled", "misordered", "disagreeing"})
        QTest::newRow(fault) << QByteArray(fault);
}

void TestLoad::seesFaults()
{
    QFETCH(const QByteArray, fault);
    Faults faults;
    const bool lost = fault == "lost";
    const bool doubled = fault == "doubled";
    const bool misordered = fault == "misordered";
    (lost                ? faults.loseEvery
            : doubled    ? faults.doubleEvery
            : misordered ? faults.swapEvery
                         : faults.differEvery)
        = 50;
    Scene scene(faults);
    QVERIFY2(scene.ready, scene.crowd.problem().c_str());
    OpenLoad load(scene.loop, scene.crowd, scene.progress, -1, 100);
    // 220 messages, of which four are struck; whoever was struck hears more afterwards.
    const Measurement measured = load.run(440, 0.5, lost ? 0.5 : 20);
    QCOMPARE(measured.verdict.lost, lost ? 4 : 0);
    QCOMPARE(measured.verdict.doubled, doubled ? 4 : 0);
    QCOMPARE(measured.verdict.misordered, misordered ? 4 : 0);
    QCOMPARE(measured.verdict.disagreeing, fault == "disagreeing" ? 4 : 0);
    QVERIFY(!measured.clean());
}

void TestLoad::countsRefusals()
{
    Faults faults;
    faults.refuseEvery = 10;
    Scene scene(faults);
    QVERIFY2(scene.ready, scene.crowd.problem().c_str());
    OpenLoad load(scene.loop, scene.crowd, scene.progress, -1, 100);
    const Measurement measured = load.run(200, 0.5, 20);
    QCOMPARE(measured.refused, (std::map<int, std::int64_t>{{429, 10}}));
    QCOMPARE(measured.acknowledged, 90);
    QVERIFY(measured.verdict.clean());
    QVERIFY(!measured.clean());
}

void TestLoad::sendsOnWhenNobodyAnswers()
{
    Faults faults;
    faults.silent = true;
    Scene scene(faults);
    QVERIFY2(scene.ready, scene.crowd.problem().c_str());
    OpenLoad load(scene.loop, scene.crowd, scene.progress, -1, 100);
    const Measurement measured = load.run(300, 0.5, 0.2);
    QCOMPARE(measured.sent, 150);
    QCOMPARE(measured.unanswered, 150);
    QVERIFY(!measured.clean());
}

void TestLoad::countsAStallForEveryoneWhoWaitedForIt()
{
    Faults faults;
    faults.stallMs = 500;
    Scene scene(faults);
    QVERIFY2(scene.ready, scene.crowd.problem().c_str());
    OpenLoad load(scene.loop, scene.crowd, scene.progress, -1, 100);
    const Measurement measured = load.run(200, 1, 20);
    QVERIFY(measured.clean());
    // A load that waited for answers would have one slow message in 200. This one had a hundred sent into the
    // stall, half of which waited 250 ms or more: a quarter of all.
    QVERIFY(measured.delivery.max() >= 490'000'000);
    QVERIFY(measured.delivery.quantile(0.80) >= 200'000'000);
}

void TestLoad::keepsSoManyUnderWay()
{
    Faults faults;
    faults.silent = true;
    Scene silent(faults);
    QVERIFY2(silent.ready, silent.crowd.problem().c_str());
    ClosedLoad waiting(silent.loop, silent.crowd, silent.progress, -1, 100);
    QCOMPARE(waiting.run(3, 0.3, 0.1).sent, 3 * people);

    Scene answering;
    QVERIFY2(answering.ready, answering.crowd.problem().c_str());
    ClosedLoad flowing(answering.loop, answering.crowd, answering.progress, -1, 100);
    const Measurement measured = flowing.run(3, 0.3, 20);
    QVERIFY(measured.clean());
    QVERIFY(measured.sent > 3 * people);
    QVERIFY(measured.answersPerSecond > 0);
}

void TestLoad::sendsAgainAfterARefusal()
{
    Faults faults;
    faults.refuseEvery = 2;
    Scene scene(faults);
    QVERIFY2(scene.ready, scene.crowd.problem().c_str());
    ClosedLoad load(scene.loop, scene.crowd, scene.progress, -1, 100);
    const Measurement measured = load.run(1, 0.5, 20);
    QVERIFY(measured.refused.at(429) > people); // who is refused comes again
    QVERIFY(measured.acknowledged > people);
    QCOMPARE(measured.unanswered, 0);
}

void TestLoad::registersAndCreatesRooms()
{
    Population population;
    population.people = people;
    population.roomSize = roomSize;
    Scene scene({}, population);
    QVERIFY2(scene.ready, scene.crowd.problem().c_str());
    QCOMPARE(int(scene.crowd.population().rooms.size()), 6);
    OpenLoad load(scene.loop, scene.crowd, scene.progress, -1, 100);
    const Measurement measured = load.run(220, 0.5, 20);
    QCOMPARE(measured.verdict.delivered, 5 * (5 * 4 * 4 + 2 * 2));
    QVERIFY(measured.clean());
}

void TestLoad::behavesAsTheProtocolAsks()
{
    Faults faults;
    faults.fragments = true; // with a ping inside every message
    Scene scene(faults);
    QVERIFY2(scene.ready, scene.crowd.problem().c_str());
    OpenLoad load(scene.loop, scene.crowd, scene.progress, -1, 100);
    // 660 messages: each of the 20 people in full rooms hears 30 × 4, so acknowledges once.
    QVERIFY(load.run(1320, 0.5, 20).clean());
    QTRY_COMPARE(scene.peer.streamAcks.load(), 20);
    QCOMPARE(scene.peer.wrongStreamAcks.load(), 0);
    QTRY_VERIFY(scene.peer.pongs.load() > 600);
}

void TestLoad::readsAnyFormOfJson()
{
    Faults faults;
    faults.foreignForm = true;
    Scene scene(faults);
    QVERIFY2(scene.ready, scene.crowd.problem().c_str());
    OpenLoad load(scene.loop, scene.crowd, scene.progress, -1, 100);
    const Measurement measured = load.run(200, 0.5, 20);
    QVERIFY(measured.clean());
    QVERIFY(!measured.warnings.empty()); // it says that the figures were taken the slow way
}

void TestLoad::saysWhyItCannotArrive()
{
    Progress progress;
    EpollLoop loop;
    Endpoint nowhere;
    {
        const Peer gone({});
        nowhere = endpointOf(gone);
    }
    Crowd crowd(loop, nowhere, seeded(), progress);
    QVERIFY(!crowd.signIn(8));
    QVERIFY(!crowd.problem().empty());
}

void TestLoad::reportsWhatWasMeasured()
{
    Scene scene;
    QVERIFY2(scene.ready, scene.crowd.problem().c_str());
    OpenLoad load(scene.loop, scene.crowd, scene.progress, -1, 100);
    Measurement measured = load.run(100, 0.3, 20);
    measured.load = "a load";
    const std::string text = table({measured, measured});
    QVERIFY(text.starts_with("| figure "));
    QVERIFY(text.find("a load") != std::string::npos);
    const QJsonObject document
        = QJsonDocument::fromJson(QByteArray::fromStdString(json({measured}))).object();
    const QJsonObject first = document.value(QLatin1String("measurements")).toArray().at(0).toObject();
    QCOMPARE(first.value(QLatin1String("sent")).toInteger(), 30);
    QCOMPARE(first.value(QLatin1String("clean")).toBool(), true);
    QCOMPARE(first.value(QLatin1String("delivery")).toObject().value(QLatin1String("count")).toInteger(),
        measured.verdict.delivered);
}

QTEST_GUILESS_MAIN(TestLoad)
#include "tst_load.moc"
