#include "shared/core/id.h"

#include <QtCore/QSet>
#include <QtTest/QTest>
#include <limits>
#include <unordered_set>

using namespace madang;

// Two kinds of id can neither be assigned, compared nor made from a bare number by accident.
static_assert(!std::is_convertible_v<UserId, RoomId>);
static_assert(!std::is_constructible_v<UserId, RoomId>);
static_assert(!std::is_convertible_v<quint64, UserId>);
static_assert(!std::equality_comparable_with<UserId, RoomId>);

class TestId : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsPrefixAndThirteenDigits_data()
    {
        QTest::addColumn<quint64>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("one") << quint64(1) << QStringLiteral("u0000000000001");
        QTest::newRow("a whole digit") << quint64(31) << QStringLiteral("u000000000000z");
        QTest::newRow("two digits") << quint64(32) << QStringLiteral("u0000000000010");
        QTest::newRow("largest") << std::numeric_limits<quint64>::max() << QStringLiteral("ufzzzzzzzzzzzz");
        QTest::newRow("largest of a database")
            << quint64(std::numeric_limits<qint64>::max()) << QStringLiteral("u7zzzzzzzzzzzz");
    }
    void textIsPrefixAndThirteenDigits()
    {
        QFETCH(quint64, value);
        QFETCH(QString, text);
        QCOMPARE(UserId(value).toString(), text);
        const auto back = UserId::fromString(text);
        QVERIFY(back);
        QCOMPARE(back->value(), value);
    }

    void whatWasNotMadeHereIsNoId_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("another kind's prefix") << QStringLiteral("r0000000000001");
        QTest::newRow("upper-case prefix") << QStringLiteral("U0000000000001");
        QTest::newRow("upper-case digit") << QStringLiteral("u000000000000A");
        QTest::newRow("letter that base 32 leaves out") << QStringLiteral("u000000000000l");
        QTest::newRow("too short") << QStringLiteral("u000000000001");
        QTest::newRow("too long") << QStringLiteral("u00000000000001");
        QTest::newRow("none") << QStringLiteral("u0000000000000");
        QTest::newRow("65 bits") << QStringLiteral("ug000000000000");
        QTest::newRow("sign") << QStringLiteral("u-000000000001");
        QTest::newRow("digit of another script") << QString(QStringLiteral("u000000000000") + QChar(0x0661));
        QTest::newRow("NUL inside") << QString(QStringLiteral("u000000000000") + QChar(0));
    }
    void whatWasNotMadeHereIsNoId()
    {
        QFETCH(QString, text);
        QVERIFY(!UserId::fromString(text));
    }

    void sortsAsItsText()
    {
        const UserId small(1000);
        const UserId large(quint64(1) << 60);
        QVERIFY(small < large);
        QVERIFY(small.toString() < large.toString());
    }

    void newIdsAreDistinctAndFitADatabase()
    {
        // 22 random bits in a millisecond: 200 ids collide once in some hundred runs if all fall into one
        // millisecond, so they are drawn over several.
        QSet<UserId> seen;
        for (int round = 0; round < 20; ++round) {
            for (int i = 0; i < 10; ++i) {
                const UserId id = UserId::create();
                QVERIFY(!id.isNull());
                QVERIFY(id.value() <= quint64(std::numeric_limits<qint64>::max()));
                seen.insert(id);
            }
            QTest::qSleep(2);
        }
        QCOMPARE(seen.size(), 200);
    }

    void newIdsGrowWithTime()
    {
        const UserId before = UserId::create();
        QTest::qSleep(3);
        QVERIFY(before < UserId::create());
    }

    void hashesForQtAndForStd()
    {
        std::unordered_set<RoomId> set{RoomId(1), RoomId(2), RoomId(1)};
        QCOMPARE(set.size(), size_t(2));
        QCOMPARE(qHash(RoomId(7), 3), qHash(RoomId(7), 3));
        QVERIFY(RoomId().isNull());
    }
};

QTEST_APPLESS_MAIN(TestId)
#include "tst_id.moc"
