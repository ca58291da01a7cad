#pragma once

#include "server/domain/userrepository.h"
#include "shared/core/limits.h"

#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace madang::server {

// People as others see them, with the recently asked-for ones at hand. One instance serves every loop: a call
// may come from any thread with an event loop, and its task goes on there. The service has to outlive its
// tasks.
//
// A deleted person is still there, since their messages are: with empty handle, name, bio and avatar.
class PeopleService {
public:
    PeopleService(UserRepository& users, const Limits& limits, size_t cacheSize = 20'000);
    Q_DISABLE_COPY_MOVE(PeopleService)

    // unauthenticated: the account has ended.
    QCoro::Task<Result<User>> me(UserId user);
    // notFound: never existed.
    QCoro::Task<Result<User>> get(UserId user);
    // In the given order; those that never existed are missing.
    QCoro::Task<Result<std::vector<User>>> getMany(std::vector<UserId> users);
    // invalid (query): 1 to 64 characters after trimming. invalid (limit): 1 to Limits::pageUsers. invalid
    // (after).
    QCoro::Task<Result<UserPage>> search(QString query, QString after, int limit);

    // What is at hand of this person, without waiting.
    [[nodiscard]] std::optional<User> cached(UserId user);
    // The person changed: from here on nobody is given what was before, on this server; `tell` (set before
    // the first call) has the others do the same.
    void forget(UserId user);
    void setTell(std::function<void(UserId)> tell) { m_tell = std::move(tell); }
    // They changed elsewhere.
    void forgetHere(UserId user);
    void forgetAllHere();

private:
    struct Entry {
        User user;
        std::list<UserId>::iterator used;
    };
    // Keeps what was read, unless somebody was forgotten since the reading began.
    void keep(const std::vector<User>& users, quint64 since);
    [[nodiscard]] quint64 epoch() const;

    UserRepository& m_users;
    const Limits m_limits;
    const size_t m_cacheSize;
    mutable std::mutex m_mutex;
    std::unordered_map<UserId, Entry> m_cache;
    std::list<UserId> m_order; // most recently used first
    std::function<void(UserId)> m_tell;
    quint64 m_epoch = 0; // grows with every forget()
};

} // namespace madang::server
