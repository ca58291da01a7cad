#include "tests/server/storage/suites/logtraffic.h"

#include "tests/server/storage/suites/logsuite.h"

#include <chrono>
#include <thread>

namespace madang::server {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::minutes patience{1};

} // namespace

void LogTraffic::start(int people)
{
    m_executor.post([this, people] {
        for (int i = 0; i < people; ++i) {
            sendNext();
        }
    });
}

void LogTraffic::sendNext()
{
    ++m_waiting;
    LogEntry entry = sending(m_rooms[m_next % m_rooms.size()], m_sender, QString::number(m_next));
    ++m_next;
    entry.clientId = QUuid::createUuid();
    send(std::move(entry));
}

void LogTraffic::send(LogEntry entry)
{
    LogEntry own = entry;
    m_log.append(std::move(own), m_executor,
        [this, entry = std::move(entry)](const Result<LogReceipt>& receipt) { answered(entry, receipt); });
}

void LogTraffic::answered(LogEntry entry, const Result<LogReceipt>& receipt)
{
    if (receipt) {
        const std::lock_guard lock(m_mutex);
        if (receipt->message.clientId != entry.clientId || m_acknowledged.contains(entry.clientId)) {
            m_problem = QStringLiteral("a wrong answer");
        }
        m_acknowledged.insert(entry.clientId, {entry.room, receipt->message.seq});
        ++m_count;
    } else if (receipt.error().code == ErrorCode::Unavailable) {
        ++m_refused;
        // All of them wait together, on the one thread that they have.
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        send(std::move(entry));
        return;
    } else {
        const std::lock_guard lock(m_mutex);
        m_problem
            = QStringLiteral("answered %1 %2").arg(int(receipt.error().code)).arg(receipt.error().message);
    }
    if (!m_stopping) {
        sendNext();
    }
    --m_waiting;
}

bool LogTraffic::goesOn(int more)
{
    const qint64 until = m_count + more;
    for (const auto end = Clock::now() + patience; m_count < until;) {
        if (Clock::now() > end) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

void LogTraffic::stop()
{
    m_stopping = true;
    while (m_waiting > 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

QString LogTraffic::problems()
{
    if (!m_problem.isEmpty()) {
        return m_problem;
    }
    QHash<QUuid, std::pair<RoomId, qint64>> there;
    for (const RoomId room : m_rooms) {
        qint64 last = 0;
        for (bool more = true; more;) {
            const auto page = await(m_log.page(room, {PageQuery::From::After, last, 1'000}));
            if (!page) {
                return page.error().message;
            }
            for (const Message& message : page->messages) {
                if (message.seq != ++last) {
                    return QStringLiteral("a hole at %1").arg(last);
                }
                if (there.contains(message.clientId)) {
                    return QStringLiteral("doubled");
                }
                there.insert(message.clientId, {room, message.seq});
            }
            if (!page->hasAfter && page->head != Head{last, last}) {
                return QStringLiteral("the head is %1, the last message %2").arg(page->head.seq).arg(last);
            }
            more = page->hasAfter;
        }
    }
    for (auto it = m_acknowledged.cbegin(); it != m_acknowledged.cend(); ++it) {
        if (there.value(it.key()) != *it) {
            return QStringLiteral("acknowledged as %1, and there as %2")
                .arg(it->second)
                .arg(there.value(it.key()).second);
        }
    }
    // Everybody sent on until they had an answer: nothing is there that nobody was told of.
    return there.size() == m_acknowledged.size() ? QString() : QStringLiteral("more is there than was sent");
}

} // namespace madang::server
