#include "tests/client/controllers/client.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <cstdio>

// How long the client takes with its local copy, server and network left out: the server is in this
// process, and answers within it. Prints medians.
using namespace madang;
using namespace madang::client;
using namespace madang::client::test;

namespace {
const QStringList words
    = QString::fromUtf8("내일 약속 잊지 마 see you at seven 강물이 맑다 coffee 회의 자료 봤어요 "
                        "東京 タワー okay 그래 알겠어 미안 늦을 것 같아 photo 사진 보냈어")
          .split(QLatin1Char(' '));

QString sentence(qint64 number)
{
    QStringList chosen;
    for (int i = 0; i < 6; ++i)
        chosen.append(words.at(qsizetype((number * 7 + i * i * 3 + number / 11) % words.size())));
    return chosen.join(QLatin1Char(' ')) % QLatin1Char(' ') % QString::number(number);
}

protocol::Message message(RoomId room, qint64 seq, qint64 rev)
{
    protocol::Message one;
    one.room = room;
    one.seq = seq;
    one.rev = rev;
    one.sender = UserId(2 + quint64(seq % 40));
    one.clientId = QUuid::createUuid();
    one.sentAt = 1'760'000'000'000 + qint64(room.value()) * 1000 + seq * 60'000;
    one.text = sentence(seq + qint64(room.value()));
    return one;
}

void report(const char* what, QList<double> ms)
{
    std::sort(ms.begin(), ms.end());
    std::printf("%-72s %9.2f ms   (%.2f to %.2f, %d runs)\n", what, ms.at(ms.size() / 2), ms.first(),
        ms.last(), int(ms.size()));
    std::fflush(stdout);
}

double msOf(const QElapsedTimer& timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

template <class F> QList<double> runs(int count, F f)
{
    QList<double> all;
    for (int i = 0; i < count; ++i) {
        QElapsedTimer timer;
        timer.start();
        f(i);
        all.append(msOf(timer));
    }
    return all;
}

template <class F> bool waitFor(F f)
{
    return QTest::qWaitFor(f, 120'000);
}

// A server with many rooms, which can all have moved on.
struct Town {
    explicit Town(Peer& peer, int count)
        : rooms(count)
    {
        peer.on(QStringLiteral("room.list"), [this](const QJsonObject& params) {
            const int from = params.value(QStringLiteral("after")).toString().toInt();
            const int to = std::min<int>(from + 100, int(rooms.size()));
            QJsonArray page;
            for (int i = from; i < to; ++i)
                page.append(room(i));
            QJsonObject result{{QStringLiteral("rooms"), page}};
            if (to < rooms.size())
                result.insert(QStringLiteral("next"), QString::number(to));
            return Peer::Reply::ok(result);
        });
        peer.on(QStringLiteral("room.get"), [this](const QJsonObject& params) {
            return Peer::Reply::ok(
                {{QStringLiteral("room"), room(indexOf(params))}, {QStringLiteral("members"), QJsonArray()}});
        });
        peer.on(QStringLiteral("user.get"),
            [](const QJsonObject&) { return Peer::Reply::fail(404, QStringLiteral("not_found")); });
        peer.on(QStringLiteral("message.changes"), [this](const QJsonObject& params) {
            const int index = indexOf(params);
            const qint64 head = rooms.at(index);
            const qint64 since = params.value(QStringLiteral("since")).toInteger();
            if (head - since > 2000)
                return Peer::Reply::ok(
                    {{QStringLiteral("reset"), true}, {QStringLiteral("head"), headOf(head)}});
            const qint64 to = std::min(head, since + params.value(QStringLiteral("limit")).toInteger(200));
            return Peer::Reply::ok(
                {{QStringLiteral("messages"), page(index, since + 1, to)}, {QStringLiteral("rev"), to},
                    {QStringLiteral("more"), to < head}, {QStringLiteral("head"), headOf(head)}});
        });
        peer.on(QStringLiteral("message.history"), [this](const QJsonObject& params) {
            const int index = indexOf(params);
            const qint64 head = rooms.at(index);
            const qint64 first = std::max<qint64>(1, head - 59);
            return Peer::Reply::ok({{QStringLiteral("messages"), page(index, first, head)},
                {QStringLiteral("has_before"), first > 1}, {QStringLiteral("has_after"), false},
                {QStringLiteral("head"), headOf(head)}});
        });
    }
    static RoomId idOf(int index) { return RoomId(quint64(1000 + index)); }
    static int indexOf(const QJsonObject& params)
    {
        return int(RoomId::fromString(params.value(QStringLiteral("room")).toString())->value()) - 1000;
    }
    static QJsonObject headOf(qint64 head)
    {
        return {{QStringLiteral("seq"), head}, {QStringLiteral("rev"), head}};
    }
    static QJsonObject object(const protocol::Message& one)
    {
        return QJsonDocument::fromJson(protocol::encode(one)).object();
    }
    static QJsonArray page(int index, qint64 first, qint64 last)
    {
        QJsonArray messages;
        for (qint64 seq = first; seq <= last; ++seq)
            messages.append(object(message(idOf(index), seq, seq)));
        return messages;
    }
    [[nodiscard]] protocol::Room told(int index) const
    {
        protocol::Room one;
        one.id = idOf(index);
        one.title = QStringLiteral("Room %1").arg(index);
        one.capacity = 100;
        one.memberCount = 7;
        one.head = {rooms.at(index), rooms.at(index)};
        one.last = message(one.id, rooms.at(index), rooms.at(index));
        one.me = protocol::RoomMe();
        one.me->readSeq = rooms.at(index);
        return one;
    }
    [[nodiscard]] QJsonObject room(int index) const
    {
        return QJsonDocument::fromJson(protocol::encode(told(index))).object();
    }

    QList<qint64> rooms; // head of each
};

// Fills the copy of an account as months of use would.
void fill(CopyDatabase& file, const Town& town, int messagesEach)
{
    SqliteFile::Transaction transaction(file);
    QList<protocol::User> people;
    for (quint64 id = 1; id <= 2000; ++id) {
        protocol::User user;
        user.id = UserId(id);
        user.handle = QStringLiteral("person%1").arg(id);
        user.name = QStringLiteral("Person %1").arg(id);
        people.append(user);
    }
    file.putPeople(people);
    for (int i = 0; i < town.rooms.size(); ++i) {
        const qint64 head = town.rooms.at(i);
        file.putRooms({{town.told(i), head, 0, 0}});
        QList<protocol::Message> messages;
        for (qint64 seq = head - messagesEach + 1; seq <= head; ++seq)
            messages.append(message(Town::idOf(i), seq, seq));
        file.putMessages(messages);
        SeqRanges ranges;
        ranges.add(head - messagesEach + 1, head);
        file.putHolding(Town::idOf(i), Holding(ranges, head, head, 0));
    }
    file.setListed();
    while (file.hasWork())
        file.work();
    transaction.commit();
}

void signInOnce(Peer& peer, Chest& chest, const QString& folder)
{
    Client client(peer, chest, folder);
    client.session.begin();
    client.signIn.signIn(QStringLiteral("mina"), QStringLiteral("correct horse"));
    waitFor([&] { return client.session.isActive() && client.rooms.isLoaded(); });
}

QString copyPath(const QString& folder)
{
    const QDir copies(folder % QLatin1String("/copies"));
    return copies.filePath(copies.entryList({QStringLiteral("*.sqlite")}).first());
}

void benchStart()
{
    QTemporaryDir folder;
    Peer peer;
    peer.serveSessions();
    Town town(peer, 1000);
    town.rooms.fill(100);
    Chest chest;
    signInOnce(peer, chest, folder.path());
    {
        CopyDatabase file(copyPath(folder.path()));
        if (file.open())
            fill(file, town, 60);
        std::printf("copy of 1,000 rooms, 2,000 people, 60,000 messages: %.1f MB, %.0f bytes a message\n",
            double(file.size()) / 1e6, double(file.size()) / 60'000);
    }
    peer.reachable = false;
    report("start to the filled list of 1,000 cached rooms, no server", runs(9, [&](int) {
        Client client(peer, chest, folder.path());
        client.session.begin();
        waitFor([&] { return client.list.count() == 1000; });
    }));
    Client client(peer, chest, folder.path());
    client.session.begin();
    waitFor([&] { return client.list.count() == 1000; });
    report("a room opened from the copy: 60 messages shown", runs(40, [&](int i) {
        client.roomsController.openRoom(Town::idOf(i).toString());
        waitFor([&] { return client.conversation.timeline()->count() == 60; });
    }));
    for (const char* text : {"약속", "물", "coffee", "東京 약속"}) {
        CopyQuery query;
        query.text = QString::fromUtf8(text);
        const QByteArray what = QByteArray("search among 60,000: \"") + text + "\", newest 30";
        report(what.constData(), runs(9, [&](int) {
            int hits = -1;
            client.copy.read<int>([query](CopyDatabase& file) { return int(file.find(query).size()); },
                [&](int found) { hits = found; });
            waitFor([&] { return hits >= 0; });
        }));
    }
}

void benchPages()
{
    QTemporaryDir folder;
    CopyDatabase file(folder.filePath(QStringLiteral("copy.sqlite")));
    if (!file.open())
        return;
    qint64 seq = 0;
    report("a page of 60 messages written, one transaction", runs(200, [&](int) {
        QList<protocol::Message> page;
        for (int i = 0; i < 60; ++i) {
            ++seq;
            page.append(message(RoomId(11), seq, seq));
        }
        SqliteFile::Transaction transaction(file);
        file.putMessages(page);
        transaction.commit();
    }));
    report("20 messages put into the index, one transaction", runs(200, [&](int) {
        SqliteFile::Transaction transaction(file);
        file.work();
        transaction.commit();
    }));
    report("a page of 60 messages read", runs(200, [&](int i) {
        if (file.readMessages(RoomId(11), 1 + 60 * i, 60 + 60 * i).size() != 60)
            std::abort();
    }));
}

void benchCatchUp()
{
    QTemporaryDir folder;
    Peer peer;
    peer.serveSessions();
    Town town(peer, 100);
    town.rooms.fill(100);
    Chest chest;
    signInOnce(peer, chest, folder.path());
    {
        CopyDatabase file(copyPath(folder.path()));
        if (file.open())
            fill(file, town, 60);
    }
    QList<double> listed;
    QList<double> first;
    QList<double> all;
    for (int run = 0; run < 5; ++run) {
        for (qint64& head : town.rooms)
            head += 100;
        Client client(peer, chest, folder.path());
        bool finished = false;
        QObject::connect(&client.catchUp, &CatchUp::finished, [&] { finished = true; });
        QElapsedTimer timer;
        timer.start();
        client.session.begin();
        waitFor([&] { return finished; });
        listed.append(msOf(timer));
        for (int i = 0; i < town.rooms.size(); ++i) {
            client.roomsController.openRoom(Town::idOf(i).toString());
            waitFor([&] { return client.messages.window(Town::idOf(i))->lastSeq() == town.rooms.at(i); });
            if (i == 0)
                first.append(msOf(timer));
        }
        all.append(msOf(timer));
    }
    report("10,000 missed in 100 rooms: the list is right", listed);
    report("10,000 missed in 100 rooms: the first room is open and whole", first);
    report("10,000 missed in 100 rooms: every room was opened and is whole", all);
    QList<double> one;
    for (int run = 0; run < 5; ++run) {
        town.rooms[0] += 10'000;
        Client client(peer, chest, folder.path());
        client.session.begin();
        waitFor([&] { return client.session.isActive() && client.connection.isConnected(); });
        QElapsedTimer timer;
        timer.start();
        client.roomsController.openRoom(Town::idOf(0).toString());
        waitFor([&] { return client.messages.window(Town::idOf(0))->lastSeq() == town.rooms.at(0); });
        one.append(msOf(timer));
    }
    report("10,000 missed in one room: its newest page is shown", one);
}
} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_LOGGING_RULES", "*.info=false;*.warning=false");
    QCoreApplication application(argc, argv);
    benchPages();
    benchStart();
    benchCatchUp();
    return 0;
}
