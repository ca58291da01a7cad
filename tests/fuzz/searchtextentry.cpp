#include "tests/fuzz/entries.h"

#include "shared/core/searchtext.h"
#include "tests/fuzz/promise.h"

#include <QtCore/QList>
#include <algorithm>
#include <cstring>

using namespace madang;

namespace madang::fuzz {

namespace {

void liesWithin(const std::vector<search::Mark>& marks, int size, const QString& text)
{
    int end = 0;
    for (const search::Mark& mark : marks) {
        promise(mark.offset >= end && mark.length > 0, "marks are in order and apart", text.toUtf8());
        end = mark.offset + mark.length;
    }
    promise(end <= size, "marks lie within the text", text.toUtf8());
}

} // namespace

void searchText(const uint8_t* data, size_t size)
{
    QString input(qsizetype(size / 2), Qt::Uninitialized);
    if (!input.isEmpty())
        std::memcpy(input.data(), data, size_t(input.size()) * 2);
    const qsizetype cut = std::max<qsizetype>(input.indexOf(u'\n'), 0);
    const QString text = input.mid(cut);
    const Limits limits;
    const auto query = search::Query::of(input.left(cut), limits);
    const auto known = search::grams(text);
    if (!query)
        return;
    promise(query->words().size() <= size_t(limits.searchWords), "words are few");
    const auto match = search::match(text, *query);
    if (!match)
        return;
    for (const std::u32string& gram : query->grams())
        promise(
            std::binary_search(known.begin(), known.end(), gram), "what fits is in the index", text.toUtf8());
    liesWithin(match->marks, int(text.toUcs4().size()), text);
    const search::Snippet snippet = search::snippet(text, match->marks, limits);
    const int shown = int(snippet.text.toUcs4().size());
    promise(shown <= limits.searchSnippet, "a snippet is short", text.toUtf8());
    promise(!snippet.marks.empty(), "a snippet shows the first mark", text.toUtf8());
    liesWithin(snippet.marks, shown, text);
}

} // namespace madang::fuzz
