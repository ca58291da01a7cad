#pragma once

#include "server/auth/revocation.h"
#include "shared/core/clock.h"

#include <QtCore/QtGlobal>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_set>
#include <utility>
#include <vector>

namespace madang::server {

// The sessions that ended while access tokens of theirs may still be about. Any thread.
//
// One who opens a connection for a session registers it first and asks isRevoked() after (again): what is
// revoked before is seen by the question, what is revoked later reaches the listener.
class RevocationList {
public:
    using Listener = std::function<void(const Revocation&)>;

    // Ends the subscription when it goes; after that the listener is neither running nor called again.
    class Subscription {
    public:
        Subscription() noexcept = default;
        ~Subscription();
        Subscription(Subscription&& other) noexcept;
        Subscription& operator=(Subscription&& other) noexcept;

    private:
        friend class RevocationList;
        Subscription(RevocationList* list, quint64 id) noexcept
            : m_list(list)
            , m_id(id)
        {
        }
        RevocationList* m_list = nullptr;
        quint64 m_id = 0;
    };

    // A session is remembered for as long as an access token of it may live, and a little longer.
    RevocationList(const Clock& clock, qint64 accessTtlMs);
    // How far back load() has to know, ms.
    [[nodiscard]] qint64 keepMs() const noexcept { return m_keepMs; }
    Q_DISABLE_COPY_MOVE(RevocationList)

    // Those that ended before this process began; nobody is told.
    void load(const std::vector<SessionId>& sessions);
    // Listeners hear of it once, before this returns.
    void revoke(const Revocation& revocation);
    void revoke(SessionId session, RevocationReason reason) { revoke({session, reason, std::nullopt}); }
    [[nodiscard]] bool isRevoked(SessionId session) const;
    [[nodiscard]] size_t size() const;
    // The listener runs on the revoking thread and only posts to where its work is done; it must not call
    // subscribe() or end a subscription.
    [[nodiscard]] Subscription subscribe(Listener listener);

private:
    bool add(SessionId session);
    void unsubscribe(quint64 id);

    const Clock& m_clock;
    const qint64 m_keepMs;
    mutable std::shared_mutex m_mutex;
    std::unordered_set<SessionId> m_sessions;
    std::deque<std::pair<SessionId, qint64>>
        m_order; // with the steady ms at which they are forgotten, ascending
    std::mutex m_listenersMutex;
    std::map<quint64, Listener> m_listeners;
    quint64 m_nextListener = 1;
};

} // namespace madang::server
