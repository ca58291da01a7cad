#include "client/controllers/conversationcontroller.h"

#include "client/controllers/errortext.h"
#include "client/models/face.h"
#include "client/models/roomtitle.h"
#include "client/net/connection.h"
#include "client/stores/catchup.h"
#include "client/stores/draftstore.h"
#include "client/stores/peoplestore.h"
#include "client/stores/readmarks.h"
#include "client/stores/roomstore.h"
#include "client/stores/typingstore.h"
#include "shared/protocol/roommethods.h"

namespace madang::client {

namespace {
constexpr int membersPage = 100;
constexpr qsizetype membersMost = 1000; // held for the list and the read marks
} // namespace

ConversationController::ConversationController(ConversationStores stores, QObject* parent)
    : QObject(parent)
    , m_stores(stores)
    , m_timeline(stores.messages, stores.outbox, stores.rooms, stores.people, errorText)
    , m_members(stores.rooms, stores.people)
    , m_actions(stores.connection, stores.messages, stores.rooms, stores.people, stores.clock)
    , m_reply(stores.drafts, m_timeline)
    , m_draftSync(stores.connection, stores.drafts)
    , m_typing(stores.connection, stores.clock)
    , m_jumps(stores.connection, stores.messages, stores.rooms, m_timeline)
{
    const auto ifThis = [this](void (ConversationController::*signal)()) {
        return [this, signal](RoomId room) {
            if (room == m_room && !m_room.isNull())
                Q_EMIT(this->*signal)();
        };
    };
    connect(&stores.rooms, &RoomStore::changed, this, ifThis(&ConversationController::detailsChanged));
    connect(&stores.messages, &MessageStore::changed, this, ifThis(&ConversationController::windowChanged));
    connect(&stores.messages, &MessageStore::loadingChanged, this,
        ifThis(&ConversationController::windowChanged));
    connect(&stores.typing, &TypingStore::changed, this, ifThis(&ConversationController::typingTextChanged));
    connect(&stores.drafts, &DraftStore::changed, this, ifThis(&ConversationController::draftChanged));
    connect(&stores.people, &PeopleStore::changed, this, &ConversationController::detailsChanged);
    connect(&m_timeline, &TimelineModel::unreadSeqChanged, this, &ConversationController::unreadSeqChanged);
    connect(&m_timeline, &TimelineModel::heard, this, &ConversationController::heard);
    connect(&m_actions, &MessageActions::failed, this, &ConversationController::setError);
    // What was out of reach may be in it now.
    connect(&stores.connection, &Connection::stateChanged, this, &ConversationController::windowChanged);
    connect(&m_jumps, &Jumps::canGoBackChanged, this, &ConversationController::canGoBackChanged);
    connect(&m_jumps, &Jumps::failed, this, &ConversationController::setError);
    connect(&m_jumps, &Jumps::arrived, this, [this](int row, qint64 seq) {
        follow();
        Q_EMIT jumpTo(row, seq);
    });
    // A room that was opened without a connection, or whose members were only half read.
    connect(&stores.catchUp, &CatchUp::finished, this, [this] {
        if (m_room.isNull())
            return;
        if (!window()->isLoaded())
            openPage();
        fetchMembers(m_room);
    });
}

const MessageWindow* ConversationController::window() const
{
    return m_stores.messages.window(m_room);
}

void ConversationController::open(RoomId room)
{
    if (m_room == room)
        return;
    typing(false);
    cancelEdit();
    setError({});
    m_stores.drafts.flush();
    m_draftSync.flush();
    m_room = room;
    m_typing.over();
    m_jumps.setRoom(room);
    setViewAtEnd(true);
    const RoomState* state = room.isNull() ? nullptr : m_stores.rooms.find(room);
    m_timeline.setRoom(room, state && state->unread > 0 ? std::optional(state->readSeq) : std::nullopt);
    m_members.setRoom(room);
    m_actions.setRoom(room);
    m_reply.setRoom(room);
    follow();
    Q_EMIT roomChanged();
    Q_EMIT detailsChanged();
    Q_EMIT typingTextChanged();
    Q_EMIT windowChanged();
    Q_EMIT draftChanged();
    if (!state)
        return;
    openPage();
    fetchMembers(room);
}

QCoro::Task<void> ConversationController::openPage()
{
    const RoomState* state = m_stores.rooms.find(m_room);
    if (!state)
        co_return;
    // A page around the mark where the newest one would begin after it.
    const bool far = state->unread > MessageStore::pageSize / 2;
    if (!window()->isLoaded())
        co_await load(far ? MessageStore::Page::Around : MessageStore::Page::Newest, state->readSeq);
    jumpToUnread();
}

QCoro::Task<void> ConversationController::load(MessageStore::Page page, qint64 around)
{
    const RoomId room = m_room;
    const Result<void> loaded = co_await m_stores.messages.load(room, page, around);
    if (room != m_room)
        co_return;
    // Without a connection the line above says so, and what is missing comes with the next one.
    if (!loaded && loaded.error().code != ErrorCode::Unavailable)
        setError(loaded.error());
    m_timeline.sync();
    follow();
    Q_EMIT windowChanged();
}

void ConversationController::jumpToUnread()
{
    m_timeline.sync();
    const int row = m_timeline.indexOfSeq(m_timeline.unreadSeq());
    if (row >= 0)
        Q_EMIT jumpTo(row, 0);
}

QCoro::Task<void> ConversationController::fetchMembers(RoomId room)
{
    QList<protocol::Member> members;
    std::optional<QString> after;
    do {
        protocol::RoomGet::Params params;
        params.room = room;
        params.limit = membersPage;
        params.after = after;
        const auto page = co_await m_stores.connection.call<protocol::RoomGet>(std::move(params));
        if (!page)
            co_return;
        m_stores.rooms.apply(page->room);
        members.append(QList<protocol::Member>(page->members.begin(), page->members.end()));
        after = page->next;
    } while (after && members.size() < membersMost);
    m_stores.rooms.applyMembers(room, members);
}

QString ConversationController::roomId() const
{
    return m_room.isNull() ? QString() : m_room.toString();
}

QString ConversationController::title() const
{
    const RoomState* state = m_stores.rooms.find(m_room);
    return state ? roomTitle(state->room, m_stores.people) : QString();
}

QString ConversationController::kind() const
{
    const RoomState* state = m_stores.rooms.find(m_room);
    return state ? QString(protocol::toWord(state->room.kind)) : QString();
}

QString ConversationController::subtitle() const
{
    const RoomState* state = m_stores.rooms.find(m_room);
    return state && state->room.peer ? QString(QLatin1Char('@') % state->room.peer->handle) : QString();
}

int ConversationController::memberCount() const
{
    const RoomState* state = m_stores.rooms.find(m_room);
    return state ? int(state->room.memberCount) : 0;
}

int ConversationController::hueIndex() const
{
    const RoomState* state = m_stores.rooms.find(m_room);
    return state ? roomHue(state->room) : 0;
}

QString ConversationController::initial() const
{
    return initialOf(title());
}

QString ConversationController::typingText() const
{
    const QList<UserId> users = m_stores.typing.typing(m_room);
    const auto name = [&](qsizetype i) { return m_stores.people.nameOf(users.at(i)); };
    switch (users.size()) {
    case 0:
        return {};
    case 1:
        return tr("%1 is typing…").arg(name(0));
    case 2:
        return tr("%1 and %2 are typing…").arg(name(0), name(1));
    default:
        return tr("%n people are typing…", nullptr, int(users.size()));
    }
}

bool ConversationController::hasOlder() const
{
    return !m_room.isNull() && window()->hasOlder();
}

bool ConversationController::isOlderOutOfReach() const
{
    return !m_room.isNull() && m_stores.messages.isOutOfReach(m_room, MessageStore::Page::Older);
}

bool ConversationController::hasNewer() const
{
    return !m_room.isNull() && window()->hasNewer();
}

bool ConversationController::isLoading() const
{
    return m_stores.messages.isLoading(m_room, MessageStore::Page::Newest)
        || m_stores.messages.isLoading(m_room, MessageStore::Page::Around);
}

bool ConversationController::isLoadingOlder() const
{
    return m_stores.messages.isLoading(m_room, MessageStore::Page::Older);
}

bool ConversationController::isLoadingNewer() const
{
    return m_stores.messages.isLoading(m_room, MessageStore::Page::Newer);
}

int ConversationController::unreadBelow() const
{
    const RoomState* state = m_stores.rooms.find(m_room);
    return state ? int(state->unread) : 0;
}

void ConversationController::setViewAtEnd(bool atEnd)
{
    if (m_viewAtEnd == atEnd)
        return;
    m_viewAtEnd = atEnd;
    follow();
    Q_EMIT viewAtEndChanged();
}

void ConversationController::follow()
{
    if (!m_room.isNull())
        m_stores.messages.setFollowing(m_room, m_viewAtEnd && !hasNewer());
}

QString ConversationController::draft() const
{
    return m_stores.drafts.draft(m_room);
}

void ConversationController::setDraft(const QString& draft)
{
    if (!m_room.isNull())
        m_stores.drafts.setDraft(m_room, draft);
}

int ConversationController::textLimit() const
{
    return Limits().text;
}

QString ConversationController::error() const
{
    return m_error ? errorText(*m_error) : QString();
}

void ConversationController::loadOlder()
{
    if (hasOlder() && !isLoadingOlder())
        load(MessageStore::Page::Older, 0);
}

void ConversationController::loadNewer()
{
    if (hasNewer() && !isLoadingNewer())
        load(MessageStore::Page::Newer, 0);
}

void ConversationController::showLatest()
{
    if (m_room.isNull())
        return;
    m_jumps.forget();
    if (hasNewer())
        load(MessageStore::Page::Newest, 0);
    else if (m_timeline.count() > 0)
        Q_EMIT jumpTo(0, 0);
}

void ConversationController::showUnread()
{
    if (!m_room.isNull())
        openPage();
}

void ConversationController::jumpToMessage(qint64 seq, qint64 from)
{
    if (!m_room.isNull() && seq > 0)
        m_jumps.toMessage(seq, from);
}

void ConversationController::jumpToTime(qint64 sentAt, qint64 from)
{
    if (!m_room.isNull())
        m_jumps.toTime(sentAt, from);
}

void ConversationController::goBack()
{
    if (!m_room.isNull())
        m_jumps.back();
}

QString ConversationController::textOf(qint64 from, qint64 to) const
{
    return m_timeline.textOf(from, to);
}

void ConversationController::markRead(qint64 seq)
{
    if (!m_room.isNull())
        m_stores.readMarks.mark(m_room, seq);
}

void ConversationController::typing(bool on)
{
    m_typing.typing(m_room, on);
}

void ConversationController::leaveComposer()
{
    m_stores.drafts.flush();
    m_draftSync.flush();
}

void ConversationController::dismissError()
{
    setError({});
}

void ConversationController::setError(std::optional<Error> error)
{
    if (m_error == error)
        return;
    m_error = std::move(error);
    Q_EMIT errorChanged();
}

void ConversationController::retranslate()
{
    m_timeline.retranslate();
    m_emoji.retranslate();
    Q_EMIT typingTextChanged();
    Q_EMIT errorChanged();
}

} // namespace madang::client
