#include "tests/shared/protocol/sample.h"

#include "shared/protocol/decode.h"
#include "shared/protocol/encode.h"
#include "shared/protocol/events.h"
#include "shared/protocol/methods.h"
#include "shared/protocol/schema.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QTest>
#include <functional>
#include <limits>

using namespace madang;
using namespace madang::protocol;
using madang::protocol::test::Sampler;

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

// The value with what is at the path replaced, or taken away where `replacement` is empty.
QJsonValue replaced(
    const QJsonValue& root, const QStringList& path, const std::optional<QJsonValue>& replacement)
{
    if (path.isEmpty())
        return *replacement;
    const bool last = path.size() == 1;
    if (root.isArray()) {
        QJsonArray array = root.toArray();
        const int index = path.first().toInt();
        array.replace(index, replaced(array.at(index), path.mid(1), replacement));
        return array;
    }
    QJsonObject object = root.toObject();
    if (last && !replacement)
        object.remove(path.first());
    else
        object.insert(path.first(), replaced(object.value(path.first()), path.mid(1), replacement));
    return object;
}

// Values that do not fit a schema: of every other JSON type, and the near misses of its own.
QJsonArray misfits(const QJsonObject& schema)
{
    const QString type = schema.value(QLatin1String("type")).toString();
    QJsonArray list;
    if (type != QLatin1String("boolean"))
        list.append(true);
    if (type != QLatin1String("integer") && type != QLatin1String("number"))
        list.append(1);
    if (type != QLatin1String("string"))
        list.append(QStringLiteral("1"));
    if (type != QLatin1String("array"))
        list.append(QJsonArray());
    if (type != QLatin1String("object"))
        list.append(QJsonObject());
    if (type == QLatin1String("integer")) {
        for (const double number : {0.5, 1e300, -1e300, 9007199254740994.0})
            list.append(number);
        list.append(std::numeric_limits<qint64>::max());
        list.append(std::numeric_limits<qint64>::min());
        list.append((qint64(1) << 53) + 1);
    }
    if (schema.contains(QLatin1String("pattern"))) {
        for (const char* text :
            {"", "has space", "ümlaut", "012345678901234567890123456789012", "a.b", "a\n"})
            list.append(QString::fromUtf8(text));
    }
    if (schema.value(QLatin1String("format")) == QLatin1String("uuid")) {
        for (const char* text :
            {"", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}", "00000000-0000-0000-0000-000000000000"})
            list.append(QString::fromUtf8(text));
    }
    if (schema.contains(QLatin1String("enum"))) {
        list.append(QString());
        list.append(schema.value(QLatin1String("enum")).toArray().first().toString().toUpper());
    }
    return list;
}

// Walks a schema beside a good value of it and breaks the value at each place, one at a time.
class Breaker {
public:
    using TryDecode = std::function<Result<void>(const QJsonObject&)>;

    Breaker(QJsonObject good, QJsonObject shapes, TryDecode tryDecode)
        : m_good(std::move(good))
        , m_shapes(std::move(shapes))
        , m_tryDecode(std::move(tryDecode))
    {
    }
    void breakFields(const std::vector<FieldSchema>& fields)
    {
        for (const FieldSchema& field : fields)
            breakAt({field.name}, field.required, field.schema);
    }
    [[nodiscard]] int tried() const { return m_tried; }

private:
    void breakAt(const QStringList& path, bool required, QJsonObject schema)
    {
        const QString ref = schema.value(QLatin1String("$ref")).toString();
        if (!ref.isEmpty())
            schema = m_shapes.value(ref.section(u'/', -1)).toObject();
        for (const QJsonValue bad : misfits(schema))
            expectRefused(path, bad);
        const bool member = !path.last().front().isDigit();
        if (required) {
            expectRefused(path, QJsonValue::Null);
            if (member)
                expectRefused(path, std::nullopt);
        } else {
            expectTaken(path, QJsonValue::Null);
            expectTaken(path, std::nullopt);
        }
        const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
        const QJsonArray requiredNames = schema.value(QLatin1String("required")).toArray();
        for (auto it = properties.begin(); it != properties.end(); ++it)
            breakAt(path + QStringList{it.key()}, requiredNames.contains(it.key()), it.value().toObject());
        if (schema.contains(QLatin1String("items")))
            breakAt(path + QStringList{QStringLiteral("1")}, true,
                schema.value(QLatin1String("items")).toObject());
    }
    void expectRefused(const QStringList& path, const std::optional<QJsonValue>& bad)
    {
        ++m_tried;
        const auto result = m_tryDecode(replaced(m_good, path, bad).toObject());
        const QByteArray what = path.join(u'.').toUtf8() + " = "
            + (bad ? QJsonDocument(QJsonArray{*bad}).toJson(QJsonDocument::Compact) : QByteArray("nothing"));
        QVERIFY2(!result, what.constData());
        QVERIFY2(result.error().code == ErrorCode::InvalidParams, what.constData());
        QCOMPARE(result.error().field, path.join(u'.'));
        QVERIFY2(result.error().message.startsWith(result.error().field), what.constData());
    }
    // A rule between fields may still refuse the value, but under another name than a wrong type would.
    void expectTaken(const QStringList& path, const std::optional<QJsonValue>& absent)
    {
        ++m_tried;
        const auto result = m_tryDecode(replaced(m_good, path, absent).toObject());
        QVERIFY2(result || result.error().message.contains(QLatin1String("is missing")),
            path.join(u'.').toUtf8().constData());
    }

    QJsonObject m_good;
    QJsonObject m_shapes;
    TryDecode m_tryDecode;
    int m_tried = 0;
};

// Calls f.operator()<T>(name) for the params and the result of every method, and every event.
template <class F> void forEachStruct(F&& f)
{
    forEachType(AllMethods{}, [&]<class M>(std::type_identity<M>) {
        f.template operator()<typename M::Params>(QByteArray(M::method.data()) + " params");
        f.template operator()<typename M::Result>(QByteArray(M::method.data()) + " result");
    });
    forEachType(AllEvents{},
        [&]<class E>(std::type_identity<E>) { f.template operator()<E>(QByteArray(E::event.data())); });
}

} // namespace

class TestCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStructSurvivesTheWayThere()
    {
        int structs = 0;
        forEachStruct([&]<class T>(const QByteArray& name) {
            Sampler sampler;
            for (int round = 0; round < 3; ++round) {
                const T sent = sampler.value<T>();
                const QByteArray bytes = encode(sent);
                QJsonParseError error;
                const QJsonObject object = QJsonDocument::fromJson(bytes, &error).object();
                QVERIFY2(error.error == QJsonParseError::NoError, name.constData());
                const auto received = decode<T>(object);
                QVERIFY2(received, received ? "" : received.error().message.toUtf8().constData());
                QVERIFY2(*received == sent, name.constData());
                QCOMPARE(encode(*received), bytes);
            }
            ++structs;
        });
        QCOMPARE(structs, int(AllMethods::size * 2 + AllEvents::size));
    }

    void aFieldOfTheWrongTypeIsNamed()
    {
        forEachStruct([]<class T>(const QByteArray& name) {
            if constexpr (FieldStruct<T>) {
                SchemaBuilder builder;
                const auto fields = builder.fieldsOf<T>();
                Breaker breaker(parse(encode(Sampler().value<T>())), builder.shapes(),
                    [](const QJsonObject& object) -> Result<void> {
                        auto result = decode<T>(object);
                        return result ? Result<void>() : Result<void>(result.error());
                    });
                breaker.breakFields(fields);
                QVERIFY2(fields.empty() || breaker.tried() > 4, name.constData());
            }
        });
    }

    void unknownMembersAreIgnored()
    {
        forEachStruct([]<class T>(const QByteArray& name) {
            if constexpr (FieldStruct<T>) {
                const T sent = Sampler().value<T>();
                QJsonObject object = parse(encode(sent));
                object.insert(QStringLiteral("of_a_later_version"), QJsonArray{1, QJsonObject()});
                object.insert(QString(), QJsonValue::Null);
                const auto received = decode<T>(object);
                QVERIFY2(received && *received == sent, name.constData());
            }
        });
    }

    void anIdOfAnotherMakeDecodesToNone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("of another kind") << SessionId(7).toString();
        QTest::newRow("a number") << QStringLiteral("12345");
        QTest::newRow("a UUID without dashes") << QStringLiteral("017f22e279b07cc398c4dc0c0c07398f");
        QTest::newRow("one character") << QStringLiteral("-");
        QTest::newRow("zero") << QStringLiteral("r0000000000000");
    }
    void anIdOfAnotherMakeDecodesToNone()
    {
        QFETCH(QString, text);
        const auto params = decode<RoomGet::Params>(QJsonObject{{QStringLiteral("room"), text}});
        QVERIFY(params);
        QVERIFY(params->room.isNull());
    }

    void absentIsNotTheSameAsEmpty()
    {
        Message message;
        QVERIFY(!encode(message).contains("attachments"));
        message.attachments.emplace();
        QVERIFY(encode(message).contains("\"attachments\":[]"));
        const auto back = decode<Message>(parse(encode(message)));
        QVERIFY(back && back->attachments && back->attachments->empty());
    }

    void rulesBetweenFields_data()
    {
        QTest::addColumn<QByteArray>("params");
        QTest::addColumn<QString>("field");
        QTest::newRow("direct without user") << q("{'kind':'direct'}") << QStringLiteral("user");
        QTest::newRow("group without title") << q("{'kind':'group','members':[]}") << QStringLiteral("title");
        QTest::newRow("group without members")
            << q("{'kind':'group','title':'t'}") << QStringLiteral("members");
        QTest::newRow("group alone") << q("{'kind':'group','title':'t','members':[]}") << QString();
        QTest::newRow("direct") << q("{'kind':'direct','user':'u1'}") << QString();
    }
    void rulesBetweenFields()
    {
        QFETCH(QByteArray, params);
        QFETCH(QString, field);
        const auto result = decode<RoomCreate::Params>(parse(params));
        QCOMPARE(result.ok(), field.isEmpty());
        if (!result)
            QCOMPARE(result.error().field, field);
    }

    void aPageHasOneAnchor()
    {
        const auto both = decode<MessageHistory::Params>(parse(q("{'room':'r1','before':5,'after':2}")));
        QVERIFY(!both);
        QCOMPARE(both.error().field, QStringLiteral("after"));
        const auto around = decode<MessageHistory::Params>(parse(q("{'room':'r1','before':5,'around':2}")));
        QVERIFY(!around);
        QCOMPARE(around.error().field, QStringLiteral("around"));
        QVERIFY(decode<MessageHistory::Params>(parse(q("{'room':'r1','before':5,'after':null}"))));
    }

    void changesAreAResetOrWhole()
    {
        QVERIFY(decode<MessageChanges::Result>(parse(q("{'reset':true,'head':{'seq':1,'rev':1}}"))));
        const auto half = decode<MessageChanges::Result>(
            parse(q("{'messages':[],'more':false,'head':{'seq':1,'rev':1}}")));
        QVERIFY(!half);
        QCOMPARE(half.error().field, QStringLiteral("rev"));
    }

    void wholeNumbersMayBeWrittenAsFractions()
    {
        const auto params = decode<RoomRead::Params>(parse(q("{'room':'r1','seq':2.0e1}")));
        QVERIFY(params);
        QCOMPARE(params->seq, 20);
    }

    void textIsEscaped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QString() << q("''");
        QTest::newRow("quote and backslash") << QStringLiteral("a\"b\\c") << q("'a\\'b\\\\c'");
        QTest::newRow("short escapes") << QStringLiteral("\b\f\n\r\t") << q("'\\b\\f\\n\\r\\t'");
        QTest::newRow("other controls")
            << QString(QChar(0)) + QChar(0x1F) + QChar(0x7F) << QByteArray("\"\\u0000\\u001f\x7f\"");
        QTest::newRow("two, three and four bytes") << QStringLiteral("\u00E9\uB9C8\U0001F600")
                                                   << QByteArray("\"\xC3\xA9\xEB\xA7\x88\xF0\x9F\x98\x80\"");
        QTest::newRow("borders")
            << QStringLiteral("\u0080\u07FF\u0800\uFFFF\U00010000\U0010FFFF")
            << QByteArray("\"\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\"");
        QTest::newRow("lone high surrogate")
            << QString(QString(QChar(0xD83D)) + u'x') << QByteArray("\"\xEF\xBF\xBDx\"");
        QTest::newRow("lone low surrogate") << QString(QChar(0xDE00)) << QByteArray("\"\xEF\xBF\xBD\"");
        QTest::newRow("surrogates the wrong way round")
            << QString(QString(QChar(0xDE00)) + QChar(0xD83D)) << QByteArray("\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
    }
    void textIsEscaped()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, json);
        QCOMPARE(encode(text), json);
    }

    void everyCodeUnitEncodesToValidJson()
    {
        for (int unit = 0; unit <= 0xFFFF; ++unit) {
            const QString unitText = QString(QChar(unit)) + u'a' + QChar(unit) + u'b';
            QJsonParseError error;
            const auto document = QJsonDocument::fromJson('[' + encode(unitText) + ']', &error);
            QVERIFY2(error.error == QJsonParseError::NoError, QByteArray::number(unit, 16).constData());
            const QString back = document.array().at(0).toString();
            QCOMPARE(back, QChar::isSurrogate(char32_t(unit)) ? QStringLiteral("\uFFFDa\uFFFDb") : unitText);
        }
    }

    void numbersAreExact()
    {
        QCOMPARE(encode(qint64(0)), QByteArray("0"));
        QCOMPARE(encode(std::numeric_limits<qint64>::min()), QByteArray("-9223372036854775808"));
        QCOMPARE(encode(0.1), QByteArray("0.1"));
        QCOMPARE(encode(20.0), QByteArray("20"));
        QCOMPARE(encode(std::numeric_limits<double>::infinity()), QByteArray("0"));
        const QJsonObject freeForm{{QStringLiteral("a"), 1e300}, {QStringLiteral("b"), -1e19},
            {QStringLiteral("c"), 0.25}, {QStringLiteral("d"), std::numeric_limits<qint64>::max()}};
        QCOMPARE(parse(encode(freeForm)), freeForm);
    }

    void limitsAreToldAsTheyAre()
    {
        const Limits limits;
        const LimitsInfo info = LimitsInfo::from(limits);
        QCOMPARE(info.text, limits.text);
        QCOMPARE(info.frame, limits.clientFrame);
        QCOMPARE(info.serverFrame, limits.serverFrame);
        QCOMPARE(info.personMessages.perSecond, limits.personMessages.perSecond);
        QCOMPARE(info.personMessages.burst, limits.personMessages.burst);
        // Apart from uploads, which this server does not have, and from messages' end, which they do not have
        // unless it is set, nothing is told as 0.
        const QStringList absent{QStringLiteral("upload"), QStringLiteral("keep_messages_ms")};
        const QJsonObject told = parse(encode(info));
        for (auto it = told.begin(); it != told.end(); ++it) {
            const QJsonValue number
                = it.value().isObject() ? it.value().toObject().value(QLatin1String("burst")) : it.value();
            if (!absent.contains(it.key()))
                QVERIFY2(number.toDouble() > 0, it.key().toUtf8().constData());
        }
    }
};

QTEST_APPLESS_MAIN(TestCodec)
#include "tst_codec.moc"
