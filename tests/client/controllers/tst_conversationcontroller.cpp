#include "tests/client/controllers/client.h"

#include <QtCore/QJsonArray>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

class TestConversationController : public QObject {
    Q_OBJECT

    void startClient()
    {
        m_client.reset();
        m_client = std::make_unique<Client>(*m_peer, m_chest, m_folder->path());
        m_client->session.begin();
        if (!m_client->session.isActive())
            m_client->signIn.signIn(QStringLiteral("mina"), QStringLiteral("correct horse"));
        QTRY_VERIFY(m_client->rooms.isLoaded());
    }
    void open()
    {
        m_client->roomsController.openRoom(m_room->id);
        QTRY_VERIFY(!conversation().isLoading());
        QTRY_COMPARE(conversation().members()->count(), 2);
    }
    ConversationController& conversation() { return m_client->conversation; }
    [[nodiscard]] const QList<TimelineRow>& rows() const { return m_client->conversation.timeline()->rows(); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_peer = std::make_unique<Peer>();
        m_peer->serveSessions();
        m_room = std::make_unique<ServedRoom>(*m_peer);
        m_chest = {};
    }
    void cleanup()
    {
        m_client.reset();
        m_peer.reset();
        m_room.reset();
        m_folder.reset();
    }

    void showsTheRoomThatIsOpened()
    {
        m_room->fromJun(QStringLiteral("hello"));
        startClient();
        QCOMPARE(conversation().roomId(), QString());
        QVERIFY(!conversation().canSend());
        open();
        QCOMPARE(conversation().title(), QStringLiteral("Hikers"));
        QCOMPARE(conversation().kind(), QStringLiteral("group"));
        QCOMPARE(conversation().memberCount(), 2);
        QCOMPARE(rows().size(), 1);
        QCOMPARE(conversation().unreadBelow(), 1);
        QCOMPARE(conversation().unreadSeq(), 1);
        m_client->roomsController.closeRoom();
        QCOMPARE(conversation().roomId(), QString());
        QCOMPARE(rows().size(), 0);
    }

    void aLongUnreadRoomOpensWhereReadingStopped()
    {
        for (int i = 1; i <= 300; ++i)
            m_room->fromJun(QString::number(i));
        m_room->readSeq = 100;
        startClient();
        QSignalSpy jump(&conversation(), &ConversationController::jumpTo);
        open();
        QTRY_COMPARE(jump.size(), 1);
        QCOMPARE(rows().at(jump.first().first().toInt()).text, QStringLiteral("101"));
        QVERIFY(conversation().hasNewer() && conversation().hasOlder());
        conversation().loadNewer();
        QTRY_VERIFY(!conversation().isLoadingNewer());
        conversation().loadOlder();
        QTRY_VERIFY(!conversation().isLoadingOlder());
        for (qsizetype i = 1; i < rows().size(); ++i)
            QCOMPARE(rows().at(i).seq, rows().at(i - 1).seq - 1);
        conversation().showLatest();
        QTRY_VERIFY(!conversation().hasNewer());
        QCOMPARE(rows().first().text, QStringLiteral("300"));
    }

    void aJumpLeadsToAMessageAnywhereAndBack()
    {
        for (int i = 1; i <= 900; ++i)
            m_room->fromJun(QString::number(i));
        m_room->readSeq = 900;
        startClient();
        open();
        QSignalSpy jump(&conversation(), &ConversationController::jumpTo);
        QVERIFY(!conversation().canGoBack());
        conversation().jumpToMessage(120, 890);
        QTRY_COMPARE(jump.size(), 1);
        QCOMPARE(rows().at(jump.at(0).at(0).toInt()).text, QStringLiteral("120"));
        QCOMPARE(jump.at(0).at(1).toLongLong(), 120);
        QVERIFY(conversation().hasNewer() && conversation().canGoBack());

        // One that is held costs no question.
        const qsizetype asked = m_peer->asked(QStringLiteral("message.history")).size();
        conversation().jumpToMessage(125, 120);
        QCOMPARE(jump.size(), 2);
        QCOMPARE(rows().at(jump.at(1).at(0).toInt()).text, QStringLiteral("125"));
        QCOMPARE(m_peer->asked(QStringLiteral("message.history")).size(), asked);

        conversation().goBack();
        QTRY_COMPARE(jump.size(), 3);
        QCOMPARE(rows().at(jump.at(2).at(0).toInt()).text, QStringLiteral("120"));
        conversation().goBack();
        QTRY_COMPARE(jump.size(), 4);
        QCOMPARE(rows().at(jump.at(3).at(0).toInt()).text, QStringLiteral("890"));
        QVERIFY(!conversation().canGoBack());
    }

