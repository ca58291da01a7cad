#include "server/sessions/handlers/handlers.h"

#include "server/sessions/dispatcher.h"
#include "server/sessions/sessionloop.h"

namespace madang::server {

void addServerHandlers(Dispatcher& dispatcher)
{
    dispatcher.onDirect<protocol::ServerInfo>([](Call call, protocol::Empty) {
        const SessionServices& services = call.loop().services();
        protocol::ServerInfo::Result info;
        info.name = services.serverName;
        info.version = QStringLiteral(MADANG_VERSION);
        info.nowAt = services.clock.nowMs();
        info.limits = protocol::LimitsInfo::from(services.limits);
        info.registration = services.accounts.settings().registrationOpen ? protocol::Registration::Open
                                                                          : protocol::Registration::Closed;
        call.answer(protocol::encode(info));
    });
    dispatcher.onDirect<protocol::ServerKeys>(
        [](Call call, protocol::Empty) { call.answer(protocol::encode(call.loop().services().keys)); });
    dispatcher.onDirect<protocol::RpcDiscover>(
        [](Call call, protocol::Empty) { call.answer(call.loop().services().openRpc); });
}

} // namespace madang::server
