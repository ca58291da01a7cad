#include "shared/core/emoji.h"

#include <QtTest/QTest>

using namespace madang;

class TestEmoji : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneIsOne_data()
    {
        QTest::addColumn<QString>("text");
        const auto row
            = [](const char* name, const char16_t* text) { QTest::newRow(name) << QString::fromUtf16(text); };
        row("smile", u"\U0001F600");
        row("thumb", u"\U0001F44D");
        row("skin tone", u"\U0001F44D\U0001F3FD");
        row("text with tone", u"\u261D\U0001F3FF");
        row("heart", u"\u2764\uFE0F");
        row("family", u"\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466");
        row("profession", u"\U0001F469\U0001F3FE\u200D\u2695\uFE0F");
        row("kiss", u"\U0001F468\U0001F3FB\u200D\u2764\uFE0F\u200D\U0001F48B\u200D\U0001F468\U0001F3FF");
        row("heart on fire", u"\u2764\uFE0F\u200D\U0001F525");
        row("Korea", u"\U0001F1F0\U0001F1F7");
        row("rainbow flag", u"\U0001F3F3\uFE0F\u200D\U0001F308");
        row("Wales", u"\U0001F3F4\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F");
        row("black flag", u"\U0001F3F4");
        row("keycap 7", u"7\uFE0F\u20E3");
        row("keycap #", u"#\uFE0F\u20E3");
        row("copyright", u"\u00A9\uFE0F");
        row("a tone alone", u"\U0001F3FB");
        row("of a later version", u"\U0001FAE8");
    }
    void oneIsOne()
    {
        QFETCH(QString, text);
        QCOMPARE(oneEmoji(text), std::optional(text));
    }

    void oneEmojiHasOneForm_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("form");
        const auto row = [](const char* name, const char16_t* text, const char16_t* form) {
            QTest::newRow(name) << QString::fromUtf16(text) << QString::fromUtf16(form);
        };
        row("heart", u"\u2764", u"\u2764\uFE0F");
        row("watch", u"\u231A\uFE0F", u"\u231A");
        row("keycap", u"7\u20E3", u"7\uFE0F\u20E3");
        row("heart on fire", u"\u2764\u200D\U0001F525", u"\u2764\uFE0F\u200D\U0001F525");
        row("tone after a selector", u"\u261D\uFE0F\U0001F3FB", u"\u261D\U0001F3FB");
        row("judge", u"\U0001F468\u200D\u2696", u"\U0001F468\u200D\u2696\uFE0F");
    }
    void oneEmojiHasOneForm()
    {
        QFETCH(QString, text);
        QFETCH(QString, form);
        QCOMPARE(oneEmoji(text), std::optional(form));
        QCOMPARE(oneEmoji(form), std::optional(form));
    }

    void allElseIsNone_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const QString& text) { QTest::newRow(name) << text; };
        const auto text = [](const char16_t* utf16) { return QString::fromUtf16(utf16); };
        row("nothing", {});
        row("a letter", text(u"a"));
        row("Hangul", text(u"가"));
        row("a digit", text(u"7"));
        row("a word", text(u"lol"));
        row("space", text(u" "));
        row("newline", text(u"\n"));
        row("a control character", text(u"\u0007"));
        row("a zero", QString(1, QChar(u'\0')));
        row("space before", text(u" \U0001F600"));
        row("space after", text(u"\U0001F600 "));
        row("two", text(u"\U0001F600\U0001F600"));
        row("two flags", text(u"\U0001F1F0\U0001F1F7\U0001F1F0\U0001F1F7"));
        row("half a flag", text(u"\U0001F1F0"));
        row("half a keycap", text(u"7\uFE0F"));
        row("a digit before one", text(u"7\U0001F600"));
        row("half a flag before one", text(u"\U0001F1F0\U0001F600"));
        row("keycap of a letter", text(u"a\uFE0F\u20E3"));
        row("a joiner", text(u"\u200D"));
        row("joined to nothing", text(u"\U0001F468\u200D"));
        row("joined to a letter", text(u"\U0001F468\u200Da"));
        row("a selector", text(u"\uFE0F"));
        row("as text", text(u"\u2764\uFE0E"));
        row("a tone on a house", text(u"\U0001F3E0\U0001F3FB"));
        row("two tones", text(u"\U0001F44D\U0001F3FB\U0001F3FB"));
        row("tags without an end", text(u"\U0001F3F4\U000E0067\U000E0062"));
        row("words in tags", text(u"\U0001F600\U000E0067\U000E0062\U000E007F"));
        row("a mark", text(u"\U0001F600\u0301"));
        row("a lone half", QString(1, QChar(0xD83D)));
        QString many = text(u"\U0001F468");
        for (int i = 0; i < 8; ++i)
            many += text(u"\u200D\U0001F468");
        row("nine joined", many);
        row("a thousand joined", many.repeated(100));
    }
    void allElseIsNone()
    {
        QFETCH(QString, text);
        QVERIFY(!oneEmoji(text));
    }

    // Every code point by itself: what passes is never a letter, a space or a control character.
    void noCodePointSlipsThrough()
    {
        int emoji = 0;
        for (char32_t c = 0; c <= 0x10FFFF; ++c) {
            const QString text = QString::fromUcs4(&c, 1);
            if (!oneEmoji(text))
                continue;
            ++emoji;
            // The one letter of them is the sign for information.
            QVERIFY2(!QChar::isLetter(c) || c == 0x2139, qPrintable(QString::number(c, 16)));
            QVERIFY2(!QChar::isDigit(c), qPrintable(QString::number(c, 16)));
            QVERIFY2(!QChar::isSpace(c) && QChar::category(c) != QChar::Other_Control,
                qPrintable(QString::number(c, 16)));
        }
        QVERIFY2(emoji > 1300 && emoji < 1800, qPrintable(QString::number(emoji)));
    }
};

QTEST_GUILESS_MAIN(TestEmoji)
#include "tst_emoji.moc"
