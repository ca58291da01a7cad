#include "server/eventloop/loopexecutor.h"
#include "server/rooms/roomnews.h"
#include "shared/core/clock.h"

#include <QCoroFuture>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QPromise>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;

namespace {

const RoomId kRoom(7);

Message change(qint64 seq, qint64 rev)
{
    Message message;
    message.room = kRoom;
    message.seq = seq;
    message.rev = rev;
    message.sender = UserId(1);
    message.text = QString::number(rev);
    return message;
}

// A room that other servers change: what is read of it comes when the test lets it.
class Elsewhere final : public RoomRepository, public MessageLog, public UserRepository, public Bus {
public:
    RoomState state;
    std::vector<Message> stored; // by rev
    int loads = 0;
    bool away = false; // the database
    bool gone = false; // the room
    bool holds = false; // a reading waits for go()
    std::vector<std::shared_ptr<QPromise<void>>> held;
    QStringList told; // "created 3", "changed 4", "removed 2"

    void go()
    {
        holds = false;
        for (const auto& promise : std::exchange(held, {}))
            promise->finish();
    }
    QCoro::Task<Result<std::optional<RoomState>>> load(RoomId) override
    {
        ++loads;
        if (away)
            co_return Error::unavailable(QStringLiteral("away"));
        const RoomState now = state;
        if (gone)
            co_return std::optional<RoomState>();
        if (holds) {
            auto promise = std::make_shared<QPromise<void>>();
            promise->start();
            held.push_back(promise);
            const QFuture<void> let = promise->future();
            co_await let;
        }
        co_return std::optional(now);
    }
    QCoro::Task<Result<ChangesPage>> changes(RoomId, qint64 since, int) override
    {
        ChangesPage page;
        for (const Message& message : stored) {
            if (message.rev > since)
                page.messages.push_back(message);
        }
        page.rev = page.messages.empty() ? since : page.messages.back().rev;
        page.head = {page.rev, page.rev};
        co_return page;
    }
    void publish(Event event) override
    {
        const QJsonObject frame = QJsonDocument::fromJson(event.frame).object();
        const QString method = frame[u"method"].toString();
        const QJsonObject params = frame[u"params"].toObject();
        if (method.startsWith(u"message."))
            told << method.mid(8) % u' ' % QString::number(params[u"message"][u"rev"].toInteger());
        else
            told << method % QStringLiteral(" to %1").arg(event.to.size());
    }
    QCoro::Task<Result<std::vector<User>>> findMany(std::vector<UserId> users) override
    {
        std::vector<User> found;
        for (UserId id : users) {
            found.emplace_back();
            found.back().id = id;
        }
        co_return found;
    }
    QCoro::Task<Result<std::optional<RoomRow>>> row(RoomId, UserId user) override
    {
        RoomRow mine;
        mine.room = state.room;
        mine.head = state.head;
        mine.me.user = user;
        co_return std::optional(mine);
    }

    // Not asked for here.
    QCoro::Task<Result<CreatedRoom>> createGroup(Room, std::vector<Member>, UserId, QUuid) override
    {
        co_return no();
    }
    QCoro::Task<Result<CreatedRoom>> createDirect(Room, UserId, UserId) override { co_return no(); }
    QCoro::Task<Result<RoomRowPage>> list(UserId, QString, int) override { co_return no(); }
    QCoro::Task<Result<std::vector<RoomId>>> roomsOf(UserId) override { co_return no(); }
    QCoro::Task<Result<MemberPage>> members(RoomId, QString, int) override { co_return no(); }
    QCoro::Task<Result<UnreadCount>> setRead(RoomId, UserId, qint64) override { co_return no(); }
    QCoro::Task<Result<Departure>> leave(RoomId, UserId, qint64) override { co_return no(); }
    QCoro::Task<Result<void>> setExpiry(RoomId, qint64) override { co_return no(); }
    QCoro::Task<Result<std::optional<User>>> find(UserId) override { co_return no(); }
    QCoro::Task<Result<UserPage>> search(QString, QString, int) override { co_return no(); }
    void append(LogEntry, Executor&, Done) override { }
    void flush(Executor&, Executor::Job) override { }
    QCoro::Task<Result<std::optional<Head>>> head(RoomId) override { co_return no(); }
    QCoro::Task<Result<MessagePage>> page(RoomId, PageQuery) override { co_return no(); }

private:
    static Error no() { return Error::unavailable(QStringLiteral("not here")); }
};

} // namespace