    void theLatestAndAnotherRoomForgetWhereOneWas()
    {
        for (int i = 1; i <= 300; ++i)
            m_room->fromJun(QString::number(i));
        m_room->readSeq = 300;
        startClient();
        open();
        conversation().jumpToMessage(290, 280);
        QVERIFY(conversation().canGoBack());
        conversation().showLatest();
        QVERIFY(!conversation().canGoBack());
        conversation().jumpToMessage(290, 280);
        m_client->roomsController.closeRoom();
        QVERIFY(!conversation().canGoBack());
    }

    void aMessageThatIsNotThereIsSaid()
    {
        m_room->fromJun(QStringLiteral("only one"));
        startClient();
        open();
        QSignalSpy jump(&conversation(), &ConversationController::jumpTo);
        jump.clear();
        conversation().jumpToMessage(40, 1);
        QTRY_VERIFY(!conversation().error().isEmpty());
        QCOMPARE(jump.size(), 0);
        QVERIFY(!conversation().canGoBack());
    }

    void aDateLeadsToItsFirstMessage_data()
    {
        QTest::addColumn<qint64>("after"); // ms since the first message's time
        QTest::addColumn<int>("seq");
        QTest::newRow("one of the middle") << qint64(600) << 601;
        QTest::newRow("before all") << qint64(-1'000'000) << 1;
        QTest::newRow("the first") << qint64(0) << 1;
        QTest::newRow("the last") << qint64(999) << 1000;
        QTest::newRow("after all") << qint64(1'000'000) << 1000;
    }
    void aDateLeadsToItsFirstMessage()
    {
        QFETCH(qint64, after);
        QFETCH(int, seq);
        for (int i = 1; i <= 1000; ++i)
            m_room->fromJun(QString::number(i));
        m_room->readSeq = 1000;
        startClient();
        open();
        const qint64 first = m_room->messages.first().value(QStringLiteral("sent_at")).toInteger();
        const qsizetype asked = m_peer->asked(QStringLiteral("message.history")).size();
        QSignalSpy jump(&conversation(), &ConversationController::jumpTo);
        conversation().jumpToTime(first + after, 990);
        QTRY_COMPARE(jump.size(), 1);
        QCOMPARE(rows().at(jump.at(0).at(0).toInt()).seq, seq);
        QVERIFY(m_peer->asked(QStringLiteral("message.history")).size() - asked <= 7);
        conversation().goBack();
        QTRY_COMPARE(jump.size(), 2);
        QCOMPARE(rows().at(jump.at(1).at(0).toInt()).seq, 990);
    }

    void whatOthersSayIsHeardOnceAndWhatWasThereIsNot()
    {
        m_room->fromJun(QStringLiteral("before"));
        startClient();
        QSignalSpy heard(&conversation(), &ConversationController::heard);
        open();
        QVERIFY(conversation().send(QStringLiteral("mine")));
        QTRY_COMPARE(rows().first().state, QStringLiteral("stored"));
        QCOMPARE(heard.size(), 0);
        m_peer->notify(QStringLiteral("message.created"),
            {{QStringLiteral("message"), m_room->fromJun(QStringLiteral("see you at seven"))}});
        QTRY_COMPARE(heard.size(), 1);
        QCOMPARE(heard.at(0).at(0).toString(), QStringLiteral("Jun"));
        QCOMPARE(heard.at(0).at(1).toString(), QStringLiteral("see you at seven"));
        QCOMPARE(heard.at(0).at(2).toInt(), 1);
        m_peer->notify(QStringLiteral("message.changed"),
            {{QStringLiteral("message"),
                m_room->change(3, QStringLiteral("edited_at"), QStringLiteral("at eight"))}});
        QTRY_COMPARE(rows().first().text, QStringLiteral("at eight"));
        QCOMPARE(heard.size(), 1);
    }

