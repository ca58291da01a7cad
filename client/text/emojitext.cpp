#include "client/text/emojitext.h"

#include <QtCore/QList>
#include <QtCore/QTextBoundaryFinder>
#include <algorithm>
#include <array>

namespace madang::client {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Emoji_Presentation of Unicode 15.0 (emoji-data.txt), without the letters of flags.
constexpr std::array ranges = std::to_array<Range>(
    {{0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0}, {0x23F3, 0x23F3}, {0x25FD, 0x25FE},
        {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F}, {0x2693, 0x2693}, {0x26A1, 0x26A1},
        {0x26AA, 0x26AB}, {0x26BD, 0x26BE}, {0x26C4, 0x26C5}, {0x26CE, 0x26CE}, {0x26D4, 0x26D4},
        {0x26EA, 0x26EA}, {0x26F2, 0x26F3}, {0x26F5, 0x26F5}, {0x26FA, 0x26FA}, {0x26FD, 0x26FD},
        {0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728}, {0x274C, 0x274C}, {0x274E, 0x274E},
        {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27B0, 0x27B0}, {0x27BF, 0x27BF},
        {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50}, {0x2B55, 0x2B55}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF},
        {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F201, 0x1F201}, {0x1F21A, 0x1F21A}, {0x1F22F, 0x1F22F},
        {0x1F232, 0x1F236}, {0x1F238, 0x1F23A}, {0x1F250, 0x1F251}, {0x1F300, 0x1F320}, {0x1F32D, 0x1F335},
        {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0},
        {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
        {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4},
        {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6D7},
        {0x1F6DC, 0x1F6DF}, {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB}, {0x1F7F0, 0x1F7F0},
        {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FA7C}, {0x1FA80, 0x1FA88},
        {0x1FA90, 0x1FABD}, {0x1FABF, 0x1FAC5}, {0x1FACE, 0x1FADB}, {0x1FAE0, 0x1FAE8}, {0x1FAF0, 0x1FAF8}});

bool isShownAsEmoji(char32_t one)
{
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), one,
        [](char32_t value, const Range& range) { return value < range.first; });
    return after != ranges.begin() && one <= std::prev(after)->last;
}

constexpr char32_t emojiStyle = 0xFE0F;
constexpr char32_t toneFirst = 0x1F3FB;
constexpr char32_t toneLast = 0x1F3FF;
constexpr char32_t flagFirst = 0x1F1E6;
constexpr char32_t flagLast = 0x1F1FF;

bool isEmoji(QStringView cluster)
{
    const QList<uint> points = cluster.toUcs4();
    const bool flag = points.size() == 2 && points.at(0) >= flagFirst && points.at(0) <= flagLast;
    // A sign that is a letter by itself says that it is one of these: the heart, the keys.
    const bool styled = points.size() > 1
        && (points.at(1) == emojiStyle || (points.at(1) >= toneFirst && points.at(1) <= toneLast));
    return flag || styled || (!points.isEmpty() && isShownAsEmoji(points.first()));
}
} // namespace

int emojiAlone(QStringView text)
{
    constexpr qsizetype longest = 120; // units: three families, with their skins
    constexpr int most = 3;
    text = text.trimmed();
    if (text.isEmpty() || text.size() > longest)
        return 0;
    const QString words = text.toString();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, words);
    int count = 0;
    for (qsizetype from = 0, to = finder.toNextBoundary(); to >= 0; from = to, to = finder.toNextBoundary()) {
        const QStringView cluster = QStringView(words).mid(from, to - from);
        if (cluster.trimmed().isEmpty())
            continue;
        if (!isEmoji(cluster) || ++count > most)
            return 0;
    }
    return count;
}

} // namespace madang::client