// Rooms that other servers write in as well.
class TestRoomNews : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void whatIsHeardOfAnUnreadRoomIsTold();
    void whatIsHeardWhileItIsReadIsToldOnce();
    void aHoleIsFilledFromTheLog();
    void aRoomIsReadOnceForAllWhoWait();
    void nothingIsDecidedByAnOutdatedRoom();
    void aChangeDuringTheReadingIsReadAgain();
    void afterSilenceItTellsWhoLeftAndCame();
    void whatIsHeardWhileTheDatabaseIsAwayIsToldAfterwards();
    void anOutdatedRoomTellsAfterwardsToo();
    void wordsOfARoomThatIsNoMoreAreForgotten();
    void aDoubtedRoomTellsWhoLeftUnheard();

private:
    void have(qint64 head, std::vector<UserId> people);

    SystemClock m_clock;
    std::unique_ptr<LoopExecutor> m_loop;
    std::unique_ptr<Elsewhere> m_world;
    std::unique_ptr<RoomTable> m_table;
    std::unique_ptr<RoomNews> m_news;
};

void TestRoomNews::init()
{
    m_loop = std::make_unique<LoopExecutor>();
    m_world = std::make_unique<Elsewhere>();
    m_world->state.room.id = kRoom;
    have(3, {UserId(1), UserId(2)});
    m_table = std::make_unique<RoomTable>(*m_loop, *m_world, m_clock);
    m_news = std::make_unique<RoomNews>(
        *m_loop, *m_table, RoomNews::Ports{*m_world, *m_world, *m_world, *m_world});
}

void TestRoomNews::cleanup()
{
    m_world->go();
    QTest::qWait(5);
    m_news.reset();
    m_table.reset();
    m_loop.reset();
}

void TestRoomNews::have(qint64 head, std::vector<UserId> people)
{
    m_world->state.head = {head, head};
    m_world->state.members.clear();
    for (UserId user : people)
        m_world->state.members.push_back({user});
}

void TestRoomNews::whatIsHeardOfAnUnreadRoomIsTold()
{
    // The room was not in memory, and its head holds the change already when it is read.
    have(4, {UserId(1), UserId(2)});
    m_news->heard(change(4, 4), {4, 4});
    m_news->heard(change(5, 5), {5, 5});
    QTRY_COMPARE(m_world->told, (QStringList{"created 4", "created 5"}));
    QCOMPARE(m_world->loads, 1);
}

void TestRoomNews::whatIsHeardWhileItIsReadIsToldOnce()
{
    m_world->holds = true;
    m_table->with(kRoom, [](const Result<RoomPtr>&) {});
    QTRY_COMPARE(m_world->loads, 1);
    m_news->heard(change(4, 4), {4, 4});
    m_news->heard(change(4, 4), {4, 4});
    m_news->heard(change(2, 5), {4, 5});
    m_world->go();
    QTRY_COMPARE(m_world->told, (QStringList{"created 4", "changed 5"}));
}

void TestRoomNews::aHoleIsFilledFromTheLog()
{
    m_news->heard(change(4, 4), {4, 4});
    QTRY_COMPARE(int(m_world->told.size()), 1);
    m_world->stored = {change(4, 4), change(5, 5), change(6, 6), change(7, 7)};
    m_news->heard(change(7, 7), {7, 7});
    QTest::qWait(20);
    QCOMPARE(int(m_world->told.size()), 1); // it waits for those before it
    QTRY_COMPARE(m_world->told, (QStringList{"created 4", "created 5", "created 6", "created 7"}));
}

void TestRoomNews::aRoomIsReadOnceForAllWhoWait()
{
    m_world->holds = true;
    QList<int> order;
    for (int i = 0; i < 5; ++i)
        m_table->with(kRoom, [&order, i](const Result<RoomPtr>& room) {
            QVERIFY(room.ok());
            order << i;
        });
    QTest::qWait(5);
    QVERIFY(order.isEmpty());
    m_world->go();
    QTRY_COMPARE(order, (QList<int>{0, 1, 2, 3, 4}));
    QCOMPARE(m_world->loads, 1);
}

void TestRoomNews::nothingIsDecidedByAnOutdatedRoom()
{
    bool member = false;
    const auto ask = [&] {
        member = true;
        m_table->with(kRoom, [&member](const Result<RoomPtr>& room) { member = (*room)->member(UserId(2)); });
    };
    ask();
    QTRY_COMPARE(m_world->loads, 1);
    have(3, {UserId(1)});
    m_table->outdate(kRoom);
    m_world->holds = true;
    ask();
    QTRY_COMPARE(m_world->loads, 2);
    ask(); // while it is being read: not by what was before
    m_world->go();
    QTRY_VERIFY(!member);
    QCOMPARE(m_world->loads, 2);
}

