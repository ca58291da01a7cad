#pragma once

#include "tests/bench/crowd.h"
#include "tests/bench/ledger.h"
#include "tests/bench/measurement.h"
#include "tests/bench/processes.h"

#include <memory>
#include <optional>
#include <queue>
#include <random>
#include <sys/types.h>

namespace madang::bench {

// A load that a crowd puts on the server: keeps the account of sends, answers and deliveries.
class Load : protected Crowd::Audience {
public:
    // `server` is whose CPU and memory are read; -1: nobody's. `body` is characters of text.
    Load(EpollLoop& loop, Crowd& crowd, Progress& progress, pid_t server, int body);
    ~Load() override;

protected:
    struct Send {
        std::int64_t intendedAt = 0;
        std::int32_t person = 0;
        bool answered = false;
    };

    // `sends`: about how many there will be.
    void begin(std::int64_t start, std::size_t sends);
    // Sends one message of the person, whose latency counts from `intendedAt`.
    void send(int person, std::int64_t intendedAt);
    // Waits for what is still under way, at most `drainSeconds`, then gives what was measured.
    [[nodiscard]] Measurement finish(double drainSeconds);
    // Called for each answer after it is accounted for.
    virtual void settled(int person, const Incoming& answer, std::int64_t at) = 0;
    virtual void show(std::int64_t now) = 0;
    void turn(std::int64_t until, const std::function<void()>& between);

    [[nodiscard]] const Crowd& crowd() const noexcept { return m_crowd; }
    [[nodiscard]] std::int64_t underWay() const noexcept { return m_underWay; }
    [[nodiscard]] const Measurement& soFar() const noexcept { return m_measurement; }
    [[nodiscard]] std::int64_t deliveredSoFar() const noexcept { return m_ledger.deliveredSoFar(); }
    Progress& progress;

private:
    void created(int person, const Incoming& event, std::int64_t at) override;
    void answered(int person, const Incoming& answer, std::int64_t at) override;
    void warn();

    EpollLoop& m_loop;
    Crowd& m_crowd;
    const pid_t m_server;
    const int m_body;
    std::vector<SendWriter> m_writers; // by room
    ClientIds m_clientIds;
    Ledger m_ledger;
    Measurement m_measurement;
    std::vector<Send> m_sends;
    std::int64_t m_firstId = Crowd::firstId; // of this run's first send
    std::int64_t m_underWay = 0;
    std::int64_t m_startedAt = 0;
    std::int64_t m_lastAt = 0; // last delivery or answer
    std::int64_t m_cpuAt = 0;
    std::map<int, int> m_closingsBefore;
    double m_serverCpuBefore = 0;
};

// An open load: messages leave at fixed times whatever the server does, so that a slow answer delays nobody
// else's send, and each latency counts from the intended time (no coordinated omission).
class OpenLoad final : public Load {
public:
    using Load::Load;
    // `rate` messages/s for `seconds`; the senders take turns, room by room.
    [[nodiscard]] Measurement run(double rate, double seconds, double drainSeconds);

private:
    void settled(int, const Incoming&, std::int64_t) override { }
    void show(std::int64_t now) override;
    void chooseOrder();

    std::vector<int> m_order; // of senders
    std::size_t m_turn = 0; // goes on from run to run
    double m_rate = 0;
    double m_seconds = 0;
    std::int64_t m_start = 0;
};

// A closed load: everybody keeps the same number of sends under way and sends again when one is answered.
class ClosedLoad final : public Load {
public:
    using Load::Load;
    [[nodiscard]] Measurement run(int inFlight, double seconds, double drainSeconds);

private:
    using Later = std::pair<std::int64_t, int>; // when, who
    void settled(int person, const Incoming& answer, std::int64_t at) override;
    void show(std::int64_t now) override;

    std::int64_t m_start = 0;
    std::int64_t m_end = 0;
    std::int64_t m_answersInTime = 0;
    double m_seconds = 0;
    std::priority_queue<Later, std::vector<Later>, std::greater<>> m_later; // refused, to be sent again
};

} // namespace madang::bench
