#include "server/storage/walcheckpointer.h"

#include "server/storage/databasethread.h"

#include <chrono>

namespace madang::server {

namespace {

constexpr std::chrono::milliseconds period{500};

} // namespace

Result<std::unique_ptr<WalCheckpointer>> WalCheckpointer::start(const Database& database)
{
    std::unique_ptr<WalCheckpointer> checkpointer(new WalCheckpointer);
    auto thread = startDatabaseThread(database, ConnectionRole::Writer, "storage-wal", {},
        [self = checkpointer.get()](Link& link) { self->serve(link); });
    if (!thread) {
        return std::move(thread).error();
    }
    checkpointer->m_thread = std::move(thread).value();
    return checkpointer;
}

WalCheckpointer::~WalCheckpointer()
{
    close();
}

void WalCheckpointer::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void WalCheckpointer::serve(Link& link)
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, period, [this] { return m_closing; })) {
        lock.unlock();
        (void)Statement(link.connection(), QLatin1String("wal.pass")).run();
        lock.lock();
    }
}

} // namespace madang::server
