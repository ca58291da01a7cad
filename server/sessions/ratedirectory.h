#pragma once

#include "server/sessions/ratebucket.h"
#include "shared/core/id.h"

#include <QtNetwork/QHostAddress>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace madang::server {

// The buckets of one person, shared by all of their connections.
struct PersonRates {
    explicit PersonRates(const Limits& limits)
        : requests(limits.personRequests)
        , messages(limits.personMessages)
        , rooms(limits.personRooms)
        , searches(limits.personSearches)
        , drafts(limits.personDrafts)
    {
    }
    RateBucket requests;
    RateBucket messages;
    RateBucket rooms;
    RateBucket searches;
    RateBucket drafts;
};

// The buckets of one address.
struct AddressRates {
    explicit AddressRates(const Limits& limits)
        : logins(limits.addressLogins)
        , resumes(limits.addressResumes)
    {
    }
    RateBucket logins; // register, login: work for the password pool
    RateBucket resumes; // by token
};

// Finds the buckets of people and addresses; looked up when a connection begins or logs in, then kept by it.
// Forgets those that nobody holds and that are full again. Any thread.
class RateDirectory {
public:
    explicit RateDirectory(const Limits& limits);
    [[nodiscard]] std::shared_ptr<PersonRates> person(UserId user, qint64 steadyMs);
    // Null where addresses are not limited: loopback, unless set otherwise.
    [[nodiscard]] std::shared_ptr<AddressRates> address(const QHostAddress& address, qint64 steadyMs);

private:
    void sweep(qint64 steadyMs);

    const Limits m_limits;
    std::mutex m_mutex;
    std::unordered_map<UserId, std::shared_ptr<PersonRates>> m_people;
    std::unordered_map<QString, std::shared_ptr<AddressRates>> m_addresses;
    size_t m_sweepAt = 1024;
};

} // namespace madang::server
