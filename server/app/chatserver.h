#pragma once

#include "server/app/group.h"
#include "server/auth/accountservice.h"
#include "server/auth/passwordhasher.h"
#include "server/rooms/expiryworker.h"
#include "server/rooms/indexworker.h"
#include "server/storage/databaseaddress.h"
#include "shared/core/limits.h"

#include <QCoroTask>
#include <functional>
#include <memory>
#include <optional>

namespace madang::server {

class LoopGroup;
class ServerWatch;
class SessionLoop;

// The whole server but its door: storage, services, rooms and sessions on their loops. The application gives
// it the connections that come in by the network; tests give it peers in memory. On the main thread.
class ChatServer {
public:
    struct Options {
        DatabaseAddress database;
        std::optional<Group::Options> group; // beside other servers
        // This server cannot go on: another one has its database. On any thread; one line for a person.
        std::function<void(const QString&)> failed;
        int loops = 0; // 0: one per core
        QString name;
        AuthSettings auth;
        PasswordHasherSettings hashing;
        Limits limits;
        ExpiryWorker::Settings expiry;
        IndexWorker::Settings indexing;
        bool watched = false; // whether it looks after itself, for watch()
    };

    explicit ChatServer(Options options);
    ~ChatServer();
    ChatServer(const ChatServer&) = delete;
    ChatServer& operator=(const ChatServer&) = delete;

    // Opens the database and starts the loops. The error is one line for a person.
    [[nodiscard]] Result<void> start();
    [[nodiscard]] LoopGroup& loops() noexcept;
    // Where the n-th loop's connections go; SessionLoop::accept() on that loop's thread.
    [[nodiscard]] SessionLoop& sessions(int loop) noexcept;

    // How the server is. Null unless Options::watched.
    [[nodiscard]] const ServerWatch* watch() const noexcept;

    // Takes no new request, answers and commits those under way, tells clients when to come back, and closes
    // their connections. After that nothing is left to do but to destroy the server.
    QCoro::Task<> drain(qint64 retryAfterMs);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace madang::server
