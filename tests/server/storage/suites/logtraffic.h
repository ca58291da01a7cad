#pragma once

#include "tests/server/storage/suites/testexecutor.h"

#include "server/domain/messagelog.h"

#include <QtCore/QHash>
#include <atomic>
#include <mutex>
#include <vector>

namespace madang::server {

// People who talk while a test breaks things. Each sends one message after the other, and one that was not
// stored again under its client id, as clients do. Keeps what they were told, and holds it against what is
// there.
class LogTraffic {
public:
    LogTraffic(MessageLog& log, std::vector<RoomId> rooms, UserId sender)
        : m_log(log)
        , m_rooms(std::move(rooms))
        , m_sender(sender)
    {
    }
    void start(int people);
    // Waits until so many more are acknowledged; false after a minute.
    [[nodiscard]] bool goesOn(int more = 300);
    // Until nobody waits for an answer.
    void stop();
    // What is wrong: a hole, a message that was acknowledged and is not there or elsewhere, one that is there
    // twice, an answer that was no answer. Empty: nothing.
    [[nodiscard]] QString problems();
    [[nodiscard]] qint64 acknowledged() const noexcept { return m_count; }
    [[nodiscard]] qint64 refused() const noexcept { return m_refused; }

private:
    void send(LogEntry entry);
    void sendNext();
    void answered(LogEntry entry, const Result<LogReceipt>& receipt);

    MessageLog& m_log;
    const std::vector<RoomId> m_rooms;
    const UserId m_sender;
    std::atomic<qint64> m_count{0};
    std::atomic<qint64> m_refused{0};
    std::atomic<int> m_waiting{0};
    std::atomic<bool> m_stopping{false};
    std::mutex m_mutex;
    QHash<QUuid, std::pair<RoomId, qint64>> m_acknowledged;
    QString m_problem;
    size_t m_next = 0;
    TestExecutor m_executor;
};

} // namespace madang::server
