#include "server/presence/onlinepeople.h"

#include <algorithm>

namespace madang::server {

namespace {

// How many people who are nowhere are remembered for when they were seen.
constexpr size_t kRemembered = 20'000;
constexpr size_t kPortion = 500;

PresenceState stateOf(Activity activity)
{
    switch (activity) {
    case Activity::Online:
        return PresenceState::Online;
    case Activity::Away:
        return PresenceState::Away;
    case Activity::None:
        break;
    }
    return PresenceState::Offline;
}

} // namespace

OnlinePeople::OnlinePeople(
    Executor& home, const Clock& clock, const LivePeers& peers, const Times& times, Hooks hooks)
    : m_home(home)
    , m_clock(clock)
    , m_peers(peers)
    , m_times(times)
    , m_hooks(std::move(hooks))
{
}

void OnlinePeople::connected(UserId user, bool away)
{
    Person& person = m_people[user];
    expire(person);
    ++(away ? person.away : person.online);
    settle(user, person);
}

void OnlinePeople::disconnected(UserId user, bool away)
{
    Person& person = m_people[user];
    --(away ? person.away : person.online);
    settle(user, person);
}

void OnlinePeople::setAway(UserId user, bool away)
{
    Person& person = m_people[user];
    ++(away ? person.away : person.online);
    --(away ? person.online : person.away);
    settle(user, person);
}

void OnlinePeople::setInvisible(UserId user, bool invisible)
{
    Person& person = m_people[user];
    // Past every wish that is known, also where another server's clock is ahead.
    accept(user, person, {std::max(m_clock.nowMs(), person.wish.stamp + 1), invisible});
    settle(user, person);
}

void OnlinePeople::accept(UserId user, Person& person, const Wish& wish)
{
    if (wish <= person.wish)
        return;
    const bool was = std::exchange(person.wish, wish).invisible;
    if (was == wish.invisible)
        return;
    if (wish.invisible && person.told.others != PresenceState::Offline)
        person.seenAt = m_clock.nowMs();
    m_hooks.hiddenChanged(user);
}

void OnlinePeople::expire(Person& person) const
{
    // Told on as a wish of its own, so that a server whose clock runs behind does not hold to the old one.
    if (person.wish.invisible && person.lostAt != 0 && m_clock.steadyMs() - person.lostAt > m_times.keepMs)
        person.wish = {person.wish.stamp + 1, false};
}

void OnlinePeople::heard(PeerEpoch epoch, const PersonFact& fact)
{
    const bool says = fact.activity != Activity::None || fact.wish.stamp != 0 || fact.seenAt != 0;
    if (!says && !m_people.contains(fact.user))
        return;
    Person& person = m_people[fact.user];
    expire(person);
    std::erase_if(person.elsewhere,
        [&](const auto& entry) { return entry.first == epoch || !m_peers.isLive(entry.first); });
    if (fact.activity != Activity::None)
        person.elsewhere.emplace_back(epoch, fact.activity);
    accept(fact.user, person, fact.wish);
    person.seenAt = std::max(person.seenAt, fact.seenAt);
    settle(fact.user, person);
}

Activity OnlinePeople::activity(const Person& person) const
{
    Activity highest = person.online > 0 ? Activity::Online
        : person.away > 0                ? Activity::Away
                                         : Activity::None;
    for (const auto& [epoch, activity] : person.elsewhere) {
        if (m_peers.isLive(epoch))
            highest = std::max(highest, activity);
    }
    return highest;
}

OnlinePeople::Told OnlinePeople::now(const Person& person) const
{
    const PresenceState state = stateOf(activity(person));
    if (state == PresenceState::Offline || !person.wish.invisible)
        return {state, state};
    return {PresenceState::Offline, PresenceState::Invisible};
}

void OnlinePeople::settle(UserId user, Person& person)
{
    const qint64 time = m_clock.steadyMs();
    if (activity(person) != Activity::None)
        person.lostAt = 0;
    else if (person.lostAt == 0)
        return lost(user, person);

    const Told now = this->now(person);
    if (now == person.told)
        return;
    const qint64 due = person.lostAt != 0 ? person.lostAt + m_times.lingerMs : person.toldAt + m_times.gapMs;
    if (person.toldAt != 0 && due > time)
        return lookLater(user, person, due);
    person.toldAt = std::max<qint64>(time, 1);
    const Told before = std::exchange(person.told, now);
    m_hooks.tell(user, before, now, person.seenAt);
}

void OnlinePeople::lookLater(UserId user, Person& person, qint64 due)
{
    if (person.lookAt != 0 && person.lookAt <= due)
        return;
    person.lookAt = due;
    m_home.postAfter(due - m_clock.steadyMs(), [this, user, due] {
        const auto found = m_people.find(user);
        if (found == m_people.end())
            return;
        if (found->second.lookAt == due)
            found->second.lookAt = 0;
        settle(user, found->second);
    });
}

void OnlinePeople::lost(UserId user, Person& person)
{
    const qint64 time = std::max<qint64>(m_clock.steadyMs(), 1);
    person.lostAt = time;
    // Who was not seen has not been seen.
    if (person.told.others != PresenceState::Offline && !person.wish.invisible)
        person.seenAt = std::max(person.seenAt, m_clock.nowMs());
    m_gone.emplace_back(user, time);
    settle(user, person);
    while (m_gone.size() > kRemembered) {
        const auto [oldest, since] = m_gone.front();
        const auto found = m_people.find(oldest);
        const bool gone = found != m_people.end() && found->second.lostAt == since;
        if (gone && found->second.told != Told{})
            break; // it is still to be told: a little later, then
        if (gone)
            m_people.erase(found);
        m_gone.pop_front();
    }
}

void OnlinePeople::review()
{
    reviewSome(everybody());
}

void OnlinePeople::reviewSome(std::vector<UserId> people)
{
    for (size_t i = 0; i < kPortion && !people.empty(); ++i) {
        const UserId user = people.back();
        people.pop_back();
        if (const auto found = m_people.find(user); found != m_people.end())
            settle(user, found->second);
    }
    if (!people.empty())
        m_home.post([this, people = std::move(people)]() mutable { reviewSome(std::move(people)); });
}

bool OnlinePeople::isInvisible(UserId user) const
{
    const auto found = m_people.find(user);
    return found != m_people.end() && found->second.wish.invisible;
}

PresenceState OnlinePeople::seenByOthers(UserId user) const
{
    const auto found = m_people.find(user);
    // A wish to hide counts at once, also where its telling waits.
    if (found == m_people.end() || found->second.wish.invisible)
        return PresenceState::Offline;
    return found->second.told.others;
}

PresenceState OnlinePeople::seenBySelf(UserId user) const
{
    const auto found = m_people.find(user);
    return found == m_people.end() ? PresenceState::Offline : now(found->second).self;
}

qint64 OnlinePeople::seenAt(UserId user) const
{
    const auto found = m_people.find(user);
    return found == m_people.end() ? 0 : found->second.seenAt;
}

PersonFact OnlinePeople::fact(UserId user) const
{
    PersonFact fact;
    fact.user = user;
    const auto found = m_people.find(user);
    if (found == m_people.end())
        return fact;
    const Person& person = found->second;
    fact.activity = person.online > 0 ? Activity::Online : person.away > 0 ? Activity::Away : Activity::None;
    fact.wish = person.wish;
    if (person.lostAt != 0)
        fact.seenAt = person.seenAt;
    return fact;
}

std::vector<UserId> OnlinePeople::everybody() const
{
    std::vector<UserId> people;
    people.reserve(m_people.size());
    for (const auto& [user, person] : m_people)
        people.push_back(user);
    return people;
}

} // namespace madang::server
