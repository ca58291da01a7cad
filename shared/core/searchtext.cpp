#include "shared/core/searchtext.h"

#include <QtCore/QList>
#include <algorithm>

namespace madang::search {

namespace {

// More of them are not worth showing.
constexpr size_t kMarksAtMost = 100;

std::u32string codesOf(const Folded& text)
{
    std::u32string codes;
    codes.reserve(text.units().size());
    for (const Folded::Unit& unit : text.units())
        codes += unit.code;
    return codes;
}

// Alphabets have so few letters that two of them together are in every other text.
bool isAlphabet(char32_t c)
{
    return c < 0x1100 || (c >= 0x1E00 && c < 0x2000);
}

bool isAlphabet(std::u32string_view codes)
{
    return std::all_of(codes.begin(), codes.end(), [](char32_t c) { return isAlphabet(c); });
}

std::vector<std::u32string> distinct(std::vector<std::u32string> words)
{
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

template <class Take> void eachRun(std::u32string_view codes, Take take)
{
    for (size_t begin = 0; begin < codes.size();) {
        const size_t end = std::min(codes.find(U' ', begin), codes.size());
        if (end > begin)
            take(codes.substr(begin, end - begin));
        begin = end + 1;
    }
}

std::vector<Mark> joined(std::vector<Mark> marks)
{
    std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
        return std::pair(a.offset, a.length) < std::pair(b.offset, b.length);
    });
    std::vector<Mark> apart;
    for (const Mark& mark : marks) {
        if (!apart.empty() && mark.offset <= apart.back().offset + apart.back().length)
            apart.back().length
                = std::max(apart.back().length, mark.offset + mark.length - apart.back().offset);
        else
            apart.push_back(mark);
    }
    return apart;
}

} // namespace

std::optional<Query> Query::of(const QString& text, const Limits& limits)
{
    // A code point is two units of UTF-16 at most.
    if (text.size() > 2 * qsizetype(limits.searchQuery) || text.toUcs4().size() > limits.searchQuery)
        return std::nullopt;
    Query query;
    query.m_phrase = codesOf(Folded(text));
    eachRun(query.m_phrase, [&](std::u32string_view run) { query.m_words.emplace_back(run); });
    query.m_words = distinct(std::move(query.m_words));
    if (query.m_words.empty() || query.m_words.size() > size_t(limits.searchWords))
        return std::nullopt;
    return query;
}

std::vector<std::u32string> Query::grams() const
{
    std::vector<std::u32string> grams;
    for (const std::u32string& word : m_words) {
        if (word.size() == 1) {
            grams.push_back(word);
            continue;
        }
        for (size_t i = 0; i + 1 < word.size(); ++i) {
            const auto three = std::u32string_view(word).substr(i, 3);
            if (three.size() == 3 && isAlphabet(three))
                grams.emplace_back(three);
            else
                grams.emplace_back(three.substr(0, 2));
        }
    }
    return distinct(std::move(grams));
}

void eachGram(const Folded& text, const std::function<void(std::u32string_view)>& take)
{
    const std::u32string codes = codesOf(text);
    eachRun(codes, [&take](std::u32string_view run) {
        for (size_t i = 0; i < run.size(); ++i) {
            take(run.substr(i, 1));
            if (i + 2 <= run.size())
                take(run.substr(i, 2));
            if (i + 3 <= run.size() && isAlphabet(run.substr(i, 3)))
                take(run.substr(i, 3));
        }
    });
}

std::vector<std::u32string> grams(const QString& text)
{
    std::vector<std::u32string> all;
    eachGram(Folded(text), [&all](std::u32string_view gram) { all.emplace_back(gram); });
    return distinct(std::move(all));
}

std::optional<Match> match(const QString& text, const Query& query)
{
    const Folded folded(text);
    const std::u32string codes = codesOf(folded);
    Match result;
    bool whole = true; // every word is a run
    bool begins = true; // every word begins one
    for (const std::u32string& word : query.words()) {
        bool isWhole = false;
        bool isBeginning = false;
        size_t at = codes.find(word);
        if (at == std::u32string::npos)
            return std::nullopt;
        for (; at != std::u32string::npos; at = codes.find(word, at + word.size())) {
            const size_t end = at + word.size();
            const bool first = at == 0 || codes[at - 1] == U' ';
            isBeginning |= first;
            isWhole |= first && (end == codes.size() || codes[end] == U' ');
            if (result.marks.size() < kMarksAtMost) {
                const int from = folded.units()[at].from;
                result.marks.push_back({from, folded.units()[end - 1].to - from});
            }
        }
        whole &= isWhole;
        begins &= isBeginning;
    }
    const bool together = query.words().size() > 1 && codes.find(query.phrase()) != std::u32string::npos;
    result.closeness = together ? 3 : whole ? 2 : begins ? 1 : 0;
    result.marks = joined(std::move(result.marks));
    return result;
}

} // namespace madang::search
