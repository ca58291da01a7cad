#include "client/text/formattedtext.h"

#include "client/text/emojitext.h"
#include "client/text/weblink.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>
#include <ctime>

using namespace madang::client;
using namespace Qt::StringLiterals;

namespace {

const QSet<QString> handles{u"mina"_s, u"jun.ho"_s, u"a_b"_s};

QString markup(const QString& text)
{
    return formatted(text, handles).blocks.first().markup;
}

// What a reader of the markup sees.
QString seen(QString markup)
{
    static const QRegularExpression tag(u"<[^>]*>"_s);
    markup.replace(u"<br>"_s, u"\n"_s).remove(tag);
    markup.replace(u"&nbsp;"_s, u" "_s).replace(u"&lt;"_s, u"<"_s).replace(u"&gt;"_s, u">"_s);
    return markup.replace(u"&quot;"_s, u"\""_s).replace(u"&amp;"_s, u"&"_s);
}

// White space of any kind is one kind here.
QString level(QString text)
{
    for (QChar& one : text) {
        if (one.isSpace() && one != u'\n')
            one = u' ';
    }
    return text.remove(QChar());
}

// Only tags of the list, each closed in the order in which they were opened.
bool isSound(const QString& markup, bool rich)
{
    static const QRegularExpression tag(u"<([^>]*)>"_s);
    static const QRegularExpression link(u"^a href=\"[^\"'<>\\s]+\"$"_s);
    QStringList open;
    QString rest = markup;
    for (const auto& match : tag.globalMatch(markup)) {
        const QString inside = match.captured(1);
        rest.remove(match.captured(0));
        if (inside == u"br")
            continue;
        if (inside.startsWith(u'/')) {
            if (open.isEmpty() || open.takeLast() != inside.mid(1))
                return false;
            continue;
        }
        const bool known = inside == u"b" || inside == u"i" || inside == u"s"
            || inside == u"font color=\"mention\"" || (rich && inside == u"span class=\"code\"")
            || link.match(inside).hasMatch();
        if (!known || (inside.startsWith(u"a ") && open.contains(u"a"_s)))
            return false;
        open.append(inside.section(u' ', 0, 0));
    }
    return open.isEmpty() && !rest.contains(u'<') && !rest.contains(u'>');
}

} // namespace

