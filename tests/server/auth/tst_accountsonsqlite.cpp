#include "server/auth/signingkeys.h"
#include "server/domain/accountrepository.h"
#include "server/domain/sessionrepository.h"
#include "server/storage/storage.h"
#include "tests/server/auth/authworld.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <algorithm>
#include <atomic>
#include <thread>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

const QString kMinji = QStringLiteral("minji");
const QString kOther = QStringLiteral("quite another password");

std::unique_ptr<Storage> openIn(const QTemporaryDir& folder)
{
    auto storage = Storage::open({*DatabaseAddress::inFolder(folder.path())});
    if (!storage)
        qFatal("%s", qPrintable(storage.error().message));
    return std::move(storage).value();
}

struct World {
    QTemporaryDir folder;
    std::unique_ptr<Storage> storage = openIn(folder);
    AuthWorld auth{storage->accounts(), storage->sessions()};
};

template <class T> ErrorCode codeOf(const Result<T>& result)
{
    return result ? ErrorCode(0) : result.error().code;
}

} // namespace

// What only the real database decides: who of two that come at once wins, and what a restart finds.
class TestAccountsOnSqlite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofManyWhoWantAHandleAtOnceOneGetsIt()
    {
        World world;
        std::atomic<int> won = 0;
        std::atomic<int> taken = 0;
        inThreads(4, [&](int) {
            const auto login = world.auth.registered(kMinji);
            won += login ? 1 : 0;
            taken += codeOf(login) == ErrorCode::Conflict ? 1 : 0;
        });
        QCOMPARE(won.load(), 1);
        QCOMPARE(taken.load(), 3);
    }

    void ofTwoRefreshesAtOnceOneWinsAndTheSessionEnds()
    {
        World world;
        QVERIFY(world.auth.registered(kMinji).ok());
        for (int round = 0; round < 10; ++round) {
            const auto login = world.auth.loggedIn(kMinji);
            QVERIFY(login.ok());
            std::atomic<int> won = 0;
            std::atomic<int> refused = 0;
            std::vector<Result<Login>> answers(2, Result<Login>(Error()));
            inThreads(2, [&](int i) {
                answers[size_t(i)] = world.auth.refreshed(*login);
                won += answers[size_t(i)] ? 1 : 0;
                refused += codeOf(answers[size_t(i)]) == ErrorCode::Unauthenticated ? 1 : 0;
            });
            QCOMPARE(won.load(), 1);
            QCOMPARE(refused.load(), 1);
            const auto& winner = answers[0] ? *answers[0] : *answers[1];
            QVERIFY(!world.auth.lives(winner));
            QCOMPARE(codeOf(world.auth.refreshed(winner)), ErrorCode::Unauthenticated);
        }
    }

    void passwordsAreChangedOnceAndRenewedHashesUndoNothing()
    {
        World world;
        const auto login = world.auth.registered(kMinji);
        const QString third = QStringLiteral("a third password");
        std::atomic<int> changed = 0;
        inThreads(2, [&](int i) {
            changed += await(world.auth.service.changePassword(
                           login->user.id, login->session.id, AuthWorld::goodPassword(), i ? kOther : third))
                ? 1
                : 0;
        });
        QCOMPARE(changed.load(), 1);
        QCOMPARE(codeOf(world.auth.loggedIn(kMinji)), ErrorCode::Unauthenticated);
        QVERIFY(world.auth.loggedIn(kMinji, kOther).ok() != world.auth.loggedIn(kMinji, third).ok());
        QVERIFY(world.auth.lives(*login));

        PasswordHasherSettings dearer = cheapHashing();
        dearer.passes = 3;
        AuthWorld tomorrow(world.storage->accounts(), world.storage->sessions(), {}, dearer);
        const QString password = world.auth.loggedIn(kMinji, kOther) ? kOther : third;
        QVERIFY(tomorrow.loggedIn(kMinji, password).ok());
        const auto account = await(world.storage->accounts().find(login->user.id));
        QVERIFY((*account)->passwordHash.contains("t=3"));
        QVERIFY(tomorrow.loggedIn(kMinji, password).ok());
    }

    void noSessionOutlivesItsAccount()
    {
        World world;
        for (int round = 0; round < 5; ++round) {
            const auto login = world.auth.registered(kMinji);
            QVERIFY(login.ok());
            std::vector<Result<Login>> others(3, Result<Login>(Error()));
            inThreads(4, [&](int i) {
                if (i < 3)
                    others[size_t(i)] = world.auth.loggedIn(kMinji);
                else
                    (void)await(world.auth.service.deleteAccount(login->user.id, AuthWorld::goodPassword()));
            });
            QVERIFY(!world.auth.lives(*login));
            for (const auto& other : others)
                QVERIFY(!other || !world.auth.lives(*other));
            QCOMPARE(codeOf(world.auth.loggedIn(kMinji)), ErrorCode::Unauthenticated);
        }
    }

    void sessionsAreListedNewestFirst()
    {
        World world;
        const auto first = world.auth.registered(kMinji);
        world.auth.clock.advance(1000);
        const auto second = world.auth.loggedIn(kMinji);
        world.auth.clock.advance(1000);
        QVERIFY(world.auth.refreshed(*first).ok());
        const auto list = await(world.auth.service.sessions(first->user.id));
        QCOMPARE(list->size(), size_t(2));
        QCOMPARE(list->at(0).id, second->session.id);
        QCOMPARE(list->at(1).id, first->session.id);
        QCOMPARE(list->at(1).seenAt, world.auth.clock.nowMs());
        QCOMPARE(list->at(1).device, AuthWorld::device());
        QCOMPARE(codeOf(await(world.auth.service.revoke(UserId(1), first->session.id))), ErrorCode::NotFound);
    }

    void aRestartKeepsKeysAndRevocations()
    {
        QTemporaryDir folder;
        ManualClock clock;
        QString living;
        QString ended;
        for (int run = 0; run < 2; ++run) {
            const auto storage = openIn(folder);
            const auto keys = await(loadSigningKeys(storage->keys(), clock));
            QVERIFY(keys.ok());
            QCOMPARE(keys->size(), size_t(1));
            const TokenSigner signer(keys->back());
            const TokenVerifier verifier(*keys);
            PasswordHasher hasher(cheapHashing());
            RevocationList revocations(clock, AuthSettings{}.accessTtlMs);
            AccountService service(
                {storage->accounts(), storage->sessions(), hasher, signer, verifier, revocations, clock}, {},
                {});
            QVERIFY(await(service.start()).ok());
            if (run == 0) {
                const auto one = await(service.registerAccount(
                    kMinji, AuthWorld::goodPassword(), kMinji, AuthWorld::device(), AuthWorld::address()));
                const auto two = await(service.login(
                    kMinji, AuthWorld::goodPassword(), AuthWorld::device(), AuthWorld::address()));
                QVERIFY(await(service.revoke(one->user.id, one->session.id)).ok());
                ended = one->tokens.accessToken;
                living = two->tokens.accessToken;
            }
            QVERIFY(service.resume(living).ok());
            QCOMPARE(codeOf(service.resume(ended)), ErrorCode::Unauthenticated);
        }
    }

    void whatEndedLongAgoIsPruned()
    {
        World world;
        const auto login = world.auth.registered(kMinji);
        QVERIFY(await(world.auth.service.logout(login->user.id, login->session.id)).ok());
        world.auth.clock.advance(40LL * 24 * 3600'000);
        const auto now = world.auth.loggedIn(kMinji);
        QVERIFY(await(world.auth.service.prune()).ok());
        QVERIFY(!await(world.storage->sessions().find(login->session.id))->has_value());
        QVERIFY(world.auth.refreshed(*now).ok());
    }

private:
    template <class Work> static void inThreads(int count, Work work)
    {
        std::vector<std::thread> threads;
        for (int i = 0; i < count; ++i)
            threads.emplace_back([work, i] { work(i); });
        for (auto& thread : threads)
            thread.join();
    }
};

QTEST_GUILESS_MAIN(TestAccountsOnSqlite)
#include "tst_accountsonsqlite.moc"
