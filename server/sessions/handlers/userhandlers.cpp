#include "server/sessions/handlers/handlers.h"

#include "server/rooms/roomwire.h"
#include "server/sessions/dispatcher.h"
#include "server/sessions/sessionloop.h"
#include "shared/protocol/usermethods.h"

namespace madang::server {

namespace {

constexpr int kUsersPage = 20;

Result<protocol::UserResult> wire(Result<User> user)
{
    if (!user)
        return std::move(user).error();
    return protocol::UserResult{toWire(*user)};
}

} // namespace

void addUserHandlers(Dispatcher& dispatcher)
{
    dispatcher.on<protocol::UserMe>(
        [](Call& call, protocol::Empty) -> QCoro::Task<Result<protocol::UserResult>> {
            co_return wire(co_await call.loop().services().people.me(call.user()));
        });
    dispatcher.on<protocol::UserGet>(
        [](Call& call, protocol::UserGet::Params params) -> QCoro::Task<Result<protocol::UserResult>> {
            co_return wire(co_await call.loop().services().people.get(params.user));
        });
    dispatcher.on<protocol::UserSearch>(
        [](Call& call,
            protocol::UserSearch::Params params) -> QCoro::Task<Result<protocol::UserSearch::Result>> {
            auto page = co_await call.loop().services().people.search(
                std::move(params.query), params.after.value_or(QString()), params.limit.value_or(kUsersPage));
            if (!page)
                co_return std::move(page).error();
            protocol::UserSearch::Result result;
            result.users.reserve(page->users.size());
            for (const User& user : page->users)
                result.users.push_back(toWire(user));
            if (!page->next.isEmpty())
                result.next = page->next;
            co_return result;
        });
}

} // namespace madang::server
