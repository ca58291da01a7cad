#include "server/sessions/handlers/handlers.h"

#include "server/sessions/dispatcher.h"
#include "server/sessions/sessionloop.h"
#include "server/sessions/sessionwire.h"
#include "shared/protocol/authmethods.h"

namespace madang::server {

void addSessionHandlers(Dispatcher& dispatcher)
{
    using EmptyTask = QCoro::Task<Result<protocol::Empty>>;

    dispatcher.on<protocol::AuthLogout>([](Call& call, protocol::Empty) -> EmptyTask {
        call.connection().expectEnd();
        co_return empty(co_await call.loop().services().accounts.logout(call.user(), call.session()));
    });
    dispatcher.on<protocol::AuthSessions>(
        [](Call& call, protocol::Empty) -> QCoro::Task<Result<protocol::AuthSessions::Result>> {
            auto sessions = co_await call.loop().services().accounts.sessions(call.user());
            if (!sessions)
                co_return std::move(sessions).error();
            protocol::AuthSessions::Result result;
            result.sessions.reserve(sessions->size());
            for (const Session& session : *sessions) {
                result.sessions.push_back({session.id, toWire(session.device), session.createdAt,
                    session.seenAt, session.address, session.id == call.session()});
            }
            co_return result;
        });
    dispatcher.on<protocol::AuthRevoke>([](Call& call, protocol::AuthRevoke::Params params) -> EmptyTask {
        if (params.session == call.session())
            call.connection().expectEnd();
        co_return empty(co_await call.loop().services().accounts.revoke(call.user(), params.session));
    });
    dispatcher.on<protocol::AuthChangePassword>(
        [](Call& call, protocol::AuthChangePassword::Params params) -> EmptyTask {
            co_return empty(co_await call.loop().services().accounts.changePassword(
                call.user(), call.session(), std::move(params.oldPassword), std::move(params.newPassword)));
        });
    dispatcher.on<protocol::AuthDeleteAccount>(
        [](Call& call, protocol::AuthDeleteAccount::Params params) -> EmptyTask {
            const SessionServices& services = call.loop().services();
            auto proved = co_await services.accounts.checkPassword(call.user(), params.password);
            if (!proved)
                co_return std::move(proved).error();
            auto left = co_await services.rooms.leaveAll(call.user());
            if (!left)
                co_return std::move(left).error();
            call.connection().expectEnd();
            auto deleted = co_await services.accounts.deleteAccount(call.user(), std::move(params.password));
            if (deleted)
                services.people.forget(call.user());
            co_return empty(std::move(deleted));
        });
}

} // namespace madang::server
