#include "server/storage/databasethread.h"

#include <future>

#ifdef Q_OS_LINUX
#include <pthread.h>
#endif

namespace madang::server {

Result<std::thread> startDatabaseThread(
    const Database& database, ConnectionRole role, const char* name, std::function<void(Connection&)> serve)
{
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    std::thread thread(
        [&database, role, name, serve = std::move(serve), opened = std::move(opened)]() mutable {
#ifdef Q_OS_LINUX
            pthread_setname_np(pthread_self(), name);
#else
            Q_UNUSED(name)
#endif
            auto connection = database.connect(role);
            if (!connection) {
                opened.set_value(connection.error());
                return;
            }
            opened.set_value({});
            serve(**connection);
        });
    if (auto ok = result.get(); !ok) {
        thread.join();
        return std::move(ok).error();
    }
    return thread;
}

} // namespace madang::server
