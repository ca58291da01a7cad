#pragma once

#include "shared/core/limits.h"

#include <QtCore/QString>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// How a text is found by what somebody types: the same on the server and in the client's own copy. Every
// position counts code points of the text as it is; a lone surrogate counts as one.
namespace madang::search {

// A part of a text.
struct Mark {
    int offset = 0;
    int length = 0;
    bool operator==(const Mark&) const = default;
};

// A text as it is compared: compatibility forms composed (full width is half width, Hangul from any keyboard
// is syllables), case folded, without accents where letters are the same without them (Latin, Greek, Arabic,
// Hebrew, most of Cyrillic; voiced kana stay what they are), without characters that nobody sees. What can be
// found are runs of letters and digits, and signs (emoji); everything else only divides.
class Folded {
public:
    explicit Folded(const QString& text);

    struct Unit {
        char32_t code = 0; // U' ' between runs, never two of them in a row, none at either end
        int from = 0; // in the text
        int to = 0;
    };
    [[nodiscard]] const std::vector<Unit>& units() const noexcept { return m_units; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_units.empty(); }

private:
    std::vector<Unit> m_units;
};

// What is searched for: its words, folded, without doubles. A text fits if it has every
// one of them, each anywhere in a run: in Korean, Chinese and Japanese nothing says where a word begins.
class Query {
public:
    // Nothing where there is nothing to look for, or more than limits.searchQuery code points or
    // limits.searchWords words.
    [[nodiscard]] static std::optional<Query> of(const QString& text, const Limits& limits);

    [[nodiscard]] const std::vector<std::u32string>& words() const noexcept { return m_words; }
    // All of it as it was typed, folded, one space between runs.
    [[nodiscard]] const std::u32string& phrase() const noexcept { return m_phrase; }
    // Every text that fits has all of these among its grams().
    [[nodiscard]] std::vector<std::u32string> grams() const;

private:
    std::vector<std::u32string> m_words;
    std::u32string m_phrase;
};

// What an index knows a text by, without doubles: of every run its characters, its pairs, and, where letters
// are few so that pairs say little (alphabets), its threes.
[[nodiscard]] std::vector<std::u32string> grams(const QString& text);
// The same with doubles, without making any of them.
void eachGram(const Folded& text, const std::function<void(std::u32string_view)>& take);

struct Match {
    std::vector<Mark> marks; // in order, apart from each other
    // How well it fits: 3 all words together as they were typed, 2 every word is a whole run, 1 every word
    // begins one, 0 elsewhere within.
    int closeness = 0;
};
// Nothing where the text does not fit.
[[nodiscard]] std::optional<Match> match(const QString& text, const Query& query);

// What is shown of a text that fits: around the first mark, with marks within it.
struct Snippet {
    QString text;
    std::vector<Mark> marks;
    bool operator==(const Snippet&) const = default;
};
// At most limits.searchSnippet code points; "…" stands for what is left out. White space is one space each.
[[nodiscard]] Snippet snippet(const QString& text, const std::vector<Mark>& marks, const Limits& limits);

} // namespace madang::search
