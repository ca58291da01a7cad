#include "client/cache/draftcache.h"
#include "client/cache/outboxcache.h"
#include "client/cache/profiledatabase.h"
#include "client/models/memberlistmodel.h"
#include "client/models/roomlistmodel.h"
#include "client/models/timelinemodel.h"
#include "client/net/connection.h"
#include "client/stores/draftstore.h"
#include "client/stores/messagestore.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"
#include "client/stores/typingstore.h"
#include "tests/client/peer/memoryvault.h"
#include "tests/client/peer/peer.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {
const RoomId room1{11};
const RoomId room2{12};
const UserId meId{1};
const UserId minaId{2};
const UserId junId{3};
// Noon, local time: what follows within minutes is the same day.
const qint64 noon = QDateTime(QDate(2026, 11, 20), QTime(12, 0)).toMSecsSinceEpoch();
constexpr qint64 minute = 60'000;

protocol::User user(UserId id, const char* name)
{
    protocol::User one;
    one.id = id;
    one.handle = QString::fromLatin1(name).toLower();
    one.name = QString::fromLatin1(name);
    return one;
}

protocol::Room room(RoomId id, const char* title, qint64 head, qint64 read)
{
    protocol::Room one;
    one.id = id;
    one.title = QString::fromLatin1(title);
    one.head = {head, head};
    one.memberCount = 3;
    one.me = protocol::RoomMe();
    one.me->readSeq = read;
    one.me->unread = head - read;
    return one;
}

protocol::Message message(qint64 seq, UserId sender, qint64 at, RoomId in = room1)
{
    protocol::Message one;
    one.room = in;
    one.seq = seq;
    one.rev = seq;
    one.sender = sender;
    one.clientId = QUuid::createUuid();
    one.sentAt = at;
    one.text = QStringLiteral("m%1").arg(seq);
    return one;
}

QJsonObject wire(const protocol::Message& one)
{
    return QJsonDocument::fromJson(protocol::encode(one)).object();
}

QString plainError(const Error& error)
{
    return QStringLiteral("error %1").arg(int(error.code));
}
} // namespace

// The models on real stores, with a server in memory.
class TestTimelineModel : public QObject {
    Q_OBJECT

    struct Client {
        explicit Client(Peer& peer)
            : database(ProfileDatabase::open(folder.path()).value().release())
            , connection(peer.factory(), vault, clock)
        {
            people.setMe(user(meId, "Me"));
            people.learn(user(minaId, "Mina"));
            people.learn(user(junId, "Jun"));
            drafts.open(QStringLiteral("me"));
            outbox.open(QStringLiteral("me"));
            vault.held = protocol::decode<protocol::Tokens>(peer.freshTokens()).value();
        }
        ~Client() { connection.stop(); }
        QTemporaryDir folder;
        SystemClock clock;
        std::unique_ptr<ProfileDatabase> database;
        OutboxCache outboxCache{*database};
        DraftCache draftCache{*database};
        MemoryVault vault;
        Connection connection;
        PeopleStore people{connection};
        RoomStore rooms{people};
        MessageStore messages{connection, rooms, people};
        TypingStore typing{clock};
        Outbox outbox{connection, messages, rooms, outboxCache, clock};
        DraftStore drafts{draftCache, clock};
        TimelineModel timeline{messages, outbox, rooms, people, plainError};
        RoomListModel list{rooms, people, typing, outbox, drafts};
        MemberListModel members{rooms, people};
        QAbstractItemModelTester timelineTester{
            &timeline, QAbstractItemModelTester::FailureReportingMode::QtTest};
        QAbstractItemModelTester listTester{&list, QAbstractItemModelTester::FailureReportingMode::QtTest};
        QAbstractItemModelTester membersTester{
            &members, QAbstractItemModelTester::FailureReportingMode::QtTest};
    };