    void whatIsCopiedIsInOrderAndSaysWhoAndWhen()
    {
        for (const char* text : {"one", "two", "three", "four"})
            m_room->fromJun(QString::fromLatin1(text));
        m_room->change(3, QStringLiteral("deleted_at"), {});
        startClient();
        open();
        QTRY_COMPARE(rows().first().senderName, QStringLiteral("Jun")); // a turn after the members
        QCOMPARE(conversation().textOf(2, 2), QStringLiteral("two"));
        QCOMPARE(conversation().textOf(7, 9), QString());
        const QStringList parts = conversation().textOf(1, 4).split(QStringLiteral("\n\n"));
        QCOMPARE(parts.size(), 3); // the deleted one has no words
        const QStringList words{QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("four")};
        for (qsizetype i = 0; i < parts.size(); ++i) {
            QVERIFY(parts.at(i).startsWith(QStringLiteral("Jun, ")));
            QVERIFY(parts.at(i).endsWith(u'\n' + words.at(i)));
        }
    }

    void scrollingBackGoesToTheBeginningInBoundedMemory()
    {
        for (int i = 1; i <= 1500; ++i)
            m_room->fromJun(QString::number(i));
        m_room->readSeq = 1500;
        startClient();
        open();
        conversation().setViewAtEnd(false);
        int pages = 0;
        while (conversation().hasOlder() && pages < 100) {
            const qint64 oldest = rows().last().seq;
            conversation().loadOlder();
            QTRY_VERIFY(!conversation().isLoadingOlder());
            QVERIFY(rows().last().seq < oldest);
            QVERIFY(rows().size() <= MessageStore::windowMost);
            ++pages;
        }
        QCOMPARE(rows().last().seq, 1);
        QVERIFY(conversation().hasNewer());
        while (conversation().hasNewer() && pages < 200) {
            conversation().loadNewer();
            QTRY_VERIFY(!conversation().isLoadingNewer());
            ++pages;
        }
        QCOMPARE(rows().first().seq, 1500);
    }

    void sendingEmptiesTheComposer()
    {
        startClient();
        open();
        conversation().setDraft(QStringLiteral("see you"));
        QVERIFY(conversation().send(QStringLiteral("see you")));
        QCOMPARE(conversation().draft(), QString());
        QTRY_COMPARE(rows().size(), 1);
        QTRY_COMPARE(rows().first().state, QStringLiteral("stored"));
        QVERIFY(!conversation().send(QStringLiteral("  ")));
        QVERIFY(!conversation().error().isEmpty());
        conversation().dismissError();
        QCOMPARE(conversation().error(), QString());
    }

    void draftsSurviveRoomsBreaksAndRestarts()
    {
        startClient();
        open();
        conversation().setDraft(QString::fromUtf8("쓰다 만"));
        m_client->roomsController.closeRoom();
        QCOMPARE(conversation().draft(), QString());
        open();
        QCOMPARE(conversation().draft(), QString::fromUtf8("쓰다 만"));
        m_peer->cut();
        QTRY_COMPARE(m_peer->opened, 2);
        QCOMPARE(conversation().draft(), QString::fromUtf8("쓰다 만"));
        // A crash a moment after the last key.
        conversation().setDraft(QString::fromUtf8("쓰다 만 글"));
        QTRY_COMPARE(m_client->draftCache.load(m_client->accounts.cacheKey()).value(m_room->id).text,
            QString::fromUtf8("쓰다 만 글"));
        startClient();
        open();
        QCOMPARE(conversation().draft(), QString::fromUtf8("쓰다 만 글"));
    }

    void aReplyIsSentWithWhatItAnswersAndSurvivesARestart()
    {
        m_room->fromJun(QStringLiteral("when?"));
        startClient();
        open();
        conversation().reply()->start(1);
        conversation().setDraft(QStringLiteral("at seven"));
        QVERIFY(conversation().reply()->quote().contains(QStringLiteral("when?")));
        m_client->drafts.flush();
        startClient();
        open();
        QCOMPARE(conversation().reply()->seq(), 1);
        QVERIFY(conversation().reply()->quote().contains(QStringLiteral("when?")));
        m_peer->reachable = false;
        m_peer->cut();
        QTRY_VERIFY(!m_client->connection.isConnected());
        QVERIFY(conversation().send(QStringLiteral("at seven")));
        QCOMPARE(conversation().reply()->seq(), 0);
        QTRY_COMPARE(rows().first().quote.seq, 1);
        // A crash before it could be sent.
        m_peer->reachable = true;
        startClient();
        open();
        QTRY_COMPARE(m_peer->asked(QStringLiteral("message.send")).size(), 1);
        QCOMPARE(m_peer->asked(QStringLiteral("message.send"))
                     .first()
                     .params.value(QStringLiteral("reply_to"))
                     .toInteger(),
            1);
    }

