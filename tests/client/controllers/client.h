#pragma once

#include "client/cache/accountcache.h"
#include "client/cache/draftcache.h"
#include "client/cache/localcopy.h"
#include "client/cache/outboxcache.h"
#include "client/cache/profiledatabase.h"
#include "client/controllers/conversationcontroller.h"
#include "client/controllers/findcontroller.h"
#include "client/controllers/roomscontroller.h"
#include "client/controllers/session.h"
#include "client/controllers/signincontroller.h"
#include "client/controllers/storagecontroller.h"
#include "client/models/roomlistmodel.h"
#include "client/net/connection.h"
#include "client/stores/accountstore.h"
#include "client/stores/catchup.h"
#include "client/stores/copykeeper.h"
#include "client/stores/copysearch.h"
#include "client/stores/draftstore.h"
#include "client/stores/eventrouter.h"
#include "client/stores/messagestore.h"
#include "client/stores/outbox.h"
#include "client/stores/peoplestore.h"
#include "client/stores/readmarks.h"
#include "client/stores/roomstore.h"
#include "client/stores/typingstore.h"
#include "tests/client/peer/peer.h"

#include <QtCore/QJsonArray>
#include <algorithm>

namespace madang::client::test {

// A keychain that outlives the client, as the system's does.
struct Chest {
    QHash<QString, QByteArray> secrets;
    bool broken = false;
};

class ChestStore final : public SecretStore {
public:
    explicit ChestStore(Chest& chest)
        : m_chest(chest)
    {
    }
    QCoro::Task<Result<QByteArray>> read(QString key) override
    {
        if (m_chest.broken)
            co_return Error::unavailable(QStringLiteral("no keychain"));
        co_return m_chest.secrets.value(key);
    }
    QCoro::Task<Result<void>> write(QString key, QByteArray secret) override
    {
        if (m_chest.broken)
            co_return Error::unavailable(QStringLiteral("no keychain"));
        m_chest.secrets.insert(key, secret);
        co_return Result<void>();
    }
    QCoro::Task<Result<void>> remove(QString key) override
    {
        m_chest.secrets.remove(key);
        co_return Result<void>();
    }

private:
    Chest& m_chest;
};

inline ConnectionTiming quickTiming()
{
    ConnectionTiming timing;
    timing.backoffBaseMs = 10;
    timing.backoffCapMs = 20;
    return timing;
}

// Everything of a client but its window, on a profile folder, with a server in memory.
struct Client {
    Client(Peer& peer, Chest& chest, const QString& folder)
        : database(ProfileDatabase::open(folder).value().release())
        , copy(folder)
        , accounts(accountCache, std::make_unique<ChestStore>(chest), QStringLiteral("tokens"))
        , connection(peer.factory(), accounts, clock, quickTiming())
    {
        QObject::connect(&roomsController, &RoomsController::currentRoomIdChanged, &conversation,
            [this] { conversation.open(roomsController.currentRoom()); });
    }
    ~Client()
    {
        connection.stop();
        keeper.close();
    }

