#include "shared/protocol/commonpasswords.h"
#include "shared/protocol/textrules.h"

#include <QtTest/QTest>

using namespace madang;
using namespace madang::protocol;

namespace {

const Limits limits;
const QString kFamily
    = QStringLiteral("\U0001F468\u200D\U0001F469\u200D\U0001F467"); // one picture, five code points

QString lone(char16_t surrogate)
{
    return QString(QChar(surrogate));
}

} // namespace

class TestTextRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsCodePoints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("count");
        QTest::newRow("empty") << QString() << 0;
        QTest::newRow("ASCII") << QStringLiteral("abc") << 3;
        QTest::newRow("Korean syllables") << QStringLiteral("마당") << 2;
        QTest::newRow("Korean in conjoining jamo") << QStringLiteral("\u1106\u1161\u1103\u1161\u11BC") << 5;
        QTest::newRow("emoji") << QStringLiteral("\U0001F600\U0001F600") << 2;
        QTest::newRow("family") << kFamily << 5;
        QTest::newRow("flag") << QStringLiteral("\U0001F1F0\U0001F1F7") << 2;
        QTest::newRow("lone surrogates") << QString(lone(0xDC00) + lone(0xD800) + lone(0xD800)) << 3;
        QTest::newRow("lone before a pair") << QString(lone(0xD800) + QStringLiteral("\U0001F600")) << 2;
    }
    void countsCodePoints()
    {
        QFETCH(QString, text);
        QFETCH(int, count);
        QCOMPARE(codePoints(text), qsizetype(count));
    }

    void messages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::addColumn<QString>("kept");
        const auto good = [](const char* name, const QString& text, const QString& kept = {}) {
            QTest::newRow(name) << text << true << (kept.isNull() ? text : kept);
        };
        const auto bad = [](const char* name, const QString& text) {
            QTest::newRow(name) << text << false << QString();
        };
        good("one character", QStringLiteral("a"));
        good("Korean", QStringLiteral("안녕하세요"));
        good("jamo", QStringLiteral("ㅋㅋㅋ \u1106\u1161"));
        good("emoji with joiners", kFamily);
        good("right to left", QStringLiteral("\u202Eabc\u202C \u05D0\u05D1"));
        good("newline and tab inside", QStringLiteral("a\n\tb"));
        good("trimmed", QStringLiteral(" \t\n a b \u3000\u00A0\n"), QStringLiteral("a b"));
        good("longest", QString(4000, u'x'));
        good("longest in emoji", QStringLiteral("\U0001F600").repeated(4000));
        good("longest after trimming",
            QString(QString(500, u' ') + QString(4000, u'x') + QString(500, u'\n')), QString(4000, u'x'));
        bad("empty", QString());
        bad("white space", QStringLiteral(" \n\t\u3000"));
        bad("one too long", QString(4001, u'x'));
        bad("one emoji too long", QStringLiteral("\U0001F600").repeated(4001));
        bad("NUL", QString(QStringLiteral("a") + QChar(0) + u'b'));
        bad("escape", QStringLiteral("a\u001B[31mb"));
        bad("carriage return inside", QStringLiteral("a\r\nb"));
        bad("delete", QStringLiteral("a\u007Fb"));
        bad("C1 control", QStringLiteral("a\u0085b"));
        bad("lone high surrogate", QString(QStringLiteral("a") + lone(0xD83D)));
        bad("lone low surrogate", QString(lone(0xDE00) + u'a'));
    }
    void messages()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        QFETCH(QString, kept);
        const auto result = messageText(text, limits);
        QCOMPARE(result.ok(), good);
        if (good) {
            QCOMPARE(*result, kept);
            // What is stored is what a second look would store.
            QCOMPARE(*messageText(*result, limits), kept);
        } else {
            QCOMPARE(result.error().code, ErrorCode::Invalid);
            QCOMPARE(result.error().field, QStringLiteral("text"));
        }
    }

    void handles_data()
    {
        QTest::addColumn<QString>("handle");
        QTest::addColumn<QString>("kept"); // null: refused
        QTest::newRow("plain") << QStringLiteral("minji") << QStringLiteral("minji");
        QTest::newRow("upper case") << QStringLiteral("MinJi_88") << QStringLiteral("minji_88");
        QTest::newRow("shortest") << QStringLiteral("abc") << QStringLiteral("abc");
        QTest::newRow("longest") << QString(32, u'a') << QString(32, u'a');
        QTest::newRow("dot and underscore") << QStringLiteral("a._.") << QStringLiteral("a._.");
        QTest::newRow("too short") << QStringLiteral("ab") << QString();
        QTest::newRow("too long") << QString(33, u'a') << QString();
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("digit first") << QStringLiteral("1abc") << QString();
        QTest::newRow("dot first") << QStringLiteral(".abc") << QString();
        QTest::newRow("space") << QStringLiteral("a bc") << QString();
        QTest::newRow("space around") << QStringLiteral(" abc ") << QString();
        QTest::newRow("dash") << QStringLiteral("a-bc") << QString();
        QTest::newRow("Korean") << QStringLiteral("민지민") << QString();
        QTest::newRow("Cyrillic that looks Latin") << QStringLiteral("\u0430bcd") << QString();
        QTest::newRow("Kelvin sign") << QStringLiteral("\u212Aelvin") << QString();
        QTest::newRow("full width") << QStringLiteral("\uFF41bcd") << QString();
        QTest::newRow("dotless i") << QStringLiteral("ab\u0130") << QString();
        QTest::newRow("NUL") << QString(QStringLiteral("abc") + QChar(0)) << QString();
        QTest::newRow("newline after") << QStringLiteral("abc\n") << QString();
    }
    void handles()
    {
        QFETCH(QString, handle);
        QFETCH(QString, kept);
        const auto result = normalizeHandle(handle, limits);
        QCOMPARE(result.ok(), !kept.isNull());
        if (result) {
            QCOMPARE(*result, kept);
        } else {
            QCOMPARE(result.error().code, ErrorCode::Invalid);
            QCOMPARE(result.error().field, QStringLiteral("handle"));
        }
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("kept"); // null: refused
        QTest::newRow("Korean") << QStringLiteral(" 김민지 ") << QStringLiteral("김민지");
        QTest::newRow("emoji") << kFamily << kFamily;
        QTest::newRow("right to left")
            << QStringLiteral("\u05D3\u05D5\u05D3") << QStringLiteral("\u05D3\u05D5\u05D3");
        QTest::newRow("longest") << QStringLiteral("\U0001F600").repeated(64)
                                 << QStringLiteral("\U0001F600").repeated(64);
        QTest::newRow("too long") << QString(65, u'a') << QString();
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("spaces") << QStringLiteral(" \u2003 ") << QString();
        QTest::newRow("newline") << QStringLiteral("a\nb") << QString();
        QTest::newRow("tab") << QStringLiteral("a\tb") << QString();
        QTest::newRow("line separator") << QStringLiteral("a\u2028b") << QString();
        QTest::newRow("paragraph separator") << QStringLiteral("a\u2029b") << QString();
        QTest::newRow("lone surrogate") << lone(0xD800) << QString();
        QTest::newRow("zero-width spaces") << QStringLiteral("\u200B\u200B") << QString();
        QTest::newRow("bidi overrides alone") << QStringLiteral("\u202E\u202C") << QString();
        QTest::newRow("Hangul fillers") << QStringLiteral("\u3164\u115F\u1160\uFFA0") << QString();
        QTest::newRow("blank Braille") << QStringLiteral("\u2800") << QString();
        QTest::newRow("a mark without a base") << QStringLiteral("\u0301") << QString();
    }
    void names()
    {
        QFETCH(QString, name);
        QFETCH(QString, kept);
        for (const auto& result : {nameText(name, limits), titleText(name, limits, QStringLiteral("name"))}) {
            if (result.ok() && kept.isNull() && name.size() == 65)
                continue; // a title may be longer than a name
            QCOMPARE(result.ok(), !kept.isNull());
            if (result)
                QCOMPARE(*result, kept);
            else
                QCOMPARE(result.error().field, QStringLiteral("name"));
        }
    }

    void titlesAndTopics()
    {
        QVERIFY(titleText(QString(100, u'a'), limits));
        const auto title = titleText(QString(101, u'a'), limits);
        QVERIFY(!title);
        QCOMPARE(title.error().field, QStringLiteral("title"));
        QVERIFY(topicText(QString(), limits));
        QCOMPARE(*topicText(QStringLiteral(" line\nline "), limits), QStringLiteral("line\nline"));
        QVERIFY(topicText(QString(500, u'a'), limits));
        const auto topic = topicText(QString(501, u'a'), limits);
        QVERIFY(!topic);
        QCOMPARE(topic.error().field, QStringLiteral("topic"));
    }

    void passwords_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<bool>("good");
        QTest::newRow("four words") << QStringLiteral("correct horse battery staple") << true;
        QTest::newRow("eight characters") << QStringLiteral("k3!vz0Qm") << true;
        QTest::newRow("eight Korean") << QStringLiteral("가나다라마바사자") << true;
        QTest::newRow("eight emoji") << QStringLiteral(
            "\U0001F600\U0001F601\U0001F602\U0001F680\U0001F30D\U0001F389\U0001F34E\U0001F3B5")
                                     << true;
        QTest::newRow("longest") << QStringLiteral("aB3$").repeated(32) << true;
        QTest::newRow("space at the ends counts") << QStringLiteral(" k3!vz0 ") << true;
        QTest::newRow("seven characters") << QStringLiteral("k3!vz0Q") << false;
        QTest::newRow("four emoji are no eight characters")
            << QStringLiteral("\U0001F600\U0001F601\U0001F602\U0001F680") << false;
        QTest::newRow("too long") << QString(QStringLiteral("aB3$").repeated(32) + u'x') << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("common") << QStringLiteral("password") << false;
        QTest::newRow("common in another case") << QStringLiteral("PassWord1") << false;
        QTest::newRow("keyboard row") << QStringLiteral("qwertyuiop") << false;
        QTest::newRow("upwards") << QStringLiteral("abcdefghijk") << false;
        QTest::newRow("downwards") << QStringLiteral("987654321") << false;
        QTest::newRow("one character") << QString(100, u'z') << false;
        QTest::newRow("one pair") << QStringLiteral("xyxyxyxyxy") << false;
        QTest::newRow("one Korean syllable") << QString(8, QChar(0xB9C8)) << false;
        QTest::newRow("lone surrogate") << QString(QStringLiteral("k3!vz0Qm") + lone(0xD800)) << false;
    }
    void passwords()
    {
        QFETCH(QString, password);
        QFETCH(bool, good);
        const auto result = newPassword(password, limits);
        QCOMPARE(result.ok(), good);
        if (!good) {
            QCOMPARE(result.error().code, ErrorCode::Invalid);
            QCOMPARE(result.error().field, QStringLiteral("password"));
            // A message may be logged or shown: never with what was typed.
            QVERIFY(password.isEmpty() || !result.error().message.contains(password)
                || password == QStringLiteral("password"));
        }
    }

    void theMostCommonPasswordsAreRefused_data()
    {
        QTest::addColumn<QString>("password");
        for (const char* password : {"12345678", "123456789", "password123", "iloveyou", "sunshine",
                 "princess", "football", "qwerty123", "1q2w3e4r", "11111111", "letmein123", "welcome1",
                 "trustno1", "p@ssw0rd", "zzzzzzzz", "00000000"})
            QTest::newRow(password) << QString::fromLatin1(password);
    }
    void theMostCommonPasswordsAreRefused()
    {
        QFETCH(QString, password);
        QVERIFY(isCommonPassword(password));
        QVERIFY(!isCommonPassword(QString(password + QStringLiteral("-kx9"))));
    }

    void theLimitsAreTheGivenOnes()
    {
        Limits tight;
        tight.text = 2;
        tight.name = 1;
        tight.handleMin = 1;
        tight.passwordMin = 1;
        QVERIFY(!messageText(QStringLiteral("abc"), tight));
        QVERIFY(!nameText(QStringLiteral("ab"), tight));
        QVERIFY(normalizeHandle(QStringLiteral("a"), tight));
        QVERIFY(newPassword(QStringLiteral("kx7"), tight));
    }

    void theFieldIsTheCallers()
    {
        const auto result = newPassword(QStringLiteral("short"), limits, QStringLiteral("new"));
        QVERIFY(!result);
        QCOMPARE(result.error().field, QStringLiteral("new"));
        QVERIFY(result.error().message.startsWith(QStringLiteral("new ")));
    }
};

QTEST_APPLESS_MAIN(TestTextRules)
#include "tst_textrules.moc"
