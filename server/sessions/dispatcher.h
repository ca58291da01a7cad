#pragma once

#include "server/sessions/clientconnection.h"
#include "shared/protocol/method.h"
#include "shared/protocol/shapes.h"

#include <QCoroTask>
#include <QtCore/QHash>
#include <functional>

namespace madang::server {

// A request under way. It is answered exactly once: one that is dropped unanswered tells the client to send
// it again. A notification is carried out and not answered. On its connection's loop only.
class Call {
public:
    Call(std::shared_ptr<ClientConnection> connection, protocol::RequestId id);
    ~Call();
    Call(Call&& other) noexcept;
    Call& operator=(Call&&) = delete;

    [[nodiscard]] ClientConnection& connection() const noexcept { return *m_connection; }
    [[nodiscard]] std::shared_ptr<ClientConnection> sharedConnection() const noexcept { return m_connection; }
    [[nodiscard]] SessionLoop& loop() const noexcept { return m_connection->loop(); }
    // Of methods that need a login.
    [[nodiscard]] UserId user() const noexcept { return m_user; }
    [[nodiscard]] SessionId session() const noexcept { return m_session; }

    void answer(const QByteArray& result);
    void fail(const Error& error);

private:
    void end();

    std::shared_ptr<ClientConnection> m_connection; // null once answered
    protocol::RequestId m_id;
    UserId m_user;
    SessionId m_session;
};

// The table of methods: who may call, and what serves it. Filled once, then read by every loop.
class Dispatcher {
public:
    // The handler: QCoro::Task<Result<M::Result>>(Call&, M::Params). The call lives until the task is done.
    template <protocol::Method M, class Handler> void on(Handler handler)
    {
        onDirect<M>([handler = std::move(handler)](Call call, typename M::Params params) {
            run<M>(handler, std::move(call), std::move(params));
        });
    }
    // The handler: void(Call, M::Params), which answers the call itself. For hot paths.
    template <protocol::Method M, class Handler> void onDirect(Handler handler)
    {
        add(M::method, M::needsLogin, [handler = std::move(handler)](Call call, const protocol::Body& body) {
            auto params = protocol::decode<typename M::Params>(body);
            if (!params)
                return call.fail(params.error());
            handler(std::move(call), std::move(params).value());
        });
    }

    void dispatch(std::shared_ptr<ClientConnection> connection, protocol::Request request) const;
    // For the test that no method of the protocol was left out.
    [[nodiscard]] QList<QString> methods() const { return m_methods.keys(); }

private:
    using Serve = std::function<void(Call, const protocol::Body&)>;
    struct Entry {
        bool needsLogin = true;
        Serve serve;
    };
    void add(QLatin1String method, bool needsLogin, Serve serve);

    template <protocol::Method M, class Handler>
    static QCoro::Task<> run(const Handler& handler, Call call, typename M::Params params)
    {
        Result<typename M::Result> result = co_await handler(call, std::move(params));
        if (!result)
            call.fail(result.error());
        else
            call.answer(protocol::encode(*result));
    }

    QHash<QString, Entry> m_methods;
};

// What a service answered without a value, for the wire.
[[nodiscard]] inline Result<protocol::Empty> empty(Result<void> result)
{
    if (!result)
        return std::move(result).error();
    return protocol::Empty{};
}

// A page that is as long as a frame of the server may be: `fetch` is asked with ever smaller limits until
// what it gives fits, which happens at once for all but pages of the very longest messages.
template <class T, class Fetch> QCoro::Task<Result<T>> fittingPage(int limit, int maxBytes, Fetch fetch)
{
    for (;; limit /= 2) {
        Result<T> page = co_await fetch(limit);
        if (!page || limit <= 1 || protocol::encode(*page).size() <= maxBytes - 256)
            co_return page;
    }
}

} // namespace madang::server
