#include "server/redis/respvalue.h"

#include <QtTest/QTest>
#include <limits>

using namespace madang::server;
using Type = RespValue::Type;

class tst_RespValue : public QObject {
    Q_OBJECT

    static RespValue bulk(const char* text) { return RespValue::ofText(Type::Bulk, text); }

private Q_SLOTS:
    void integersComeInThreeForms()
    {
        QCOMPARE(RespValue::ofInteger(-7).integer(), -7);
        QCOMPARE(RespValue::ofBoolean(true).integer(), 1);
        QCOMPARE(bulk("9223372036854775807").integer(), std::numeric_limits<qint64>::max());
        QCOMPARE(bulk("9223372036854775808").integer(5), 5);
        QCOMPARE(bulk("12 ").integer(5), 5);
        QCOMPARE(bulk("").integer(5), 5);
        QCOMPARE(RespValue().integer(5), 5);
        QVERIFY(RespValue::ofBoolean(true).boolean() && !RespValue::ofInteger(0).boolean());
    }

    void numbersComeInThreeForms()
    {
        QCOMPARE(RespValue::ofDouble(1.5).number(), 1.5);
        QCOMPARE(RespValue::ofInteger(3).number(), 3.0);
        QCOMPARE(bulk("2.25").number(), 2.25);
        QCOMPARE(bulk("x").number(9), 9.0);
    }

    void whatItIsNotIsEmpty()
    {
        const RespValue number = RespValue::ofInteger(1);
        QVERIFY(number.text().isEmpty() && number.elements().empty() && number.at(0).isNull());
        QVERIFY(number.find("x").isNull() && number.errorCode().isEmpty());
        QVERIFY(bulk("ERR no error").errorCode().isEmpty());
        QVERIFY(RespValue().isNull() && !bulk("").isNull());
    }

    void findsInMapsAndPairs()
    {
        for (const Type type : {Type::Map, Type::Array}) {
            const RespValue map
                = RespValue::ofElements(type, {bulk("a"), bulk("b"), bulk("b"), bulk("c"), bulk("odd")});
            QCOMPARE(map.find("a").text(), QByteArray("b"));
            QCOMPARE(map.find("b").text(), QByteArray("c"));
            QVERIFY(map.find("c").isNull()); // a value is no key
            QVERIFY(map.find("odd").isNull());
        }
    }

    void saysTheCodeOfAnError()
    {
        QCOMPARE(RespValue::ofText(Type::Error, "NOSCRIPT No matching script.").errorCode().toByteArray(),
            QByteArray("NOSCRIPT"));
        QCOMPARE(RespValue::ofText(Type::Error, "OOPS").errorCode().toByteArray(), QByteArray("OOPS"));
    }

    void comparesByTypeAndContent()
    {
        QVERIFY(bulk("a") == bulk("a"));
        QVERIFY(!(bulk("a") == bulk("b")));
        QVERIFY(!(bulk("a") == RespValue::ofText(Type::Simple, "a")));
        QVERIFY(!(RespValue::ofInteger(1) == RespValue::ofBoolean(true)));
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(RespValue::ofDouble(nan) == RespValue::ofDouble(nan));
        QVERIFY(!(RespValue::ofDouble(nan) == RespValue::ofDouble(1)));
    }

    void givesItsBytesAway()
    {
        RespValue value = bulk("payload");
        const char* before = value.text().constData();
        const QByteArray taken = value.takeText();
        QCOMPARE(static_cast<const void*>(taken.constData()), static_cast<const void*>(before));
        RespValue list = RespValue::ofElements(Type::Array, {bulk("x")});
        QCOMPARE(list.takeElements().size(), size_t(1));
    }
};

QTEST_APPLESS_MAIN(tst_RespValue)
#include "tst_respvalue.moc"
