#pragma once

#include "tests/bench/connection.h"
#include "tests/bench/population.h"
#include "tests/bench/progress.h"
#include "tests/bench/wire.h"

#include <functional>
#include <map>
#include <memory>

namespace madang::bench {

class Ledger;

// People with one connection each, who behave as the protocol asks: they sign in, read their room list,
// answer pings, and acknowledge counted events every 100 or 30 s.
class Crowd final : Connection::Listener {
public:
    // Who wants to know what arrives while a load runs.
    class Audience {
    public:
        virtual ~Audience() = default;
        virtual void created(int person, const Incoming& event, std::int64_t at) = 0;
        // Answer or Refusal of a request that was sent with an id of firstId or more.
        virtual void answered(int person, const Incoming& answer, std::int64_t at) = 0;
    };
    static constexpr std::int64_t firstId = 1000;

    struct Arrival {
        double seconds = 0; // from the first SYN to the last sign-in
        Histogram signIn; // from the request to the answer of auth.resume or auth.register
    };

    Crowd(EpollLoop& loop, Endpoint endpoint, Population population, Progress& progress);
    ~Crowd() override;

    // Connects everybody and signs them in, `window` of them at a time. False: problem() says why.
    [[nodiscard]] bool signIn(int window);
    // Creates the rooms where the population has none yet, and reads everybody's room list.
    [[nodiscard]] bool enterRooms(int window);
    [[nodiscard]] const Arrival& arrival() const noexcept { return m_arrival; }
    [[nodiscard]] const std::string& problem() const noexcept { return m_problem; }

    void setAudience(Audience* audience) noexcept { m_audience = audience; }
    void send(int person, std::string_view frame) { m_persons[std::size_t(person)].connection->send(frame); }
    [[nodiscard]] const Population& population() const noexcept { return m_population; }
    // A ledger that begins where the room lists ended.
    void openRooms(Ledger& ledger) const;
    // Acknowledges events that have waited; call it often.
    void tend(std::int64_t now);

    // How many connections ended, and with which close codes.
    [[nodiscard]] const std::map<int, int>& closings() const noexcept { return m_closings; }
    [[nodiscard]] std::int64_t slowFrames() const noexcept { return m_slowFrames; }
    [[nodiscard]] std::int64_t unknownFrames() const noexcept { return m_unknownFrames; }

private:
    struct Person {
        std::unique_ptr<Connection> connection;
        std::string user; // wire id
        std::int64_t received = 0;
        std::int64_t acknowledged = 0;
        std::int64_t askedAt = 0;
    };

    void opened(Connection& connection) override;
    void message(Connection& connection, std::string_view text, std::int64_t at) override;
    void closed(Connection& connection, int code, std::string_view reason) override;

    // Starts `people` in turn, `window` at a time, until each is done or something failed.
    [[nodiscard]] bool inTurn(
        const char* what, int people, int step, int window, const std::function<bool(int)>& start);
    void settled(int person, std::string_view text, const Incoming& answer, std::int64_t at);
    void acknowledge(Person& person);
    [[nodiscard]] in_addr sourceFor(int person) const;
    [[nodiscard]] bool openOne(int person);
    void create(int room);
    bool fail(std::string problem);

    EpollLoop& m_loop;
    const Endpoint m_endpoint;
    Population m_population;
    Progress& m_progress;
    Audience* m_audience = nullptr;
    std::vector<Person> m_persons;
    std::vector<std::int64_t> m_heads; // by room, as the room lists told
    const std::string m_run; // makes the handles of this run its own
    std::string m_problem;
    Arrival m_arrival;
    int m_outstanding = 0;
    int m_tended = 0;
    std::int64_t m_tendedAt = 0;
    std::map<int, int> m_closings;
    std::int64_t m_slowFrames = 0;
    std::int64_t m_unknownFrames = 0;
};

} // namespace madang::bench
