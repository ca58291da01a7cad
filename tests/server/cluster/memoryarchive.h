#pragma once

#include "server/domain/messagearchive.h"

#include <atomic>
#include <map>
#include <mutex>

namespace madang::test {

// The database's side of a log, in memory, which can be away. From any thread.
class MemoryArchive final : public server::MessageArchive {
public:
    // The room is there from now on.
    void add(RoomId room, server::Head head = {});
    // While it is away everything is `unavailable`.
    void setAway(bool away) { m_away = away; }
    [[nodiscard]] int reads() const { return m_reads; }
    [[nodiscard]] int stores() const { return m_stores; }
    // In the order of their seq.
    [[nodiscard]] std::vector<server::Message> messages(RoomId room) const;
    [[nodiscard]] server::Head headOf(RoomId room) const;
    // As the expiry of old messages does.
    void forget(RoomId room, qint64 seq);
    // Called inside store(), before and after; true there: answer `unavailable`.
    std::function<bool(bool stored)> onStore;

    QCoro::Task<Result<void>> store(std::vector<server::LogRecord> records) override;
    QCoro::Task<Result<std::optional<server::Head>>> head(RoomId room) override;
    QCoro::Task<Result<std::optional<server::ArchivedMessage>>> find(RoomId room, qint64 seq) override;
    QCoro::Task<Result<std::optional<server::ArchivedMessage>>> findByClientId(
        UserId sender, QUuid clientId) override;
    QCoro::Task<Result<server::MessagePage>> page(RoomId room, server::PageQuery query) override;
    QCoro::Task<Result<server::ChangesPage>> changes(RoomId room, qint64 since, int limit) override;

private:
    struct Room {
        server::Head head;
        std::map<qint64, server::LogRecord> messages;
    };
    [[nodiscard]] bool away();

    mutable std::mutex m_mutex;
    std::map<RoomId, Room> m_rooms;
    std::atomic<bool> m_away = false;
    std::atomic<int> m_reads = 0;
    std::atomic<int> m_stores = 0;
};

} // namespace madang::test
