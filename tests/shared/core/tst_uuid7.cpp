#include "shared/core/uuid7.h"

#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace madang;

class TestUuid7 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bearsItsTimeVersionAndVariant_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::newRow("the epoch") << qint64(0);
        QTest::newRow("the example of RFC 9562 A.6") << qint64(0x017F22E279B0);
        QTest::newRow("the last millisecond of 48 bits") << qint64(0xFFFFFFFFFFFF);
    }
    void bearsItsTimeVersionAndVariant()
    {
        QFETCH(qint64, ms);
        const QUuid uuid = newUuid7(ms);
        QCOMPARE(uuid7Time(uuid), std::optional<qint64>(ms));
        const QString text = uuid.toString(QUuid::WithoutBraces);
        QCOMPARE(text[14], QLatin1Char('7'));
        QVERIFY(QStringLiteral("89ab").contains(text[19]));
    }

    void sortsByTimeAsText()
    {
        QVERIFY(newUuid7(1'700'000'000'000).toString() < newUuid7(1'700'000'000'001).toString());
    }

    void isDistinctWithinAMillisecond()
    {
        QSet<QUuid> seen;
        for (int i = 0; i < 10'000; ++i)
            seen.insert(newUuid7(1'700'000'000'000));
        QCOMPARE(seen.size(), 10'000);
    }

    void otherVersionsBearNoTime()
    {
        QVERIFY(!uuid7Time(QUuid::createUuid()));
        QVERIFY(!uuid7Time(QUuid()));
    }

    void parsesTheCanonicalFormOnly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        const QString canonical = QStringLiteral("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
        QTest::newRow("lower case") << canonical << true;
        QTest::newRow("upper case") << canonical.toUpper() << true;
        QTest::newRow("braces") << QString(u'{' + canonical + u'}') << false;
        QTest::newRow("without dashes") << QString(canonical).remove(u'-') << false;
        QTest::newRow("a dash moved") << QStringLiteral("017f22e27-9b0-7cc3-98c4-dc0c0c07398f") << false;
        QTest::newRow("no hex digit") << QStringLiteral("017f22e2-79b0-7cc3-98c4-dc0c0c07398g") << false;
        QTest::newRow("space after") << QString(canonical + u' ') << false;
        QTest::newRow("nil") << QStringLiteral("00000000-0000-0000-0000-000000000000") << false;
        QTest::newRow("full-width digit")
            << QString(QStringLiteral("017f22e2-79b0-7cc3-98c4-dc0c0c07398") + QChar(0xFF11)) << false;
        QTest::newRow("empty") << QString() << false;
    }
    void parsesTheCanonicalFormOnly()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto uuid = parseUuid(text);
        QCOMPARE(uuid.has_value(), good);
        if (good)
            QCOMPARE(uuid->toString(QUuid::WithoutBraces), text.toLower());
    }
};

QTEST_APPLESS_MAIN(TestUuid7)
#include "tst_uuid7.moc"