class TestFormattedText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksBecomeTags_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("markup");
        const auto row = [](const QString& text, const QString& expected) {
            QTest::newRow(qPrintable(text)) << text << expected;
        };
        row(u"plain"_s, u"plain"_s);
        row(u"**bold** it"_s, u"<b>bold</b> it"_s);
        row(u"__bold__"_s, u"<b>bold</b>"_s);
        row(u"*slant* and _slant_"_s, u"<i>slant</i> and <i>slant</i>"_s);
        row(u"~~gone~~"_s, u"<s>gone</s>"_s);
        row(u"***both***"_s, u"<b><i>both</i></b>"_s);
        row(u"***both* one**"_s, u"<b><i>both</i> one</b>"_s);
        row(u"**굵게**는"_s, u"<b>굵게</b>는"_s);
        row(u"**\"굵게\"**는"_s, u"<b>&quot;굵게&quot;</b>는"_s);
        row(u"**a *b** c*"_s, u"<b>a *b</b> c*"_s);
        row(u"2*3*4 snake_case_name 파일_이름_끝"_s, u"2*3*4 snake_case_name 파일_이름_끝"_s);
        row(u"2 * 3 * 4"_s, u"2 * 3 * 4"_s);
        row(u"** no **"_s, u"** no **"_s);
        row(u"a ~b~ ****"_s, u"a ~b~ ****"_s);
        row(u"`x **y**`"_s, u"<span class=\"code\">x **y**</span>"_s);
        row(u"`` a`b ``"_s, u"<span class=\"code\">a`b</span>"_s);
        row(u"one ` tick"_s, u"one ` tick"_s);
        row(u"<b>x</b> & \"y\""_s, u"&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot;"_s);
        row(u"a\nb  c\n d"_s, u"a<br>b &nbsp;c<br>&nbsp;d"_s);
        row(u"**a\nb**"_s, u"<b>a<br>b</b>"_s);
        row(u"[here](https://a.test/x)"_s, u"<a href=\"https://a.test/x\">here</a>"_s);
        row(u"[**b**](https://a.test)"_s, u"<a href=\"https://a.test\"><b>b</b></a>"_s);
        row(u"[a](https://a.test/b_(c)) d"_s, u"<a href=\"https://a.test/b_(c)\">a</a> d"_s);
        row(u"[a](javascript:alert(1))"_s, u"[a](javascript:alert(1))"_s);
        row(u"[a](file:///etc/passwd)"_s, u"[a](file:///etc/passwd)"_s);
        row(u"[a [b](https://b.test) c](https://c.test)"_s,
            u"[a <a href=\"https://b.test\">b</a> c](<a href=\"https://c.test\">https://c.test</a>)"_s);
        row(u"**[a**](https://a.test)"_s, u"<b>[a</b>](<a href=\"https://a.test\">https://a.test</a>)"_s);
        row(u"[https://a.test](https://b.test)"_s, u"<a href=\"https://b.test\">https://a.test</a>"_s);
        row(u"see https://a.test/x?y=1&z=2."_s,
            u"see <a href=\"https://a.test/x?y=1&z=2\">https://a.test/x?y=1&amp;z=2</a>."_s);
        row(u"(https://a.test/b_(c))"_s, u"(<a href=\"https://a.test/b_(c)\">https://a.test/b_(c)</a>)"_s);
        row(u"https://a.test에서 봐요"_s, u"<a href=\"https://a.test\">https://a.test</a>에서 봐요"_s);
        row(u"https://ko.test/wiki/마당"_s,
            u"<a href=\"https://ko.test/wiki/마당\">https://ko.test/wiki/마당</a>"_s);
        row(u"**https://a.test**"_s, u"<b><a href=\"https://a.test\">https://a.test</a></b>"_s);
        row(u"www.a.test"_s, u"<a href=\"https://www.a.test\">www.a.test</a>"_s);
        row(u"it's https://a.test/o'b"_s, u"it's <a href=\"https://a.test/o%27b\">https://a.test/o'b</a>"_s);
        row(u"madang://chat.test/room/r1/5"_s,
            u"<a href=\"madang://chat.test/room/r1/5\">madang://chat.test/room/r1/5</a>"_s);
        row(u"xhttps://a.test http:// https://!"_s, u"xhttps://a.test http:// https://!"_s);
        row(u"@mina, @Jun.Ho. @minah mail@mina @"_s,
            u"<font color=\"mention\">@mina</font>, <font color=\"mention\">@Jun.Ho</font>. @minah mail@mina @"_s);
        row(u"@@@mina @a_b"_s,
            u"@@<font color=\"mention\">@mina</font> <font color=\"mention\">@a_b</font>"_s);
    }
    void marksBecomeTags()
    {
        QFETCH(QString, text);
        QTEST(markup(text), "markup");
    }

    void linesBecomeBlocks()
    {
        const FormattedText text
            = formatted(u"look:\n```cpp\nint a < *b*;\n\n  x\n```\n\n> said **he**\n>\n> so\nand on"_s);
        QCOMPARE(text.blocks.size(), 4);
        QCOMPARE(text.blocks.at(0).plain, u"look:"_s);
        QCOMPARE(text.blocks.at(1).kind, TextBlock::Code);
        QCOMPARE(text.blocks.at(1).plain, u"int a < *b*;\n\n  x"_s);
        QCOMPARE(text.blocks.at(1).markup, u"int a &lt; *b*;\n\n  x"_s);
        QCOMPARE(text.blocks.at(2).kind, TextBlock::Quote);
        QCOMPARE(text.blocks.at(2).plain, u"said he\n\nso"_s);
        QCOMPARE(text.blocks.at(3).plain, u"and on"_s);
        QCOMPARE(text.plain(), u"look:\nint a < *b*;\n\n  x\nsaid he\n\nso\nand on"_s);
    }

    void whatIsNoBlockIsWords_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString& text :
            {u"```\nnever closed"_s, u">:("_s, u">>> x"_s, u"```\n```"_s, u"``` a ` b"_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void whatIsNoBlockIsWords()
    {
        QFETCH(QString, text);
        const FormattedText read = formatted(text);
        QCOMPARE(read.blocks.size(), 1);
        QCOMPARE(read.blocks.first().kind, TextBlock::Words);
        QCOMPARE(read.plain(), text);
    }

    void aFenceOnOneLineIsABlock()
    {
        const FormattedText read = formatted(u"```rm -rf build```"_s);
        QCOMPARE(read.blocks.size(), 1);
        QCOMPARE(read.blocks.first().kind, TextBlock::Code);
        QCOMPARE(read.plain(), u"rm -rf build"_s);
    }

    void anyTextKeepsItsWordsAndNoTagOfItsOwn()
    {
        const QStringList parts{u"*"_s, u"**"_s, u"***"_s, u"_"_s, u"__"_s, u"~~"_s, u"`"_s, u"``"_s,
            u"```"_s, u"["_s, u"]"_s, u"]("_s, u"("_s, u")"_s, u"https://a.test"_s, u"http://"_s, u"www."_s,
            u"<b>"_s, u"&lt;"_s, u"&"_s, u"\""_s, u"'"_s, u" "_s, u"  "_s, u"\n"_s, u"\t"_s, u"> "_s,
            u"@mina"_s, u"@"_s, u"a"_s, u"가"_s, u"\u3000"_s, u"😀"_s, u"](https://a.test)"_s,
            u"[x](https://a.test)"_s, u"<a href=\"javascript:x\">"_s};
        QRandomGenerator dice(20261121);
        for (int round = 0; round < 20'000; ++round) {
            QString text;
            for (int i = dice.bounded(1, 24); i > 0; --i)
                text += parts.at(dice.bounded(int(parts.size())));
            const FormattedText read = formatted(text, handles);
            for (const TextBlock& block : read.blocks) {
                const QString why = text + u" → "_s + block.markup;
                if (block.kind == TextBlock::Code) {
                    QCOMPARE(seen(block.markup), block.plain);
                    continue;
                }
                QVERIFY2(isSound(block.markup, block.isRich), qPrintable(why));
                QVERIFY2(seen(block.markup) == level(block.plain), qPrintable(why));
                QCOMPARE(block.isBare,
                    seen(block.markup) == level(block.plain) && !block.markup.contains(u'<')
                        ? block.isBare
                        : !block.markup.contains(QRegularExpression(u"<(?!br>)"_s)));
            }
        }
    }

    // Twice the text takes about twice the time, so ten thousand of them are over in a moment; where time
    // grew with the square, these would take minutes.
    void hostileTextsTakeLinearTime_data()
    {
        QTest::addColumn<QString>("part");
        for (const char* part : {"*", "**", "***", "_", "__", "~~", "`", "``", "```\n", "[", "](", "[](",
                 "[](http://", "[a](http://a", "> ", ">\n", "@", "@mina", "http://(", "www.a-", "*a_", "_a*",
                 "**a ", "*a **b ", "[**", "<", "&", " ", "\n", "`a``b", "~~a"})
            QTest::newRow(part) << QString::fromLatin1(part);
    }
    void hostileTextsTakeLinearTime()
    {
        QFETCH(QString, part);
        const auto cost = [&](qsizetype length, int times) {
            const QString text = part.repeated(length / part.size() + 1).left(length) + u")"_s;
            qint64 best = std::numeric_limits<qint64>::max();
            for (int i = 0; i < times; ++i) {
                const std::clock_t begun = std::clock(); // of this process, not of what else the machine does
                const FormattedText read = formatted(text, handles);
                best = std::min<qint64>(best, std::clock() - begun);
                if (read.blocks.isEmpty())
                    return qint64(0);
            }
            return best;
        };
        const qint64 one = std::max<qint64>(cost(4'000, 8), CLOCKS_PER_SEC / 20'000);
        const qint64 eight = cost(32'000, 4);
        // A square would be 64 times.
        QVERIFY2(
            eight < 40 * one, qPrintable(QString::number(eight) + u" against "_s + QString::number(one)));
    }

    void fewEmojiAloneAreCounted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("count");
        QTest::newRow("one") << u"😀"_s << 1;
        QTest::newRow("three") << u"😀 👍🏽👨‍👩‍👧‍👦"_s << 3;
        QTest::newRow("flag") << u"🇰🇷"_s << 1;
        QTest::newRow("heart") << u"❤️"_s << 1;
        QTest::newRow("keycap") << u"1️⃣"_s << 1;
        QTest::newRow("four") << u"😀😀😀😀"_s << 0;
        QTest::newRow("words") << u"😀 hi"_s << 0;
        QTest::newRow("digits") << u"123"_s << 0;
        QTest::newRow("jamo") << u"ㅋㅋ"_s << 0;
        QTest::newRow("none") << u"  "_s << 0;
    }
    void fewEmojiAloneAreCounted()
    {
        QFETCH(QString, text);
        QTEST(emojiAlone(text), "count");
    }

    void onlySomeLinksOpen()
    {
        for (const QString& link :
            {u"https://a.test"_s, u"HTTP://a"_s, u"mailto:a@b.test"_s, u"madang://h/room/r"_s})
            QVERIFY2(isOpenable(link), qPrintable(link));
        for (const QString& link : {u"javascript:alert(1)"_s, u"file:///x"_s, u"https://"_s, u"https://a b"_s,
                 u"https://a\"b"_s, u"data:text/html,x"_s, u"https:///x"_s, QString(), u"/etc"_s})
            QVERIFY2(!isOpenable(link), qPrintable(link));
    }
};

QTEST_GUILESS_MAIN(TestFormattedText)

#include "tst_formattedtext.moc"
