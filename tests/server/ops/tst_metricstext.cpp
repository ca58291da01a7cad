#include "server/ops/metricstext.h"

#include <QtTest/QTest>

using namespace madang::server;

class TestMetricsText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesAreThoseOfTheFormat();
    void numbers_data();
    void numbers();
    void labelsAreEscaped();
};

void TestMetricsText::linesAreThoseOfTheFormat()
{
    MetricsText text;
    text.counter("madang_messages_total", "Messages.");
    text.sample(7, {{"loop", "0"}});
    text.sample(8, {{"loop", "1"}, {"shard", "2"}});
    text.gauge("madang_peers", "Other servers.", 3);
    QCOMPARE(text.text(),
        QByteArray("# HELP madang_messages_total Messages.\n"
                   "# TYPE madang_messages_total counter\n"
                   "madang_messages_total{loop=\"0\"} 7\n"
                   "madang_messages_total{loop=\"1\",shard=\"2\"} 8\n"
                   "# HELP madang_peers Other servers.\n"
                   "# TYPE madang_peers gauge\n"
                   "madang_peers 3\n"));
}

void TestMetricsText::numbers_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("none") << 0.0 << QByteArray("0");
    QTest::newRow("large") << 9007199254740000.0 << QByteArray("9.00719925474e+15");
    QTest::newRow("whole, no exponent") << 1795193100000.0 << QByteArray("1795193100000");
    QTest::newRow("part") << 0.25 << QByteArray("0.25");
    QTest::newRow("below zero") << -1.5 << QByteArray("-1.5");
}

void TestMetricsText::numbers()
{
    QFETCH(double, value);
    MetricsText text;
    text.gauge("x", "X.", value);
    QTEST(text.text().split('\n').at(2).mid(2), "written");
}

void TestMetricsText::labelsAreEscaped()
{
    MetricsText text;
    text.gauge("x", "X.");
    text.sample(1, {{"name", "a\"b\\c\nd"}});
    QCOMPARE(text.text().split('\n').at(2), QByteArray("x{name=\"a\\\"b\\\\c\\nd\"} 1"));
}

QTEST_GUILESS_MAIN(TestMetricsText)
#include "tst_metricstext.moc"
