#include "tests/bench/load.h"

#include <algorithm>
#include <cstdio>

namespace madang::bench {

namespace {

constexpr std::int64_t second = 1'000'000'000;

// Where the generator itself distorts the figures.
constexpr double busyShare = 0.9; // of a core
constexpr std::int64_t tolerableLag = 2'000'000; // ns, at p99

std::string shortMs(std::int64_t ns)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f ms", double(ns) / 1e6);
    return text;
}

std::string clockText(std::int64_t now, std::int64_t start, double seconds)
{
    char text[48];
    std::snprintf(text, sizeof text, "%.0f/%.0f s", std::min(seconds, double(now - start) / 1e9), seconds);
    return text;
}

} // namespace

Load::Load(EpollLoop& loop, Crowd& crowd, Progress& progressTo, pid_t server, int body)
    : progress(progressTo)
    , m_loop(loop)
    , m_crowd(crowd)
    , m_server(server)
    , m_body(body)
{
    for (const std::string& room : crowd.population().rooms)
        m_writers.emplace_back(room, std::size_t(body));
    m_crowd.openRooms(m_ledger);
    m_crowd.setAudience(this);
}

Load::~Load()
{
    m_crowd.setAudience(nullptr);
}

void Load::begin(std::int64_t start, std::size_t sends)
{
    Ledger next;
    const Population& population = m_crowd.population();
    for (int room = 0; room < population.roomCount(); ++room)
        next.addRoom(population.readersIn(room), m_ledger.head(room));
    m_ledger = std::move(next);
    m_measurement = {};
    m_measurement.people = population.people;
    m_measurement.roomSize = population.roomSize;
    m_measurement.body = m_body;
    m_firstId += std::int64_t(m_sends.size());
    m_sends.clear();
    m_sends.reserve(sends); // growing while the load runs would stall it
    m_underWay = 0;
    m_closingsBefore = m_crowd.closings();
    m_loop.lag().clear();
    m_startedAt = start;
    m_lastAt = start;
    m_cpuAt = threadCpuNs();
    m_serverCpuBefore = m_server < 0 ? 0 : useOf(m_server).cpuSeconds;
}

void Load::send(int person, std::int64_t intendedAt)
{
    const std::int64_t id = m_firstId + std::int64_t(m_sends.size());
    m_sends.push_back({intendedAt, person, false});
    ++m_underWay;
    ++m_measurement.sent;
    SendWriter& writer = m_writers[std::size_t(m_crowd.population().roomOf(person))];
    m_crowd.send(person, writer.write(id, std::uint64_t(intendedAt), m_clientIds.next(wallMs())));
    m_measurement.sendLag.record(steadyNs() - intendedAt);
}

void Load::created(int person, const Incoming& event, std::int64_t at)
{
    const Population& population = m_crowd.population();
    if (!m_ledger.delivered(population.roomOf(person), population.readerOf(person), event.seq, event.stamp))
        return;
    m_lastAt = at;
    // A late one of an earlier run counts there as lost, not here as slow.
    if (std::int64_t(event.stamp) >= m_startedAt)
        m_measurement.delivery.record(at - std::int64_t(event.stamp));
}

void Load::answered(int person, const Incoming& answer, std::int64_t at)
{
    const std::int64_t index = answer.id - m_firstId;
    if (index < 0 || index >= std::int64_t(m_sends.size()))
        return; // of an earlier run
    Send& of = m_sends[std::size_t(index)];
    if (of.answered || of.person != person) {
        ++m_measurement.answeredAgain;
        return;
    }
    of.answered = true;
    --m_underWay;
    m_lastAt = at;
    if (answer.kind == Incoming::Kind::Refusal) {
        ++m_measurement.refused[answer.code];
    } else {
        ++m_measurement.acknowledged;
        m_measurement.answer.record(at - of.intendedAt);
        m_ledger.acknowledged(m_crowd.population().roomOf(person), answer.seq, std::uint64_t(of.intendedAt));
    }
    settled(person, answer, at);
}

void Load::turn(std::int64_t until, const std::function<void()>& between)
{
    m_loop.turn(until, between);
    const std::int64_t now = steadyNs();
    m_crowd.tend(now);
    if (progress.isDue())
        show(now);
}

Measurement Load::finish(double drainSeconds)
{
    const std::int64_t deadline = steadyNs() + std::int64_t(drainSeconds * double(second));
    while (steadyNs() < deadline && !interrupted() && (m_underWay > 0 || !m_ledger.complete()))
        turn(std::min(deadline, steadyNs() + second / 10), [] {});
    const double cpuSeconds = double(threadCpuNs() - m_cpuAt) / 1e9;
    Measurement& result = m_measurement;
    result.seconds = std::max(1e-9, double(m_lastAt - m_startedAt) / 1e9);
    result.unanswered = m_underWay;
    result.verdict = m_ledger.verdict();
    result.deliveriesPerSecond = double(result.verdict.delivered) / result.seconds;
    result.answersPerSecond = double(result.acknowledged) / result.seconds;
    for (const auto& [code, count] : m_crowd.closings()) {
        const auto before = m_closingsBefore.find(code);
        const int since = count - (before == m_closingsBefore.end() ? 0 : before->second);
        if (since > 0)
            result.closings[code] = since;
    }
    if (m_server >= 0) {
        const ProcessUse use = useOf(m_server);
        result.serverCpuSeconds = use.cpuSeconds - m_serverCpuBefore;
        result.residentBytes = use.residentBytes;
        result.peakBytes = use.peakBytes;
    }
    result.ownCpuShare = cpuSeconds / std::max(1e-9, double(steadyNs() - m_startedAt) / 1e9);
    result.readLag.merge(m_loop.lag());
    warn();
    return result;
}