    void whoHasReadAMessageIsKnownFromTheirMarks()
    {
        startClient();
        open();
        QVERIFY(conversation().send(QStringLiteral("read me")));
        QTRY_VERIFY(!rows().isEmpty() && rows().first().seq == 1);
        QVERIFY(conversation().actions()->readersOf(1).isEmpty());
        m_peer->notify(QStringLiteral("read.changed"),
            {{QStringLiteral("room"), m_room->id}, {QStringLiteral("user"), m_room->junId},
                {QStringLiteral("seq"), 1}});
        QTRY_COMPARE(conversation().actions()->readersOf(1).size(), 1);
        QCOMPARE(
            conversation().actions()->readersOf(1).first().toMap().value(QStringLiteral("handle")).toString(),
            QStringLiteral("jun"));
    }

    void whatIsDoneWithMessagesIsAskedOfTheServer()
    {
        m_room->fromJun(QStringLiteral("one"));
        m_room->fromJun(QStringLiteral("two"));
        startClient();
        open();
        MessageActions& actions = *conversation().actions();
        m_peer->on(QStringLiteral("message.react"), [this](const QJsonObject& params) {
            QJsonObject message = m_room->change(
                params.value(QStringLiteral("seq")).toInteger(), QStringLiteral("x"), QStringLiteral("one"));
            message.insert(QStringLiteral("reactions"),
                QJsonArray{QJsonObject{{QStringLiteral("emoji"), params.value(QStringLiteral("emoji"))},
                    {QStringLiteral("count"), 1}, {QStringLiteral("mine"), true}}});
            return Peer::Reply::ok({{QStringLiteral("message"), message}});
        });
        actions.react(1, QString::fromUtf8("👍"), true);
        QTRY_COMPARE(rows().last().reactions.size(), 1);
        QVERIFY(rows().last().reactions.first().mine.value_or(false));

        QVERIFY(actions.canPin());
        m_peer->on(QStringLiteral("message.pin"), [this](const QJsonObject& params) {
            return Peer::Reply::ok({{QStringLiteral("message"),
                m_room->change(params.value(QStringLiteral("seq")).toInteger(), QStringLiteral("pinned_at"),
                    QStringLiteral("two"))}});
        });
        actions.pin(2, true);
        QTRY_COMPARE(actions.pins().size(), 1);
        QCOMPARE(
            actions.pins().first().toMap().value(QStringLiteral("text")).toString(), QStringLiteral("two"));
        QTRY_VERIFY(rows().first().pinned);

        m_peer->on(QStringLiteral("message.edits"), [](const QJsonObject&) {
            return Peer::Reply::ok({{QStringLiteral("edits"),
                QJsonArray{QJsonObject{
                    {QStringLiteral("text"), QStringLiteral("tow")}, {QStringLiteral("edited_at"), 5}}}}});
        });
        actions.loadEdits(2);
        QVERIFY(actions.isEditsLoading());
        QTRY_VERIFY(!actions.isEditsLoading());
        QCOMPARE(
            actions.edits().first().toMap().value(QStringLiteral("text")).toString(), QStringLiteral("tow"));

        QSignalSpy forwarded(&actions, &MessageActions::forwarded);
        m_peer->on(QStringLiteral("message.forward"), [this](const QJsonObject& params) {
            QJsonObject copy = m_room->add(
                m_peer->userId, QStringLiteral("one"), params.value(QStringLiteral("client_id")).toString());
            return Peer::Reply::ok({{QStringLiteral("message"), copy}});
        });
        QCOMPARE(actions.forwardable(1, 2), 2);
        actions.forward(1, 2, {m_room->id});
        QTRY_COMPARE(forwarded.size(), 1);
        const auto asked = m_peer->asked(QStringLiteral("message.forward"));
        QCOMPARE(asked.size(), 2);
        QCOMPARE(asked.first().params.value(QStringLiteral("seq")).toInteger(), 1);
        QTRY_COMPARE(rows().size(), 4);
        QCOMPARE(actions.roomsMatching(QStringLiteral("hik")).size(), 1);
        QVERIFY(actions.roomsMatching(QStringLiteral("nothing")).isEmpty());
        QCOMPARE(actions.deletable(1, 2), 2); // of a group that is mine
        actions.remove(1, 2);
        QTRY_VERIFY(rows().at(2).deleted && rows().at(3).deleted);
        QTRY_VERIFY(actions.pins().isEmpty());

        m_peer->on(QStringLiteral("message.react"),
            [](const QJsonObject&) { return Peer::Reply::fail(422, QStringLiteral("invalid")); });
        actions.react(3, QStringLiteral("x"), true);
        QTRY_VERIFY(!conversation().error().isEmpty());
    }

