#pragma once

#include "server/rooms/roomactor.h"
#include "shared/core/clock.h"
#include "shared/core/executor.h"
#include "shared/core/uniquefunction.h"

#include <coroutine>
#include <functional>
#include <memory>
#include <optional>

namespace madang::server {

using RoomPtr = std::shared_ptr<RoomActor>;

// The rooms of one loop that are in use: reads them when they are asked for, reads them again when they
// changed elsewhere, and lets them go when they are idle. Everything on the loop's thread.
class RoomTable {
public:
    using Ready = UniqueFunction<void(Result<RoomPtr>)>;
    // A room that was read again because changes of who is in it may have gone unheard: with who was in it.
    using Audit = std::function<void(RoomPtr room, std::vector<UserId> before)>;

    RoomTable(Executor& loop, RoomRepository& rooms, const Clock& clock);
    RoomTable(const RoomTable&) = delete;
    RoomTable& operator=(const RoomTable&) = delete;
    void setAudit(Audit audit) { m_audit = std::move(audit); }
    // Hears whenever who is in a room may be another than before, before anybody is told of it.
    using Watch = std::function<void(RoomId)>;
    void setWatch(Watch watch) { m_watch = std::move(watch); }
    // This server changed who is in the room.
    void changed(RoomId id)
    {
        if (m_watch)
            m_watch(id);
    }

    // Calls back at once where the room is at hand, else in the order of asking when it was read. notFound:
    // no such room. unavailable.
    void with(RoomId id, Ready ready);
    // The same, where the room was just heard of: one that has to be read first is told from `before` on.
    void withHeard(RoomId id, Head before, Ready ready);
    // co_await: Result<RoomPtr>.
    struct Loaded;
    [[nodiscard]] Loaded loaded(RoomId id);
    // The room, where the person is in it; notFound otherwise.
    QCoro::Task<Result<RoomPtr>> entered(UserId user, RoomId id);
    // It is not idle.
    void use(RoomActor& room) const { room.usedAtMs = m_clock.steadyMs(); }
    // The room if it is in memory, however old.
    [[nodiscard]] RoomPtr peek(RoomId id) const;

    // Whether something may be decided by the room in memory.
    [[nodiscard]] bool isFresh(RoomId id) const;
    // Who is in it has changed elsewhere: nothing is decided by what is here until it was read again.
    void outdate(RoomId id);
    // The same, and whoever joined or left unheard is told as soon as the room could be read.
    void doubt(RoomId id);
    // As doubt() for all.
    void distrust();
    // The same, after the log has lost what it had: no head that is known here counts any more.
    void startOver();

private:
    struct Entry {
        RoomPtr room; // null until it was read for the first time
        bool loading = false;
        bool outdated = false;
        bool audited = false; // audit it when it was read
        bool lost = false; // it starts over when it was read
        std::optional<Head> heardFrom;
        std::vector<Ready> waiting;

        // Whether something may be decided by what is here.
        [[nodiscard]] bool isFresh() const { return room && !outdated && !loading; }
    };

    void start(RoomId id, Entry& entry);
    QCoro::Task<> load(RoomId id, int reads);
    void finish(RoomId id, Result<std::optional<RoomState>> state);
    QCoro::Task<> reloadAll(std::vector<RoomId> ids);
    void sweep();

    Executor& m_loop;
    RoomRepository& m_repository;
    const Clock& m_clock;
    Audit m_audit;
    Watch m_watch;
    std::unordered_map<RoomId, Entry> m_rooms;
};

// Waits for a room inside a coroutine.
struct RoomTable::Loaded {
    RoomTable& table;
    RoomId id;
    std::optional<Result<RoomPtr>> result;

    bool await_ready();
    void await_suspend(std::coroutine_handle<> waiter);
    Result<RoomPtr> await_resume() { return std::move(*result); }
};

// One answer for rooms that do not exist and rooms that are not yours: neither may be told from the other.
[[nodiscard]] Error noSuchRoom();

} // namespace madang::server
