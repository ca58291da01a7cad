#include "server/presence/factexchange.h"

namespace madang::server {

namespace {

constexpr qint64 kGatherMs = 10;

// Takes at most a word's worth off the end.
template <class T> std::vector<T> portion(std::vector<T>& from)
{
    const size_t rest = from.size() - std::min(from.size(), kFactsPerWord);
    std::vector<T> taken(from.begin() + qsizetype(rest), from.end());
    from.resize(rest);
    return taken;
}

} // namespace

FactExchange::FactExchange(Executor& home, Peers& peers, const LivePeers& live, Source source)
    : m_home(home)
    , m_peers(peers)
    , m_live(live)
    , m_source(std::move(source))
{
}

void FactExchange::changed(UserId user)
{
    if (m_live.empty())
        return; // whoever comes asks for everything
    m_people.insert(user);
    flushSoon();
}

void FactExchange::changed(RoomId room, UserId user)
{
    if (m_live.empty())
        return;
    m_views.emplace(room, user);
    flushSoon();
}

void FactExchange::flushSoon()
{
    if (!std::exchange(m_flushing, true))
        m_home.postAfter(kGatherMs, [this] { flush(); });
}

void FactExchange::flush()
{
    m_flushing = false;
    std::vector<UserId> people(m_people.begin(), m_people.end());
    std::vector<View> views(m_views.begin(), m_views.end());
    m_people.clear();
    m_views.clear();
    // People first: who wants not to be seen is known as such before where they look.
    while (!people.empty())
        tellPeople(portion(people));
    while (!views.empty())
        tellViews(portion(views));
}

void FactExchange::request(PeerId peer)
{
    m_peers.tell(PeerTopic::Presence, encode(FactRequest{peer}));
}

void FactExchange::requested(const FactRequest& request)
{
    if (request.of != m_peers.self())
        return;
    // One that is under way begins again: the asker may have missed its beginning.
    m_peopleLeft = m_source.everybody();
    m_viewsLeft = m_source.allViews();
    if (!std::exchange(m_snapshot, true))
        snapshotStep();
}

void FactExchange::snapshotStep()
{
    if (!m_peopleLeft.empty())
        tellPeople(portion(m_peopleLeft));
    else if (!m_viewsLeft.empty())
        tellViews(portion(m_viewsLeft));
    m_snapshot = !m_peopleLeft.empty() || !m_viewsLeft.empty();
    if (m_snapshot)
        m_home.post([this] { snapshotStep(); });
}

void FactExchange::tellPeople(const std::vector<UserId>& people)
{
    std::vector<PersonFact> facts;
    facts.reserve(people.size());
    for (UserId user : people)
        facts.push_back(m_source.person(user));
    m_peers.tell(PeerTopic::Presence, encode(std::move(facts)));
}

void FactExchange::tellViews(const std::vector<View>& views)
{
    std::vector<ViewFact> facts;
    facts.reserve(views.size());
    for (const auto& [room, user] : views)
        facts.push_back({room, user, m_source.looksHere(room, user)});
    m_peers.tell(PeerTopic::Viewers, encode(std::move(facts)));
}

} // namespace madang::server
