#include "shared/core/searchtext.h"

#include <QtCore/QChar>
#include <QtCore/QList>
#include <algorithm>

namespace madang::search {

namespace {

// Of a text of any length; messages are far shorter.
constexpr qsizetype kCodePointsAtMost = 16'384;
// A letter with more marks than that is drawn over the whole page; sorting marks costs their square.
constexpr int kClusterAtMost = 32;

enum class Kind { Letter, Sign, Unseen, Divider };

bool isEmoji(char32_t c)
{
    return c >= 0x1F000 && c <= 0x1FAFF; // those that this Qt has not heard of as well
}

Kind kindOf(char32_t c)
{
    if (c < 0x80)
        return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') ? Kind::Letter : Kind::Divider;
    if (c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0x20E3 || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0100 && c <= 0xE01EF))
        return Kind::Unseen; // fillers, variation selectors, key caps, tones of skin
    if (QChar::isLetterOrNumber(c) || QChar::isMark(c))
        return Kind::Letter;
    if (c == QChar::ReplacementCharacter)
        return Kind::Divider; // what was no character
    switch (QChar::category(c)) {
    case QChar::Symbol_Other:
        return Kind::Sign;
    case QChar::Other_Format:
        return Kind::Unseen;
    default:
        return isEmoji(c) ? Kind::Sign : Kind::Divider;
    }
}

bool isSyllableOrIdeograph(char32_t c)
{
    return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF);
}

// Whether it may become one with what is before it.
bool continues(char32_t c)
{
    if (c < 0x300 || isSyllableOrIdeograph(c))
        return false;
    return QChar::isMark(c) || (c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FB) || c == 0xFF9E
        || c == 0xFF9F;
}

// Letters that are looked for without their accents.
bool losesMarks(char32_t base)
{
    switch (QChar::script(base)) {
    case QChar::Script_Latin:
    case QChar::Script_Greek:
    case QChar::Script_Cyrillic:
    case QChar::Script_Arabic:
    case QChar::Script_Hebrew:
    case QChar::Script_Inherited: // the rest of a heap of marks
        return true;
    default:
        return false;
    }
}

QString withoutMarks(const QString& text)
{
    QString kept;
    for (QChar c : text.normalized(QString::NormalizationForm_D)) {
        // The breve makes another letter in Cyrillic, and only there is it worth more than its absence.
        const bool letterOfItsOwn
            = c.unicode() == 0x306 && !kept.isEmpty() && kept.back().script() == QChar::Script_Cyrillic;
        if (letterOfItsOwn || c.category() != QChar::Mark_NonSpacing)
            kept += c;
    }
    return kept.normalized(QString::NormalizationForm_C);
}

QString foldedCluster(const std::u32string& cluster)
{
    const char32_t first = cluster.front();
    // Korean letters by themselves (ㅋㅋㅋ) stay what is on the keys; composed, two of them would become a
    // syllable that nobody wrote.
    if (cluster.size() == 1 && first >= 0x3131 && first <= 0x318E)
        return QString::fromUcs4(&first, 1);
    if (cluster.size() == 1 && first >= 0xFFA1 && first <= 0xFFDC)
        return QChar::decomposition(first);
    QString text = QString::fromUcs4(cluster.data(), qsizetype(cluster.size()))
                       .normalized(QString::NormalizationForm_KC)
                       .toUpper() // which knows that ß is two letters
                       .toCaseFolded()
                       .normalized(QString::NormalizationForm_KC);
    if (!text.isEmpty() && losesMarks(text.toUcs4().front()))
        text = withoutMarks(text).toCaseFolded();
    return text;
}

class Folder {
public:
    explicit Folder(std::vector<Folded::Unit>& units)
        : m_units(units)
    {
    }
    void add(char32_t c, int from, int to)
    {
        const Kind kind = kindOf(c);
        if (kind == Kind::Unseen)
            return;
        if (kind != Kind::Divider) {
            if (m_divided || (kind != m_last && !m_units.empty()))
                divide(from);
            m_units.push_back(
                {QChar::category(c) == QChar::Number_DecimalDigit ? U'0' + char32_t(QChar::digitValue(c)) : c,
                    from, to});
            m_last = kind;
        }
        m_divided = kind == Kind::Divider && !m_units.empty();
    }

private:
    void divide(int at) { m_units.push_back({U' ', at, at}); }

    std::vector<Folded::Unit>& m_units;
    Kind m_last = Kind::Letter;
    bool m_divided = false;
};

std::u32string codePointsOf(const QString& text)
{
    std::u32string points;
    const qsizetype size = text.size();
    points.reserve(size_t(std::min(size, kCodePointsAtMost)));
    for (qsizetype i = 0; i < size && qsizetype(points.size()) < kCodePointsAtMost; ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < size && text[i + 1].isLowSurrogate())
            points += QChar::surrogateToUcs4(c, text[++i]);
        else
            points += c.isSurrogate() ? char32_t(QChar::ReplacementCharacter) : char32_t(c.unicode());
    }
    return points;
}

} // namespace

Folded::Folded(const QString& text)
{
    const std::u32string points = codePointsOf(text);
    m_units.reserve(points.size());
    Folder folder(m_units);
    for (size_t i = 0; i < points.size();) {
        size_t end = i + 1;
        while (end < points.size() && end - i < kClusterAtMost && continues(points[end]))
            ++end;
        const int from = int(i);
        const int to = int(end);
        const char32_t c = points[i];
        if (to - from == 1 && c < 0x80) {
            folder.add(c >= U'A' && c <= U'Z' ? c + 32 : c, from, to);
        } else if (to - from == 1 && isSyllableOrIdeograph(c)) {
            folder.add(c, from, to);
        } else {
            for (char32_t folded : foldedCluster(points.substr(i, end - i)).toUcs4())
                folder.add(folded, from, to);
        }
        i = end;
    }
}

} // namespace madang::search
