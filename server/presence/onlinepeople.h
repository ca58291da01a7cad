#pragma once

#include "server/presence/livepeers.h"
#include "server/presence/presencefacts.h"
#include "shared/core/clock.h"
#include "shared/core/executor.h"

#include <deque>
#include <functional>
#include <unordered_map>

namespace madang::server {

enum class PresenceState { Online, Away, Offline, Invisible };

// Who is online, away or not there, by the connections of this server and what the others say of theirs.
// Nobody is told of every flicker: who loses the last connection counts as present for a while, in which
// clients come back as a rule, and changes of one person are told with a distance. Everything on one
// executor.
class OnlinePeople {
public:
    struct Times {
        qint64 lingerMs = 0; // from the loss of the last connection until it is told
        qint64 gapMs = 0; // between two changes of one person that are told
        qint64 keepMs = 0; // how long a wish outlives the last connection
    };
    // How a person was told to be: to others, who never see "invisible", and to the person's own devices.
    struct Told {
        PresenceState others = PresenceState::Offline;
        PresenceState self = PresenceState::Offline;
        bool operator==(const Told&) const = default;
    };
    struct Hooks {
        // A change is to be told to whoever is connected here. `seenAt` is 0 where it is unknown.
        std::function<void(UserId user, const Told& before, const Told& now, qint64 seenAt)> tell;
        // The person vanished from the sight of others, or came back into it, by a wish.
        std::function<void(UserId user)> hiddenChanged;
    };

    OnlinePeople(Executor& home, const Clock& clock, const LivePeers& peers, const Times& times, Hooks hooks);
    OnlinePeople(const OnlinePeople&) = delete;
    OnlinePeople& operator=(const OnlinePeople&) = delete;

    // This server's connections.
    void connected(UserId user, bool away = false);
    void disconnected(UserId user, bool away);
    void setAway(UserId user, bool away); // of one connection that was the other before
    void setInvisible(UserId user, bool invisible);

    void heard(PeerEpoch epoch, const PersonFact& fact);
    // A server went: looks again at everybody of whom it may have spoken, in portions.
    void review();

    [[nodiscard]] bool isInvisible(UserId user) const;
    // As others were told, and as the person's own devices are.
    [[nodiscard]] PresenceState seenByOthers(UserId user) const;
    [[nodiscard]] PresenceState seenBySelf(UserId user) const;
    // Of somebody who is offline to others; 0: unknown.
    [[nodiscard]] qint64 seenAt(UserId user) const;

    // What this server says of the person.
    [[nodiscard]] PersonFact fact(UserId user) const;
    [[nodiscard]] std::vector<UserId> everybody() const;

private:
    struct Person {
        int online = 0; // own connections
        int away = 0;
        std::vector<std::pair<PeerEpoch, Activity>> elsewhere;
        Wish wish;
        Told told;
        qint64 toldAt = 0; // steady ms
        qint64 lostAt = 0; // steady ms of the loss of the last connection anywhere; 0: there are some
        qint64 seenAt = 0; // ms since 1970
        qint64 lookAt = 0; // steady ms of the next look that is under way; 0: none
    };

    [[nodiscard]] Activity activity(const Person& person) const;
    [[nodiscard]] Told now(const Person& person) const;
    void expire(Person& person) const;
    void accept(UserId user, Person& person, const Wish& wish);
    void settle(UserId user, Person& person);
    void lookLater(UserId user, Person& person, qint64 due);
    void lost(UserId user, Person& person);
    void reviewSome(std::vector<UserId> people);

    Executor& m_home;
    const Clock& m_clock;
    const LivePeers& m_peers;
    const Times m_times;
    const Hooks m_hooks;
    std::unordered_map<UserId, Person> m_people;
    std::deque<std::pair<UserId, qint64>> m_gone; // who is nowhere, with their lostAt, the longest first
};

} // namespace madang::server
