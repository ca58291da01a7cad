#include "server/storage/storage.h"
#include "tests/server/auth/authworld.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <algorithm>
#include <mutex>
#include <thread>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

const QString kMinji = QStringLiteral("minji");

AuthSettings with(DuplicateLogins policy)
{
    AuthSettings settings;
    settings.duplicateLogins = policy;
    return settings;
}

// The service on the real database, and what is heard of ended sessions.
struct World {
    explicit World(DuplicateLogins policy)
        : auth(storage->accounts(), storage->sessions(), with(policy))
    {
    }
    Result<Login> login(DeviceKind kind, const QString& from = AuthWorld::address())
    {
        return await(auth.service.login(
            kMinji, AuthWorld::goodPassword(), {QStringLiteral("김민지의 기기"), kind}, from));
    }

    QTemporaryDir folder;
    std::unique_ptr<Storage> storage
        = std::move(Storage::open({*DatabaseAddress::inFolder(folder.path())})).value();
    AuthWorld auth;
    std::mutex mutex;
    std::vector<Revocation> heard;
    RevocationList::Subscription subscription
        = auth.revocations.subscribe([this](const Revocation& revocation) {
              const std::scoped_lock lock(mutex);
              heard.push_back(revocation);
          });
};

} // namespace

// --duplicate-logins: what a new login does to the old ones of the same person.
class TestDuplicateLogins : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allowedOnesLiveSideBySide()
    {
        World world(DuplicateLogins::Allow);
        const auto first = world.auth.registered(kMinji);
        const auto second = world.login(DeviceKind::Desktop);
        QVERIFY(world.auth.lives(*first));
        QVERIFY(world.auth.lives(*second));
        QVERIFY(world.heard.empty());
    }

    void theNewOneEndsTheOldOneAndSaysFromWhere()
    {
        World world(DuplicateLogins::One);
        const auto first = world.auth.registered(kMinji);
        const auto second = world.login(DeviceKind::Mobile, QStringLiteral("203.0.113.9"));
        QVERIFY(!world.auth.lives(*first));
        QVERIFY(world.auth.lives(*second));
        QVERIFY(!world.auth.refreshed(*first));
        QVERIFY(world.auth.refreshed(*second).ok());
        const Revocation::Newcomer phone{
            {QStringLiteral("김민지의 기기"), DeviceKind::Mobile}, QStringLiteral("203.0.113.9")};
        QCOMPARE(world.heard.size(), size_t(1));
        QCOMPARE(world.heard[0], (Revocation{first->session.id, RevocationReason::Replaced, phone}));
    }

    void oneOfEachKind()
    {
        World world(DuplicateLogins::OnePerKind);
        const auto desktop = world.auth.registered(kMinji); // on a desktop
        const auto phone = world.login(DeviceKind::Mobile);
        const auto other = world.login(DeviceKind::Other);
        QVERIFY(world.heard.empty());
        const auto tablet = world.login(DeviceKind::Mobile);
        QVERIFY(world.auth.lives(*desktop));
        QVERIFY(world.auth.lives(*other));
        QVERIFY(world.auth.lives(*tablet));
        QVERIFY(!world.auth.lives(*phone));
        QCOMPARE(world.heard.size(), size_t(1));
    }

    void othersAreLeftAlone()
    {
        World world(DuplicateLogins::One);
        const auto minji = world.auth.registered(kMinji);
        const auto joon = world.auth.registered(QStringLiteral("joon"));
        QVERIFY(world.auth.lives(*minji));
        QVERIFY(world.auth.lives(*joon));
    }

    void whoOnlyGuessesEndsNobody()
    {
        World world(DuplicateLogins::One);
        const auto minji = world.auth.registered(kMinji);
        QVERIFY(!world.auth.loggedIn(kMinji, QStringLiteral("not her password")));
        QVERIFY(world.auth.lives(*minji));
        QVERIFY(world.heard.empty());
    }

    void comingBackIsNoNewLogin()
    {
        World world(DuplicateLogins::One);
        const auto minji = world.auth.registered(kMinji);
        const auto again = world.auth.refreshed(*minji);
        QVERIFY(again.ok());
        QVERIFY(world.auth.lives(*minji));
        QVERIFY(world.auth.lives(*again));
        QVERIFY(world.heard.empty());
    }

    void ofManyAtOnceOneIsLeft()
    {
        World world(DuplicateLogins::One);
        const auto first = world.auth.registered(kMinji);
        std::vector<Result<Login>> logins(6, Result<Login>(Error()));
        std::vector<std::thread> threads;
        for (size_t i = 0; i < logins.size(); ++i)
            threads.emplace_back([&, i] { logins[i] = world.login(DeviceKind::Desktop); });
        for (auto& thread : threads)
            thread.join();
        size_t living = 0;
        for (const auto& login : logins) {
            QVERIFY(login.ok());
            living += world.auth.lives(*login) ? 1 : 0;
        }
        QCOMPARE(living, size_t(1));
        QVERIFY(!world.auth.lives(*first));
        QCOMPARE(await(world.auth.service.sessions(first->user.id))->size(), size_t(1));
        QCOMPARE(world.heard.size(), logins.size()); // each that ended, once
    }

    void revocationsTravelWhole()
    {
        const Revocation replaced{SessionId(7), RevocationReason::Replaced,
            Revocation::Newcomer{
                {QStringLiteral("내 전화"), DeviceKind::Mobile}, QStringLiteral("2001:db8::1")}};
        const Revocation plain{SessionId(8), RevocationReason::Logout, std::nullopt};
        QCOMPARE(decodeRevocation(encode(replaced)), std::optional(replaced));
        QCOMPARE(decodeRevocation(encode(plain)), std::optional(plain));
        // Cut anywhere before the texts, with more after a plain one, or of a form that is not known.
        for (qsizetype size = 0; size < encode(plain).size(); ++size)
            QVERIFY(!decodeRevocation(encode(replaced).left(size)));
        QVERIFY(!decodeRevocation(encode(plain) + 'x'));
        QByteArray newer = encode(plain);
        newer[0] = 2;
        QVERIFY(!decodeRevocation(newer));
        QVERIFY(!decodeRevocation(encode(replaced) + QByteArray(5000, 'x')));
        // A reason of a newer server: what counts is that it ended.
        QByteArray unknown = encode(plain);
        unknown[9] = 99;
        QCOMPARE(decodeRevocation(unknown)->reason, RevocationReason::Revoked);
    }
};

QTEST_GUILESS_MAIN(TestDuplicateLogins)
#include "tst_duplicatelogins.moc"
