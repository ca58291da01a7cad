#include "client/models/namematch.h"

#include <QtTest/QTest>

using namespace madang::client;

class TestNameMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fits_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char* why, const char* typed, const char* name, bool fits) {
            QTest::newRow(why) << QString::fromUtf8(typed) << QString::fromUtf8(name) << fits;
        };
        row("beginning", "min", "Mina Park", true);
        row("any case", "PARK", "Mina Park", true);
        row("words in any order", "park mi", "Mina Park", true);
        row("one word that is not there", "mina lee", "Mina Park", false);
        row("within", "ina", "Mina Park", true);
        row("letters in their order", "dsgn", "Design team", true);
        row("letters from within a word", "esgn", "Design team", false);
        row("one letter is no order", "x", "Design team", false);
        row("syllable", "산행", "주말 산행 모임", true);
        row("initial consonants", "ㅁㄷ", "마당", true);
        row("initial consonants of a word", "ㅅㅎ", "주말 산행 모임", true);
        row("initial consonants within", "ㅁㅇ", "주말산행모임", true);
        row("other consonants", "ㅂㄷ", "마당", false);
        row("doubled consonant", "ㄸㅇ", "딸기 우유", false);
        row("a syllable still composed", "맏", "마당", true);
        row("first half of a syllable", "ㅁㅏ", "마당", true);
        row("Korean on the Latin layout", "akekd", "마당", true);
        row("of a later word", "tksgod", "주말 산행 모임", true);
        row("Latin on the Korean layout", "ㅡㅑㅜㅁ", "mina", true);
        row("Latin on the Korean layout, composed", "약ㅜ", "dirn", true);
        row("keys from the middle of a syllable", "kek", "마당", false);
        row("one key is no word", "a", "마당", false);
        row("nothing", "", "마당", false);
        row("blanks", "  ", "마당", false);
        row("decomposed as by macOS", "\xe1\x84\x86\xe1\x85\xa1", "마당", true);
    }
    void fits()
    {
        QFETCH(QString, typed);
        QFETCH(QString, name);
        QFETCH(bool, fits);
        QCOMPARE(nameScore(typed, name) > 0, fits);
    }

    void theNearerTheBetter()
    {
        const auto better = [](const char* typed, const char* nearer, const char* farther) {
            const int near = nameScore(QString::fromUtf8(typed), QString::fromUtf8(nearer));
            const int far = nameScore(QString::fromUtf8(typed), QString::fromUtf8(farther));
            return near > far && far > 0;
        };
        QVERIFY(better("mina", "Mina", "Mina Park"));
        QVERIFY(better("mina", "Mina Park", "Old Mina"));
        QVERIFY(better("mina", "Old Mina", "Romina"));
        QVERIFY(better("마", "마당", "엄마"));
        QVERIFY(better("ㅁㄷ", "마당", "한마당"));
        QVERIFY(better("ak", "Akira", "마당"));
        QVERIFY(better("dt", "Old dt", "Design team"));
    }
};

QTEST_GUILESS_MAIN(TestNameMatch)
#include "tst_namematch.moc"
