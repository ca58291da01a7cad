#include "server/storage/databasethread.h"

#include <future>

#ifdef Q_OS_LINUX
#include <pthread.h>
#endif

namespace madang::server {

Result<std::thread> startDatabaseThread(const Database& database, ConnectionRole role, const char* name,
    std::function<Result<void>(Connection&)> prepare, std::function<void(Link&)> serve)
{
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    std::thread thread([&database, role, name, prepare = std::move(prepare), serve = std::move(serve),
                           opened = std::move(opened)]() mutable {
#ifdef Q_OS_LINUX
        pthread_setname_np(pthread_self(), name);
#endif
        auto connection = database.connect(role);
        Result<void> ready = connection ? Result<void>() : Result<void>(connection.error());
        if (ready && prepare) {
            ready = prepare(**connection);
        }
        const bool good = ready.ok();
        if (good) {
            Link link(database, role, name, std::move(connection).value());
            opened.set_value({});
            serve(link);
        } else {
            connection = Error(); // closed before anybody hears of it
            opened.set_value(std::move(ready));
        }
    });
    if (auto ok = result.get(); !ok) {
        thread.join();
        return std::move(ok).error();
    }
    return thread;
}

} // namespace madang::server
