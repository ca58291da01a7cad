#include "shared/protocol/envelope.h"
#include "shared/protocol/events.h"
#include "shared/protocol/messagemethods.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::protocol;

namespace {

// JSON with ' for ": raw string literals in a class make moc 6.4 lose the class.
QByteArray q(const char* json)
{
    return QByteArray(json).replace('\'', '"');
}

QJsonObject parse(const QByteArray& bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}

QByteArray nested(int depth, char open, char close)
{
    return QByteArray(depth, open) + QByteArray(depth, close);
}

// A request whose params nest so deep that the whole frame has `depth` levels.
QByteArray requestOfDepth(int depth)
{
    return q("{'jsonrpc':'2.0','id':1,'method':'m','params':{'a':") + nested(depth - 2, '[', ']') + "}}";
}

} // namespace

class TestEnvelope : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsARequest()
    {
        const auto parsed
            = parseRequest(q("{'jsonrpc':'2.0','id':7,'method':'room.read','params':{'seq':3},'more':1}"));
        const auto* request = std::get_if<Request>(&parsed);
        QVERIFY(request);
        QCOMPARE(request->id, RequestId(7));
        QCOMPARE(request->method, QStringLiteral("room.read"));
        QCOMPARE(request->params.object().value(QLatin1String("seq")).toInt(), 3);
    }

    void idsComeBackAsTheyWere_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::newRow("zero") << QByteArray("0");
        QTest::newRow("negative") << QByteArray("-1");
        QTest::newRow("2^53") << QByteArray("9007199254740992");
        QTest::newRow("string") << QByteArray("\"abc\"");
        QTest::newRow("empty string") << QByteArray("\"\"");
        QTest::newRow("string of digits") << QByteArray("\"1\"");
        QTest::newRow("string to escape") << q("'\\u0000\\'\\\\마당'");
    }
    void idsComeBackAsTheyWere()
    {
        QFETCH(QByteArray, id);
        const auto parsed = parseRequest(q("{'jsonrpc':'2.0','method':'m','id':") + id + "}");
        const auto* request = std::get_if<Request>(&parsed);
        QVERIFY(request);
        QVERIFY(!request->id.isNone());
        QCOMPARE(
            response(request->id, "{}"), QByteArray(q("{'jsonrpc':'2.0','id':") + id + q(",'result':{}}")));
    }

    void withoutIdItIsANotification()
    {
        const auto parsed
            = parseRequest(q("{'jsonrpc':'2.0','method':'stream.ack','params':{'received':1}}"));
        const auto* request = std::get_if<Request>(&parsed);
        QVERIFY(request);
        QVERIFY(request->id.isNone());
    }

    void theLastOfTwoMembersCounts()
    {
        const auto parsed = parseRequest(q(
            "{'jsonrpc':'2.0','id':1,'method':'first','method':'last','params':{'a':1,'b':0,'a':2},'id':2}"));
        const auto* request = std::get_if<Request>(&parsed);
        QVERIFY(request);
        QCOMPARE(request->method, QStringLiteral("last"));
        QCOMPARE(request->id, RequestId(2));
        QCOMPARE(request->params.object().value(QLatin1String("a")).toInt(), 2);
    }

    void badFramesAreToldApart_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("id"); // of the answer; empty: not answered
        const auto row = [](const char* name, const QByteArray& frame, int code, const char* id) {
            QTest::newRow(name) << frame << code << QByteArray(id);
        };
        row("empty", "", -32700, "null");
        row("white space", " \r\n\t", -32700, "null");
        row("garbage", "hello", -32700, "null");
        row("cut off", q("{'jsonrpc':'2.0','id':1,'method':'m'"), -32700, "null");
        row("something after the object", q("{'jsonrpc':'2.0','id':1,'method':'m'}{}"), -32700, "null");
        row("comma after the last member", q("{'jsonrpc':'2.0','id':1,'method':'m',}"), -32700, "null");
        row("single quotes", "{'jsonrpc':'2.0'}", -32700, "null");
        row("invalid UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xFF\xFE\"}", -32700, "null");
        row("overlong UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xC0\xAF\"}", -32700, "null");
        row("surrogate in UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xED\xA0\x80\"}", -32700,
            "null");
        row("byte order mark", "\xEF\xBB\xBF{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}", -32700, "null");
        row("bare newline in a string", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\nb\"}", -32700, "null");
        row("unknown escape", q("{'jsonrpc':'2.0','id':1,'method':'\\x'}"), -32700, "null");
        row("half an escape", q("{'jsonrpc':'2.0','id':1,'method':'\\u12'}"), -32700, "null");
        row("backslash before a byte order mark", q("{'jsonrpc':'2.0','id':1,'method':'\\\xEF\xBB\xBF'}"),
            -32700, "null");
        row("byte order mark between tokens", q("{'jsonrpc':'2.0',\xEF\xBB\xBF'id':1,'method':'m'}"), -32700,
            "null");
        row("NUL between tokens", QByteArray("{\"jsonrpc\":\"2.0\",\0\"id\":1}", 24), -32700, "null");
        row("NUL in a string", QByteArray("{\"jsonrpc\":\"2\0\"}", 16), -32700, "null");
        row("NUL after the object", QByteArray("{}\0", 3), -32700, "null");
        row("UTF-16", QByteArray("{\0}\0", 4), -32700, "null");
        row("infinity", q("{'jsonrpc':'2.0','id':1,'method':'m','params':{'a':Infinity}}"), -32700, "null");
        row("number too large for a double", q("{'jsonrpc':'2.0','id':1e999,'method':'m'}"), -32700, "null");
        row("batch", q("[{'jsonrpc':'2.0','id':1,'method':'m'}]"), -32600, "null");
        row("empty batch", "[]", -32600, "null");
        row("empty object", "{}", -32600, "null");
        row("no version", q("{'id':1,'method':'m'}"), -32600, "1");
        row("version as a number", q("{'jsonrpc':2.0,'id':1,'method':'m'}"), -32600, "1");
        row("version 1.0", q("{'jsonrpc':'1.0','id':1,'method':'m'}"), -32600, "1");
        row("no method", q("{'jsonrpc':'2.0','id':'x'}"), -32600, "\"x\"");
        row("method as a number", q("{'jsonrpc':'2.0','id':1,'method':5}"), -32600, "1");
        row("id null", q("{'jsonrpc':'2.0','id':null,'method':'m'}"), -32600, "null");
        row("id true", q("{'jsonrpc':'2.0','id':true,'method':'m'}"), -32600, "null");
        row("id with a fraction", q("{'jsonrpc':'2.0','id':1.5,'method':'m'}"), -32600, "null");
        row("id past 2^53", q("{'jsonrpc':'2.0','id':9007199254740993,'method':'m'}"), -32600, "null");
        row("id an object", q("{'jsonrpc':'2.0','id':{},'method':'m'}"), -32600, "null");
        row("params by position", q("{'jsonrpc':'2.0','id':1,'method':'m','params':[1]}"), -32602, "1");
        row("params null", q("{'jsonrpc':'2.0','id':1,'method':'m','params':null}"), -32602, "1");
        row("params a string", q("{'jsonrpc':'2.0','id':1,'method':'m','params':'x'}"), -32602, "1");
        row("params by position in a notification", q("{'jsonrpc':'2.0','method':'m','params':[1]}"), -32602,
            "");
        row("17 levels", requestOfDepth(17), -32600, "null");
        row("a hundred thousand arrays", QByteArray(100'000, '['), -32600, "null");
        row("a hundred thousand objects", QByteArray("{\"a\":").repeated(100'000), -32600, "null");
        row("closed depth bomb", nested(100'000, '[', ']'), -32600, "null");
        row("more closed than opened", QByteArray(100'000, ']'), -32700, "null");
    }
    void badFramesAreToldApart()
    {
        QFETCH(QByteArray, frame);
        QFETCH(int, code);
        QFETCH(QByteArray, id);
        const auto parsed = parseRequest(frame);
        const auto* bad = std::get_if<BadFrame>(&parsed);
        QVERIFY(bad);
        QCOMPARE(int(bad->error.code), code);
        QVERIFY(!bad->error.message.isEmpty());
        QCOMPARE(bad->answer, !id.isEmpty());
        if (bad->answer) {
            const QByteArray answer = errorResponse(bad->id, bad->error);
            QVERIFY(answer.startsWith(QByteArray(q("{'jsonrpc':'2.0','id':") + id + ',')));
            QCOMPARE(
                parse(answer).value(QLatin1String("error")).toObject().value(QLatin1String("code")).toInt(),
                code);
        }
    }

    void sixteenLevelsAreFine()
    {
        QVERIFY(std::holds_alternative<Request>(parseRequest(requestOfDepth(16))));
        // Brackets in a string are no levels, also behind an escaped quote.
        const QByteArray brackets = q("{'jsonrpc':'2.0','id':1,'method':'m','params':{'a':'\\'\\\\")
            + QByteArray(1000, '[') + q("'}}");
        QVERIFY(std::holds_alternative<Request>(parseRequest(brackets)));
    }

    void loneSurrogatesReachTheTextRules()
    {
        const auto parsed
            = parseRequest(q("{'jsonrpc':'2.0','id':1,'method':'m','params':{'text':'a\\ud800b\\u0000'}}"));
        const auto* request = std::get_if<Request>(&parsed);
        QVERIFY(request);
        const QString text = request->params.object().value(QLatin1String("text")).toString();
        QCOMPARE(text.size(), 4);
        QVERIFY(text[1].isHighSurrogate());
    }

    void byteOrderMarksInStringsStay()
    {
        const auto parsed = parseRequest(
            q("{'jsonrpc':'2.0','id':'\xEF\xBB\xBF','method':'\xEF\xBB\xBFm','params':{'\xEF\xBB\xBF"
              "a':1,'a':'\\\\\xEF\xBB\xBF'}}"));
        const auto* request = std::get_if<Request>(&parsed);
        QVERIFY(request);
        QCOMPARE(request->id, RequestId(QStringLiteral("\uFEFF")));
        QCOMPARE(request->method, QStringLiteral("\uFEFFm"));
        const QJsonObject params = request->params.object();
        QCOMPARE(params.value(QStringLiteral("\uFEFFa")).toInt(), 1);
        QCOMPARE(params.value(QStringLiteral("a")).toString(), QStringLiteral("\\\uFEFF"));
    }

    void everyCutOfAFrameIsRefused()
    {
        const QByteArray frame = q("{'jsonrpc':'2.0','id':'a','method':'message.send','params':{'room':'r1','"
                                   "text':'마당 \\ud83d\\ude00'}}");
        QVERIFY(std::holds_alternative<Request>(parseRequest(frame)));
        for (qsizetype size = 0; size < frame.size(); ++size)
            QVERIFY2(std::holds_alternative<BadFrame>(parseRequest(frame.first(size))),
                QByteArray::number(size).constData());
    }

    void errorsCarryTheirData()
    {
        Error error = Error::tooLarge(QStringLiteral("Too large."), 5);
        error.field = QStringLiteral("a.0");
        error.retryAfterMs = 10;
        error.incident = QStringLiteral("x");
        QCOMPARE(errorResponse(RequestId(1), error),
            q("{'jsonrpc':'2.0','id':1,'error':{'code':413,'message':'Too large.','data':"
              "{'reason':'too_large','field':'a.0','limit':5,'retry_after_ms':10,'incident':'x'}}}"));
        QCOMPARE(errorResponse({}, Error::blocked(QStringLiteral("B."))),
            q("{'jsonrpc':'2.0','id':null,'error':{'code':423,'message':'B.','data':{'reason':'blocked'}}}"));
    }

    void errorsSurviveTheWayBack_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 7; ++i)
            QTest::addRow("%d", i) << i;
    }
    void errorsSurviveTheWayBack()
    {
        QFETCH(int, which);
        const std::vector<Error> errors{Error::unauthenticated(QStringLiteral("Log in.")),
            Error::invalidParams(QStringLiteral("device.kind"), QStringLiteral("Bad.")),
            Error::rateLimited(1500), Error::internal(QStringLiteral("i-1")),
            Error::blocked(QStringLiteral("Blocked.")), Error::tooLarge(QStringLiteral("Big."), 65536),
            Error::unavailable(QStringLiteral("Later."))};
        const auto incoming = parseIncoming(errorResponse(RequestId(3), errors[size_t(which)]));
        QVERIFY(incoming);
        const auto* answer = std::get_if<Response>(&*incoming);
        QVERIFY(answer && !answer->outcome);
        QCOMPARE(answer->id.number(), std::optional<qint64>(3));
        QVERIFY(answer->outcome.error() == errors[size_t(which)]);
    }

    void aClientReadsAnswersAndEvents()
    {
        const auto answer = parseIncoming(response(RequestId(4), q("{'read_seq':9,'unread':1}")));
        QVERIFY(answer);
        const auto* good = std::get_if<Response>(&*answer);
        QVERIFY(good && good->outcome);
        QCOMPARE(good->outcome->object().value(QLatin1String("read_seq")).toInt(), 9);

        ReadChanged changed;
        changed.room = RoomId(1);
        changed.user = UserId(2);
        changed.seq = 3;
        const auto event = parseIncoming(notification(changed));
        QVERIFY(event);
        const auto* told = std::get_if<Notification>(&*event);
        QVERIFY(told);
        QCOMPARE(told->method, QString(ReadChanged::event));
        const auto decoded = decode<ReadChanged>(told->params);
        QVERIFY(decoded && *decoded == changed);
    }

    void aClientRefusesWhatNoServerSays_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("garbage") << QByteArray("}{");
        QTest::newRow("no version") << q("{'id':1,'result':{}}");
        QTest::newRow("neither result nor error") << q("{'jsonrpc':'2.0','id':1}");
        QTest::newRow("both") << q("{'jsonrpc':'2.0','id':1,'result':{},'error':{}}");
        QTest::newRow("a result that is no object") << q("{'jsonrpc':'2.0','id':1,'result':5}");
        QTest::newRow("an error that is no object") << q("{'jsonrpc':'2.0','id':1,'error':'x'}");
        QTest::newRow("no id") << q("{'jsonrpc':'2.0','result':{}}");
        QTest::newRow("a request") << q("{'jsonrpc':'2.0','id':1,'method':'m','params':{}}");
        QTest::newRow("params by position") << q("{'jsonrpc':'2.0','method':'m','params':[]}");
        QTest::newRow("batch") << q("[{'jsonrpc':'2.0','id':1,'result':{}}]");
        QTest::newRow("depth bomb") << QByteArray(100'000, '[');
    }
    void aClientRefusesWhatNoServerSays()
    {
        QFETCH(QByteArray, frame);
        const auto incoming = parseIncoming(frame);
        QVERIFY(!incoming);
        QVERIFY(!incoming.error().message.isEmpty());
    }

    void anErrorWithoutIdIsRead()
    {
        const auto incoming
            = parseIncoming(q("{'jsonrpc':'2.0','id':null,'error':{'code':-32700,'message':'m'}}"));
        QVERIFY(incoming);
        const auto* answer = std::get_if<Response>(&*incoming);
        QVERIFY(answer && answer->id.isNone());
        QCOMPARE(answer->outcome.error().code, ErrorCode::ParseError);
    }

    void aStrangersErrorIsReadAsFarAsItGoes()
    {
        const auto incoming
            = parseIncoming(q("{'jsonrpc':'2.0','id':1,'error':{'code':'x','message':5,'data':[]}}"));
        QVERIFY(incoming);
        QCOMPARE(std::get<Response>(*incoming).outcome.error().code, ErrorCode::Internal);
        const auto other = parseIncoming(
            q("{'jsonrpc':'2.0','id':1,'error':{'code':499,'message':'m','data':{'limit':1.5}}}"));
        QVERIFY(other);
        QCOMPARE(int(std::get<Response>(*other).outcome.error().code), 499);
        QVERIFY(!std::get<Response>(*other).outcome.error().limit);
    }

    void aClientsRequestIsWhatTheServerReads()
    {
        MessageSend::Params params;
        params.room = RoomId(5);
        params.clientId = QUuid::createUuid();
        params.text = QStringLiteral("안녕 \"you\"");
        const auto parsed = parseRequest(request<MessageSend>(RequestId(9), params));
        const auto* read = std::get_if<Request>(&parsed);
        QVERIFY(read);
        QCOMPARE(read->id, RequestId(9));
        QCOMPARE(read->method, QString(MessageSend::method));
        const auto decoded = decode<MessageSend::Params>(read->params);
        QVERIFY(decoded && *decoded == params);
    }
};

QTEST_APPLESS_MAIN(TestEnvelope)
#include "tst_envelope.moc"
