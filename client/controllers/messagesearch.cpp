#include "client/controllers/messagesearch.h"

#include "client/models/face.h"
#include "client/models/roomtitle.h"
#include "client/net/connection.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"

#include <algorithm>

namespace madang::client {

namespace {
constexpr int copyPage = 30;
} // namespace

MessageSearch::MessageSearch(SearchParts parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] { askServer(m_turn, {}, 0); });
    connect(&parts.connection, &Connection::stateChanged, this, [this] {
        if (m_parts.connection.isConnected() && m_offline && !m_asked.text.isEmpty()) {
            m_busy = true;
            Q_EMIT changed();
            askServer(m_turn, {}, 0);
        }
    });
    connect(&parts.connection, &Connection::sessionEnded, this, [this] { ask({}); });
    // The name of somebody who said what was found.
    connect(&parts.people, &PeopleStore::changed, this, [this] {
        if (!m_fromServer.isEmpty() || !m_fromCopy.isEmpty())
            Q_EMIT changed();
    });
}

void MessageSearch::ask(const Asked& asked)
{
    Asked wanted = asked;
    wanted.text = asked.text.simplified();
    if (m_asked == wanted)
        return;
    m_asked = wanted;
    ++m_turn;
    m_pause.stop();
    m_next.reset();
    m_answered = false;
    m_copyAnswered = false;
    m_copyEnds = false;
    m_offline = false;
    m_incomplete = false;
    m_error.reset();
    const auto query = search::Query::of(wanted.text, Limits());
    m_busy = query.has_value();
    if (!query) {
        clear();
        // Signs alone are no words yet; too many of them are a mistake.
        if (wanted.text.size() > Limits().searchQuery
            || wanted.text.count(QLatin1Char(' ')) >= Limits().searchWords)
            m_error = Error::invalid(QStringLiteral("query"), {});
        Q_EMIT changed();
        return;
    }
    // What was found before stays until something is known of this.
    Q_EMIT changed();
    findInCopy();
    m_pause.start(pauseMs);
}

void MessageSearch::clear()
{
    m_fromServer.clear();
    m_fromCopy.clear();
}

void MessageSearch::more()
{
    if (m_busy || !hasMore())
        return;
    m_busy = true;
    Q_EMIT changed();
    if (m_answered && m_next)
        askServer(m_turn, m_next, 0);
    else
        findInCopy();
}

bool MessageSearch::hasMore() const noexcept
{
    if (m_asked.text.isEmpty())
        return false;
    return m_answered ? m_next.has_value() : m_offline && !m_copyEnds;
}

bool MessageSearch::isEmpty() const
{
    return !m_asked.text.isEmpty() && !m_busy && !m_error && rows().isEmpty()
        && (m_answered || m_copyAnswered);
}

void MessageSearch::findInCopy()
{
    if (m_copyRuns)
        m_copyAgain = true;
    else
        runCopy();
}

QCoro::Task<void> MessageSearch::runCopy()
{
    m_copyRuns = true;
    quint64 turn = 0;
    do {
        m_copyAgain = false;
        turn = m_turn;
        CopyQuery query;
        query.text = m_asked.text;
        query.limit = copyPage;
        if (!m_asked.room.isNull())
            query.room = m_asked.room;
        if (!m_asked.sender.isNull())
            query.sender = m_asked.sender;
        if (m_asked.beforeAt > 0)
            query.beforeAt = m_asked.beforeAt;
        // Several may be of one millisecond: the page begins with the last one of the page before.
        if (m_copyAnswered && !m_fromCopy.isEmpty()) {
            qint64 oldest = m_fromCopy.first().message.sentAt;
            for (const Found& one : std::as_const(m_fromCopy))
                oldest = std::min(oldest, one.message.sentAt);
            query.beforeAt = oldest + 1;
        }
        QList<CopyHit> hits = co_await m_parts.copy.find(query);
        if (turn == m_turn && !m_asked.text.isEmpty())
            takeFromCopy(std::move(hits));
    } while (m_copyAgain && !m_asked.text.isEmpty());
    m_copyRuns = false;
}