    // Fills the room and shows its newest page.
    void load(const QList<protocol::Message>& stored, bool hasBefore = false)
    {
        m_stored = stored;
        m_peer->on(QStringLiteral("message.history"), [this, hasBefore](const QJsonObject&) {
            QJsonArray messages;
            for (const auto& one : std::as_const(m_stored))
                messages.append(wire(one));
            const qint64 head = m_stored.isEmpty() ? 0 : m_stored.last().seq;
            return Peer::Reply::ok({{QStringLiteral("messages"), messages},
                {QStringLiteral("has_before"), hasBefore}, {QStringLiteral("has_after"), false},
                {QStringLiteral("head"),
                    QJsonObject{{QStringLiteral("seq"), head}, {QStringLiteral("rev"), head}}}});
        });
        m_client->connection.start(QUrl(QStringLiteral("ws://chat.test/ws")));
        QTRY_VERIFY(m_client->connection.isConnected());
        bool done = false;
        fetch(done);
        QTRY_VERIFY(done);
        m_client->timeline.sync();
    }
    QCoro::Task<void> fetch(bool& done)
    {
        const auto result = co_await m_client->messages.load(room1, MessageStore::Page::Newest);
        done = result.ok();
    }
    [[nodiscard]] QVariant at(int row, int role) const
    {
        return m_client->timeline.data(m_client->timeline.index(row), role);
    }
    [[nodiscard]] QStringList texts() const
    {
        QStringList all;
        for (const TimelineRow& row : m_client->timeline.rows())
            all.append(row.text);
        return all;
    }

private Q_SLOTS:
    void init()
    {
        m_peer = std::make_unique<Peer>();
        m_peer->serveSessions();
        m_client = std::make_unique<Client>(*m_peer);
    }
    void cleanup()
    {
        m_client.reset();
        m_peer.reset();
    }

    void beginsEmpty()
    {
        QCOMPARE(m_client->timeline.rowCount(), 0);
        QCOMPARE(m_client->list.rowCount(), 0);
        m_client->timeline.setRoom(room1, {}); // not known
        QCOMPARE(m_client->timeline.rowCount(), 0);
    }

    void theNewestIsFirstAndOneSenderJoinsWithinFiveMinutes()
    {
        m_client->rooms.apply(room(room1, "Hikers", 5, 5));
        m_client->timeline.setRoom(room1, {});
        load({message(1, minaId, noon), message(2, minaId, noon + 4 * minute),
            message(3, minaId, noon + 10 * minute), message(4, junId, noon + 11 * minute),
            message(5, junId, noon + 24 * 60 * minute)});
        QCOMPARE(texts(),
            (QStringList{QStringLiteral("m5"), QStringLiteral("m4"), QStringLiteral("m3"),
                QStringLiteral("m2"), QStringLiteral("m1")}));
        const auto first = [this](int row) { return at(row, TimelineModel::FirstOfGroupRole).toBool(); };
        const auto last = [this](int row) { return at(row, TimelineModel::LastOfGroupRole).toBool(); };
        const auto day = [this](int row) { return at(row, TimelineModel::DayStartRole).toBool(); };
        QVERIFY(first(4) && !last(4));
        QVERIFY(!first(3) && last(3));
        QVERIFY(first(2) && last(2)); // six minutes later
        QVERIFY(first(1) && last(1)); // someone else
        QVERIFY(first(0) && last(0)); // the next day
        QVERIFY(day(4) && !day(3) && !day(1) && day(0));
        QCOMPARE(at(3, TimelineModel::SenderNameRole).toString(), QStringLiteral("Mina"));
        QCOMPARE(at(3, TimelineModel::InitialRole).toString(), QStringLiteral("M"));
    }

    void theDayOfTheOldestIsNotGuessedWhileThereAreOlder()
    {
        m_client->rooms.apply(room(room1, "Hikers", 9, 9));
        m_client->timeline.setRoom(room1, {});
        load({message(8, minaId, noon), message(9, minaId, noon + minute)}, true);
        QVERIFY(!at(1, TimelineModel::DayStartRole).toBool());
    }

    void theLineOfNewMessagesStaysWhereReadingHadStopped()
    {
        m_client->rooms.apply(room(room1, "Hikers", 4, 2));
        m_client->timeline.setRoom(room1, 2);
        load({message(1, minaId, noon), message(2, minaId, noon), message(3, meId, noon),
            message(4, minaId, noon)});
        QCOMPARE(m_client->timeline.unreadSeq(), 4); // not mine
        QVERIFY(at(0, TimelineModel::UnreadLineRole).toBool());
        m_client->rooms.readLocally(room1, 4);
        m_client->messages.apply(message(5, minaId, noon + minute));
        QTRY_COMPARE(m_client->timeline.rowCount(), 5);
        QVERIFY(at(1, TimelineModel::UnreadLineRole).toBool());
        QVERIFY(!at(0, TimelineModel::UnreadLineRole).toBool());
    }

