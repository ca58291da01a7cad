#include "tests/client/controllers/client.h"

#include <QtCore/QJsonArray>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {

// The drafts of one person on a server, and the devices that are told of them.
struct ServedDrafts {
    void serve(Peer& peer)
    {
        devices.append(&peer);
        peer.on(QStringLiteral("draft.set"), [this, &peer](const QJsonObject& params) {
            const QString room = params.value(QStringLiteral("room")).toString();
            QJsonObject& draft = drafts[room];
            const bool same = draft.value(QStringLiteral("text")) == params.value(QStringLiteral("text"))
                && draft.value(QStringLiteral("reply_to")) == params.value(QStringLiteral("reply_to"));
            if (!same) {
                const qint64 rev = draft.value(QStringLiteral("rev")).toInteger() + 1;
                draft = params;
                draft.insert(QStringLiteral("rev"), rev);
                draft.insert(QStringLiteral("changed_at"), 1'760'000'000'000 + rev);
                for (Peer* device : std::as_const(devices)) {
                    if (device != &peer)
                        device->notify(QStringLiteral("draft.changed"), {{QStringLiteral("draft"), draft}});
                }
            }
            return Peer::Reply::ok({{QStringLiteral("draft"), draft}});
        });
        peer.on(QStringLiteral("draft.list"), [this](const QJsonObject&) {
            QJsonArray list;
            for (const QJsonObject& draft : std::as_const(drafts)) {
                if (!draft.value(QStringLiteral("text")).toString().isEmpty()
                    || draft.contains(QStringLiteral("reply_to")))
                    list.append(draft);
            }
            return Peer::Reply::ok({{QStringLiteral("drafts"), list}});
        });
    }
    [[nodiscard]] QString text(const QString& room) const
    {
        return drafts.value(room).value(QStringLiteral("text")).toString();
    }
    QHash<QString, QJsonObject> drafts;
    QList<Peer*> devices;
};

// A client on a machine of its own, with its line to the server.
struct Device {
    explicit Device(ServedDrafts* drafts)
    {
        peer.serveSessions();
        if (drafts)
            drafts->serve(peer);
        room = std::make_unique<ServedRoom>(peer);
    }
    void start()
    {
        client.reset();
        client = std::make_unique<Client>(peer, chest, folder.path());
        client->session.begin();
        if (!client->session.isActive())
            client->signIn.signIn(QStringLiteral("mina"), QStringLiteral("correct horse"));
        QTRY_VERIFY(client->rooms.isLoaded());
        client->roomsController.openRoom(room->id);
        QTRY_VERIFY(!client->conversation.isLoading());
    }
    ConversationController& conversation() { return client->conversation; }

    QTemporaryDir folder;
    Chest chest;
    Peer peer;
    std::unique_ptr<ServedRoom> room;
    std::unique_ptr<Client> client;
};
} // namespace