void MessageSearch::takeFromCopy(QList<CopyHit> hits)
{
    const auto query = search::Query::of(m_asked.text, Limits());
    if (!m_copyAnswered) {
        m_fromCopy.clear();
        if (!m_answered)
            m_fromServer.clear(); // of the question before
    }
    // In the server's order: those that fit best first.
    const auto closeness = [&query](const CopyHit& hit) {
        const auto match = query ? search::match(hit.message.text, *query) : std::nullopt;
        return match ? match->closeness : 0;
    };
    const bool full = hits.size() >= copyPage;
    std::stable_sort(hits.begin(), hits.end(),
        [&](const CopyHit& a, const CopyHit& b) { return closeness(a) > closeness(b); });
    QList<Found> fresh;
    for (const CopyHit& hit : std::as_const(hits)) {
        const auto same = [&hit](const Found& one) {
            return one.message.room == hit.message.room && one.message.seq == hit.message.seq;
        };
        if (std::any_of(m_fromCopy.cbegin(), m_fromCopy.cend(), same))
            continue;
        const std::vector<search::Mark> marks(hit.marks.begin(), hit.marks.end());
        fresh.append({hit.message, search::snippet(hit.message.text, marks, Limits())});
    }
    m_copyAnswered = true;
    m_copyEnds = !full || fresh.isEmpty();
    m_fromCopy += fresh;
    requirePeople(fresh);
    if (m_offline)
        m_busy = false;
    Q_EMIT changed();
}

QCoro::Task<void> MessageSearch::askServer(quint64 turn, std::optional<QString> after, int emptyPages)
{
    protocol::MessageSearch::Params params;
    params.query = m_asked.text;
    if (!m_asked.room.isNull())
        params.room = m_asked.room;
    if (!m_asked.sender.isNull())
        params.sender = m_asked.sender;
    if (m_asked.beforeAt > 0)
        params.beforeAt = m_asked.beforeAt;
    params.after = after;
    params.limit = pageSize;
    const auto answer = co_await m_parts.connection.call<protocol::MessageSearch>(std::move(params));
    if (turn != m_turn)
        co_return;
    if (!answer) {
        refused(answer.error());
        co_return;
    }
    if (!after) {
        m_fromServer.clear();
        if (!m_copyAnswered)
            m_fromCopy.clear();
    }
    QList<Found> page;
    for (const protocol::Hit& hit : answer->hits) {
        search::Snippet snippet{hit.snippet.text, {}};
        for (const protocol::TextMark& mark : hit.snippet.marks)
            snippet.marks.push_back({mark.offset, mark.length});
        page.append({hit.message, snippet});
    }
    m_answered = true;
    m_offline = false;
    m_incomplete = answer->incomplete.value_or(false);
    m_next = answer->next;
    m_fromServer += page;
    requirePeople(page);
    if (page.isEmpty() && m_next && emptyPages < emptyPagesMost) {
        Q_EMIT changed();
        askServer(turn, m_next, emptyPages + 1);
        co_return;
    }
    m_busy = false;
    Q_EMIT changed();
}

void MessageSearch::refused(const Error& error)
{
    if (error.code == ErrorCode::RateLimited && !m_answered) {
        // Whoever types fast waits a moment longer, and need not know.
        m_pause.start(int(std::max<qint64>(pauseMs, error.retryAfterMs.value_or(1000))));
        return;
    }
    if (error.code == ErrorCode::Unavailable)
        m_offline = !m_answered;
    else
        m_error = error;
    m_busy = m_offline && !m_copyAnswered;
    Q_EMIT changed();
}

bool MessageSearch::serverToldAll() const
{
    return m_answered && !m_next && !m_incomplete;
}

QList<FoundRow> MessageSearch::rows() const
{
    QList<FoundRow> rows;
    QSet<FoundRow::Key> present;
    const auto add = [&](const QList<Found>& all) {
        for (const Found& one : all) {
            const FoundRow row = rowOf(one);
            if (present.contains(row.key()))
                continue;
            present.insert(row.key());
            rows.append(row);
        }
    };
    add(m_fromServer);
    if (!serverToldAll())
        add(m_fromCopy);
    return rows;
}

FoundRow MessageSearch::rowOf(const Found& found) const
{
    const protocol::Message& message = found.message;
    FoundRow row;
    row.kind = FoundRow::Kind::Message;
    row.room = message.room;
    row.seq = message.seq;
    row.at = message.sentAt;
    row.text = found.snippet.text;
    row.marked = markedText(found.snippet.text, found.snippet.marks);
    if (const RoomState* state = m_parts.rooms.find(message.room)) {
        row.title = roomTitle(state->room, m_parts.people);
        row.hue = roomHue(state->room);
    }
    row.initial = initialOf(row.title);
    if (message.sender) {
        row.user = *message.sender;
        row.mine = m_parts.people.isMe(*message.sender);
        row.sender = m_parts.people.nameOf(*message.sender);
        if (!m_asked.room.isNull()) {
            row.hue = hueOf(*message.sender);
            row.initial = initialOf(row.sender);
        }
    }
    return row;
}

void MessageSearch::requirePeople(const QList<Found>& found)
{
    for (const Found& one : found) {
        if (one.message.sender && !m_parts.people.find(*one.message.sender))
            m_parts.people.require(*one.message.sender);
    }
}

} // namespace madang::client