    void aRoomWithoutUnreadOnesHasNoLineLaterEither()
    {
        m_client->rooms.apply(room(room1, "Hikers", 1, 1));
        m_client->timeline.setRoom(room1, {});
        load({message(1, minaId, noon)});
        m_client->messages.apply(message(2, minaId, noon));
        QTRY_COMPARE(m_client->timeline.rowCount(), 2);
        QCOMPARE(m_client->timeline.unreadSeq(), 0);
    }

    void mineKeepsItsRowFromSendingToRead()
    {
        m_client->rooms.apply(room(room1, "Hikers", 1, 1));
        m_client->timeline.setRoom(room1, {});
        load({message(1, minaId, noon)});
        m_peer->on(QStringLiteral("message.send"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        const QUuid id = m_client->outbox.enqueue(room1, QStringLiteral("hello")).value();
        QTRY_COMPARE(m_client->timeline.rowCount(), 2);
        QCOMPARE(at(0, TimelineModel::DeliveryRole).toString(), QStringLiteral("sending"));
        QCOMPARE(at(0, TimelineModel::SeqRole).toLongLong(), 0);
        QSignalSpy inserted(&m_client->timeline, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&m_client->timeline, &QAbstractItemModel::rowsRemoved);

        protocol::Message stored = message(2, meId, noon + minute);
        stored.clientId = id;
        m_client->rooms.applyMessage(stored);
        m_client->messages.apply(stored);
        QTRY_COMPARE(at(0, TimelineModel::DeliveryRole).toString(), QStringLiteral("stored"));
        QCOMPARE(at(0, TimelineModel::SeqRole).toLongLong(), 2);
        QVERIFY(m_client->outbox.ofRoom(room1).isEmpty());
        m_client->rooms.applyRead(room1, minaId, 2);
        QTRY_COMPARE(at(0, TimelineModel::DeliveryRole).toString(), QStringLiteral("read"));
        QCOMPARE(inserted.size() + removed.size(), 0);
    }

    void whatComesMeanwhileStandsBeforeWhatWaits()
    {
        m_client->rooms.apply(room(room1, "Hikers", 1, 1));
        m_client->timeline.setRoom(room1, {});
        load({message(1, minaId, noon)});
        m_peer->on(QStringLiteral("message.send"),
            [](const QJsonObject&) { return Peer::Reply::fail(403, QStringLiteral("forbidden")); });
        QVERIFY(m_client->outbox.enqueue(room1, QStringLiteral("refused")).ok());
        QTRY_COMPARE(at(0, TimelineModel::DeliveryRole).toString(), QStringLiteral("failed"));
        QCOMPARE(at(0, TimelineModel::FailReasonRole).toString(), QStringLiteral("error 403"));
        m_client->messages.apply(message(2, minaId, noon + minute));
        QTRY_COMPARE(
            texts(), (QStringList{QStringLiteral("refused"), QStringLiteral("m2"), QStringLiteral("m1")}));
    }

    void aReplyShowsWhatItAnswersFromWhereverThatLies()
    {
        m_client->rooms.apply(room(room1, "Hikers", 497, 497));
        m_client->timeline.setRoom(room1, {});
        protocol::Message asked = message(497, minaId, noon);
        asked.text = QStringLiteral("**seven** o'clock?");
        load({asked}, true);
        m_peer->on(QStringLiteral("message.history"), [](const QJsonObject& params) {
            QJsonArray page;
            if (params.value(QStringLiteral("around")).toInteger() == 7)
                page.append(wire(message(7, minaId, noon - minute)));
            return Peer::Reply::ok({{QStringLiteral("messages"), page}, {QStringLiteral("has_before"), true},
                {QStringLiteral("has_after"), true},
                {QStringLiteral("head"),
                    QJsonObject{{QStringLiteral("seq"), 500}, {QStringLiteral("rev"), 500}}}});
        });
        const qsizetype before = m_peer->asked(QStringLiteral("message.history")).size();
        for (const auto& [seq, answered] : {std::pair<qint64, qint64>(498, 497), {499, 7}, {500, 3}}) {
            protocol::Message reply = message(seq, junId, noon);
            reply.replyTo = answered;
            m_client->messages.apply(reply);
        }
        const auto quote = [this](int row, const char* field) {
            return QJsonDocument::fromJson(at(row, TimelineModel::QuoteRole).toString().toUtf8())
                .object()
                .value(QLatin1String(field));
        };
        QTRY_COMPARE(quote(2, "name").toString(), QStringLiteral("Mina"));
        QCOMPARE(quote(2, "text").toString(), QStringLiteral("seven o'clock?"));
        QCOMPARE(quote(2, "state").toString(), QString());
        QVERIFY(at(3, TimelineModel::QuoteRole).toString().isEmpty());
        QTRY_COMPARE(quote(1, "text").toString(), QStringLiteral("m7"));
        QTRY_COMPARE(quote(0, "state").toString(), QStringLiteral("gone"));
        // Each was asked for once.
        QCOMPARE(m_peer->asked(QStringLiteral("message.history")).size(), before + 2);
        // What is answered changes.
        protocol::Message deleted = message(7, minaId, noon - minute);
        deleted.rev = 501;
        deleted.text.clear();
        deleted.deletedAt = noon;
        m_client->messages.apply(deleted);
        QTRY_COMPARE(quote(1, "state").toString(), QStringLiteral("deleted"));
        QCOMPARE(quote(1, "text").toString(), QString());
    }

    void marksInTheTextAreReadAndMembersAreMentioned()
    {
        m_client->rooms.apply(room(room1, "Hikers", 2, 2));
        m_client->timeline.setRoom(room1, {});
        protocol::Message styled = message(1, minaId, noon);
        styled.text = QStringLiteral("**yes**, @jun");
        protocol::Message plain = message(2, minaId, noon);
        load({styled, plain});
        QCOMPARE(at(0, TimelineModel::FormatRole).toString(), QStringLiteral("plain"));
        QVERIFY(at(0, TimelineModel::MarkupRole).toString().isEmpty());
        QCOMPARE(at(1, TimelineModel::FormatRole).toString(), QStringLiteral("styled"));
        QCOMPARE(at(1, TimelineModel::TextRole).toString(), QStringLiteral("yes, @jun"));
        QCOMPARE(at(1, TimelineModel::MarkupRole).toString(), QStringLiteral("<b>yes</b>, @jun"));
        QSignalSpy changed(&m_client->timeline, &QAbstractItemModel::dataChanged);
        protocol::Member jun;
        jun.user = user(junId, "Jun");
        m_client->rooms.applyMembers(room1, {jun});
        QVERIFY(!changed.isEmpty());
        QCOMPARE(at(1, TimelineModel::MarkupRole).toString(),
            QStringLiteral("<b>yes</b>, <font color=\"mention\">@jun</font>"));
        QCOMPARE(m_client->timeline.textOf(1, 1), QStringLiteral("yes, @jun"));
    }

    void whatIsMineOfTheReactionsIsKeptWhenAnEventComes()
    {
        m_client->rooms.apply(room(room1, "Hikers", 1, 1));
        m_client->timeline.setRoom(room1, {});
        protocol::Message one = message(1, minaId, noon);
        load({one});
        const auto reactions = [this] { return at(0, TimelineModel::ReactionsRole).toString(); };
        QVERIFY(reactions().isEmpty());
        // The answer to my own, after the event that says less.
        one.rev = 2;
        one.reactions = {protocol::Reaction{QStringLiteral("+"), 1, {}}};
        m_client->messages.apply(one);
        one.reactions = {protocol::Reaction{QStringLiteral("+"), 1, true}};
        m_client->messages.apply(one);
        QTRY_COMPARE(reactions(), QStringLiteral("[{\"count\":1,\"emoji\":\"+\",\"mine\":true}]"));
        // Somebody else's.
        one.rev = 3;
        one.reactions = {protocol::Reaction{QStringLiteral("+"), 2, {}}};
        m_client->messages.apply(one);
        QTRY_COMPARE(reactions(), QStringLiteral("[{\"count\":2,\"emoji\":\"+\",\"mine\":true}]"));
        // Mine goes; the event comes after the answer.
        one.rev = 4;
        one.reactions = {protocol::Reaction{QStringLiteral("+"), 1, false}};
        m_client->messages.apply(one);
        one.reactions = {protocol::Reaction{QStringLiteral("+"), 1, {}}};
        m_client->messages.apply(one);
        QTRY_COMPARE(reactions(), QStringLiteral("[{\"count\":1,\"emoji\":\"+\",\"mine\":false}]"));
    }

    void editsAndDeletionsChangeTheRowInItsPlace()
    {
        m_client->rooms.apply(room(room1, "Hikers", 2, 2));
        m_client->timeline.setRoom(room1, {});
        protocol::Message mine = message(1, meId, noon);
        load({mine, message(2, minaId, noon)});
        QVERIFY(at(1, TimelineModel::CanEditRole).toBool() && at(1, TimelineModel::CanDeleteRole).toBool());
        QVERIFY(!at(0, TimelineModel::CanEditRole).toBool() && !at(0, TimelineModel::CanDeleteRole).toBool());
        QSignalSpy changed(&m_client->timeline, &QAbstractItemModel::dataChanged);
        mine.rev = 3;
        mine.text = QStringLiteral("better");
        mine.editedAt = noon + minute;
        m_client->messages.apply(mine);
        QTRY_COMPARE(at(1, TimelineModel::TextRole).toString(), QStringLiteral("better"));
        QVERIFY(at(1, TimelineModel::EditedRole).toBool());
        QCOMPARE(changed.size(), 1);
        mine.rev = 4;
        mine.text.clear();
        mine.deletedAt = noon + 2 * minute;
        m_client->messages.apply(mine);
        QTRY_VERIFY(at(1, TimelineModel::DeletedRole).toBool());
        QVERIFY(!at(1, TimelineModel::CanEditRole).toBool());
        QCOMPARE(m_client->timeline.rowCount(), 2);
    }

    void aHoleInTheEventsIsFilledFromTheServer()
    {
        m_client->rooms.apply(room(room1, "Hikers", 1, 1));
        m_client->timeline.setRoom(room1, {});
        load({message(1, minaId, noon)});
        const protocol::Message lost = message(2, minaId, noon + minute);
        const protocol::Message next = message(3, minaId, noon + minute);
        m_peer->on(QStringLiteral("message.changes"), [&](const QJsonObject& params) {
            if (params.value(QStringLiteral("since")).toInt() != 1)
                return Peer::Reply::fail(422, QStringLiteral("invalid"));
            return Peer::Reply::ok({{QStringLiteral("messages"), QJsonArray{wire(lost), wire(next)}},
                {QStringLiteral("rev"), 3}, {QStringLiteral("more"), false},
                {QStringLiteral("head"),
                    QJsonObject{{QStringLiteral("seq"), 3}, {QStringLiteral("rev"), 3}}}});
        });
        m_client->messages.apply(next);
        QCOMPARE(m_client->timeline.rowCount(), 1);
        QTRY_COMPARE(m_client->timeline.rowCount(), 3);
    }

    void memoryStaysBoundedHoweverMuchComes()
    {
        m_client->rooms.apply(room(room1, "Hikers", 1, 1));
        m_client->timeline.setRoom(room1, {});
        load({message(1, minaId, noon)});
        const auto flood = [this](qint64 from, qint64 to) {
            for (qint64 seq = from; seq <= to; ++seq)
                m_client->messages.apply(message(seq, minaId, noon));
            m_client->timeline.sync();
        };
        flood(2, 3000);
        QVERIFY(m_client->timeline.rowCount() <= MessageStore::windowMost + MessageStore::pageSize);
        QCOMPARE(m_client->timeline.rows().first().seq, 3000);
        // Scrolled up, the newest go instead of what is being looked at.
        m_client->messages.setFollowing(room1, false);
        const qint64 oldest = m_client->timeline.rows().last().seq;
        flood(3001, 6000);
        QVERIFY(m_client->timeline.rowCount() <= 2 * MessageStore::windowMost);
        QCOMPARE(m_client->timeline.rows().last().seq, oldest);
        QVERIFY(m_client->timeline.indexOfSeq(3000) >= 0);
        QVERIFY(m_client->messages.window(room1)->hasNewer());
    }

    void roomsStandByTheirLatestActivity()
    {
        protocol::Room one = room(room1, "Hikers", 3, 3);
        one.last = message(3, minaId, noon);
        protocol::Room two = room(room2, "Climbers", 7, 5);
        two.last = message(7, junId, noon + minute, room2);
        m_client->rooms.apply(one);
        m_client->rooms.apply(two);
        const auto titles = [this] {
            m_client->list.sync();
            QStringList all;
            for (const RoomRow& row : m_client->list.rows())
                all.append(row.title);
            return all;
        };
        QCOMPARE(titles(), (QStringList{QStringLiteral("Climbers"), QStringLiteral("Hikers")}));
        QCOMPARE(m_client->list.totalUnread(), 2);
        QCOMPARE(m_client->list.rows().first().lastSender, QStringLiteral("Jun"));

        QSignalSpy moved(&m_client->list, &QAbstractItemModel::rowsMoved);
        m_client->rooms.applyMessage(message(4, minaId, noon + 2 * minute));
        QCOMPARE(titles(), (QStringList{QStringLiteral("Hikers"), QStringLiteral("Climbers")}));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(m_client->list.rows().first().unread, 1);

        m_client->list.setFilter(QStringLiteral("unread"));
        m_client->rooms.readLocally(room1, 4);
        QCOMPARE(titles(), QStringList{QStringLiteral("Climbers")});
        QCOMPARE(m_client->list.totalUnread(), 2);
        m_client->list.setFilter(QStringLiteral("people"));
        QCOMPARE(titles(), QStringList());
        QCOMPARE(m_client->list.indexOf(room1.toString()), -1);
        m_client->list.setFilter(QStringLiteral("all"));
        QCOMPARE(m_client->list.indexOf(room1.toString()), 0);
    }

    void aRowTellsWhatWaitsAndWhoWrites()
    {
        protocol::Room one = room(room1, "Hikers", 3, 3);
        one.last = message(3, minaId, noon);
        m_client->rooms.apply(one);
        QVERIFY(m_client->outbox.enqueue(room1, QStringLiteral("on its\nway")).ok());
        m_client->typing.apply(room1, junId, true);
        m_client->drafts.setDraft(room1, QStringLiteral("half a"));
        QTRY_COMPARE(m_client->list.rowCount(), 1);
        QTRY_COMPARE(m_client->list.rows().first().typing, QStringLiteral("Jun"));
        const RoomRow row = m_client->list.rows().first();
        QCOMPARE(row.lastText, QStringLiteral("on its way"));
        QCOMPARE(row.lastState, QStringLiteral("sending"));
        QVERIFY(row.lastMine);
        QCOMPARE(row.draft, QStringLiteral("half a"));
    }

    void membersStandByRoleAndName()
    {
        m_client->rooms.apply(room(room1, "Hikers", 0, 0));
        m_client->members.setRoom(room1);
        protocol::Member mina{user(minaId, "Mina"), protocol::MemberRole::Member, 0, 0};
        protocol::Member jun{user(junId, "Jun"), protocol::MemberRole::Owner, 0, 0};
        protocol::Member me{user(meId, "Me"), protocol::MemberRole::Member, 0, 0};
        m_client->rooms.applyMembers(room1, {mina, me, jun});
        const auto names = [this] {
            QStringList all;
            for (const MemberRow& row : m_client->members.rows())
                all.append(row.name);
            return all;
        };
        QCOMPARE(names(), (QStringList{QStringLiteral("Jun"), QStringLiteral("Me"), QStringLiteral("Mina")}));
        m_client->rooms.applyMember(room1, mina, true);
        QCOMPARE(names(), (QStringList{QStringLiteral("Jun"), QStringLiteral("Me")}));
        m_client->people.learn(user(junId, "Zun"));
        QCOMPARE(names(), (QStringList{QStringLiteral("Zun"), QStringLiteral("Me")}));
    }

private:
    std::unique_ptr<Peer> m_peer;
    std::unique_ptr<Client> m_client;
    QList<protocol::Message> m_stored;
};

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timelinemodel.moc"
