#include "tests/bench/crowd.h"

#include "tests/bench/ledger.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRandomGenerator>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>

namespace madang::bench {

namespace {

enum ControlId { LoginId = 1, CreateId = 2, ListId = 3 };

// People per source address: well below the ports that one address has towards one listener.
constexpr int peoplePerAddress = 10'000;
constexpr std::int64_t patienceNs = 60'000'000'000; // nobody waits longer for an answer to a first step
constexpr std::int64_t ackEvery = 100; // docs/PROTOCOL.md "Streams"
constexpr int ackSeconds = 30;
constexpr std::string_view password = "correct horse bench staple";

QJsonObject resultOf(std::string_view text)
{
    return QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), qsizetype(text.size())))
        .object()
        .value(QLatin1String("result"))
        .toObject();
}

QJsonObject memberOf(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toObject();
}

} // namespace

Crowd::Crowd(EpollLoop& loop, Endpoint endpoint, Population population, Progress& progress)
    : m_loop(loop)
    , m_endpoint(std::move(endpoint))
    , m_population(std::move(population))
    , m_progress(progress)
    , m_persons(std::size_t(m_population.people))
    , m_heads(std::size_t(m_population.roomCount()))
    , m_run(QByteArray::number(QRandomGenerator::global()->generate(), 36).toStdString())
{
    Connection::Listener& self = *this;
    for (int person = 0; person < m_population.people; ++person)
        m_persons[std::size_t(person)].connection = std::make_unique<Connection>(m_loop, self, person);
}

Crowd::~Crowd() = default;

bool Crowd::fail(std::string problem)
{
    if (m_problem.empty())
        m_problem = std::move(problem);
    return false;
}

in_addr Crowd::sourceFor(int person) const
{
    in_addr source{INADDR_ANY};
    constexpr in_addr_t loopback = 127U << 24;
    if ((ntohl(m_endpoint.address.s_addr) & 0xff000000) == loopback)
        source.s_addr = htonl(loopback + 1 + in_addr_t(person / peoplePerAddress));
    return source;
}

bool Crowd::openOne(int person)
{
    return m_persons[std::size_t(person)].connection->open(m_endpoint, sourceFor(person))
        || fail(std::string("no socket: ") + std::strerror(errno));
}

bool Crowd::inTurn(const char* what, int people, int step, int window, const std::function<bool(int)>& start)
{
    int next = 0;
    m_outstanding = 0;
    std::int64_t movedAt = steadyNs();
    int before = -1;
    while (m_problem.empty() && !interrupted() && (next < people || m_outstanding > 0)) {
        while (next < people && m_outstanding < window) {
            ++m_outstanding;
            if (!start(next))
                return false;
            next += step;
        }
        m_loop.turn(steadyNs() + 100'000'000, [] {});
        const int done = next / step - m_outstanding;
        if (done != before) {
            before = done;
            movedAt = steadyNs();
        } else if (steadyNs() - movedAt > patienceNs) {
            return fail(std::string(what) + ": no answer for a minute, " + std::to_string(m_outstanding)
                + " are waiting");
        }
        if (m_progress.isDue())
            m_progress.show(std::string(what) + " " + std::to_string(done) + "/"
                + std::to_string((people + step - 1) / step));
    }
    if (interrupted())
        fail("interrupted");
    return m_problem.empty();
}

bool Crowd::signIn(int window)
{
    const std::int64_t start = steadyNs();
    const bool ok
        = inTurn("sign-in", m_population.people, 1, window, [this](int person) { return openOne(person); });
    m_arrival.seconds = double(steadyNs() - start) / 1e9;
    return ok;
}

bool Crowd::enterRooms(int window)
{
    if (m_population.rooms.empty()) {
        m_population.rooms.resize(std::size_t(m_population.roomCount()));
        const bool ok
            = inTurn("room", m_population.people, m_population.roomSize, window, [this](int person) {
                  create(m_population.roomOf(person));
                  return true;
              });
        if (!ok)
            return false;
    }
    return inTurn("room list", m_population.people, 1, window, [this](int person) {
        send(person, R"({"jsonrpc":"2.0","id":3,"method":"room.list","params":{"limit":50}})");
        return true;
    });
}

void Crowd::opened(Connection& connection)
{
    const int number = connection.number();
    Person& person = m_persons[std::size_t(number)];
    person.askedAt = steadyNs();
    QJsonObject params;
    const bool resumes = !m_population.tokens.empty();
    if (resumes) {
        params.insert(
            QLatin1String("access_token"), QString::fromStdString(m_population.tokens[std::size_t(number)]));
    } else {
        const std::string handle = "b" + m_run + "_" + std::to_string(number);
        params = {{QLatin1String("handle"), QString::fromStdString(handle)},
            {QLatin1String("password"), QString::fromUtf8(password.data(), qsizetype(password.size()))},
            {QLatin1String("name"), QString::fromStdString("Bench " + std::to_string(number))},
            {QLatin1String("device"),
                QJsonObject{{QLatin1String("name"), QLatin1String("madang-bench")},
                    {QLatin1String("kind"), QLatin1String("other")}}}};
    }
    const QJsonObject request{{QLatin1String("jsonrpc"), QLatin1String("2.0")},
        {QLatin1String("id"), LoginId},
        {QLatin1String("method"), resumes ? QLatin1String("auth.resume") : QLatin1String("auth.register")},
        {QLatin1String("params"), params}};
    const QByteArray text = QJsonDocument(request).toJson(QJsonDocument::Compact);
    connection.send({text.constData(), std::size_t(text.size())});
}

