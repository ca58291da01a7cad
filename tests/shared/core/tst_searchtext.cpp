#include "shared/core/searchtext.h"

#include <QtTest/QTest>
#include <algorithm>
#include <random>

using namespace madang;
using namespace Qt::StringLiterals;
using search::Mark;
using search::Query;

namespace {

QString foldedText(const QString& text)
{
    std::u32string codes;
    const search::Folded folded(text);
    for (const auto& unit : folded.units())
        codes += unit.code;
    return QString::fromUcs4(codes.data(), qsizetype(codes.size()));
}

std::optional<Query> query(const QString& text)
{
    return Query::of(text, Limits());
}

// What of the text is marked, as it is written there.
QStringList marked(const QString& text, const std::vector<Mark>& marks)
{
    const QList<uint> points = text.toUcs4();
    QStringList parts;
    for (const Mark& mark : marks) {
        const auto part = points.mid(mark.offset, mark.length);
        parts << QString::fromUcs4(reinterpret_cast<const char32_t*>(part.constData()), part.size());
    }
    return parts;
}

bool fits(const QString& text, const QString& words)
{
    const auto wanted = query(words);
    return wanted && search::match(text, *wanted);
}

} // namespace

class TestSearchText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foldsWhatIsTheSameToWhoSearches_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("folded");
        const auto row = [](const char* name, const char16_t* text, const char16_t* folded) {
            QTest::newRow(name) << QString::fromUtf16(text) << QString::fromUtf16(folded);
        };
        row("case", u"Hello WORLD", u"hello world");
        row("accents", u"Café Ångström ÉCOLE", u"cafe angstrom ecole");
        row("accents of their own", u"Cafe\u0301", u"cafe");
        row("full width", u"ＡＢＣ１２３", u"abc123");
        row("half-width kana, voiced", u"ｶﾞｷﾞ", u"ガギ");
        row("kana keep their voice", u"がか\u304b\u3099", u"がかが");
        row("Hangul of a Mac", u"\u1112\u1161\u11ab\u1100\u1173\u11af", u"한글");
        row("Korean letters by themselves", u"ㅋㅋㅏ", u"ㅋㅋㅏ");
        row("sharp s", u"Straße", u"strasse");
        row("ligature", u"ﬁn", u"fin");
        row("dotted capital i", u"İstanbul", u"istanbul");
        row("final sigma", u"ΟΔΟΣ οδός", u"οδοσ οδοσ");
        row("Cyrillic", u"Ёлка Мой", u"елка мой");
        row("Thai keeps its vowels", u"ที่นี่", u"ที่นี่");
        row("Devanagari keeps its vowels", u"हिन्दी", u"हिन्दी");
        row("Arabic without its points", u"مُحَمَّد", u"محمد");
        row("digits of other scripts", u"٣४", u"34");
        row("unseen", u"so\u00adft\u200bly\u202e", u"softly");
        row("dividers once, none at the ends", u"  --a,\n\t b!! ", u"a b");
        row("only dividers", u" ?!... — ", u"");
        row("signs stand apart", u"좋아👍🏽요", u"좋아 👍 요");
        row("emoji of several", u"👨‍👩‍👧", u"👨👩👧");
        row("heart with a selector", u"❤️", u"❤");
        row("square of letters", u"㎏", u"kg");
    }
    void foldsWhatIsTheSameToWhoSearches()
    {
        QFETCH(QString, text);
        QFETCH(QString, folded);
        QCOMPARE(foldedText(text), folded);
        QCOMPARE(foldedText(folded), folded);
    }

    void findsWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("marks"); // none: it does not fit
        const auto row
            = [](const char* name, const char16_t* text, const char16_t* words, const QStringList& marks) {
                  QTest::newRow(name) << QString::fromUtf16(text) << QString::fromUtf16(words) << marks;
              };
        row("with a particle", u"내일 회의실에서 봅시다", u"회의실", {u"회의실"_s});
        row("within", u"주간회의록", u"회의", {u"회의"_s});
        row("one syllable", u"밥 먹자", u"밥", {u"밥"_s});
        row("one syllable within", u"김밥이 좋다", u"밥", {u"밥"_s});
        row("two words, both orders", u"자료는 회의 뒤에", u"회의 자료", {u"자료"_s, u"회의"_s});
        row("one is missing", u"자료는 나중에", u"회의 자료", {});
        row("Japanese", u"明日の会議は東京タワーで", u"東京", {u"東京"_s});
        row("Chinese", u"我们明天在北京开会", u"北京", {u"北京"_s});
        row("one ideograph", u"今日は雨", u"雨", {u"雨"_s});
        row("mixed", u"Qt6로 만든 서버", u"qt6 서버", {u"Qt6"_s, u"서버"_s});
        row("as it is written", u"Le CAFÉ est là", u"cafe", {u"CAFÉ"_s});
        row("decomposed", u"Cafe\u0301!", u"café", {u"Cafe\u0301"_s});
        row("beyond the basic plane", u"𠮷野家で 🎉", u"𠮷野", {u"𠮷野"_s});
        row("emoji", u"축하해 🎉🎉", u"🎉", {u"🎉🎉"_s});
        row("thumb of any tone", u"좋아 👍🏽!", u"👍", {u"👍"_s});
        row("flag", u"여기 🇰🇷", u"🇰🇷", {u"🇰🇷"_s});
        row("every one of them", u"aXa xax", u"xa", {u"Xa"_s, u"xa"_s});
        row("overlapping", u"abcd", u"abc bcd", {u"abcd"_s});
        row("not across words", u"회 의", u"회의", {});
        row("half of a ligature", u"ﬁn", u"f", {u"ﬁ"_s});
    }
    void findsWords()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        QFETCH(QStringList, marks);
        const auto wanted = query(words);
        QVERIFY(wanted);
        const auto match = search::match(text, *wanted);
        QCOMPARE(bool(match), !marks.isEmpty());
        if (!match)
            return;
        QCOMPARE(marked(text, match->marks), marks);
        // What the index is asked is among what it was told.
        const auto known = search::grams(text);
        for (const auto& gram : wanted->grams())
            QVERIFY(std::find(known.begin(), known.end(), gram) != known.end());
    }

    void refusesWhatIsNoQuery()
    {
        QVERIFY(!query(QString()));
        QVERIFY(!query(u"  ?! — …"_s));
        QVERIFY(!query(u"\u200b\u202e"_s));
        QVERIFY(!query(QString(QChar(0xD800))));
        QVERIFY(query(QString(200, u'가')));
        QVERIFY(!query(QString(201, u'가')));
        QVERIFY(query(u"🎉"_s.repeated(200)));
        QVERIFY(!query(u"🎉"_s.repeated(201)));
        QVERIFY(query(u"a b c d e f g h i j"_s));
        QVERIFY(!query(u"a b c d e f g h i j k"_s));
        QVERIFY(query(u"a a a a a a a a a a a a"_s)); // one word
        QCOMPARE(query(u"나 나 너"_s)->words().size(), size_t(2));
    }

    void knowsWhatFitsBetter()
    {
        const auto closeness = [](const QString& text, const QString& words) {
            return search::match(text, *query(words)).value().closeness;
        };
        QCOMPARE(closeness(u"the party of art"_s, u"art"_s), 2);
        QCOMPARE(closeness(u"artful"_s, u"art"_s), 1);
        QCOMPARE(closeness(u"party"_s, u"art"_s), 0);
        QCOMPARE(closeness(u"the Art, of war"_s, u"art of"_s), 3);
        QCOMPARE(closeness(u"of all art"_s, u"art of"_s), 2);
        QCOMPARE(closeness(u"회의실에서"_s, u"회의실"_s), 1);
    }

    void showsThePlace()
    {
        const auto shown = [](const QString& text, const QString& words) {
            const auto found = search::match(text, *query(words));
            return search::snippet(text, found.value().marks, Limits());
        };
        QCOMPARE(shown(u"내일 회의"_s, u"회의"_s), (search::Snippet{u"내일 회의"_s, {{3, 2}}}));
        QCOMPARE(shown(u"a\n\n  b\tfind\n"_s, u"find"_s), (search::Snippet{u"a b find"_s, {{4, 4}}}));

        const QString far = u"빈말 "_s.repeated(500) + u"🎉 여기다 "_s + u"끝말 "_s.repeated(500);
        const auto snippet = shown(far, u"여기다"_s);
        QVERIFY(snippet.text.startsWith(QChar(0x2026)) && snippet.text.endsWith(QChar(0x2026)));
        QCOMPARE(snippet.text.toUcs4().size(), 160);
        QCOMPARE(marked(snippet.text, snippet.marks), QStringList{u"여기다"_s});

        const QString first = u"여기다 "_s + u"끝말 "_s.repeated(500);
        QVERIFY(shown(first, u"여기다"_s).text.startsWith(u"여기다"_s));
        const QString last = u"빈말 "_s.repeated(500) + u"여기다"_s;
        QVERIFY(shown(last, u"여기다"_s).text.endsWith(u"여기다"_s));
        // A mark that is longer than what is shown.
        const QString endless = QString(150, u'a') + QString(40, u'b');
        QCOMPARE(shown(endless, endless).marks.size(), size_t(1));
        QCOMPARE(search::snippet(QString(), {}, Limits()), search::Snippet());
    }

    void survivesAnything()
    {
        std::mt19937 random(20261120);
        static constexpr char16_t pieces[] = {0xD83D, 0xDC4D, 0xD800, 0xDFFF, 0x0301, 0x3099, 0x1100, 0x1161,
            0x11AB, 0xAC00, 0x200D, 0xFE0F, 0xFDFA, 0xFF76, 0xFF9E, u'a', u'Z', u' ', u'\n', 0, 0xFFFF,
            0x202E, 0x0345, 0x1F80, 0x304B, 0x4E00, 0x0E33, 0x0130};
        for (int round = 0; round < 3000; ++round) {
            QString text;
            for (uint32_t left = random() % 60; left > 0; --left)
                text += QString(int(random() % 3 + 1), QChar(pieces[random() % std::size(pieces)]));
            const search::Folded folded(text);
            const int size = int(text.toUcs4().size());
            int last = 0;
            for (const auto& unit : folded.units()) {
                QVERIFY(last <= unit.from && unit.from <= unit.to && unit.to <= size);
                last = unit.from;
            }
            // A part of what can be found is found, and lies where it says.
            const auto wanted = query(text.left(random() % 12));
            if (!wanted)
                continue;
            const auto found = search::match(text, *wanted);
            const auto known = search::grams(text);
            if (found) {
                for (const auto& gram : wanted->grams())
                    QVERIFY(std::binary_search(known.begin(), known.end(), gram));
                const auto snippet = search::snippet(text, found->marks, Limits());
                const int shown = int(snippet.text.toUcs4().size());
                QVERIFY(shown <= Limits().searchSnippet);
                QVERIFY(!snippet.marks.empty());
                for (const Mark& mark : snippet.marks)
                    QVERIFY(mark.offset >= 0 && mark.length > 0 && mark.offset + mark.length <= shown);
            }
        }
    }

    void isBoundedForHugeTexts()
    {
        QString heap = u"a"_s + QString(2'000'000, QChar(0x0301));
        QVERIFY(search::Folded(heap).units().size() <= 20'000);
        QVERIFY(fits(heap, u"a"_s));
        QVERIFY(search::Folded(QString(2'000'000, QChar(0xFDFA))).units().size() <= 20 * 16'384);
        QVERIFY(search::grams(QString(2'000'000, u'가')).size() == 2);
        QVERIFY(!query(QString(20'000'000, u'가')));
    }
};

QTEST_APPLESS_MAIN(TestSearchText)
#include "tst_searchtext.moc"