void TestRoomNews::aChangeDuringTheReadingIsReadAgain()
{
    m_world->holds = true;
    int members = 0;
    m_table->with(kRoom, [&members](const Result<RoomPtr>& room) { members = (*room)->memberCount(); });
    QTRY_COMPARE(m_world->loads, 1);
    have(3, {UserId(1)});
    m_table->outdate(kRoom);
    m_world->go();
    QTRY_COMPARE(members, 1);
    QCOMPARE(m_world->loads, 2);
}

void TestRoomNews::afterSilenceItTellsWhoLeftAndCame()
{
    m_table->with(kRoom, [](const Result<RoomPtr>&) {});
    QTRY_VERIFY(m_table->peek(kRoom) != nullptr);
    have(3, {UserId(1), UserId(3)});
    m_table->distrust();
    QTRY_COMPARE(m_world->told,
        (QStringList{
            "room.removed to 1", "room.changed to 1", "member.changed to 2", "member.changed to 2"}));
}

void TestRoomNews::whatIsHeardWhileTheDatabaseIsAwayIsToldAfterwards()
{
    m_world->away = true;
    m_news->heard(change(4, 4), {4, 4});
    QTRY_VERIFY(m_world->loads >= 1);
    m_news->heard(change(5, 5), {5, 5});
    Event read;
    read.room = kRoom;
    read.frame = R"({"method":"read.changed"})";
    read.kind = EventClass::Replaceable;
    m_news->heardEvent(read);
    const int tried = m_world->loads;
    QTRY_VERIFY(m_world->loads > tried);
    QVERIFY(m_world->told.isEmpty());
    m_world->stored = {change(4, 4), change(5, 5)};
    have(5, {UserId(1), UserId(2)});
    m_world->away = false;
    QTRY_COMPARE(int(m_world->told.size()), 3);
    m_world->told.removeOne(QStringLiteral("read.changed to 2"));
    QCOMPARE(m_world->told, (QStringList{"created 4", "created 5"}));
}

void TestRoomNews::anOutdatedRoomTellsAfterwardsToo()
{
    bool known = false;
    m_table->with(kRoom, [&](const Result<RoomPtr>&) { known = true; });
    QTRY_VERIFY(known);
    m_world->away = true;
    m_table->distrust();
    m_news->heard(change(4, 4), {4, 4});
    const int tried = m_world->loads;
    QTRY_VERIFY(m_world->loads > tried + 1);
    QVERIFY(m_world->told.isEmpty());
    m_world->away = false;
    QTRY_COMPARE(m_world->told, QStringList{"created 4"});
}

void TestRoomNews::wordsOfARoomThatIsNoMoreAreForgotten()
{
    m_world->away = true;
    m_news->heard(change(4, 4), {4, 4});
    QTRY_VERIFY(m_world->loads >= 1);
    m_world->gone = true;
    m_world->away = false;
    QTRY_VERIFY(m_world->loads >= 2);
    QTest::qWait(5);
    QCOMPARE(m_table->peek(kRoom), nullptr);
    m_world->gone = false;
    have(9, {UserId(1)});
    m_news->heard(change(10, 10), {10, 10});
    QTRY_COMPARE(m_world->told, QStringList{"created 10"});
}

void TestRoomNews::aDoubtedRoomTellsWhoLeftUnheard()
{
    bool known = false;
    m_table->with(kRoom, [&](const Result<RoomPtr>&) { known = true; });
    QTRY_VERIFY(known);
    m_table->doubt(kRoom);
    m_table->with(kRoom, [&](const Result<RoomPtr>&) { known = false; });
    QTRY_VERIFY(!known);
    QCOMPARE(m_world->told, QStringList());
    have(3, {UserId(1)});
    m_world->away = true;
    const int tried = m_world->loads;
    m_table->doubt(kRoom);
    QTRY_VERIFY(m_world->loads > tried);
    m_world->away = false;
    m_table->with(kRoom, [](const Result<RoomPtr>&) {});
    QTRY_VERIFY(m_world->told.contains(QStringLiteral("room.removed to 1")));
}

QTEST_GUILESS_MAIN(TestRoomNews)
#include "tst_roomnews.moc"
