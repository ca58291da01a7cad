#include "server/sessions/handlers/handlers.h"

#include "server/presence/presenceservice.h"
#include "server/presence/presencewire.h"
#include "server/sessions/dispatcher.h"
#include "server/sessions/sessionloop.h"

#include <QCoroFuture>

namespace madang::server {

namespace {

PresenceState fromWire(protocol::OwnPresence state) noexcept
{
    switch (state) {
    case protocol::OwnPresence::Away:
        return PresenceState::Away;
    case protocol::OwnPresence::Invisible:
        return PresenceState::Invisible;
    case protocol::OwnPresence::Online:
        break;
    }
    return PresenceState::Online;
}

PresenceService& presenceOf(const Call& call)
{
    return call.loop().services().presence;
}

} // namespace

void addPresenceHandlers(Dispatcher& dispatcher)
{
    dispatcher.on<protocol::PresenceSet>([](Call& call, protocol::PresenceSet::Params params)
                                             -> QCoro::Task<Result<protocol::PresenceSet::Result>> {
        auto state = co_await presenceOf(call).set(call.connection().attendance(), fromWire(params.state));
        if (!state)
            co_return std::move(state).error();
        co_return protocol::PresenceSet::Result{toWire(*state)};
    });
    dispatcher.on<protocol::PresenceGet>(
        [](Call& call,
            protocol::PresenceGet::Params params) -> QCoro::Task<Result<protocol::PresenceGet::Result>> {
            auto people = co_await presenceOf(call).get(call.user(), std::move(params.users));
            if (!people)
                co_return std::move(people).error();
            protocol::PresenceGet::Result result;
            result.states.reserve(people->size());
            for (const PersonState& person : *people)
                result.states.push_back(toWire(person.user, person.state, person.seenAt));
            co_return result;
        });
    dispatcher.on<protocol::RoomEnter>(
        [](Call& call, protocol::RoomEnter::Params params) -> QCoro::Task<Result<protocol::Empty>> {
            co_return empty(
                co_await presenceOf(call).enter(call.connection().attendance(), call.user(), params.room));
        });
    dispatcher.on<protocol::RoomExit>(
        [](Call& call, protocol::RoomExit::Params params) -> QCoro::Task<Result<protocol::Empty>> {
            co_return empty(
                co_await presenceOf(call).exit(call.connection().attendance(), call.user(), params.room));
        });
    dispatcher.on<protocol::RoomViewers>(
        [](Call& call,
            protocol::RoomViewers::Params params) -> QCoro::Task<Result<protocol::RoomViewers::Result>> {
            auto viewers = co_await presenceOf(call).viewers(call.user(), params.room);
            if (!viewers)
                co_return std::move(viewers).error();
            co_return protocol::RoomViewers::Result{std::move(viewers->users), viewers->count};
        });
}

} // namespace madang::server