void Load::warn()
{
    Measurement& result = m_measurement;
    if (result.ownCpuShare > busyShare) {
        result.warnings.push_back("the generator used " + std::to_string(int(result.ownCpuShare * 100))
            + " % of a core: it may be what limits this figure");
    }
    const std::int64_t lag = result.ownLagNs();
    if (lag > tolerableLag && lag * 4 > result.delivery.quantile(0.99)) {
        result.warnings.push_back("the generator itself was late by " + shortMs(lag)
            + " at p99 (its sends, or its reading of ready sockets): that much of the latency may be its "
              "own");
    }
    if (m_crowd.slowFrames() > 0) {
        result.warnings.push_back(std::to_string(m_crowd.slowFrames())
            + " answers were not in the expected form and took the JSON parser");
    }
    if (m_crowd.unknownFrames() > 0)
        result.warnings.push_back(
            std::to_string(m_crowd.unknownFrames()) + " frames were no JSON-RPC of the protocol");
}

void OpenLoad::chooseOrder()
{
    const Population& population = crowd().population();
    std::mt19937 random(20'25); // the same order in every run, so that figures compare
    std::vector<int> rooms(std::size_t(population.roomCount()));
    for (std::size_t room = 0; room < rooms.size(); ++room)
        rooms[room] = int(room);
    std::shuffle(rooms.begin(), rooms.end(), random);
    for (int reader = 0; reader < population.roomSize; ++reader) {
        for (const int room : rooms) {
            if (reader < population.readersIn(room))
                m_order.push_back(room * population.roomSize + reader);
        }
    }
}

Measurement OpenLoad::run(double rate, double seconds, double drainSeconds)
{
    if (m_order.empty())
        chooseOrder();
    m_rate = rate;
    m_seconds = seconds;
    m_start = steadyNs() + second / 100;
    const auto total = std::int64_t(rate * seconds);
    begin(m_start, std::size_t(total));
    std::int64_t next = 0;
    const auto intended
        = [this, rate](std::int64_t index) { return m_start + std::int64_t(double(index) * 1e9 / rate); };
    const auto sendDue = [&] {
        for (const std::int64_t now = steadyNs(); next < total && intended(next) <= now; ++next) {
            send(m_order[m_turn], intended(next));
            m_turn = (m_turn + 1) % m_order.size();
        }
    };
    while (next < total && !interrupted())
        turn(intended(next), sendDue);
    Measurement result = finish(drainSeconds);
    result.name = "rooms";
    result.rate = rate;
    result.sendingSeconds = seconds;
    return result;
}

void OpenLoad::show(std::int64_t now)
{
    progress.show("rooms of " + std::to_string(crowd().population().roomSize) + ", "
        + std::to_string(crowd().population().people) + " online, " + std::to_string(int(m_rate))
        + "/s: " + clockText(now, m_start, m_seconds) + ", sent " + std::to_string(soFar().sent)
        + ", waiting for " + std::to_string(underWay()) + ", delivered " + std::to_string(deliveredSoFar())
        + ", p99 " + shortMs(soFar().delivery.quantile(0.99)));
}

Measurement ClosedLoad::run(int inFlight, double seconds, double drainSeconds)
{
    m_seconds = seconds;
    m_start = steadyNs();
    m_end = m_start + std::int64_t(seconds * double(second));
    m_answersInTime = 0;
    m_later = {};
    begin(m_start, 1'000'000);
    const int people = crowd().population().people;
    for (int round = 0; round < inFlight; ++round) {
        for (int person = 0; person < people; ++person)
            send(person, steadyNs());
    }
    const auto sendAgain = [this] {
        for (const std::int64_t now = steadyNs();
             !m_later.empty() && m_later.top().first <= now && now < m_end;) {
            const int person = m_later.top().second;
            m_later.pop();
            send(person, now);
        }
    };
    while (steadyNs() < m_end && !interrupted())
        turn(std::min(m_end, m_later.empty() ? m_end : m_later.top().first), sendAgain);
    Measurement result = finish(drainSeconds);
    result.name = "acks";
    result.inFlight = inFlight;
    result.sendingSeconds = seconds;
    result.answersPerSecond = double(m_answersInTime) / seconds;
    return result;
}

void ClosedLoad::settled(int person, const Incoming& answer, std::int64_t at)
{
    m_answersInTime += answer.kind == Incoming::Kind::Answer && at < m_end;
    if (at >= m_end)
        return;
    if (answer.kind == Incoming::Kind::Answer)
        send(person, steadyNs());
    else // what is refused is sent again when the server says, not at once
        m_later.emplace(at + std::max<std::int64_t>(answer.retryAfterMs, 10) * 1'000'000, person);
}

void ClosedLoad::show(std::int64_t now)
{
    progress.show("acks, " + std::to_string(crowd().population().people) + " connections: "
        + clockText(now, m_start, m_seconds) + ", " + std::to_string(soFar().acknowledged) + " acknowledged, "
        + std::to_string(soFar().refusals()) + " refused, p99 " + shortMs(soFar().answer.quantile(0.99)));
}

} // namespace madang::bench