    SystemClock clock;
    std::unique_ptr<ProfileDatabase> database;
    AccountCache accountCache{*database};
    DraftCache draftCache{*database};
    OutboxCache outboxCache{*database};
    LocalCopy copy;
    AccountStore accounts;
    Connection connection;
    PeopleStore people{connection};
    RoomStore rooms{people};
    MessageStore messages{connection, rooms, people, &copy};
    TypingStore typing{clock};
    ReadMarks readMarks{connection, rooms};
    DraftStore drafts{draftCache, clock};
    Outbox outbox{connection, messages, rooms, outboxCache, clock};
    CatchUp catchUp{connection, rooms, messages};
    EventRouter router{connection, people, rooms, messages, typing};
    CopyKeeper keeper{copy, rooms, people, messages, readMarks};
    Session session{
        connection, {accounts, people, rooms, messages, typing, readMarks, drafts, outbox, catchUp, keeper}};
    RoomListModel list{rooms, people, typing, outbox, drafts};
    RoomsController roomsController{connection, rooms, people, list};
    ConversationController conversation{
        {connection, rooms, people, messages, typing, readMarks, drafts, outbox, catchUp, clock}};
    StorageController storage{keeper, messages};
    CopySearch copySearch{copy};
    FindController finder{{connection, rooms, people, copySearch}};
    SignInController signIn{connection, session, QStringLiteral("chat.test"), true};
};

// What a server answers about one room, kept as objects that a test may change.
struct ServedRoom {
    explicit ServedRoom(Peer& peer)
    {
        peer.on(QStringLiteral("room.list"), [this](const QJsonObject&) {
            return Peer::Reply::ok({{QStringLiteral("rooms"), QJsonArray{room()}}});
        });
        peer.on(QStringLiteral("room.get"), [this, &peer](const QJsonObject&) {
            const QJsonObject me{{QStringLiteral("user"), peer.userObject()},
                {QStringLiteral("role"), QStringLiteral("owner")}, {QStringLiteral("read_seq"), readSeq},
                {QStringLiteral("joined_at"), 0}};
            return Peer::Reply::ok(
                {{QStringLiteral("room"), room()}, {QStringLiteral("members"), QJsonArray{me, jun()}}});
        });
        peer.on(QStringLiteral("message.history"), [this](const QJsonObject& params) {
            qint64 first = std::max<qint64>(1, head() - 59);
            qint64 last = head();
            if (params.contains(QStringLiteral("before"))) {
                last = params.value(QStringLiteral("before")).toInteger() - 1;
                first = std::max<qint64>(1, last - 59);
            } else if (params.contains(QStringLiteral("around"))) {
                first = std::max<qint64>(1, params.value(QStringLiteral("around")).toInteger() - 30);
                last = std::min<qint64>(head(), first + 59);
            } else if (params.contains(QStringLiteral("after"))) {
                first = params.value(QStringLiteral("after")).toInteger() + 1;
                last = std::min<qint64>(head(), first + 59);
            }
            QJsonArray page;
            for (qint64 seq = first; seq <= last; ++seq)
                page.append(messages.at(seq - 1));
            return Peer::Reply::ok(
                {{QStringLiteral("messages"), page}, {QStringLiteral("has_before"), first > 1},
                    {QStringLiteral("has_after"), last < head()}, {QStringLiteral("head"), headObject()}});
        });
        peer.on(QStringLiteral("room.read"), [this](const QJsonObject& params) {
            readSeq = std::max(readSeq, params.value(QStringLiteral("seq")).toInteger());
            return Peer::Reply::ok(
                {{QStringLiteral("read_seq"), readSeq}, {QStringLiteral("unread"), head() - readSeq}});
        });
        peer.on(QStringLiteral("room.typing"), [](const QJsonObject&) { return Peer::Reply::ok(); });
        peer.on(QStringLiteral("message.send"), [this, &peer](const QJsonObject& params) {
            return Peer::Reply::ok({{QStringLiteral("message"),
                add(peer.userId, params.value(QStringLiteral("text")).toString(),
                    params.value(QStringLiteral("client_id")).toString())}});
        });
        peer.on(QStringLiteral("message.edit"), [this](const QJsonObject& params) {
            return Peer::Reply::ok({{QStringLiteral("message"),
                change(params.value(QStringLiteral("seq")).toInteger(), QStringLiteral("edited_at"),
                    params.value(QStringLiteral("text")).toString())}});
        });
        peer.on(QStringLiteral("message.delete"), [this](const QJsonObject& params) {
            return Peer::Reply::ok({{QStringLiteral("message"),
                change(params.value(QStringLiteral("seq")).toInteger(), QStringLiteral("deleted_at"), {})}});
        });
    }

