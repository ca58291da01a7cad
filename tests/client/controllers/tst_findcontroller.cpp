#include "client/controllers/linkcontroller.h"
#include "tests/client/controllers/offlinetest.h"

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

// What the window finds: rooms, people and messages, from the copy and from the server.
class TestFind : public OfflineTest {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        begin();
        m_hits.clear();
        m_next.clear();
        m_incomplete = false;
        m_refusals.clear();
        m_peer->on(QStringLiteral("message.search"), [this](const QJsonObject& params) {
            if (!m_refusals.isEmpty())
                return m_refusals.takeFirst();
            const QString after = params.value(QStringLiteral("after")).toString();
            QJsonArray hits;
            for (const qint64 seq : m_hits.value(after))
                hits.append(hit(seq, params.value(QStringLiteral("query")).toString()));
            QJsonObject result{{QStringLiteral("hits"), hits}};
            if (m_next.contains(after))
                result.insert(QStringLiteral("next"), m_next.value(after));
            if (m_incomplete)
                result.insert(QStringLiteral("incomplete"), true);
            return Peer::Reply::ok(result);
        });
        m_peer->on(QStringLiteral("user.search"), [](const QJsonObject&) {
            const QJsonObject sora{{QStringLiteral("id"), UserId(77).toString()},
                {QStringLiteral("handle"), QStringLiteral("sora")},
                {QStringLiteral("name"), QStringLiteral("Sora")},
                {QStringLiteral("kind"), QStringLiteral("person")}};
            return Peer::Reply::ok({{QStringLiteral("users"), QJsonArray{sora}}});
        });
    }
    void cleanup() { end(); }

    void theCopyAnswersFirstAndTheServerLast()
    {
        say({"산행 가요", "nothing here", "토요일 산행"});
        signInAndHold();
        SearchController& search = *m_client->finder.search();
        m_hits[QString()] = {3, 1};
        m_peer->on(
            QStringLiteral("message.search"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        search.setQuery(QStringLiteral("산행"));
        QVERIFY(search.isBusy());
        QTRY_COMPARE_WITH_TIMEOUT(seqs(search), (QList<qint64>{3, 1}), patienceMs);
        QVERIFY(search.isBusy());
        QVERIFY(!search.isEmpty());
        QCOMPARE(search.found()->rows().first().marked, QStringLiteral("토요일 <b>산행</b>"));
        // The server's answer replaces it, and nothing is there twice.
        QTRY_COMPARE_WITH_TIMEOUT(asked("message.search"), 1, patienceMs);
        const Peer::Request request = m_peer->asked(QStringLiteral("message.search")).last();
        m_peer->answer(
            request, Peer::Reply::ok({{QStringLiteral("hits"), QJsonArray{hit(1, QStringLiteral("산행"))}}}));
        QTRY_VERIFY_WITH_TIMEOUT(!search.isBusy(), patienceMs);
        QCOMPARE(seqs(search), (QList<qint64>{1}));
        QVERIFY(!search.hasMore());
    }

    void whatOnlyTheCopyHasStaysWhileTheServerHasMore()
    {
        say({"cat one", "cat two", "cat three"});
        signInAndHold();
        SearchController& search = *m_client->finder.search();
        m_hits[QString()] = {1};
        m_next[QString()] = QStringLiteral("p2");
        m_hits[QStringLiteral("p2")] = {2, 1};
        search.setQuery(QStringLiteral("cat"));
        QTRY_VERIFY_WITH_TIMEOUT(!search.isBusy() && search.hasMore(), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(seqs(search), (QList<qint64>{1, 3, 2}), patienceMs);
        search.more();
        QTRY_VERIFY_WITH_TIMEOUT(!search.isBusy() && !search.hasMore(), patienceMs);
        QCOMPARE(seqs(search), (QList<qint64>{1, 2})); // the server told all: the third was deleted there
    }

    void pagesWithoutAHitAreGoneThrough()
    {
        say({"dog"});
        signInAndHold();
        SearchController& search = *m_client->finder.search();
        m_next[QString()] = QStringLiteral("p2");
        m_next[QStringLiteral("p2")] = QStringLiteral("p3");
        m_hits[QStringLiteral("p3")] = {1};
        search.setQuery(QStringLiteral("elephant"));
        QTRY_VERIFY_WITH_TIMEOUT(!search.isBusy(), patienceMs);
        QCOMPARE(asked("message.search"), 3);
        QCOMPARE(seqs(search), (QList<qint64>{1}));
    }

    void onlyTheLastOfWhatWasTypedIsAsked()
    {
        say({"마당에서", "마차"});
        signInAndHold();
        SearchController& search = *m_client->finder.search();
        for (const char* text : {"마", "마다", "마당"})
            search.setQuery(QString::fromUtf8(text));
        QTRY_VERIFY_WITH_TIMEOUT(!search.isBusy(), patienceMs);
        QCOMPARE(asked("message.search"), 1);
        QCOMPARE(
            m_peer->asked(QStringLiteral("message.search")).first().params.value(QStringLiteral("query")),
            QStringLiteral("마당"));
        QVERIFY(search.isEmpty()); // the server has none
        search.setQuery(QStringLiteral("마당 "));
        QCOMPARE(asked("message.search"), 1); // a blank is no other question
    }

    void anOvertakenAnswerHasNoSay()
    {
        say({"one", "two"});
        signInAndHold();
        SearchController& search = *m_client->finder.search();
        m_peer->on(
            QStringLiteral("message.search"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        search.setQuery(QStringLiteral("one"));
        QTRY_COMPARE_WITH_TIMEOUT(asked("message.search"), 1, patienceMs);
        search.setQuery(QStringLiteral("two"));
        QTRY_COMPARE_WITH_TIMEOUT(asked("message.search"), 2, patienceMs);
        const auto requests = m_peer->asked(QStringLiteral("message.search"));
        m_peer->answer(requests.at(1),
            Peer::Reply::ok({{QStringLiteral("hits"), QJsonArray{hit(2, QStringLiteral("two"))}}}));
        QTRY_COMPARE_WITH_TIMEOUT(seqs(search), (QList<qint64>{2}), patienceMs);
        m_peer->answer(requests.at(0),
            Peer::Reply::ok({{QStringLiteral("hits"), QJsonArray{hit(1, QStringLiteral("one"))}}}));
        // Frames come in order: what is answered after it says that it has come.
        m_client->finder.switcher()->setOpen(true);
        m_client->finder.switcher()->setQuery(QStringLiteral("so"));
        QTRY_COMPARE_WITH_TIMEOUT(m_client->finder.switcher()->count(), 1, patienceMs);
        QCOMPARE(seqs(search), (QList<qint64>{2}));
    }

    void conditionsGoToBoth()
    {
        say({"fish by jun", "fish again"});
        signInAndHold();
        m_room->add(m_peer->userId, QStringLiteral("fish by me"), QStringLiteral("c"));
        SearchController& search = *m_client->finder.search();
        search.setRoomId(m_room->id);
        search.setSenderId(m_room->junId);
        search.setBefore(m_room->messages.at(1).value(QStringLiteral("sent_at")).toInteger());
        QCOMPARE(search.senderName(), QStringLiteral("Jun"));
        m_peer->on(
            QStringLiteral("message.search"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        search.setQuery(QStringLiteral("fish"));
        QTRY_COMPARE_WITH_TIMEOUT(seqs(search), (QList<qint64>{1}), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(asked("message.search"), 1, patienceMs);
        const QJsonObject params = m_peer->asked(QStringLiteral("message.search")).first().params;
        QCOMPARE(params.value(QStringLiteral("room")).toString(), m_room->id);
        QCOMPARE(params.value(QStringLiteral("sender")).toString(), m_room->junId);
        QCOMPARE(params.value(QStringLiteral("before_at")).toInteger(), search.before());
    }

    void withoutAConnectionTheCopyIsAllAndSaysSo()
    {
        QStringList texts;
        for (int i = 0; i < 45; ++i)
            texts.append(QStringLiteral("bird %1").arg(i));
        say(texts);
        signInAndHold();
        goOffline();
        SearchController& search = *m_client->finder.search();
        search.setQuery(QStringLiteral("bird"));
        QTRY_VERIFY_WITH_TIMEOUT(search.isOffline() && !search.isBusy(), patienceMs);
        QCOMPARE(search.count(), 30);
        QVERIFY(search.hasMore());
        search.more();
        QTRY_COMPARE_WITH_TIMEOUT(search.count(), 45, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!search.hasMore(), patienceMs);
        search.setQuery(QStringLiteral("fish"));
        QTRY_VERIFY_WITH_TIMEOUT(search.isEmpty(), patienceMs);
        QVERIFY(search.isOffline());
        // Back again, the server is asked for the same.
        m_hits[QString()] = {5};
        goOnline();
        QTRY_VERIFY_WITH_TIMEOUT(!search.isOffline() && !search.isBusy(), patienceMs);
        QCOMPARE(seqs(search), (QList<qint64>{5}));
    }

    void aFastTyperWaitsOutTheRateUnseen()
    {
        say({"owl"});
        signInAndHold();
        SearchController& search = *m_client->finder.search();
        m_refusals.append(
            Peer::Reply::fail(429, QStringLiteral("rate_limited"), {{QStringLiteral("retry_after_ms"), 10}}));
        m_hits[QString()] = {1};
        search.setQuery(QStringLiteral("owl"));
        QTRY_VERIFY_WITH_TIMEOUT(!search.isBusy(), patienceMs);
        QCOMPARE(asked("message.search"), 2);
        QCOMPARE(search.error(), QString());
        QCOMPARE(seqs(search), (QList<qint64>{1}));
    }

    void whatTheServerRefusesIsSaid()
    {
        say({"owl"});
        signInAndHold();
        SearchController& search = *m_client->finder.search();
        m_refusals.append(Peer::Reply::fail(500, QStringLiteral("internal")));
        search.setQuery(QStringLiteral("owl"));
        QTRY_VERIFY_WITH_TIMEOUT(!search.error().isEmpty(), patienceMs);
        QVERIFY(!search.isBusy());
        QTRY_COMPARE_WITH_TIMEOUT(seqs(search), (QList<qint64>{1}), patienceMs); // the copy's stay
        search.setQuery(QStringLiteral("a b c d e f g h i j k"));
        QVERIFY(!search.error().isEmpty());
        QVERIFY(!search.isBusy());
        search.setQuery(QStringLiteral("owls"));
        QVERIFY(search.error().isEmpty());
    }

    void stepsLeadAlongWhatWasFoundAndOverPages()
    {
        say({"a goat", "two goats", "no"});
        signInAndHold();
        SearchController& search = *m_client->finder.search();
        QSignalSpy led(&search, &SearchController::led);
        m_hits[QString()] = {2};
        m_next[QString()] = QStringLiteral("p2");
        m_hits[QStringLiteral("p2")] = {1};
        search.setRoomId(m_room->id);
        search.setQuery(QStringLiteral("goat"));
        QTRY_VERIFY_WITH_TIMEOUT(!search.isBusy() && search.hasMore() && search.count() == 2, patienceMs);
        QCOMPARE(search.current(), -1);
        search.step(1);
        QCOMPARE(led.takeFirst(), (QVariantList{m_room->id, qint64(2)}));
        QCOMPARE(search.current(), 0);
        search.step(-1); // nothing before the first
        QVERIFY(led.isEmpty());
        search.step(1);
        QCOMPARE(led.takeFirst(), (QVariantList{m_room->id, qint64(1)}));
        QCOMPARE(search.current(), 1);
        search.clear();
        QCOMPARE(search.count(), 0);
        QCOMPARE(search.current(), -1);
        QCOMPARE(search.roomId(), m_room->id);
    }

    void placesComeBeforeMessages()
    {
        say({"hike with sora"});
        signInAndHold();
        m_hits[QString()] = {1};
        FindController& finder = m_client->finder;
        finder.setQuery(QStringLiteral("hik"));
        QTRY_VERIFY_WITH_TIMEOUT(!finder.isBusy() && finder.count() == 3, patienceMs);
        QCOMPARE(kinds(finder.found()),
            (QStringList{QStringLiteral("room"), QStringLiteral("person"), QStringLiteral("message")}));
        QCOMPARE(finder.found()->rows().at(1).handle, QStringLiteral("sora"));
        finder.setQuery({});
        QCOMPARE(finder.count(), 0);
        QVERIFY(!finder.isEmpty());
    }

    void theSwitcherKnowsPeopleAtOnceAndNobodyTwice()
    {
        say({"hello"});
        signInAndHold();
        m_client->roomsController.openRoom(m_room->id);
        QTRY_VERIFY_WITH_TIMEOUT(m_client->people.find(UserId(2)), patienceMs);
        goOffline();
        SwitcherController& switcher = *m_client->finder.switcher();
        switcher.setOpen(true);
        QCOMPARE(kinds(switcher.found()), (QStringList{QStringLiteral("room")}));
        switcher.setQuery(QStringLiteral("@jun"));
        QCOMPARE(kinds(switcher.found()), (QStringList{QStringLiteral("person")}));
        QCOMPARE(switcher.found()->rows().first().title, QStringLiteral("Jun"));
        goOnline();
        switcher.setQuery(QStringLiteral("so"));
        QTRY_COMPARE_WITH_TIMEOUT(switcher.count(), 1, patienceMs);
        QCOMPARE(switcher.found()->rows().first().handle, QStringLiteral("sora"));
    }

    void aFoundMessageInAnotherRoomIsLedTo()
    {
        write(300);
        m_room->readSeq = 300;
        signIn();
        LinkController links(m_client->connection, m_client->session, m_client->rooms,
            m_client->roomsController, m_client->conversation);
        QSignalSpy jumped(&m_client->conversation, &ConversationController::jumpTo);
        links.lead(m_room->id, 40);
        const auto ledTo = [&](qint64 seq) {
            return std::any_of(jumped.begin(), jumped.end(),
                [seq](const QVariantList& one) { return one.at(1).toLongLong() == seq; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(ledTo(40), patienceMs);
        m_client->conversation.jumpToMessage(290, 40);
        QTRY_VERIFY_WITH_TIMEOUT(ledTo(290) && m_client->conversation.canGoBack(), patienceMs);
        m_client->conversation.goBack();
        jumped.clear();
        QTRY_VERIFY_WITH_TIMEOUT(ledTo(40), patienceMs);
    }

private:
    void say(const QStringList& texts)
    {
        for (const QString& text : texts)
            m_room->fromJun(text);
        m_room->readSeq = m_room->head();
    }
    void say(std::initializer_list<const char*> texts)
    {
        QStringList all;
        for (const char* text : texts)
            all.append(QString::fromUtf8(text));
        say(all);
    }
    // With everything of the room in the copy.
    void signInAndHold()
    {
        signIn();
        open();
        settle();
        m_client->roomsController.closeRoom();
    }
    [[nodiscard]] QJsonObject hit(qint64 seq, const QString& query) const
    {
        const QJsonObject message = m_room->messages.at(seq - 1);
        return {{QStringLiteral("message"), message},
            {QStringLiteral("snippet"),
                QJsonObject{{QStringLiteral("text"), message.value(QStringLiteral("text"))},
                    {QStringLiteral("marks"),
                        QJsonArray{QJsonObject{{QStringLiteral("offset"), 0},
                            {QStringLiteral("length"), std::min<qsizetype>(1, query.size())}}}}}}};
    }
    [[nodiscard]] static QList<qint64> seqs(SearchController& search)
    {
        QList<qint64> all;
        for (const FoundRow& row : search.found()->rows())
            all.append(row.seq);
        return all;
    }
    [[nodiscard]] static QStringList kinds(FoundModel* model)
    {
        QStringList all;
        for (int i = 0; i < model->count(); ++i)
            all.append(model->data(model->index(i), FoundModel::KindRole).toString());
        return all;
    }

    QHash<QString, QList<qint64>> m_hits; // by `after`
    QHash<QString, QString> m_next;
    bool m_incomplete = false;
    QList<Peer::Reply> m_refusals;
};

QTEST_GUILESS_MAIN(TestFind)
#include "tst_findcontroller.moc"