    void whatWasHalfForwardedIsNotForwardedTwice()
    {
        m_room->fromJun(QStringLiteral("one"));
        m_room->fromJun(QStringLiteral("two"));
        startClient();
        open();
        MessageActions& actions = *conversation().actions();
        QSignalSpy failed(&actions, &MessageActions::failed);
        QSignalSpy forwarded(&actions, &MessageActions::forwarded);
        m_peer->on(QStringLiteral("message.forward"), [this, &failed](const QJsonObject& params) {
            if (params.value(QStringLiteral("seq")).toInteger() == 2 && failed.isEmpty())
                return Peer::Reply::fail(422, QStringLiteral("invalid"));
            return Peer::Reply::ok({{QStringLiteral("message"),
                m_room->add(m_peer->userId, QStringLiteral("copy"),
                    params.value(QStringLiteral("client_id")).toString())}});
        });
        actions.forward(1, 2, {m_room->id});
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(forwarded.isEmpty());
        actions.forward(1, 2, {m_room->id});
        QTRY_COMPARE(forwarded.size(), 1);
        actions.forward(1, 2, {m_room->id}); // meant, once more
        QTRY_COMPARE(forwarded.size(), 2);

        QStringList ids;
        for (const auto& one : m_peer->asked(QStringLiteral("message.forward")))
            ids.append(one.params.value(QStringLiteral("client_id")).toString());
        QCOMPARE(ids.size(), 6);
        QCOMPARE(ids.mid(2, 2), ids.mid(0, 2));
        QVERIFY(ids.at(4) != ids.at(0) && ids.at(5) != ids.at(1));
    }

    void mineIsEditedInItsPlace()
    {
        startClient();
        open();
        QVERIFY(conversation().send(QStringLiteral("frist")));
        QTRY_VERIFY(!rows().isEmpty() && rows().first().seq == 1);
        m_peer->notify(QStringLiteral("message.created"),
            {{QStringLiteral("message"), m_room->fromJun(QStringLiteral("what?"))}});
        QTRY_COMPARE(rows().size(), 2);
        conversation().startEdit(2); // not mine
        QCOMPARE(conversation().editingSeq(), 0);
        conversation().setDraft(QStringLiteral("another thought"));
        conversation().editLastMine();
        QCOMPARE(conversation().editingSeq(), 1);
        QCOMPARE(conversation().editingText(), QStringLiteral("frist"));
        conversation().commitEdit(QStringLiteral("first"));
        QTRY_COMPARE(conversation().editingSeq(), 0);
        QTRY_COMPARE(rows().last().text, QStringLiteral("first"));
        QVERIFY(rows().last().edited);
        QCOMPARE(conversation().draft(), QStringLiteral("another thought"));
    }

    void aRefusedEditKeepsWhatWasTyped()
    {
        startClient();
        open();
        QVERIFY(conversation().send(QStringLiteral("mine")));
        QTRY_VERIFY(!rows().isEmpty() && rows().first().seq == 1);
        m_peer->on(QStringLiteral("message.edit"),
            [](const QJsonObject&) { return Peer::Reply::fail(403, QStringLiteral("forbidden")); });
        conversation().startEdit(1);
        conversation().commitEdit(QStringLiteral("changed"));
        QTRY_VERIFY(!conversation().error().isEmpty());
        QCOMPARE(conversation().editingSeq(), 1);
        conversation().cancelEdit();
        QCOMPARE(conversation().editingSeq(), 0);
        QCOMPARE(rows().first().text, QStringLiteral("mine"));
    }

    void aDeletedOneKeepsItsPlace()
    {
        m_room->fromJun(QStringLiteral("spam"));
        startClient();
        open();
        QVERIFY(rows().first().canDelete); // the owner may
        conversation().deleteMessage(1);
        QTRY_VERIFY(rows().first().deleted);
        QCOMPARE(rows().size(), 1);
    }

