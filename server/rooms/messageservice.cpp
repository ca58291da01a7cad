#include "server/rooms/messageservice.h"

#include "server/rooms/ask.h"
#include "server/rooms/roomwire.h"
#include "shared/core/emoji.h"

#include <QCoroFuture>
#include <algorithm>
#include <map>

namespace madang::server {

namespace {

// How long somebody waits for texts that are on their way into the database, and how often it is looked.
constexpr qint64 kArrivalMs = 3'000;
constexpr qint64 kLookMs = 20;

Error noSuchMessage()
{
    return Error::notFound(QStringLiteral("There is no such message."));
}

std::optional<Error> badNumbers(qint64 seq, int limit, int most)
{
    if (seq < 1)
        return Error::invalid(
            QStringLiteral("seq"), QStringLiteral("`seq` is a message's number, 1 or more."));
    if (limit < 1 || limit > most)
        return Error::invalid(
            QStringLiteral("limit"), QStringLiteral("`limit` is a number from 1 to %1.").arg(most));
    return std::nullopt;
}

Error badPlace()
{
    return Error::invalid(
        QStringLiteral("after"), QStringLiteral("`after` is the `next` of the page before, or absent."));
}

// Where a page of pins ended: the last one's pinned_at and seq.
using Place = std::pair<qint64, qint64>;

Place placeOf(const Message& message)
{
    return {message.pinnedAt, message.seq};
}

QString written(Place place)
{
    return QStringLiteral("%1-%2").arg(place.first).arg(place.second);
}

std::optional<Place> placeIn(const QString& text)
{
    const qsizetype dash = text.indexOf(u'-');
    bool first = false;
    bool second = false;
    const Place place{QStringView(text).left(std::max<qsizetype>(dash, 0)).toLongLong(&first),
        QStringView(text).mid(dash + 1).toLongLong(&second)};
    return first && second && written(place) == text ? std::optional(place) : std::nullopt;
}

QFuture<Result<int>> later(Executor& loop, qint64 ms)
{
    Reply<int> reply;
    auto future = reply.future();
    loop.postAfter(ms, [reply = std::move(reply)]() mutable { reply.answer(0); });
    return future;
}

} // namespace

void MessageService::react(
    MessagePlace place, StreamId by, const QString& emoji, bool on, Executor& loop, RoomService::Sent done)
{
    auto form = oneEmoji(emoji);
    if (!form)
        return done(Error::invalid(QStringLiteral("emoji"), QStringLiteral("`emoji` is one emoji.")));
    ChangeRequest request{LogEntry::Kind::React, place.user, place.room, place.seq, std::move(*form), on};
    auto told = [&rooms = m_rooms, user = place.user, by, done = std::move(done)](
                    Result<LogReceipt> receipt) mutable {
        if (receipt && receipt->changed)
            rooms.tellMembers(receipt->message.room, user, ownReactionsEvent(receipt->message, user, by));
        done(std::move(receipt));
    };
    m_rooms.change(std::move(request), loop, std::move(told));
}

QCoro::Task<Result<LogReceipt>> MessageService::pin(MessagePlace place, bool on, Executor& loop)
{
    if (on) {
        // Looked at before and not by the log, which knows of no other message: of several who pin at the
        // very same time one may go past the bound, which does no harm.
        const auto pins = co_await pinned(place.user, place.room);
        if (!pins)
            co_return pins.error();
        const bool there = std::any_of(
            pins->begin(), pins->end(), [&](const Message& message) { return message.seq == place.seq; });
        if (!there && int(pins->size()) >= m_limits.pins)
            co_return Error::tooLarge(
                QStringLiteral("This room has as many pinned messages as it can; unpin one first."),
                m_limits.pins);
    }
    ChangeRequest request{LogEntry::Kind::Pin, place.user, place.room, place.seq, QString(), on};
    co_return co_await changed(std::move(request), loop);
}

QCoro::Task<Result<std::vector<Message>>> MessageService::pinned(UserId user, RoomId room)
{
    auto stored = co_await m_lookup.pinned(room, 2 * m_limits.pins);
    if (!stored)
        co_return std::move(stored).error();
    if (!*stored)
        co_return noSuchRoom();
    std::map<qint64, Message> bySeq;
    for (Message& message : (*stored)->messages) {
        const qint64 seq = message.seq;
        bySeq.emplace(seq, std::move(message));
    }
    // What the log knows and the database does not yet; and whether this is a room of theirs at all.
    for (qint64 since = (*stored)->head.rev;;) {
        auto changes = co_await m_rooms.changes(user, room, since, m_limits.pageChanges);
        if (!changes)
            co_return std::move(changes).error();
        if (changes->reset) {
            if (changes->page.head.rev <= since) // the database has heard of more than this server
                break;
            co_return Error::unavailable(QStringLiteral("Too much waits for the database; try again later."));
        }
        for (Message& message : changes->page.messages) {
            const qint64 seq = message.seq;
            if (message.pinnedAt != 0)
                bySeq.insert_or_assign(seq, std::move(message));
            else
                bySeq.erase(seq);
        }
        if (!changes->page.more)
            break;
        since = changes->page.rev;
    }
    std::vector<Message> pins;
    pins.reserve(bySeq.size());
    for (auto& [seq, message] : bySeq)
        pins.push_back(std::move(message));
    std::sort(
        pins.begin(), pins.end(), [](const Message& a, const Message& b) { return placeOf(a) > placeOf(b); });
    co_return pins;
}

QCoro::Task<Result<PinPage>> MessageService::pins(UserId user, RoomId room, QString after, int limit)
{
    if (auto bad = badNumbers(1, limit, m_limits.pageMessages))
        co_return std::move(*bad);
    const auto from = placeIn(after);
    if (!after.isEmpty() && !from)
        co_return badPlace();
    auto all = co_await pinned(user, room);
    if (!all)
        co_return std::move(all).error();
    PinPage page;
    for (Message& message : *all) {
        if (from && placeOf(message) >= *from)
            continue;
        if (int(page.messages.size()) == limit) {
            page.next = written(placeOf(page.messages.back()));
            break;
        }
        page.messages.push_back(std::move(message));
    }
    co_return page;
}

QCoro::Task<Result<Message>> MessageService::read(MessagePlace place)
{
    PageQuery query;
    query.from = PageQuery::From::After;
    query.seq = place.seq - 1;
    query.limit = 1;
    auto page = co_await m_rooms.history(place.user, place.room, query);
    if (!page)
        co_return std::move(page).error();
    if (page->messages.empty() || page->messages.front().seq != place.seq)
        co_return noSuchMessage();
    co_return std::move(page->messages.front());
}

QCoro::Task<Result<ReplacedPage>> MessageService::edits(
    MessagePlace place, QString after, int limit, Executor& loop)
{
    if (auto bad = badNumbers(place.seq, limit, m_limits.pageMessages))
        co_return std::move(*bad);
    bool number = false;
    const qint64 from = after.toLongLong(&number);
    if (!after.isEmpty() && (!number || QString::number(from) != after))
        co_return badPlace();
    const auto message = co_await read(place);
    if (!message)
        co_return message.error();
    ReplacedPage page;
    if (message->editedAt == 0 || message->deletedAt != 0)
        co_return page;
    for (qint64 waited = 0;; waited += kLookMs) {
        auto replaced = co_await m_lookup.replaced(place.room, place.seq, from, limit + 1);
        if (!replaced)
            co_return std::move(replaced).error();
        // The log may be ahead of the database, which has all of the texts once it has the message as it is.
        if (*replaced && (*replaced)->rev >= message->rev) {
            page.texts = std::move((*replaced)->texts);
            break;
        }
        if (waited >= kArrivalMs)
            co_return Error::unavailable(QStringLiteral("The earlier texts are not stored yet; try again."));
        co_await later(loop, kLookMs);
    }
    if (int(page.texts.size()) > limit) {
        page.texts.pop_back();
        page.next = QString::number(page.texts.back().rev);
    }
    // Removed while it was read, here or elsewhere; deleted, so that nothing of it may be told.
    const auto still = co_await read(place);
    if (!still)
        co_return still.error();
    if (still->deletedAt != 0)
        co_return ReplacedPage();
    co_return page;
}

QCoro::Task<Result<LogReceipt>> MessageService::forward(
    MessagePlace place, RoomId to, QUuid clientId, Executor& loop)
{
    if (auto bad = badNumbers(place.seq, 1, 1))
        co_return std::move(*bad);
    if (place.room.isNull() || to.isNull()) // ids that nobody has
        co_return noSuchRoom();
    SendRequest request;
    request.user = place.user;
    request.room = to;
    request.clientId = clientId;
    request.source = place.room;
    request.sourceSeq = place.seq;
    auto original = co_await read(place);
    if (original && (original->kind == MessageKind::System || original->deletedAt != 0))
        original = Error::invalid(QStringLiteral("seq"), QStringLiteral("This message cannot be forwarded."));
    if (!original) {
        if (original.error().code == ErrorCode::Unavailable)
            co_return std::move(original).error();
        // It may have been forwarded before, and only the answer was lost.
        request.onlyAgain = true;
        auto before = co_await sent(std::move(request), loop);
        if (!before && before.error().code == ErrorCode::NotFound)
            co_return std::move(original).error();
        co_return before;
    }
    request.text = original->text;
    request.forwarded = original->forwarded;
    if (request.forwarded.user.isNull()) {
        const auto author = co_await m_users.find(original->sender);
        if (!author)
            co_return author.error();
        request.forwarded.user = original->sender;
        request.forwarded.name = *author ? (*author)->name : QString();
    }
    co_return co_await sent(std::move(request), loop);
}

QCoro::Task<Result<LogReceipt>> MessageService::sent(SendRequest request, Executor& loop)
{
    Reply<LogReceipt> reply;
    auto receipt = reply.future();
    m_rooms.send(std::move(request), loop,
        [reply = std::move(reply)](Result<LogReceipt> what) mutable { reply.answer(std::move(what)); });
    co_return co_await receipt;
}

QCoro::Task<Result<LogReceipt>> MessageService::changed(ChangeRequest request, Executor& loop)
{
    Reply<LogReceipt> reply;
    auto receipt = reply.future();
    m_rooms.change(std::move(request), loop,
        [reply = std::move(reply)](Result<LogReceipt> what) mutable { reply.answer(std::move(what)); });
    co_return co_await receipt;
}

} // namespace madang::server
