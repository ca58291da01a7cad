#include "client/controllers/noticepolicy.h"

#include <QtTest/QTest>

using namespace madang::client;

class TestNoticePolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWorthANotice_data()
    {
        QTest::addColumn<Arrival>("arrival");
        QTest::addColumn<bool>("worth");
        const Arrival plain;
        QTest::newRow("while one is elsewhere") << plain << true;
        const auto with = [&plain](auto set) {
            Arrival one = plain;
            set(one);
            return one;
        };
        QTest::newRow("mine") << with([](Arrival& a) { a.mine = true; }) << false;
        QTest::newRow("mine, naming me") << with([](Arrival& a) { a.mine = a.mentionsMe = true; }) << false;
        QTest::newRow("system") << with([](Arrival& a) { a.system = true; }) << false;
        QTest::newRow("deleted") << with([](Arrival& a) { a.deleted = true; }) << false;
        QTest::newRow("read already") << with([](Arrival& a) { a.read = true; }) << false;
        QTest::newRow("muted") << with([](Arrival& a) { a.muted = true; }) << false;
        QTest::newRow("muted, naming me") << with([](Arrival& a) { a.muted = a.mentionsMe = true; }) << true;
        QTest::newRow("on screen") << with([](Arrival& a) { a.windowActive = a.roomOpen = a.atEnd = true; })
                                   << false;
        QTest::newRow("on screen, naming me")
            << with([](Arrival& a) { a.windowActive = a.roomOpen = a.atEnd = a.mentionsMe = true; }) << false;
        QTest::newRow("window behind others")
            << with([](Arrival& a) { a.roomOpen = a.atEnd = true; }) << true;
        QTest::newRow("another room") << with([](Arrival& a) { a.windowActive = a.atEnd = true; }) << true;
        QTest::newRow("scrolled up") << with([](Arrival& a) { a.windowActive = a.roomOpen = true; }) << true;
    }
    void whatIsWorthANotice()
    {
        QFETCH(Arrival, arrival);
        QFETCH(bool, worth);
        QCOMPARE(arrival.isWorthNotice(), worth);
    }

    void whoIsCalled_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("called");
        const auto row
            = [](const char* text, bool called) { QTest::newRow(text) << QString::fromUtf8(text) << called; };
        row("@mina.lee", true);
        row("hello @mina.lee, look", true);
        row("@Mina.Lee!", true);
        row("@mina.lee.", true);
        row("@mina.lee님 보세요", true);
        row("(@mina.lee)", true);
        row("@mina.leex or @mina.lee", true);
        row("mina.lee", false);
        row("@mina", false);
        row("@mina.leex", false);
        row("@mina.lee2", false);
        row("@mina.lee_", false);
        row("@mina.lee.kim", false);
        row("post@mina.lee", false);
        row("@", false);
        row("", false);
    }
    void whoIsCalled()
    {
        QFETCH(QString, text);
        QFETCH(bool, called);
        QCOMPARE(mentions(text, QStringLiteral("mina.lee")), called);
    }

    void nobodyIsCalledWithoutAHandle() { QVERIFY(!mentions(QStringLiteral("@ @all"), QString())); }
};

QTEST_GUILESS_MAIN(TestNoticePolicy)
#include "tst_noticepolicy.moc"
