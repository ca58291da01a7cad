#include "tests/bench/seed.h"

#include "server/auth/accesstoken.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/refreshtoken.h"
#include "server/auth/signingkeys.h"
#include "server/domain/accountrepository.h"
#include "server/domain/roomrepository.h"
#include "server/domain/sessionrepository.h"
#include "server/storage/storage.h"
#include "shared/core/clock.h"
#include "shared/core/limits.h"

#include <QCoroTask>
#include <QtCore/QRandomGenerator>
#include <QtCore/QUuid>

namespace madang::bench {

using namespace madang::server;

namespace {

constexpr int atATime = 2000; // under way in the database; each such chunk is a few transactions
constexpr qint64 tokenSeconds = 24 * 3600; // the longest run fits
constexpr qint64 refreshMs = 30LL * 24 * 3600'000;

// Everything that fails says so by the text; empty: done.
using Step = QCoro::Task<QString>;

class Seeder {
public:
    Seeder(Storage& storage, Population& population, const std::function<void(const std::string&)>& progress)
        : m_storage(storage)
        , m_population(population)
        , m_progress(progress)
        , m_run(QString::number(QRandomGenerator::global()->generate(), 36))
        , m_users(std::size_t(population.people))
    {
        population.tokens.resize(std::size_t(population.people));
        population.rooms.resize(std::size_t(population.roomCount()));
    }

    Step run()
    {
        const auto keys = co_await loadSigningKeys(m_storage.keys(), m_clock);
        if (!keys)
            co_return keys.error().message;
        m_signer = std::make_unique<TokenSigner>(keys->back());
        PasswordHasher hasher;
        // One password for all, hashed once: nobody signs in by it, but the rows are as they would be.
        auto hash = co_await hasher.hash(QStringLiteral("correct horse bench staple"));
        if (!hash)
            co_return hash.error().message;
        m_passwordHash = *hash;
        const QString people = co_await inChunks("people", m_population.people, &Seeder::person);
        co_return people.isEmpty() ? co_await inChunks("rooms", m_population.roomCount(), &Seeder::room)
                                   : people;
    }

private:
    Step inChunks(const char* what, int count, Step (Seeder::*step)(int))
    {
        for (int from = 0; from < count; from += atATime) {
            m_progress(
                std::string("storing ") + what + " " + std::to_string(from) + "/" + std::to_string(count));
            std::vector<Step> underWay;
            for (int number = from; number < std::min(count, from + atATime); ++number)
                underWay.push_back((this->*step)(number));
            // All of them are waited for, also when one fails: they use this object.
            QString problem;
            for (Step& one : underWay) {
                const QString text = co_await one;
                if (problem.isEmpty())
                    problem = text;
            }
            if (!problem.isEmpty())
                co_return problem;
        }
        co_return QString();
    }

    Step person(int number)
    {
        const qint64 now = m_clock.nowMs();
        Account account;
        account.user.id = UserId::create();
        account.user.handle = QStringLiteral("b%1_%2").arg(m_run).arg(number);
        account.user.name = QStringLiteral("Bench %1").arg(number);
        account.user.createdAt = now;
        account.passwordHash = m_passwordHash;
        const auto user = co_await m_storage.accounts().create(std::move(account));
        if (!user)
            co_return user.error().message;
        const auto session = co_await login(user->id, now);
        if (!session)
            co_return session.error().message;
        AccessClaims claims;
        claims.user = user->id;
        claims.session = *session;
        claims.issuedAt = now / 1000;
        claims.expiresAt = claims.issuedAt + tokenSeconds;
        claims.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_users[std::size_t(number)] = user->id;
        m_population.tokens[std::size_t(number)] = m_signer->sign(claims).toStdString();
        co_return QString();
    }

    QCoro::Task<Result<SessionId>> login(UserId user, qint64 now)
    {
        // Thousands of ids are made in one millisecond here, so two may well be the same: try another.
        for (;;) {
            Session session;
            session.id = SessionId::create();
            session.user = user;
            session.device = {QStringLiteral("madang-bench"), DeviceKind::Other};
            session.address = QStringLiteral("127.0.0.1");
            session.createdAt = session.seenAt = now;
            const SessionId id = session.id;
            RefreshToken refresh{createRefreshToken(id).hash, id, now + refreshMs};
            auto stored = co_await m_storage.sessions().create(std::move(session), std::move(refresh));
            if (stored)
                co_return id;
            if (stored.error().code != ErrorCode::Conflict)
                co_return std::move(stored).error();
        }
    }

    Step room(int number)
    {
        const qint64 now = m_clock.nowMs();
        Room group;
        group.id = RoomId::create();
        group.title = QStringLiteral("Bench %1").arg(number);
        group.capacity = Limits().roomCapacity;
        group.createdAt = now;
        std::vector<Member> members;
        for (int reader = 0; reader < m_population.readersIn(number); ++reader) {
            Member member;
            member.user
                = m_users[std::size_t(number) * std::size_t(m_population.roomSize) + std::size_t(reader)];
            member.role = reader == 0 ? Role::Owner : Role::Member;
            member.joinedAt = now;
            members.push_back(member);
        }
        const UserId owner = members.front().user;
        std::sort(
            members.begin(), members.end(), [](const Member& a, const Member& b) { return a.user < b.user; });
        const auto created
            = co_await m_storage.rooms().createGroup(std::move(group), std::move(members), owner, QUuid());
        if (!created)
            co_return created.error().message;
        m_population.rooms[std::size_t(number)] = created->state.room.id.toString().toStdString();
        co_return QString();
    }

    Storage& m_storage;
    Population& m_population;
    const std::function<void(const std::string&)>& m_progress;
    const QString m_run; // makes the handles of this run its own
    SystemClock m_clock;
    std::unique_ptr<TokenSigner> m_signer;
    QByteArray m_passwordHash;
    std::vector<UserId> m_users;
};

} // namespace

bool seed(const std::string& database, Population& population,
    const std::function<void(const std::string&)>& progress, std::string& problem)
{
    const auto address = DatabaseAddress::fromUrl(QString::fromStdString(database));
    if (!address) {
        problem = address.error().message.toStdString();
        return false;
    }
    auto storage = Storage::open({*address, 1});
    if (!storage) {
        problem = storage.error().message.toStdString();
        return false;
    }
    Seeder seeder(**storage, population, progress);
    problem = QCoro::waitFor(seeder.run()).toStdString();
    (*storage)->close();
    return problem.empty();
}

} // namespace madang::bench
