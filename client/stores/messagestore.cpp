#include "client/stores/messagestore.h"

#include "client/cache/ownreactions.h"
#include "client/net/connection.h"
#include "client/stores/peoplestore.h"
#include "client/stores/roomstore.h"

#include <algorithm>

namespace madang::client {

namespace {
// An answer may overtake the event before it; a hole that stays this long is a real one.
constexpr int gapPatienceMs = 400;
} // namespace

MessageStore::MessageStore(
    Connection& connection, RoomStore& rooms, PeopleStore& people, LocalCopy* copy, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_rooms(rooms)
    , m_people(people)
    , m_held(copy)
    , m_quoted(connection, m_held)
{
    connect(&m_quoted, &QuotedMessages::changed, this, &MessageStore::changed);
    connect(&m_quoted, &QuotedMessages::fetched, this, &MessageStore::learn);
    m_gapTimer.setSingleShot(true);
    m_gapTimer.setInterval(gapPatienceMs);
    connect(&m_gapTimer, &QTimer::timeout, this, &MessageStore::fillGaps);
}

MessageStore::Slot* MessageStore::findSlot(RoomId room)
{
    const auto found = m_slots.find(room);
    return found == m_slots.end() ? nullptr : &found->second;
}

MessageStore::Slot& MessageStore::slot(RoomId room)
{
    Slot& found = m_slots[room];
    if (found.born == 0)
        found.born = ++m_epochs;
    found.usedAt = ++m_uses;
    evict();
    return found;
}

void MessageStore::evict()
{
    while (m_slots.size() > roomsMost) {
        const auto oldest = std::min_element(m_slots.begin(), m_slots.end(),
            [](const auto& a, const auto& b) { return a.second.usedAt < b.second.usedAt; });
        m_slots.erase(oldest);
    }
}

const MessageWindow* MessageStore::window(RoomId room)
{
    return &slot(room).window;
}

bool MessageStore::isLoading(RoomId room, Page page) const
{
    const auto found = m_slots.find(room);
    if (found == m_slots.end())
        return false;
    const auto on = found->second.loading.find(page);
    return on != found->second.loading.end() && on->second;
}

void MessageStore::setLoading(RoomId room, Page page, bool on)
{
    if (Slot* held = findSlot(room)) {
        held->loading[page] = on;
        Q_EMIT loadingChanged(room);
    }
}

void MessageStore::learn(const protocol::Message& message)
{
    if (!message.sender)
        return;
    if (m_people.isMe(*message.sender)) {
        if (message.clientId)
            Q_EMIT mineStored(*message.clientId);
    } else {
        m_people.require(*message.sender);
    }
}

qint64 MessageStore::headSeq(RoomId room) const
{
    const RoomState* state = m_rooms.find(room);
    return state ? state->room.head.seq : 0;
}

bool MessageStore::isBehind(RoomId room) const
{
    const RoomState* state = m_rooms.find(room);
    return state && m_held.isBehind(room, state->room.head);
}

MessageStore::Slot* MessageStore::wanted(const Want& want)
{
    Slot* held = findSlot(want.room);
    return held && held->born == want.born && held->epoch == want.epoch ? held : nullptr;
}

QCoro::Task<Result<void>> MessageStore::load(RoomId room, Page page, qint64 around)
{
    Slot& begun = slot(room);
    const bool extends = page == Page::Older || page == Page::Newer;
    const bool nothing = (page == Page::Older && !begun.window.hasOlder())
        || (page == Page::Newer && !begun.window.hasNewer()) || (extends && begun.window.isEmpty());
    if (isLoading(room, page) || nothing)
        co_return Result<void>();
    // Told at once, so that nothing seems to be on its way.
    if (extends && isOutOfReach(room, page))
        co_return Error::unavailable(QStringLiteral("Not held, and not connected."));
    if (!extends)
        begun.epoch = ++m_epochs; // pages that are on their way belong to the stretch that goes
    const Want want{room, page, around, begun.born, begun.epoch};
    begun.window.loadBegins();
    setLoading(room, page, true);

    const Served served = co_await serve(want);
    Result<void> result;
    if (served != Served::Whole)
        result = co_await fetch(want);
    if (served == Served::Part && !result && result.error().code == ErrorCode::Unavailable)
        result = Result<void>();

    if (Slot* held = findSlot(room); held && held->born == want.born) {
        held->window.loadEnds();
        setLoading(room, page, false);
        if (wanted(want))
            Q_EMIT changed(room);
    }
    co_return result;
}

std::optional<HeldMessages::Stretch> MessageStore::stretchFor(const Want& want, const Slot& held) const
{
    using Place = HeldMessages::Place;
    const auto at = [&](Place place, qint64 seq) { return m_held.stretch(want.room, place, seq, pageSize); };
    switch (want.page) {
    case Page::Newest:
        return at(Place::Newest, 0);
    case Page::Older:
        return at(Place::Older, held.window.firstSeq());
    case Page::Newer:
        return at(Place::Newer, held.window.lastSeq());
    case Page::Around:
        break;
    }
    const auto found = at(Place::Around, want.around);
    // Something to look at is better than nothing.
    return found || held.window.isLoaded() || m_connection.isConnected() ? found : at(Place::Newest, 0);
}

QCoro::Task<MessageStore::Served> MessageStore::serve(Want want)
{
    const bool extends = want.page == Page::Older || want.page == Page::Newer;
    if (extends && m_connection.isConnected() && isBehind(want.room)) {
        // What is on the screen is up to date, so what joins it must be.
        co_await fetchChanges(want.room);
        if (isBehind(want.room))
            co_return Served::Nothing;
    }
    const Slot* before = wanted(want);
    if (!before)
        co_return Served::Whole;
    const auto stretch = stretchFor(want, *before);
    if (!stretch)
        co_return Served::Nothing;
    const Holding& holding = *m_held.find(want.room);
    protocol::MessageHistory::Result page;
    page.hasBefore = stretch->hasBefore;
    page.hasAfter = stretch->hasAfter;
    page.head = {holding.head(), holding.rev()};

    auto answer = m_held.read(want.room, stretch->first, stretch->last);
    const QList<protocol::Message> messages = co_await answer;

    Slot* held = wanted(want);
    if (!held)
        co_return Served::Whole;
    if (messages.isEmpty())
        co_return Served::Nothing;
    page.messages.assign(messages.begin(), messages.end());
    merge(*held, want.page, page);
    held->window.knownOnlyTo(page.head.rev);
    for (const auto& message : messages)
        learn(message);
    Q_EMIT changed(want.room);
    if (!extends && m_connection.isConnected() && isBehind(want.room))
        fetchChanges(want.room);
    co_return stretch->whole ? Served::Whole : Served::Part;
}

QCoro::Task<Result<void>> MessageStore::fetch(Want want)
{
    const Slot* before = wanted(want);
    if (!before)
        co_return Result<void>();
    protocol::MessageHistory::Params params;
    params.room = want.room;
    params.limit = pageSize;
    if (want.page == Page::Older)
        params.before = before->window.firstSeq();
    else if (want.page == Page::Newer)
        params.after = before->window.lastSeq();
    else if (want.page == Page::Around)
        params.around = want.around;

    const auto result = co_await m_connection.call<protocol::MessageHistory>(params);

    if (!result)
        co_return result.error();
    Slot* held = wanted(want);
    if (!held)
        co_return Result<void>(); // evicted, left, or elsewhere meanwhile
    merge(*held, want.page, result.value());
    keep(*held, result.value());
    for (const auto& message : result->messages)
        learn(message);
    // What else is held of the room may lack changes that this page shows.
    if (isBehind(want.room))
        fetchChanges(want.room);
    co_return Result<void>();
}

void MessageStore::keep(const Slot& held, const protocol::MessageHistory::Result& page)
{
    if (page.messages.empty())
        return;
    // As the window has them: an event may have overtaken the page.
    QList<protocol::Message> messages;
    messages.reserve(qsizetype(page.messages.size()));
    for (const protocol::Message& message : page.messages) {
        const protocol::Message* shown = held.window.find(message.seq);
        messages.append(shown ? *shown : message);
    }
    const qint64 head = std::max(page.head.seq, headSeq(messages.first().room));
    m_held.keep(messages, held.window.rev(), head, !page.hasBefore);
}

bool MessageStore::isOutOfReach(RoomId room, Page page) const
{
    const auto found = m_slots.find(room);
    if (found == m_slots.end() || m_connection.isConnected())
        return false;
    const MessageWindow& window = found->second.window;
    if (page == Page::Older)
        return window.hasOlder()
            && !m_held.stretch(room, HeldMessages::Place::Older, window.firstSeq(), pageSize);
    if (page == Page::Newer)
        return window.hasNewer()
            && !m_held.stretch(room, HeldMessages::Place::Newer, window.lastSeq(), pageSize);
    return !window.isLoaded();
}

void MessageStore::merge(Slot& held, Page page, const protocol::MessageHistory::Result& result)
{
    MessageWindow& window = held.window;
    switch (page) {
    case Page::Newest:
    case Page::Around:
        window.replace(result);
        held.keepTo = window.lastSeq();
        break;
    case Page::Older:
        window.prepend(result);
        // Who asked for older ones looks at the old end.
        if (const qsizetype surplus = window.messages().size() - windowMost; surplus > 0) {
            window.dropNewest(surplus);
            held.keepTo = window.lastSeq();
        }
        break;
    case Page::Newer:
        window.append(result);
        if (const qsizetype surplus = window.messages().size() - windowMost; surplus > 0)
            window.dropOldest(surplus);
        held.keepTo = window.lastSeq();
        break;
    }
}

void MessageStore::setFollowing(RoomId room, bool following)
{
    Slot* held = findSlot(room);
    if (!held || held->following == following)
        return;
    held->following = following;
    held->keepTo = held->window.lastSeq();
}

void MessageStore::trimLive(Slot& held)
{
    MessageWindow& window = held.window;
    const qsizetype size = window.messages().size();
    if (held.following) {
        // In steps, so that not every message costs a move of all of them.
        if (size > windowMost + pageSize)
            window.dropOldest(size - windowMost);
    } else if (size > 2 * windowMost) {
        const qint64 behindEye = window.lastSeq() - held.keepTo;
        window.dropNewest(std::min<qint64>(size - windowMost, behindEye));
    }
}

QuotedMessages::Quoted MessageStore::quoted(RoomId room, qint64 seq)
{
    const Slot* held = findSlot(room);
    if (const protocol::Message* message = held ? held->window.find(seq) : nullptr)
        return {QuotedMessages::State::Held, *message};
    return m_quoted.find(room, seq);
}

void MessageStore::apply(const protocol::Message& message)
{
    learn(message);
    m_quoted.apply(message);
    Q_EMIT told(message);
    m_held.take(message, message.seq >= headSeq(message.room));
    if (message.reactions && tellsOwnReactions(message))
        m_held.correct(message);
    Slot* held = findSlot(message.room);
    if (!held)
        return;
    const bool isChanged = held->window.apply(message);
    if (held->window.hasGap() && !m_gapTimer.isActive())
        m_gapTimer.start();
    if (!isChanged)
        return;
    trimLive(*held);
    Q_EMIT changed(message.room);
}

void MessageStore::forget(RoomId room)
{
    m_held.forget(room);
    m_quoted.forget(room);
    if (m_slots.erase(room) > 0)
        Q_EMIT changed(room);
}

void MessageStore::clear()
{
    m_quoted.clear();
    const auto gone = std::exchange(m_slots, {});
    for (const auto& [room, held] : gone)
        Q_EMIT changed(room);
}

} // namespace madang::client
