#include "server/storage/searchwindow.h"

#include "server/storage/cursor.h"

#include <QtCore/QStringList>
#include <algorithm>
#include <limits>

namespace madang::server {

namespace {

constexpr char list = 'm';

void append(QStringList& parts, const SearchKey& key)
{
    parts << QString::number(key.at) << QString::number(key.room.value()) << QString::number(key.seq);
}

bool isNumber(const QString& part)
{
    bool ok = false;
    part.toLongLong(&ok);
    return ok;
}

SearchKey keyOf(const QStringList& parts, int from)
{
    return {parts[from].toLongLong(), RoomId(parts[from + 1].toULongLong()), parts[from + 2].toLongLong()};
}

} // namespace

QString SearchPlace::encoded() const
{
    QStringList parts;
    append(parts, below);
    if (last) {
        append(parts, last->from);
        append(parts, last->key);
        parts << QString::number(last->closeness);
    }
    return cursor::encode(list, parts.join(u' '));
}

Result<SearchPlace> SearchPlace::decoded(const QString& after)
{
    SearchPlace place;
    if (after.isEmpty()) {
        return place;
    }
    const auto text = cursor::decodeText(list, after);
    if (!text) {
        return text.error();
    }
    const QStringList parts = text->split(u' ');
    if ((parts.size() != 3 && parts.size() != 10) || !std::all_of(parts.begin(), parts.end(), isNumber)) {
        return Error::invalid(
            QStringLiteral("after"), QStringLiteral("This is no place in the list; begin from the start."));
    }
    place.below = keyOf(parts, 0);
    if (parts.size() == 10) {
        place.last = Shown{keyOf(parts, 3), parts[9].toInt(), keyOf(parts, 6)};
    }
    return place;
}

bool SearchWindow::isOpenTo(qint64 at) const noexcept
{
    return at >= beginsAt();
}

qint64 SearchWindow::beginsAt() const noexcept
{
    if (m_place.last) {
        return m_place.last->from.at;
    }
    return m_hits.size() < m_size ? std::numeric_limits<qint64>::min() : m_hits.begin()->first.at;
}

qint64 SearchWindow::endsAt() const noexcept
{
    // Of one moment there may be several messages, some of them within.
    const SearchKey& below = m_place.below;
    const qint64 end = below > SearchKey{below.at, {}, 0} ? below.at + 1 : below.at;
    return m_question.beforeAt > 0 ? std::min(end, m_question.beforeAt) : end;
}

void SearchWindow::consider(Message&& message)
{
    const SearchKey key{message.sentAt, message.room, message.seq};
    const bool wanted = message.kind == MessageKind::Text && message.deletedAt == 0
        && (m_question.sender.isNull() || message.sender == m_question.sender)
        && (m_question.beforeAt == 0 || message.sentAt < m_question.beforeAt) && key < m_place.below;
    const bool full = !m_place.last && m_hits.size() >= m_size;
    if (!wanted || (m_place.last && key < m_place.last->from) || (full && key < m_hits.begin()->first)
        || m_hits.contains(key)) {
        return;
    }
    auto match = search::match(message.text, m_question.query);
    if (!match) {
        return;
    }
    m_hits.emplace(key, SearchHit{std::move(message), std::move(*match)});
    if (full) {
        m_hits.erase(m_hits.begin());
    }
}

void SearchWindow::cut(qint64 at)
{
    m_cut = at;
    m_hits.erase(m_hits.begin(), m_hits.lower_bound(SearchKey{at + 1, {}, 0}));
}

SearchPage SearchWindow::page()
{
    // Where the next window begins, as long as there is one.
    SearchKey from = SearchPlace::least;
    if (m_place.last) {
        from = m_place.last->from;
    } else if (m_hits.size() >= m_size) {
        from = m_hits.begin()->first;
    } else if (m_cut) {
        from = SearchKey{*m_cut + 1, {}, 0};
    }
    SearchKey below = m_place.below;
    if (!m_place.last && !m_hits.empty()) {
        below = m_hits.rbegin()->first;
        ++below.seq;
    }
    const auto rank
        = [](const SearchKey& key, const SearchHit& hit) { return std::pair(hit.match.closeness, key); };
    std::vector<std::pair<SearchKey, SearchHit>> ordered;
    for (auto& [key, hit] : m_hits) {
        if (!m_place.last || rank(key, hit) < std::pair(m_place.last->closeness, m_place.last->key)) {
            ordered.emplace_back(key, std::move(hit));
        }
    }
    std::sort(ordered.begin(), ordered.end(),
        [&rank](const auto& a, const auto& b) { return rank(a.first, a.second) > rank(b.first, b.second); });

    SearchPage page;
    const size_t count = std::min(ordered.size(), size_t(std::max(m_question.limit, 1)));
    if (ordered.size() > count) {
        const auto& [key, hit] = ordered[count - 1];
        page.next = SearchPlace{below, SearchPlace::Shown{from, hit.match.closeness, key}}.encoded();
    } else if (from != SearchPlace::least) {
        page.next = SearchPlace{from, {}}.encoded();
    }
    for (size_t i = 0; i < count; ++i) {
        page.hits.push_back(std::move(ordered[i].second));
    }
    return page;
}

} // namespace madang::server
