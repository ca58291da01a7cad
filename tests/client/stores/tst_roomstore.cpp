#include "client/net/connection.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"
#include "tests/client/peer/memoryvault.h"
#include "tests/client/peer/peer.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {
const RoomId room1{11};
const UserId me{1};
const UserId other{2};

protocol::Room room(qint64 headSeq, qint64 readSeq, qint64 unread)
{
    protocol::Room one;
    one.id = room1;
    one.title = QStringLiteral("Hikers");
    one.head = {headSeq, headSeq};
    one.me = protocol::RoomMe();
    one.me->readSeq = readSeq;
    one.me->unread = unread;
    return one;
}

protocol::Message message(qint64 seq, UserId sender, qint64 rev = 0)
{
    protocol::Message one;
    one.room = room1;
    one.seq = seq;
    one.rev = rev > 0 ? rev : seq;
    one.sender = sender;
    one.text = QStringLiteral("text %1").arg(one.rev);
    return one;
}
} // namespace

class TestRoomStore : public QObject {
    Q_OBJECT

    [[nodiscard]] qint64 unread() const { return m_rooms->find(room1)->unread; }

private Q_SLOTS:
    void init()
    {
        m_peer = std::make_unique<Peer>();
        m_connection = std::make_unique<Connection>(m_peer->factory(), m_vault, m_clock);
        m_people = std::make_unique<PeopleStore>(*m_connection);
        m_rooms = std::make_unique<RoomStore>(*m_people);
        protocol::User user;
        user.id = me;
        m_people->setMe(user);
    }
    void cleanup()
    {
        m_rooms.reset();
        m_people.reset();
        m_connection.reset();
        m_peer.reset();
    }

    void eventsAddToTheServersCount()
    {
        m_rooms->apply(room(10, 8, 2));
        m_rooms->applyMessage(message(11, other));
        QCOMPARE(unread(), 3);
        m_rooms->applyMessage(message(12, me)); // mine never counts
        QCOMPARE(unread(), 3);
        m_rooms->applyMessage(message(11, other)); // nor does one that comes twice
        QCOMPARE(unread(), 3);
        m_rooms->applyMessage(message(11, other, 13)); // nor an edit
        QCOMPARE(unread(), 3);
        QCOMPARE(m_rooms->find(room1)->room.last->seq, 12);
    }

    void aSnapshotThatWasOvertakenTakesNothingBack()
    {
        m_rooms->apply(room(10, 8, 2));
        m_rooms->applyMessage(message(11, other));
        m_rooms->applyMessage(message(12, other));
        m_rooms->apply(room(11, 8, 3)); // counted before 12
        QCOMPARE(unread(), 4);
        QCOMPARE(m_rooms->find(room1)->room.head.seq, 12);
        QCOMPARE(m_rooms->find(room1)->room.last->seq, 12);
        m_rooms->apply(room(12, 8, 4));
        QCOMPARE(unread(), 4);
    }

    void readingIsKnownAtOnceAndTheServersCountIsFinal()
    {
        m_rooms->apply(room(10, 5, 5));
        m_rooms->readLocally(room1, 8);
        QCOMPARE(unread(), 2); // no more can be left
        m_rooms->applyReadResult(room1, 8, 1); // one of them is mine
        QCOMPARE(unread(), 1);
        m_rooms->readLocally(room1, 10);
        QCOMPARE(unread(), 0);
        m_rooms->applyReadResult(room1, 8, 1); // late answer to the earlier mark
        QCOMPARE(unread(), 0);
        m_rooms->readLocally(room1, 3); // never back
        QCOMPARE(m_rooms->find(room1)->readSeq, 10);
        m_rooms->apply(room(10, 5, 5)); // told before the mark arrived
        QCOMPARE(unread(), 0);
    }

    void myOtherDeviceReads()
    {
        m_rooms->apply(room(10, 5, 5));
        m_rooms->applyRead(room1, me, 10);
        QCOMPARE(unread(), 0);
        QCOMPARE(m_rooms->find(room1)->readByOthers, 0);
    }

    void othersReadingNeverGoesBack()
    {
        m_rooms->apply(room(10, 5, 5));
        QSignalSpy spy(m_rooms.get(), &RoomStore::readByOthersChanged);
        m_rooms->applyRead(room1, other, 9);
        m_rooms->applyRead(room1, other, 7);
        QCOMPARE(m_rooms->find(room1)->readByOthers, 9);
        QCOMPARE(spy.size(), 1);
    }

    void whatIsNotInTheListIsGoneUnlessItWasHeardOfMeanwhile()
    {
        protocol::Room two = room(1, 0, 1);
        two.id = RoomId(22);
        protocol::Room three = room(1, 0, 1);
        three.id = RoomId(33);
        m_rooms->apply(room(10, 5, 5));
        m_rooms->apply(two);
        m_rooms->beginList();
        m_rooms->applyMessage(message(11, other)); // room1 moves up while pages are read
        m_rooms->apply(three); // and I am added to another
        m_rooms->endList({});
        QVERIFY(m_rooms->find(room1));
        QVERIFY(!m_rooms->find(RoomId(22)));
        QVERIFY(m_rooms->find(RoomId(33)));
        QVERIFY(m_rooms->isLoaded());
    }

    void anEventForEveryoneKeepsWhatIsMine()
    {
        m_rooms->apply(room(10, 5, 5));
        protocol::Room general = room(10, 0, 0);
        general.me.reset();
        general.title = QStringLiteral("Climbers");
        m_rooms->apply(general);
        QCOMPARE(m_rooms->find(room1)->room.title, QStringLiteral("Climbers"));
        QVERIFY(m_rooms->find(room1)->room.me);
        QCOMPARE(unread(), 5);
    }

    void anUnknownRoomIsAskedFor()
    {
        QSignalSpy spy(m_rooms.get(), &RoomStore::unknown);
        m_rooms->applyMessage(message(1, other));
        QCOMPARE(spy.size(), 1);
    }

private:
    SystemClock m_clock;
    MemoryVault m_vault;
    std::unique_ptr<Peer> m_peer;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<PeopleStore> m_people;
    std::unique_ptr<RoomStore> m_rooms;
};

QTEST_GUILESS_MAIN(TestRoomStore)
#include "tst_roomstore.moc"
