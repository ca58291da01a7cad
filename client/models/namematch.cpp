#include "client/models/namematch.h"

#include <QtCore/QStringList>
#include <algorithm>
#include <array>

namespace madang::client {

namespace {
enum Score { None = 0, Scattered = 300, KeysWithin = 450, Keys = 500, InitialsWithin = 550, Initials = 600 };
enum PlainScore { Within = 700, WordStart = 800, Start = 900, Whole = 1000 };

constexpr char16_t firstSyllable = 0xAC00;
constexpr char16_t lastSyllable = 0xD7A3;
constexpr int medials = 21;
constexpr int finals = 28;

// The Korean keyboard of two sets (KS X 5002), as the keys of a Latin one. Initials, medials and finals in
// the order of Unicode's syllables; jamo from U+3131 on.
constexpr std::array initialKeys{
    "r", "r", "s", "e", "e", "f", "a", "q", "q", "t", "t", "d", "w", "w", "c", "z", "x", "v", "g"};
constexpr std::array medialKeys{"k", "o", "i", "o", "j", "p", "u", "p", "h", "hk", "ho", "hl", "y", "n", "nj",
    "np", "nl", "b", "m", "ml", "l"};
constexpr std::array finalKeys{"", "r", "r", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx",
    "fv", "fg", "a", "q", "qt", "t", "t", "d", "w", "c", "z", "x", "v", "g"};
constexpr std::array jamoKeys{"r", "r", "rt", "s", "sw", "sg", "e", "e", "f", "fr", "fa", "fq", "ft", "fx",
    "fv", "fg", "a", "q", "q", "qt", "t", "t", "d", "w", "w", "c", "z", "x", "v", "g", "k", "o", "i", "o",
    "j", "p", "u", "p", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l"};
constexpr QStringView initialJamo = u"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

bool isSyllable(QChar c)
{
    return c.unicode() >= firstSyllable && c.unicode() <= lastSyllable;
}

bool isJamo(QChar c)
{
    return c.unicode() >= 0x3131 && c.unicode() <= 0x3163;
}

// The keys pressed for one character, without shift.
QString keysOf(QChar c)
{
    if (isJamo(c))
        return QString::fromLatin1(jamoKeys.at(c.unicode() - 0x3131));
    if (!isSyllable(c))
        return QString(c.toLower());
    const int index = c.unicode() - firstSyllable;
    return QLatin1String(initialKeys.at(size_t(index / (medials * finals))))
        % QLatin1String(medialKeys.at(size_t(index / finals % medials)))
        % QLatin1String(finalKeys.at(size_t(index % finals)));
}

QChar initialOf(QChar c)
{
    return isSyllable(c) ? initialJamo.at((c.unicode() - firstSyllable) / (medials * finals)) : c;
}

bool startsWord(const QString& name, qsizetype at)
{
    return at == 0 || !name.at(at - 1).isLetterOrNumber();
}

int plainScore(const QString& word, const QString& name)
{
    if (word == name)
        return Whole;
    int best = None;
    for (qsizetype at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1))
        best = std::max<int>(best, at == 0 ? Start : startsWord(name, at) ? WordStart : Within);
    return best;
}

int initialsScore(const QString& word, const QString& name)
{
    if (!std::all_of(word.begin(), word.end(), [](QChar c) { return initialJamo.contains(c); }))
        return None;
    QString initials;
    for (const QChar c : name)
        initials += initialOf(c);
    int best = None;
    for (qsizetype at = initials.indexOf(word); at >= 0; at = initials.indexOf(word, at + 1))
        best = std::max<int>(best, startsWord(name, at) ? Initials : InitialsWithin);
    return best;
}

int keysScore(const QString& word, const QString& name)
{
    QString pressed;
    for (const QChar c : word)
        pressed += keysOf(c);
    if (pressed.size() < 2)
        return None; // one key says too little
    int best = None;
    for (qsizetype at = 0; at < name.size() && best < Keys; ++at) {
        QString keys;
        for (qsizetype i = at; i < name.size() && keys.size() < pressed.size(); ++i)
            keys += keysOf(name.at(i));
        if (keys.startsWith(pressed))
            best = startsWord(name, at) ? Keys : KeysWithin;
    }
    return best;
}

int scatteredScore(const QString& word, const QString& name)
{
    if (word.size() < 2)
        return None;
    for (qsizetype begin = name.indexOf(word.front()); begin >= 0;
         begin = name.indexOf(word.front(), begin + 1)) {
        if (!startsWord(name, begin))
            continue;
        qsizetype at = begin;
        for (qsizetype i = 1; i < word.size() && at >= 0; ++i)
            at = name.indexOf(word.at(i), at + 1);
        if (at >= 0)
            return Scattered;
    }
    return None;
}
} // namespace

int nameScore(const QString& typed, const QString& name)
{
    const auto folded = [](const QString& text) {
        return text.normalized(QString::NormalizationForm_C).toCaseFolded().simplified();
    };
    const QString within = folded(name);
    const QString whole = folded(typed);
    if (whole.isEmpty() || within.isEmpty())
        return None;
    if (const int score = plainScore(whole, within); score > None)
        return score;
    int worst = Whole;
    const QStringList words = whole.split(QLatin1Char(' '));
    for (const QString& word : words)
        worst = std::min(worst,
            std::max({plainScore(word, within), initialsScore(word, within), keysScore(word, within),
                scatteredScore(word, within)}));
    return worst;
}

} // namespace madang::client
