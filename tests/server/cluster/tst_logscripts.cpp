#include "server/cluster/logscripts.h"

#include "server/cluster/logkeys.h"
#include "server/cluster/logverdict.h"
#include "server/cluster/recordcodec.h"
#include "server/domain/bodyhash.h"
#include "server/eventloop/loopexecutor.h"
#include "shared/core/uuid7.h"
#include "tests/server/cluster/logworld.h"

#include <QtCore/QDateTime>
#include <array>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

// What the script believes of what it is told: rules that a server which is in time never meets.
class tst_LogScripts : public QObject {
    Q_OBJECT

    RedisServer m_redis;
    LoopExecutor m_executor;
    std::unique_ptr<RedisClient> m_client;
    const LogScripts m_scripts;
    const LogKeys m_keys{RedisLogOptions()};
    RoomId m_room;

    struct Base {
        qint64 ageMs = 0;
        Head head;
        int what = LogVerdict::head;
        std::optional<LogRecord> record = {};
    };

    enum Part { membership, seq, rev, committed, trimmed, committedSeq };

    template <class F> void changeHead(F change)
    {
        const QByteArray packed = ask(RedisCommand("GET", m_keys.head(m_room))).text();
        QCOMPARE(packed.size(), 48);
        std::array<quint64, 6> parts{};
        for (size_t i = 0; i < parts.size(); ++i) {
            parts[i] = bigEndian(packed, 8 * qsizetype(i));
        }
        change(parts);
        QByteArray changed;
        for (const quint64 part : parts) {
            changed += bigEndian(part);
        }
        ask(RedisCommand("SET", m_keys.head(m_room), changed));
    }
    void commitFirst()
    {
        changeHead([](auto& head) { head[committed] = head[committedSeq] = 1; });
    }
    RespValue ask(RedisCommand command)
    {
        std::optional<Result<RespValue>> answer;
        m_client->command(std::move(command), [&](Result<RespValue> result) { answer = std::move(result); });
        return waitUntil([&] { return answer.has_value(); }) && *answer ? **answer : RespValue();
    }
    LogEntry entry(LogEntry::Kind kind = LogEntry::Kind::Send)
    {
        LogEntry made;
        made.kind = kind;
        made.room = m_room;
        made.actor = UserId(7);
        made.at = QDateTime::currentMSecsSinceEpoch();
        made.text = QStringLiteral("hello");
        made.seq = 1;
        if (kind == LogEntry::Kind::Send) {
            made.clientId = newUuid7(made.at);
        }
        return made;
    }
    // As a record in the database.
    static LogRecord stored(const LogEntry& sent, qint64 rev)
    {
        LogRecord record;
        record.message.room = sent.room;
        record.message.seq = 1;
        record.message.rev = rev;
        record.message.sender = sent.actor;
        record.message.clientId = sent.clientId;
        record.message.text = sent.text;
        record.bodyHash = bodyHash(sent);
        return record;
    }
    // The script's answer to one entry.
    QByteArray append(const LogEntry& sent, const std::optional<Base>& base = {})
    {
        QByteArray packed;
        if (base) {
            packed = bigEndian(quint64(QDateTime::currentMSecsSinceEpoch() - base->ageMs))
                + bigEndian(quint64(base->head.seq)) + bigEndian(quint64(base->head.rev)) + char(base->what);
            if (base->record) {
                packed += encodeRecord({*base->record, base->head});
            }
        }
        RedisArguments keys(
            m_keys.stream(0), m_keys.head(m_room), m_keys.window(m_room), m_keys.revs(m_room));
        RedisArguments arguments("feed", 1'000, 600'000, 60'000, 30'000, 60'000, 20, 5, 10'000);
        const bool send = sent.kind == LogEntry::Kind::Send;
        arguments.add(send ? "S" : "E").add(sent.membership).add(packed).add(bigEndian(sent.actor.value()));
        if (send) {
            keys.add(m_keys.duplicate(sent.actor, sent.clientId)).add(m_keys.ahead(sent.actor));
            arguments.add(uuid7Time(sent.clientId).value_or(-1)).add(sent.replyTo).add(bodyHash(sent));
            arguments.add(encodeBody(sent, bodyHash(sent)));
        } else {
            arguments.add(sent.seq).add("0").add(bigEndian(quint64(sent.at))).add(sent.text.toUtf8());
        }
        std::optional<Result<RespValue>> answer;
        m_client->evaluate(
            m_scripts.append, keys, arguments, [&](Result<RespValue> result) { answer = std::move(result); });
        if (!waitUntil([&] { return answer.has_value(); }) || !*answer) {
            qFatal("the script failed");
        }
        return (*answer)->at(0).text();
    }
    int asksFor(const QByteArray& answer)
    {
        const LogVerdict verdict(answer);
        return verdict.asks() ? verdict.what() : 0;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_redis.start(), qPrintable(m_redis.failure()));
        m_client = std::make_unique<RedisClient>(m_executor, optionsFor(m_redis));
        m_client->open();
    }
    void init() { m_room = RoomId::create(); }
    void cleanupTestCase() { m_client.reset(); }

    void headIsBelievedForAMinute()
    {
        QCOMPARE(asksFor(append(entry())), LogVerdict::head);
        QCOMPARE(asksFor(append(entry(), Base{70'000, {5, 9}})), LogVerdict::head);
        QCOMPARE(asksFor(append(entry(), Base{-5'000, {5, 9}})), LogVerdict::head); // of the future
        QCOMPARE(ask(RedisCommand("EXISTS", m_keys.head(m_room))).integer(), 0);
        const LogEntry sent = entry();
        QByteArray answer = append(sent, Base{30'000, {5, 9}});
        QCOMPARE(LogVerdict(answer).receipt(sent, {})->head, (Head{6, 10}));
        // Another one of it changes nothing.
        const LogEntry next = entry();
        answer = append(next, Base{0, {3, 4}});
        QCOMPARE(LogVerdict(answer).receipt(next, {})->head, (Head{7, 11}));
    }

    void newnessIsBelievedForAMinute()
    {
        LogEntry old = entry();
        old.clientId = newUuid7(old.at - 3'600'000);
        append(entry(), Base{0, {0, 0}});
        QCOMPARE(asksFor(append(old)), LogVerdict::clientId);
        QCOMPARE(asksFor(append(old, Base{0, {0, 0}, LogVerdict::head})), LogVerdict::clientId);
        const int what = LogVerdict::head | LogVerdict::clientId;
        QCOMPARE(asksFor(append(old, Base{61'000, {0, 0}, what})), LogVerdict::clientId);
        const QByteArray done = append(old, Base{0, {0, 0}, what});
        QVERIFY(LogVerdict(done).receipt(old, {})->changed);
        // Somebody else read before that, and comes after it.
        const QByteArray again = append(old, Base{30'000, {0, 0}, what});
        QVERIFY(!LogVerdict(again).receipt(old, {})->changed);
    }

    void databaseThatIsBehindTheWindowIsNotBelieved()
    {
        const LogEntry sent = entry();
        append(entry(), Base{0, {40, 90}}); // so that not everything is committed
        changeHead([](auto& head) { head[trimmed] = 90; });
        const LogEntry edit = entry(LogEntry::Kind::Edit);
        const int what = LogVerdict::head | LogVerdict::message;
        QCOMPARE(asksFor(append(edit)), LogVerdict::message);
        QCOMPARE(asksFor(append(edit, Base{0, {40, 89}, what, stored(sent, 1)})), LogVerdict::message);
        // Nor that there is none.
        QCOMPARE(asksFor(append(edit, Base{0, {40, 89}, what})), LogVerdict::message);
        const QByteArray none = append(edit, Base{0, {40, 90}, what});
        QCOMPARE(int(LogVerdict(none).receipt(edit, {}).error().code), int(ErrorCode::NotFound));
        LogRecord record = stored(sent, 1);
        record.message.text = QStringLiteral("before");
        const QByteArray done = append(edit, Base{0, {40, 90}, what, record});
        const auto receipt = LogVerdict(done).receipt(edit, {});
        VERIFY_OK(receipt);
        QCOMPARE(receipt->head, (Head{41, 92}));
        QCOMPARE(receipt->message.text, QStringLiteral("hello"));
        // Now the window holds it, and what the database has is not asked for.
        LogEntry next = edit;
        next.text = QStringLiteral("once more");
        const QByteArray after = append(next, Base{0, {40, 90}, what, record});
        QCOMPARE(LogVerdict(after).receipt(next, {})->head, (Head{41, 93}));
    }

    // The window of a room of which all is committed expires by itself: what it held is in the database.
    void windowThatExpiredHoldsNothing()
    {
        const LogEntry sent = entry();
        append(sent, Base{0, {0, 0}});
        commitFirst();
        ask(RedisCommand("DEL", m_keys.window(m_room), m_keys.revs(m_room)));
        const LogEntry edit = entry(LogEntry::Kind::Edit);
        const int what = LogVerdict::head | LogVerdict::message;
        QCOMPARE(asksFor(append(edit, Base{0, {0, 0}, what})), LogVerdict::message);
        const LogEntry next = entry();
        append(next);
        changeHead([](auto& head) { QCOMPARE(head[trimmed], 1u); });
    }

    // Nothing of a room expires while something of it waits for the database.
    void unsavedRoomsStay()
    {
        append(entry(), Base{0, {0, 0}});
        commitFirst();
        const std::initializer_list<QByteArray> keys{
            m_keys.head(m_room), m_keys.window(m_room), m_keys.revs(m_room)};
        for (const QByteArray& key : keys) {
            QCOMPARE(ask(RedisCommand("PEXPIRE", key, 60'000)).integer(), 1);
        }
        append(entry());
        for (const QByteArray& key : keys) {
            QCOMPARE(ask(RedisCommand("PTTL", key)).integer(), -1);
        }
    }
};

QTEST_GUILESS_MAIN(tst_LogScripts)
#include "tst_logscripts.moc"