    // Also message.changes, which tells `reset` where more than resetAfter would have to be told.
    void serveChanges(Peer& peer)
    {
        peer.on(QStringLiteral("message.changes"), [this](const QJsonObject& params) {
            const qint64 since = params.value(QStringLiteral("since")).toInteger();
            const qint64 limit = params.value(QStringLiteral("limit")).toInteger(200);
            QList<QJsonObject> changed;
            for (const QJsonObject& one : std::as_const(messages)) {
                if (one.value(QStringLiteral("rev")).toInteger() > since)
                    changed.append(one);
            }
            if (changed.size() > resetAfter)
                return Peer::Reply::ok(
                    {{QStringLiteral("reset"), true}, {QStringLiteral("head"), headObject()}});
            std::sort(changed.begin(), changed.end(), [](const QJsonObject& a, const QJsonObject& b) {
                return a.value(QStringLiteral("rev")).toInteger()
                    < b.value(QStringLiteral("rev")).toInteger();
            });
            const bool more = changed.size() > limit;
            QJsonArray page;
            for (const QJsonObject& one : changed.first(std::min<qsizetype>(limit, changed.size())))
                page.append(one);
            const qint64 to = more ? page.last().toObject().value(QStringLiteral("rev")).toInteger() : rev;
            return Peer::Reply::ok({{QStringLiteral("messages"), page}, {QStringLiteral("rev"), to},
                {QStringLiteral("more"), more}, {QStringLiteral("head"), headObject()}});
        });
    }

    [[nodiscard]] qint64 head() const { return messages.size(); }
    [[nodiscard]] QJsonObject headObject() const
    {
        return {{QStringLiteral("seq"), head()}, {QStringLiteral("rev"), rev}};
    }
    [[nodiscard]] QJsonObject jun() const
    {
        const QJsonObject user{{QStringLiteral("id"), junId},
            {QStringLiteral("handle"), QStringLiteral("jun")},
            {QStringLiteral("name"), QStringLiteral("Jun")},
            {QStringLiteral("kind"), QStringLiteral("person")}};
        return {{QStringLiteral("user"), user}, {QStringLiteral("role"), QStringLiteral("member")},
            {QStringLiteral("read_seq"), 0}, {QStringLiteral("joined_at"), 0}};
    }
    [[nodiscard]] QJsonObject room() const
    {
        const QJsonObject me{{QStringLiteral("role"), QStringLiteral("owner")},
            {QStringLiteral("read_seq"), readSeq}, {QStringLiteral("unread"), head() - readSeq},
            {QStringLiteral("mentions"), 0}, {QStringLiteral("muted"), false}};
        QJsonObject object{{QStringLiteral("id"), id}, {QStringLiteral("kind"), QStringLiteral("group")},
            {QStringLiteral("title"), QStringLiteral("Hikers")},
            {QStringLiteral("access"), QStringLiteral("invite")}, {QStringLiteral("capacity"), 100},
            {QStringLiteral("member_count"), 2}, {QStringLiteral("head"), headObject()},
            {QStringLiteral("me"), me}};
        if (!messages.isEmpty())
            object.insert(QStringLiteral("last"), messages.last());
        return object;
    }
    QJsonObject add(const QString& sender, const QString& text, const QString& clientId)
    {
        for (const QJsonObject& one : std::as_const(messages)) {
            if (one.value(QStringLiteral("client_id")).toString() == clientId)
                return one;
        }
        ++rev;
        messages.append({{QStringLiteral("room"), id}, {QStringLiteral("seq"), head() + 1},
            {QStringLiteral("rev"), rev}, {QStringLiteral("sender"), sender},
            {QStringLiteral("client_id"), clientId}, {QStringLiteral("sent_at"), 1'760'000'000'000 + rev},
            {QStringLiteral("kind"), QStringLiteral("text")}, {QStringLiteral("text"), text}});
        return messages.last();
    }
    QJsonObject fromJun(const QString& text)
    {
        return add(junId, text, QUuid::createUuid().toString(QUuid::WithoutBraces));
    }
    QJsonObject change(qint64 seq, const QString& mark, const QString& text)
    {
        QJsonObject& one = messages[seq - 1];
        one.insert(QStringLiteral("rev"), ++rev);
        one.insert(QStringLiteral("text"), text);
        one.insert(mark, qint64(1'760'000'100'000));
        return one;
    }

    QString id = RoomId(11).toString();
    QString junId = UserId(2).toString();
    QList<QJsonObject> messages;
    qint64 rev = 0;
    qint64 readSeq = 0;
    qsizetype resetAfter = 2000;
};

} // namespace madang::client::test
