#include "server/sessions/handlers/handlers.h"

#include "server/rooms/roomwire.h"
#include "server/sessions/dispatcher.h"
#include "server/sessions/sessionloop.h"
#include "shared/protocol/authmethods.h"

namespace madang::server {

namespace {

Device fromWire(const protocol::Device& device)
{
    switch (device.kind) {
    case protocol::DeviceKind::Desktop:
        return {device.name, DeviceKind::Desktop};
    case protocol::DeviceKind::Mobile:
        return {device.name, DeviceKind::Mobile};
    case protocol::DeviceKind::Other:
        break;
    }
    return {device.name, DeviceKind::Other};
}

protocol::Tokens toWire(const IssuedTokens& tokens)
{
    return {tokens.session, tokens.accessToken, tokens.accessExpiresAt, tokens.refreshToken,
        tokens.refreshExpiresAt};
}

// Takes a token of the address's bucket, or answers the call.
bool limited(Call& call, RateBucket AddressRates::*bucket)
{
    AddressRates* rates = call.connection().addressRates();
    const qint64 waitMs = rates ? (rates->*bucket).take(call.loop().nowMs()) : 0;
    if (waitMs > 0)
        call.fail(Error::rateLimited(waitMs));
    return waitMs > 0;
}

bool beginLogin(Call& call)
{
    if (call.connection().beginLogin())
        return true;
    call.fail(Error::conflict(QStringLiteral("This connection is signed in already. Use another one.")));
    return false;
}

QCoro::Task<> finishLogin(Call call, QCoro::Task<Result<Login>> proving)
{
    const auto connection = call.sharedConnection();
    SessionLoop& loop = call.loop();
    auto login = co_await proving;
    if (!login) {
        connection->abandonLogin();
        co_return call.fail(login.error());
    }
    if (connection->isClosed()) {
        // Nobody will ever hold these tokens.
        co_await loop.services().accounts.logout(login->user.id, login->session.id);
        co_return;
    }
    auto stream = loop.begin(*connection, login->user.id, login->session.id);
    if (!stream)
        co_return call.fail(stream.error());
    call.answer(protocol::encode(protocol::LoginResult{toWire(login->user), toWire(login->tokens), *stream}));
    connection->release();
}

QCoro::Task<> resume(Call call, protocol::AuthResume::Params params)
{
    const auto connection = call.sharedConnection();
    SessionLoop& loop = call.loop();
    auto proved = loop.services().accounts.resume(params.accessToken);
    if (!proved) {
        connection->abandonLogin();
        co_return call.fail(proved.error());
    }
    auto user = co_await loop.services().people.me(proved->user);
    if (!user) {
        connection->abandonLogin();
        co_return call.fail(user.error());
    }
    if (connection->isClosed())
        co_return;
    auto stream = loop.begin(*connection, proved->user, proved->session);
    if (!stream)
        co_return call.fail(stream.error());
    SessionLoop::Resumption outcome{*stream, false, {}};
    if (params.stream)
        outcome = co_await loop.resume(connection, *params.stream);
    call.answer(protocol::encode(
        protocol::AuthResume::Result{toWire(*user), proved->session, outcome.mark, outcome.resumed}));
    connection->release(outcome.missed);
    loop.services().accounts.touch(proved->session, connection->address());
}

} // namespace

void addAuthHandlers(Dispatcher& dispatcher)
{
    dispatcher.onDirect<protocol::AuthRegister>([](Call call, protocol::AuthRegister::Params params) {
        if (limited(call, &AddressRates::logins) || !beginLogin(call))
            return;
        auto proving = call.loop().services().accounts.registerAccount(std::move(params.handle),
            std::move(params.password), std::move(params.name), fromWire(params.device),
            call.connection().address());
        finishLogin(std::move(call), std::move(proving));
    });
    dispatcher.onDirect<protocol::AuthLogin>([](Call call, protocol::AuthLogin::Params params) {
        if (limited(call, &AddressRates::logins) || !beginLogin(call))
            return;
        auto proving = call.loop().services().accounts.login(std::move(params.handle),
            std::move(params.password), fromWire(params.device), call.connection().address());
        finishLogin(std::move(call), std::move(proving));
    });
    dispatcher.onDirect<protocol::AuthResume>([](Call call, protocol::AuthResume::Params params) {
        if (limited(call, &AddressRates::resumes) || !beginLogin(call))
            return;
        resume(std::move(call), std::move(params));
    });
    dispatcher.on<protocol::AuthRefresh>(
        [](Call& call,
            protocol::AuthRefresh::Params params) -> QCoro::Task<Result<protocol::AuthRefresh::Result>> {
            AddressRates* rates = call.connection().addressRates();
            if (const qint64 waitMs = rates ? rates->resumes.take(call.loop().nowMs()) : 0; waitMs > 0)
                co_return Error::rateLimited(waitMs);
            auto login = co_await call.loop().services().accounts.refresh(
                std::move(params.refreshToken), call.connection().address());
            if (!login)
                co_return std::move(login).error();
            co_return protocol::AuthRefresh::Result{toWire(login->user), toWire(login->tokens)};
        });
    dispatcher.onDirect<protocol::StreamAck>([](Call call, protocol::StreamAck::Params params) {
        Stream* stream = call.connection().stream();
        if (stream && !stream->acknowledge(params.received))
            return call.fail(Error::invalid(
                QStringLiteral("received"), QStringLiteral("The server has not sent so many events.")));
        call.answer(QByteArrayLiteral("{}"));
    });
}

} // namespace madang::server
