#pragma once

#include "server/domain/messagearchive.h"

#include <atomic>
#include <chrono>
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
    // How long each reading takes from now on; any number of them at the same time.
    void setDelay(std::chrono::milliseconds delay) { m_delayMs = delay.count(); }
    [[nodiscard]] int reads() const { return m_reads; }
    [[nodiscard]] int stores() const { return m_stores; }
    // In the order of their seq.
    [[nodiscard]] std::vector<server::Message> messages(RoomId room) const;
    [[nodiscard]] server::Head headOf(RoomId room) const;
    // As the expiry of old messages does.
    void forget(RoomId room, qint64 seq);
    // The client_id is that message's from now on, and of no other.
    void name(const QUuid& clientId, server::LogRecord record);
    // More records at once are `unavailable`, as what takes too long is; 0: any number will do.
    void setMost(size_t records) { m_most = records; }
    // Called inside store(): whether the database refuses the record for what it is.
    std::function<bool(const server::LogRecord&)> refuses;
    // Called inside store(), before and after; true there: answer `unavailable`.
    std::function<bool(bool stored)> onStore;

    QCoro::Task<Result<void>> store(std::vector<server::LogRecord> records) override;
    QCoro::Task<Result<std::optional<server::Head>>> head(RoomId room) override;
    QCoro::Task<Result<std::optional<server::ArchivedMessage>>> find(RoomId room, qint64 seq) override;
    QCoro::Task<Result<std::vector<std::optional<server::ArchivedMessage>>>> findByClientIds(
        std::vector<server::SentId> ids) override;
    QCoro::Task<Result<server::MessagePage>> page(RoomId room, server::PageQuery query) override;
    QCoro::Task<Result<server::ChangesPage>> changes(RoomId room, qint64 since, int limit) override;

private:
    struct Room {
        server::Head head;
        std::map<qint64, server::LogRecord> messages;
    };
    // Whether it is away, by the time that it answers.
    [[nodiscard]] QCoro::Task<bool> away();
    [[nodiscard]] std::optional<server::ArchivedMessage> named(const server::SentId& id) const;

    mutable std::mutex m_mutex;
    std::map<RoomId, Room> m_rooms;
    std::map<QUuid, server::LogRecord> m_named;
    std::atomic<bool> m_away = false;
    std::atomic<qint64> m_delayMs = 0;
    std::atomic<size_t> m_most = 0;
    std::atomic<int> m_reads = 0;
    std::atomic<int> m_stores = 0;
};

} // namespace madang::test
