#include "server/people/peopleservice.h"
#include "tests/support/await.h"
#include "tests/support/memorypeople.h"

#include <QtTest/QTest>
#include <atomic>
#include <thread>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

struct World : MemoryPeople {
    explicit World(size_t cacheSize = 100)
        : service(users, Limits{}, cacheSize)
    {
    }
    UserId add(quint64 id, const QString& handle, const QString& name)
    {
        Account account;
        account.user.id = UserId(id);
        account.user.handle = handle;
        account.user.name = name;
        account.user.bio = QStringLiteral("about me");
        state.accounts[UserId(id)] = account;
        return UserId(id);
    }
    UserId addPerson(quint64 id)
    {
        return add(id, QStringLiteral("person%1").arg(id), QStringLiteral("Person %1").arg(id));
    }
    int asked(const char* call) { return state.calls[QString::fromLatin1(call)]; }

    PeopleService service;
};

template <class T> ErrorCode codeOf(const Result<T>& result)
{
    return result ? ErrorCode(0) : result.error().code;
}

} // namespace

class TestPeopleService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPersonIsReadOnce()
    {
        World world;
        const UserId minji = world.add(1, QStringLiteral("minji"), QStringLiteral("김민지"));
        QVERIFY(!world.service.cached(minji));
        for (int i = 0; i < 3; ++i) {
            const auto user = await(world.service.get(minji));
            QVERIFY(user.ok());
            QCOMPARE(*user, world.state.accounts.at(minji).user);
        }
        QCOMPARE(world.asked("users.find"), 1);
        QVERIFY(world.service.cached(minji));
    }

    void whoNeverWasIsNotFoundEachTime()
    {
        World world;
        QCOMPARE(codeOf(await(world.service.get(UserId(1)))), ErrorCode::NotFound);
        QCOMPARE(codeOf(await(world.service.get(UserId()))), ErrorCode::NotFound);
        world.addPerson(1); // registers just after somebody asked
        QVERIFY(await(world.service.get(UserId(1))).ok());
    }

    void whoIsGoneIsStillThereWithoutAName()
    {
        World world;
        const UserId gone = world.addPerson(1);
        world.state.accounts[gone].user.deletedAt = 5;
        world.state.accounts[gone].user.avatar = QStringLiteral("picture");
        for (int i = 0; i < 2; ++i) {
            const auto user = await(world.service.get(gone));
            QVERIFY(user.ok());
            QCOMPARE(user->id, gone);
            QCOMPARE(user->deletedAt, 5);
            QVERIFY(user->handle.isEmpty() && user->name.isEmpty() && user->bio.isEmpty()
                && user->avatar.isEmpty());
        }
        const auto many = await(world.service.getMany({gone}));
        QVERIFY(many->front().handle.isEmpty());
    }

    void oneWithoutAnAccountIsNobody()
    {
        World world;
        const UserId minji = world.addPerson(1);
        QCOMPARE(await(world.service.me(minji))->id, minji);
        world.state.accounts[minji].user.deletedAt = 5;
        world.service.forget(minji);
        QCOMPARE(codeOf(await(world.service.me(minji))), ErrorCode::Unauthenticated);
        QCOMPARE(codeOf(await(world.service.me(UserId(2)))), ErrorCode::Unauthenticated);
        world.state.interfere = [](QLatin1String) { return Error::unavailable(QStringLiteral("away")); };
        QCOMPARE(codeOf(await(world.service.me(UserId(3)))), ErrorCode::Unavailable);
    }

    void manyComeInTheirOrderAndOnlyTheUnknownAreRead()
    {
        World world;
        for (quint64 id = 1; id <= 5; ++id)
            world.addPerson(id);
        QVERIFY(await(world.service.get(UserId(3))).ok());
        const auto people
            = await(world.service.getMany({UserId(5), UserId(3), UserId(99), UserId(1), UserId(5)}));
        QVERIFY(people.ok());
        std::vector<UserId> ids;
        for (const User& user : *people)
            ids.push_back(user.id);
        QCOMPARE(ids, (std::vector<UserId>{UserId(5), UserId(3), UserId(1), UserId(5)}));
        QVERIFY(await(world.service.getMany({UserId(1), UserId(3), UserId(5)})).ok());
        QCOMPARE(world.asked("users.findMany"), 1);
        QVERIFY(await(world.service.getMany({}))->empty());
    }

    void whatChangedIsReadAnew()
    {
        World world;
        const UserId minji = world.addPerson(1);
        QVERIFY(await(world.service.get(minji)).ok());
        world.state.accounts[minji].user.name = QStringLiteral("New name");
        world.service.forget(minji);
        QVERIFY(!world.service.cached(minji));
        QCOMPARE(await(world.service.get(minji))->name, QStringLiteral("New name"));
    }

    void aReadingOvertakenByAChangeIsNotKept()
    {
        World world;
        const UserId minji = world.addPerson(1);
        // The reading has begun, and its answer is on its way when the person changes.
        world.state.interfere = [&](QLatin1String) -> std::optional<Error> {
            world.service.forget(minji);
            return std::nullopt;
        };
        QVERIFY(await(world.service.get(minji)).ok());
        QVERIFY(!world.service.cached(minji));
        QVERIFY(await(world.service.getMany({minji})).ok());
        QVERIFY(!world.service.cached(minji));
        world.state.interfere = nullptr;
        QVERIFY(await(world.service.get(minji)).ok());
        QVERIFY(world.service.cached(minji));
    }

    void theCacheIsBoundedAndKeepsWhoIsAskedFor()
    {
        World world(10);
        for (quint64 id = 1; id <= 100; ++id) {
            world.addPerson(id);
            QVERIFY(await(world.service.get(UserId(id))).ok());
            QVERIFY(world.service.cached(UserId(1)));
        }
        int kept = 0;
        for (quint64 id = 1; id <= 100; ++id)
            kept += world.service.cached(UserId(id)) ? 1 : 0;
        QCOMPARE(kept, 10);
    }

    void aSearchWithWrongParametersNamesThem_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("field");
        const QString query = QStringLiteral("min");
        QTest::newRow("empty") << QString() << QString() << 10 << QStringLiteral("query");
        QTest::newRow("white space") << QStringLiteral(" \t\u3000") << QString() << 10
                                     << QStringLiteral("query");
        QTest::newRow("65 characters") << QString(65, u'가') << QString() << 10 << QStringLiteral("query");
        QTest::newRow("endless") << QString(60'000, QChar(0x0316)) << QString() << 10
                                 << QStringLiteral("query");
        QTest::newRow("limit 0") << query << QString() << 0 << QStringLiteral("limit");
        QTest::newRow("limit -1") << query << QString() << -1 << QStringLiteral("limit");
        QTest::newRow("limit 101") << query << QString() << 101 << QStringLiteral("limit");
        QTest::newRow("endless after") << query << QString(60'000, u'x') << 10 << QStringLiteral("after");
    }
    void aSearchWithWrongParametersNamesThem()
    {
        QFETCH(QString, query);
        QFETCH(QString, after);
        QFETCH(int, limit);
        QFETCH(QString, field);
        World world;
        const auto page = await(world.service.search(query, after, limit));
        QCOMPARE(codeOf(page), ErrorCode::Invalid);
        QCOMPARE(page.error().field, field);
        QCOMPARE(world.asked("users.search"), 0);
    }

    void aSearchIsTrimmedAndComposed()
    {
        World world;
        const UserId minji = world.add(1, QStringLiteral("minji"), QStringLiteral("민지"));
        const QString typed = QStringLiteral("  민지 ");
        for (const QString& query : {typed, typed.normalized(QString::NormalizationForm_D)}) {
            const auto page = await(world.service.search(query, {}, 10));
            QVERIFY(page.ok());
            QCOMPARE(page->users.size(), size_t(1));
            QCOMPARE(page->users.front().id, minji);
        }
        // 64 code points are fine, also where they take 128 units.
        QVERIFY(await(world.service.search(QStringLiteral("🦊").repeated(64), {}, 100)).ok());
    }

    void pagesFollowEachOther()
    {
        World world;
        for (quint64 id = 1; id <= 7; ++id)
            world.addPerson(id);
        QStringList handles;
        QString after;
        do {
            const auto page = await(world.service.search(QStringLiteral("person"), after, 3));
            QVERIFY(page.ok());
            QVERIFY(page->users.size() <= 3);
            for (const User& user : page->users)
                handles << user.handle;
            after = page->next;
        } while (!after.isEmpty());
        QCOMPARE(handles.size(), 7);
    }

    void threadsShareTheCache()
    {
        World world(50);
        for (quint64 id = 1; id <= 100; ++id)
            world.addPerson(id);
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (quint64 t = 0; t < 4; ++t) {
            threads.emplace_back([&world, &wrong, t] {
                for (quint64 i = 0; i < 1000; ++i) {
                    const UserId user(1 + (i * (t + 1)) % 100);
                    const auto found = await(world.service.get(user));
                    wrong += found && found->id == user ? 0 : 1;
                    if (i % 7 == 0)
                        world.service.forget(user);
                }
            });
        }
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TestPeopleService)
#include "tst_peopleservice.moc"