    void readingIsToldOnceForMany()
    {
        for (int i = 0; i < 5; ++i)
            m_room->fromJun(QString::number(i));
        startClient();
        open();
        for (qint64 seq = 1; seq <= 5; ++seq)
            conversation().markRead(seq);
        QCOMPARE(conversation().unreadBelow(), 0);
        QTRY_COMPARE(m_room->readSeq, 5);
        QCOMPARE(m_peer->asked(QStringLiteral("room.read")).size(), 1);
    }

    void readingOfflineIsToldWithTheNextConnection()
    {
        m_room->fromJun(QStringLiteral("one"));
        startClient();
        open();
        m_peer->reachable = false;
        m_peer->cut();
        conversation().markRead(1);
        QTest::qWait(400);
        QCOMPARE(m_room->readSeq, 0);
        m_peer->reachable = true;
        QTRY_COMPARE(m_room->readSeq, 1);
    }

    void typingIsToldSparinglyAndEndsWithTheMessage()
    {
        startClient();
        open();
        for (int key = 0; key < 20; ++key)
            conversation().typing(true);
        QTRY_COMPARE(m_peer->asked(QStringLiteral("room.typing")).size(), 1);
        QVERIFY(conversation().send(QStringLiteral("done")));
        conversation().typing(false); // the composer is empty now: nothing more to tell
        QTest::qWait(30);
        QCOMPARE(m_peer->asked(QStringLiteral("room.typing")).size(), 1);
        conversation().typing(true);
        conversation().typing(false);
        QTRY_COMPARE(m_peer->asked(QStringLiteral("room.typing")).size(), 3);
    }

    void othersTypingIsShownUntilTheySend()
    {
        startClient();
        open();
        const QJsonObject on{{QStringLiteral("room"), m_room->id}, {QStringLiteral("user"), m_room->junId},
            {QStringLiteral("on"), true}};
        m_peer->notify(QStringLiteral("typing.changed"), on);
        QTRY_VERIFY(conversation().typingText().contains(QStringLiteral("Jun")));
        m_peer->notify(QStringLiteral("message.created"),
            {{QStringLiteral("message"), m_room->fromJun(QStringLiteral("hi"))}});
        QTRY_COMPARE(conversation().typingText(), QString());
    }

    void aRoomThatIsTakenAwayIsClosed()
    {
        startClient();
        open();
        m_peer->notify(QStringLiteral("room.removed"),
            {{QStringLiteral("room"), m_room->id}, {QStringLiteral("reason"), QStringLiteral("kicked")}});
        QTRY_COMPARE(conversation().roomId(), QString());
        QCOMPARE(m_client->roomsController.currentRoomId(), QString());
    }

    void aGroupThatIsTriedAgainIsMadeOnce()
    {
        startClient();
        QStringList ids;
        m_peer->on(QStringLiteral("room.create"), [&](const QJsonObject& params) {
            ids.append(params.value(QStringLiteral("client_id")).toString());
            return ids.size() == 1 ? Peer::Reply::fail(503, QStringLiteral("unavailable"))
                                   : Peer::Reply::ok({{QStringLiteral("room"), m_room->room()}});
        });
        const QStringList members{m_room->junId};
        m_client->roomsController.createGroup(QStringLiteral("Hikers"), members);
        QTRY_VERIFY(!m_client->roomsController.error().isEmpty());
        QSignalSpy opened(&m_client->roomsController, &RoomsController::roomOpened);
        m_client->roomsController.createGroup(QStringLiteral("Hikers"), members);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(ids.at(0), ids.at(1));
        QCOMPARE(conversation().roomId(), m_room->id);
        m_client->roomsController.createGroup(QStringLiteral("Hikers"), members);
        QTRY_COMPARE(ids.size(), 3);
        QVERIFY(ids.at(2) != ids.at(1)); // that is another one
        m_client->roomsController.createGroup(QStringLiteral("  "), members);
        QTRY_VERIFY(!m_client->roomsController.isBusy());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Peer> m_peer;
    std::unique_ptr<ServedRoom> m_room;
    Chest m_chest;
    std::unique_ptr<Client> m_client;
};

QTEST_GUILESS_MAIN(TestConversationController)
#include "tst_conversationcontroller.moc"