void Crowd::create(int room)
{
    const int owner = room * m_population.roomSize;
    QJsonArray members;
    for (int reader = 1; reader < m_population.readersIn(room); ++reader)
        members.append(QString::fromStdString(m_persons[std::size_t(owner) + std::size_t(reader)].user));
    const QJsonObject request{{QLatin1String("jsonrpc"), QLatin1String("2.0")},
        {QLatin1String("id"), CreateId}, {QLatin1String("method"), QLatin1String("room.create")},
        {QLatin1String("params"),
            QJsonObject{{QLatin1String("kind"), QLatin1String("group")},
                {QLatin1String("title"), QString::fromStdString("Bench " + std::to_string(room))},
                {QLatin1String("members"), members}}}};
    const QByteArray text = QJsonDocument(request).toJson(QJsonDocument::Compact);
    send(owner, {text.constData(), std::size_t(text.size())});
}

void Crowd::message(Connection& connection, std::string_view text, std::int64_t at)
{
    const int number = connection.number();
    Person& person = m_persons[std::size_t(number)];
    const Incoming incoming = readIncoming(text);
    m_slowFrames += incoming.slow && incoming.id >= firstId;
    switch (incoming.kind) {
    case Incoming::Kind::Created:
    case Incoming::Kind::Counted:
        ++person.received;
        if (incoming.kind == Incoming::Kind::Created && m_audience)
            m_audience->created(number, incoming, at);
        if (person.received - person.acknowledged >= ackEvery)
            acknowledge(person);
        break;
    case Incoming::Kind::Passing:
        break;
    case Incoming::Kind::Answer:
    case Incoming::Kind::Refusal:
        if (incoming.id < firstId)
            settled(number, text, incoming, at);
        else if (m_audience)
            m_audience->answered(number, incoming, at);
        break;
    case Incoming::Kind::Unknown:
        ++m_unknownFrames;
        break;
    }
}

void Crowd::settled(int number, std::string_view text, const Incoming& answer, std::int64_t at)
{
    --m_outstanding;
    Person& person = m_persons[std::size_t(number)];
    if (answer.kind == Incoming::Kind::Refusal) {
        fail("person " + std::to_string(number) + " was refused: " + std::string(text.substr(0, 300)));
        return;
    }
    const QJsonObject result = resultOf(text);
    const auto room = std::size_t(m_population.roomOf(number));
    if (answer.id == LoginId) {
        m_arrival.signIn.record(at - person.askedAt);
        person.user = memberOf(result, "user").value(QLatin1String("id")).toString().toStdString();
    } else if (answer.id == CreateId) {
        m_population.rooms[room]
            = memberOf(result, "room").value(QLatin1String("id")).toString().toStdString();
    } else {
        const QString id = QString::fromStdString(m_population.rooms[room]);
        const QJsonArray list = result.value(QLatin1String("rooms")).toArray();
        for (const auto& row : list) {
            const QJsonObject object = row.toObject();
            if (object.value(QLatin1String("id")).toString() == id) {
                m_heads[room] = memberOf(object, "head").value(QLatin1String("seq")).toInteger();
                return;
            }
        }
        fail("person " + std::to_string(number)
            + " does not see their room in: " + std::string(text.substr(0, 300)));
    }
}

void Crowd::closed(Connection& connection, int code, std::string_view reason)
{
    ++m_closings[code];
    // While people arrive, an end is a failure; under load it is a figure.
    if (!m_audience) {
        fail("connection " + std::to_string(connection.number()) + " ended (" + std::to_string(code)
            + "): " + std::string(reason));
    }
}

void Crowd::openRooms(Ledger& ledger) const
{
    for (int room = 0; room < m_population.roomCount(); ++room)
        ledger.addRoom(m_population.readersIn(room), m_heads[std::size_t(room)]);
}

void Crowd::acknowledge(Person& person)
{
    person.acknowledged = person.received;
    person.connection->send(R"({"jsonrpc":"2.0","method":"stream.ack","params":{"received":)"
        + std::to_string(person.received) + "}}");
}

// A thirtieth of the people each second, so that nobody waits longer than 30 s and no second is busier than
// others.
void Crowd::tend(std::int64_t now)
{
    if (now - m_tendedAt < 1'000'000'000)
        return;
    m_tendedAt = now;
    const int share = m_population.people / ackSeconds + 1;
    for (int i = 0; i < share; ++i) {
        m_tended = (m_tended + 1) % m_population.people;
        Person& person = m_persons[std::size_t(m_tended)];
        if (person.received > person.acknowledged)
            acknowledge(person);
    }
}

} // namespace madang::bench