// Two devices of one person.
class TestDraftSync : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_drafts = {};
        m_desk = std::make_unique<Device>(&m_drafts);
        m_phone = std::make_unique<Device>(&m_drafts);
        m_room = m_desk->room->id;
        m_desk->start();
        m_phone->start();
        QTRY_VERIFY(!m_desk->peer.asked(QStringLiteral("draft.list")).isEmpty());
        QTRY_VERIFY(!m_phone->peer.asked(QStringLiteral("draft.list")).isEmpty());
    }
    void cleanup()
    {
        m_desk.reset();
        m_phone.reset();
    }

    void whatIsTypedIsOnTheOtherDeviceAfterAPause()
    {
        m_desk->conversation().setDraft(QStringLiteral("see y"));
        m_desk->conversation().setDraft(QStringLiteral("see you"));
        QTRY_COMPARE(m_phone->conversation().draft(), QStringLiteral("see you"));
        QCOMPARE(m_desk->peer.asked(QStringLiteral("draft.set")).size(), 1);
        // What came from there is not sent back.
        m_phone->conversation().leaveComposer();
        QTest::qWait(0);
        QVERIFY(m_phone->peer.asked(QStringLiteral("draft.set")).isEmpty());
    }

    void leavingTheComposerTellsAtOnce()
    {
        m_desk->conversation().setDraft(QStringLiteral("see you"));
        m_desk->conversation().leaveComposer();
        QTRY_COMPARE_WITH_TIMEOUT(
            m_phone->conversation().draft(), QStringLiteral("see you"), DraftSync::pauseMs / 2);
    }

    void goingToAnotherRoomTellsAtOnce()
    {
        m_desk->conversation().setDraft(QStringLiteral("see you"));
        m_desk->client->roomsController.closeRoom();
        QTRY_COMPARE_WITH_TIMEOUT(
            m_phone->conversation().draft(), QStringLiteral("see you"), DraftSync::pauseMs / 2);
    }

    void whatIsBeingTypedIsNeverOverwritten()
    {
        m_phone->conversation().setDraft(QStringLiteral("from the phone"));
        m_desk->conversation().setDraft(QStringLiteral("from the desk"));
        m_desk->conversation().leaveComposer();
        QTRY_COMPARE(m_drafts.text(m_room), QStringLiteral("from the desk"));
        QTRY_COMPARE(m_phone->client->drafts.find(*RoomId::fromString(m_room)).rev, 1);
        QCOMPARE(m_phone->conversation().draft(), QStringLiteral("from the phone"));
        // It wins, and is sent over when its own pause has come.
        QTRY_COMPARE(m_drafts.text(m_room), QStringLiteral("from the phone"));
        QTRY_COMPARE(m_desk->conversation().draft(), QStringLiteral("from the phone"));
    }

    void whatWasTypedWithoutAConnectionIsSentOverAfterARestart()
    {
        m_desk->peer.reachable = false;
        m_desk->peer.cut();
        QTRY_VERIFY(!m_desk->client->connection.isConnected());
        m_desk->conversation().setDraft(QStringLiteral("on the train"));
        m_desk->conversation().leaveComposer();
        m_desk->client.reset();
        m_phone->conversation().setDraft(QStringLiteral("at home"));
        m_phone->conversation().leaveComposer();
        QTRY_COMPARE(m_drafts.text(m_room), QStringLiteral("at home"));
        m_desk->peer.reachable = true;
        m_desk->start();
        QCOMPARE(m_desk->conversation().draft(), QStringLiteral("on the train"));
        QTRY_COMPARE(m_drafts.text(m_room), QStringLiteral("on the train"));
        QTRY_COMPARE(m_phone->conversation().draft(), QStringLiteral("on the train"));
    }

    void whatChangedWhileOneWasAwayIsThereWhenOneComesBack()
    {
        m_phone->conversation().setDraft(QStringLiteral("one"));
        m_phone->conversation().leaveComposer();
        QTRY_COMPARE(m_desk->conversation().draft(), QStringLiteral("one"));
        m_desk->client.reset();
        m_drafts.devices.removeAll(&m_desk->peer);
        m_phone->conversation().setDraft(QStringLiteral("two"));
        m_phone->conversation().leaveComposer();
        QTRY_COMPARE(m_drafts.text(m_room), QStringLiteral("two"));
        m_desk->start();
        QTRY_COMPARE(m_desk->conversation().draft(), QStringLiteral("two"));
        m_desk->client.reset();
        m_phone->conversation().setDraft({});
        m_phone->conversation().leaveComposer();
        QTRY_COMPARE(m_drafts.text(m_room), QString());
        m_desk->start();
        QTRY_COMPARE(m_desk->conversation().draft(), QString());
    }

    void aSentMessageIsADraftNowhere()
    {
        m_desk->room->fromJun(QStringLiteral("when?"));
        m_desk->conversation().reply()->start(1);
        m_desk->conversation().setDraft(QStringLiteral("at seven"));
        m_desk->conversation().leaveComposer();
        QTRY_COMPARE(m_phone->conversation().draft(), QStringLiteral("at seven"));
        QCOMPARE(m_phone->conversation().reply()->seq(), 1);
        QVERIFY(m_desk->conversation().send(QStringLiteral("at seven")));
        QTRY_COMPARE(m_phone->conversation().draft(), QString());
        QCOMPARE(m_phone->conversation().reply()->seq(), 0);
        QCOMPARE(m_drafts.text(m_room), QString());
        QCOMPARE(m_desk->peer.asked(QStringLiteral("message.send"))
                     .last()
                     .params.value(QStringLiteral("reply_to"))
                     .toInteger(),
            1);
    }

    void aServerThatKnowsNoDraftsIsNotAskedAgainAndAgain()
    {
        Device old(nullptr);
        old.start();
        QTRY_COMPARE(old.peer.asked(QStringLiteral("draft.list")).size(), 1);
        old.conversation().setDraft(QStringLiteral("only here"));
        old.conversation().leaveComposer();
        QTest::qWait(50);
        QVERIFY(old.peer.asked(QStringLiteral("draft.set")).isEmpty());
        QCOMPARE(old.conversation().draft(), QStringLiteral("only here"));
    }

    void aRefusedDraftStaysHereUntilItIsChanged()
    {
        m_desk->peer.on(QStringLiteral("draft.set"),
            [](const QJsonObject&) { return Peer::Reply::fail(422, QStringLiteral("invalid")); });
        m_desk->conversation().setDraft(QStringLiteral("too long"));
        m_desk->conversation().leaveComposer();
        QTRY_COMPARE(m_desk->peer.asked(QStringLiteral("draft.set")).size(), 1);
        QTest::qWait(20);
        m_desk->conversation().leaveComposer();
        QTest::qWait(20);
        QCOMPARE(m_desk->peer.asked(QStringLiteral("draft.set")).size(), 1);
        m_drafts.devices.removeAll(&m_desk->peer);
        m_drafts.serve(m_desk->peer);
        m_desk->conversation().setDraft(QStringLiteral("short"));
        m_desk->conversation().leaveComposer();
        QTRY_COMPARE(m_phone->conversation().draft(), QStringLiteral("short"));
    }

private:
    ServedDrafts m_drafts;
    std::unique_ptr<Device> m_desk;
    std::unique_ptr<Device> m_phone;
    QString m_room;
};

QTEST_GUILESS_MAIN(TestDraftSync)

#include "tst_draftsync.moc"
