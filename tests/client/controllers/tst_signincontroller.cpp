#include "tests/client/controllers/client.h"

#include <QtCore/QJsonArray>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

// Signing in, coming back, and what an end of the session leaves.
class TestSignInController : public QObject {
    Q_OBJECT

    std::unique_ptr<Client> start()
    {
        auto client = std::make_unique<Client>(*m_peer, m_chest, m_folder->path());
        client->session.begin();
        return client;
    }
    bool signIn(Client& client)
    {
        client.signIn.signIn(QStringLiteral("Mina"), QStringLiteral("correct horse"));
        return QTest::qWaitFor([&] { return client.session.isActive() && client.rooms.isLoaded(); });
    }

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
        m_peer.reset();
        m_room.reset();
        m_folder.reset();
    }

    void aNewProfileKnowsNobody()
    {
        const auto client = start();
        QVERIFY(client->session.isKnown());
        QVERIFY(!client->session.isActive());
        QCOMPARE(m_peer->opened, 0);
    }

    void signingInFillsTheClient()
    {
        const auto client = start();
        QVERIFY(signIn(*client));
        QCOMPARE(m_peer->lastUrl, QUrl(QStringLiteral("ws://chat.test:8765/ws")));
        QCOMPARE(m_peer->asked(QStringLiteral("auth.login"))
                     .first()
                     .params.value(QStringLiteral("handle"))
                     .toString(),
            QStringLiteral("mina"));
        QVERIFY(!client->signIn.isBusy());
        QCOMPARE(client->people.me().name, QStringLiteral("Mina"));
        QTRY_COMPARE(client->list.count(), 1);
    }

    void whatIsWrongIsSaidBeforeTheServerIsAsked_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("handle");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("field");
        const QString good = QStringLiteral("correct horse battery");
        QTest::newRow("server") << "ftp://x"
                                << "mina" << good << "Mina"
                                << "server";
        QTest::newRow("handle") << "chat.test"
                                << "1" << good << "Mina"
                                << "handle";
        QTest::newRow("password") << "chat.test"
                                  << "mina"
                                  << "short"
                                  << "Mina"
                                  << "password";
        QTest::newRow("name") << "chat.test"
                              << "mina" << good << "  "
                              << "name";
    }
    void whatIsWrongIsSaidBeforeTheServerIsAsked()
    {
        QFETCH(QString, server);
        QFETCH(QString, handle);
        QFETCH(QString, password);
        QFETCH(QString, name);
        QFETCH(QString, field);
        const auto client = start();
        client->signIn.setServerUrl(server);
        client->signIn.createAccount(handle, password, name);
        QCOMPARE(client->signIn.errorField(), field);
        QVERIFY(!client->signIn.error().isEmpty());
        QVERIFY(!client->signIn.isBusy());
        QCOMPARE(m_peer->opened, 0);
    }

    void theServersRefusalsReachTheirField_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("field");
        QTest::newRow("wrong password") << 401 << "password";
        QTest::newRow("taken") << 409 << "handle";
        QTest::newRow("closed") << 403 << "";
        QTest::newRow("busy") << 503 << "server";
    }
    void theServersRefusalsReachTheirField()
    {
        QFETCH(int, code);
        QFETCH(QString, field);
        m_peer->on(QStringLiteral("auth.register"),
            [code](const QJsonObject&) { return Peer::Reply::fail(code, QStringLiteral("no")); });
        const auto client = start();
        client->signIn.createAccount(
            QStringLiteral("mina"), QStringLiteral("correct horse battery"), QStringLiteral("Mina"));
        QTRY_VERIFY(!client->signIn.isBusy());
        QCOMPARE(client->signIn.errorField(), field);
        QVERIFY(!client->signIn.error().isEmpty());
        QVERIFY(!client->session.isActive());
    }

    void signingInCanBeGivenUp()
    {
        m_peer->on(QStringLiteral("auth.login"), [](const QJsonObject&) { return Peer::Reply::nothing(); });
        const auto client = start();
        client->signIn.signIn(QStringLiteral("mina"), QStringLiteral("correct horse"));
        QTRY_COMPARE(m_peer->asked(QStringLiteral("auth.login")).size(), 1);
        client->signIn.cancel();
        QVERIFY(!client->signIn.isBusy());
        QCOMPARE(client->signIn.error(), QString());
        QVERIFY(!client->session.isActive());
    }

    void aRestartGoesOnWithoutAPassword()
    {
        {
            const auto client = start();
            QVERIFY(signIn(*client));
        }
        m_peer->reachable = false;
        const auto client = start();
        QTRY_VERIFY(client->session.isActive()); // whatever the network does
        QCOMPARE(client->people.me().name, QStringLiteral("Mina"));
        QVERIFY(client->rooms.isLoaded());
        m_peer->reachable = true;
        QTRY_VERIFY(client->connection.isConnected());
        QTRY_VERIFY(client->rooms.isLoaded());
        QCOMPARE(m_peer->asked(QStringLiteral("auth.login")).size(), 1);
    }

    void withoutAKeychainARestartAsksAgain()
    {
        m_chest.broken = true;
        {
            const auto client = start();
            QVERIFY(signIn(*client));
            QVERIFY(!client->accounts.keepsTokens());
            // Within this run nothing is lost by it.
            m_peer->cut();
            QTRY_COMPARE(m_peer->opened, 2);
            QTRY_VERIFY(client->connection.isConnected());
        }
        const auto client = start();
        QVERIFY(client->session.isKnown());
        QVERIFY(!client->session.isActive());
        QCOMPARE(client->signIn.handle(), QStringLiteral("mina"));
    }

    void tokensAreNowhereInTheProfile()
    {
        const auto client = start();
        QVERIFY(signIn(*client));
        QVERIFY(m_chest.secrets.value(QStringLiteral("tokens")).contains(m_peer->validRefresh.toUtf8()));
        const QStringList files = QDir(m_folder->path()).entryList(QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QString& name : files) {
            QFile file(m_folder->filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY2(!bytes.contains(m_peer->validRefresh.toUtf8()), qPrintable(name));
            QVERIFY2(!bytes.contains(m_peer->validAccess.toUtf8()), qPrintable(name));
        }
    }

    void signingOutLeavesNothingBehind()
    {
        {
            const auto client = start();
            QVERIFY(signIn(*client));
            client->roomsController.openRoom(m_room->id);
            client->conversation.setDraft(QStringLiteral("a secret draft"));
            client->connection.logout();
            QTRY_VERIFY(!client->session.isActive());
            QCOMPARE(client->list.rows().isEmpty() || client->rooms.rooms().isEmpty(), true);
            QVERIFY(m_chest.secrets.isEmpty());
        }
        const auto client = start();
        QVERIFY(!client->session.isActive());
        QCOMPARE(client->session.lastHandle(), QString());
        QVERIFY(signIn(*client));
        client->roomsController.openRoom(m_room->id);
        QCOMPARE(client->conversation.draft(), QString());
    }

    void aSessionEndedElsewhereKeepsWhatWasTyped()
    {
        const auto client = start();
        QVERIFY(signIn(*client));
        client->roomsController.openRoom(m_room->id);
        client->conversation.setDraft(QStringLiteral("half a thought"));
        QSignalSpy ended(&client->session, &Session::ended);
        m_peer->cut(4002);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(!client->session.isActive());
        QCOMPARE(client->roomsController.currentRoomId(), QString());
        QVERIFY(signIn(*client));
        client->roomsController.openRoom(m_room->id);
        QCOMPARE(client->conversation.draft(), QStringLiteral("half a thought"));
    }

    void afterABreakThatWasTooLongEverythingIsCompared()
    {
        m_room->fromJun(QStringLiteral("one"));
        const auto client = start();
        QVERIFY(signIn(*client));
        client->roomsController.openRoom(m_room->id);
        QTRY_COMPARE(client->conversation.timeline()->count(), 1);
        m_peer->resumes = false;
        QList<qint64> since;
        m_peer->on(QStringLiteral("message.changes"), [&](const QJsonObject& params) {
            since.append(params.value(QStringLiteral("since")).toInteger());
            QJsonArray changed;
            for (const QJsonObject& one : std::as_const(m_room->messages)) {
                if (one.value(QStringLiteral("rev")).toInteger() > since.last())
                    changed.append(one);
            }
            return Peer::Reply::ok(
                {{QStringLiteral("messages"), changed}, {QStringLiteral("rev"), m_room->rev},
                    {QStringLiteral("more"), false}, {QStringLiteral("head"), m_room->headObject()}});
        });
        m_room->fromJun(QStringLiteral("two"));
        m_room->change(1, QStringLiteral("edited_at"), QStringLiteral("one, better"));
        m_peer->cut();
        QTRY_COMPARE(client->conversation.timeline()->count(), 2);
        QCOMPARE(client->conversation.timeline()->rows().last().text, QStringLiteral("one, better"));
        QCOMPARE(since, QList<qint64>{1});
        // Nothing changed: nothing is asked for.
        QSignalSpy finished(&client->catchUp, &CatchUp::finished);
        m_peer->cut();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(since.size(), 1);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Peer> m_peer;
    std::unique_ptr<ServedRoom> m_room;
    Chest m_chest;
};

QTEST_GUILESS_MAIN(TestSignInController)
#include "tst_signincontroller.moc"
