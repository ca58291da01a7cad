#include "server/sessions/handlers/handlers.h"

#include "server/rooms/roomwire.h"
#include "server/sessions/dispatcher.h"
#include "server/sessions/sessionloop.h"
#include "shared/protocol/roommethods.h"

#include <QCoroFuture>

namespace madang::server {

namespace {

constexpr int kRoomsPage = 50;
constexpr int kMembersPage = 100;

QCoro::Task<Result<protocol::RoomResult>> createRoom(Call& call, protocol::RoomCreate::Params params)
{
    if (const qint64 waitMs = call.connection().identity()->rates->rooms.take(call.loop().nowMs());
        waitMs > 0)
        co_return Error::rateLimited(waitMs);
    RoomService& rooms = call.loop().services().rooms;
    Result<RoomRow> row = Error::internal({});
    if (params.kind == protocol::RoomKind::Direct) {
        row = co_await rooms.createDirect(call.user(), *params.user);
    } else {
        GroupRequest request;
        request.user = call.user();
        request.title = std::move(*params.title);
        request.topic = params.topic.value_or(QString());
        request.access = params.access == protocol::RoomAccess::Open ? RoomAccess::Open : RoomAccess::Invite;
        request.capacity = params.capacity.value_or(0);
        request.members = std::move(*params.members);
        request.clientId = params.clientId.value_or(QUuid());
        row = co_await rooms.createGroup(std::move(request));
    }
    if (!row)
        co_return std::move(row).error();
    co_return protocol::RoomResult{toWire(*row)};
}

QCoro::Task<Result<protocol::RoomList::Result>> listRooms(Call& call, const QString& after, int limit)
{
    auto page = co_await call.loop().services().rooms.list(call.user(), after, limit);
    if (!page)
        co_return std::move(page).error();
    protocol::RoomList::Result result;
    result.rooms.reserve(page->rows.size());
    for (const RoomRow& row : page->rows)
        result.rooms.push_back(toWire(row));
    if (!page->next.isEmpty())
        result.next = page->next;
    co_return result;
}

QCoro::Task<Result<protocol::RoomGet::Result>> getRoom(Call& call, protocol::RoomGet::Params params)
{
    auto view = co_await call.loop().services().rooms.view(
        call.user(), params.room, params.after.value_or(QString()), params.limit.value_or(kMembersPage));
    if (!view)
        co_return std::move(view).error();
    protocol::RoomGet::Result result;
    result.room = toWire(view->row);
    result.members.reserve(view->members.members.size());
    for (const MemberRow& member : view->members.members)
        result.members.push_back(toWire(member));
    if (!view->members.next.isEmpty())
        result.next = view->members.next;
    co_return result;
}

} // namespace

void addRoomHandlers(Dispatcher& dispatcher)
{
    dispatcher.on<protocol::RoomCreate>(createRoom);
    dispatcher.on<protocol::RoomList>([](Call& call, protocol::RoomList::Params params) {
        return fittingPage<protocol::RoomList::Result>(params.limit.value_or(kRoomsPage),
            call.loop().limits().serverFrame, [&call, after = params.after.value_or(QString())](int limit) {
                return listRooms(call, after, limit);
            });
    });
    dispatcher.on<protocol::RoomGet>(getRoom);
    dispatcher.on<protocol::RoomLeave>(
        [](Call& call, protocol::RoomLeave::Params params) -> QCoro::Task<Result<protocol::Empty>> {
            co_return empty(co_await call.loop().services().rooms.leave(call.user(), params.room));
        });
    dispatcher.on<protocol::RoomSetExpiry>(
        [](Call& call, protocol::RoomSetExpiry::Params params) -> QCoro::Task<Result<protocol::RoomResult>> {
            auto row
                = co_await call.loop().services().rooms.setExpiry(call.user(), params.room, params.afterMs);
            if (!row)
                co_return std::move(row).error();
            co_return protocol::RoomResult{toWire(*row)};
        });
    dispatcher.on<protocol::RoomRead>(
        [](Call& call, protocol::RoomRead::Params params) -> QCoro::Task<Result<protocol::RoomRead::Result>> {
            auto mark = co_await call.loop().services().rooms.read(call.user(), params.room, params.seq);
            if (!mark)
                co_return std::move(mark).error();
            co_return protocol::RoomRead::Result{mark->seq, mark->unread};
        });
    dispatcher.on<protocol::RoomTyping>(
        [](Call& call, protocol::RoomTyping::Params params) -> QCoro::Task<Result<protocol::Empty>> {
            co_return empty(co_await call.loop().typing().set(call.user(), params.room, params.on));
        });
}

} // namespace madang::server
