#include "tests/server/storage/suites/accountsuite.h"

#include <algorithm>

namespace madang::server {

namespace {

User person(const QString& handle, const QString& name)
{
    User user;
    user.id = UserId::create();
    user.handle = handle;
    user.name = name;
    user.createdAt = 1'000;
    return user;
}

QStringList handles(const UserPage& page)
{
    QStringList result;
    for (const User& user : page.users) {
        result << user.handle;
    }
    return result;
}

} // namespace

void AccountSuite::keepsEverything()
{
    User user = person(QStringLiteral("ann"), QStringLiteral("앤 Ann 👩‍🚀"));
    user.bio = QStringLiteral("two\nlines");
    user.avatar = QStringLiteral("blob1");
    user.kind = UserKind::Bot;
    const QByteArray hash = QByteArray("$argon2id$v=19$\0x", 17);
    const auto created = await(m_store->accounts().create({user, hash}));
    VERIFY_OK(created);
    QCOMPARE(*created, user);
    const auto found = await(m_store->accounts().findByHandle(QStringLiteral("ann")));
    VERIFY_OK(found);
    QVERIFY(found->has_value());
    QCOMPARE((*found)->user, user);
    QCOMPARE((*found)->passwordHash, hash);
    QCOMPARE((*await(m_store->accounts().find(user.id)))->user, user);
    QCOMPARE(*await(m_store->users().find(user.id)), std::optional(user));
    QVERIFY(!await(m_store->accounts().findByHandle(QStringLiteral("bob")))->has_value());
    QVERIFY(!await(m_store->accounts().find(UserId(1)))->has_value());
    QVERIFY(!await(m_store->users().find(UserId()))->has_value());
    m_store->restart();
    QCOMPARE((*await(m_store->accounts().find(user.id)))->user, user);
}

void AccountSuite::handleOnlyOnce()
{
    const User first = addUser(*m_store, QStringLiteral("ann"));
    COMPARE_ERROR(await(m_store->accounts().create({person(QStringLiteral("ann"), QStringLiteral("x")), {}})),
        ErrorCode::Conflict);
    // Many at once: one gets it.
    std::vector<QCoro::Task<Result<User>>> tasks;
    for (int i = 0; i < 50; ++i) {
        tasks.push_back(m_store->accounts().create({person(QStringLiteral("bob"), QString::number(i)), "h"}));
    }
    int created = 0;
    for (auto& task : tasks) {
        const auto result = await(std::move(task));
        created += result ? 1 : 0;
        QVERIFY(result || result.error().code == ErrorCode::Conflict);
    }
    QCOMPARE(created, 1);
    QCOMPARE((*await(m_store->accounts().findByHandle(QStringLiteral("ann"))))->user.id, first.id);
}

void AccountSuite::takenIdIsReplaced()
{
    const User first = addUser(*m_store, QStringLiteral("ann"));
    User second = person(QStringLiteral("bob"), QStringLiteral("Bob"));
    second.id = first.id;
    const auto created = await(m_store->accounts().create({second, "h"}));
    VERIFY_OK(created);
    QVERIFY(created->id != first.id);
    QCOMPARE((*await(m_store->accounts().findByHandle(QStringLiteral("bob"))))->user.id, created->id);
    QCOMPARE(handles(*await(m_store->users().search(QStringLiteral("bob"), {}, 10))),
        QStringList{QStringLiteral("bob")});
}

void AccountSuite::password()
{
    const User ann = addUser(*m_store, QStringLiteral("ann"));
    VERIFY_OK(await(m_store->accounts().setPasswordHash(ann.id, "new hash", "hash")));
    QCOMPARE((*await(m_store->accounts().find(ann.id)))->passwordHash, QByteArray("new hash"));
    COMPARE_ERROR(await(m_store->accounts().setPasswordHash(ann.id, "late", "hash")), ErrorCode::Conflict);
    COMPARE_ERROR(await(m_store->accounts().setPasswordHash(ann.id, "late", {})), ErrorCode::Conflict);
    COMPARE_ERROR(
        await(m_store->accounts().setPasswordHash(UserId::create(), "x", "hash")), ErrorCode::Conflict);
    QCOMPARE((*await(m_store->accounts().find(ann.id)))->passwordHash, QByteArray("new hash"));
}

void AccountSuite::removal()
{
    const User ann = addUser(*m_store, QStringLiteral("ann"));
    Session session;
    session.id = SessionId::create();
    session.user = ann.id;
    VERIFY_OK(await(m_store->sessions().create(session, {QByteArray(32, 'a'), session.id, 100'000})));
    const auto ended = await(m_store->accounts().remove(ann.id, 9'000));
    VERIFY_OK(ended);
    QCOMPARE(*ended, std::vector{session.id});

    QVERIFY(!await(m_store->accounts().find(ann.id))->has_value());
    QVERIFY(!await(m_store->accounts().findByHandle(QStringLiteral("ann")))->has_value());
    const auto left = await(m_store->users().find(ann.id)); // their messages still have a sender
    QVERIFY(left->has_value());
    QCOMPARE((*left)->deletedAt, 9'000);
    QVERIFY((*left)->name.isEmpty() && (*left)->bio.isEmpty() && (*left)->avatar.isEmpty());
    QVERIFY(!(*left)->handle.isEmpty());
    QVERIFY2(!(*left)->handle[0].isLetter(), "a handle of this form could be registered");
    QVERIFY((*left)->handle.size() <= 32);
    QCOMPARE((*await(m_store->sessions().find(session.id)))->revokedAt, 9'000);
    QVERIFY(handles(*await(m_store->users().search(QStringLiteral("ann"), {}, 10))).isEmpty());
    QVERIFY(handles(*await(m_store->users().search((*left)->handle, {}, 10))).isEmpty());
    COMPARE_ERROR(await(m_store->accounts().remove(ann.id, 9'001)), ErrorCode::NotFound);
    COMPARE_ERROR(await(m_store->accounts().setPasswordHash(ann.id, "x", "hash")), ErrorCode::Conflict);

    const User next = addUser(*m_store, QStringLiteral("ann")); // the handle is free
    QVERIFY(next.id != ann.id);
    VERIFY_OK(await(m_store->accounts().remove(next.id, 9'002)));
}

void AccountSuite::findsMany()
{
    const User ann = addUser(*m_store, QStringLiteral("ann"));
    const User bob = addUser(*m_store, QStringLiteral("bob"));
    const auto found = await(m_store->users().findMany({bob.id, UserId::create(), ann.id, UserId()}));
    VERIFY_OK(found);
    QCOMPARE(found->size(), size_t(2));
    QVERIFY(std::find(found->begin(), found->end(), ann) != found->end());
    QVERIFY(std::find(found->begin(), found->end(), bob) != found->end());
    QVERIFY(await(m_store->users().findMany({}))->empty());
}

void AccountSuite::search_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("found");
    const QString ann = QStringLiteral("ann.lee"), bob = QStringLiteral("bob"),
                  kim = QStringLiteral("kim_01"), zoe = QStringLiteral("zoe");
    QTest::newRow("beginning of a handle") << QStringLiteral("ann.") << QStringList{ann};
    QTest::newRow("middle of a handle") << QStringLiteral("lee") << QStringList{};
    QTest::newRow("capitals") << QStringLiteral("ANN") << QStringList{ann};
    QTest::newRow("first word of a name") << QStringLiteral("robert") << QStringList{bob};
    QTest::newRow("later word of a name") << QStringLiteral("o'") << QStringList{bob};
    QTest::newRow("word after a hyphen") << QStringLiteral("jane") << QStringList{ann};
    QTest::newRow("two words") << QStringLiteral("robert  O'N") << QStringList{bob};
    QTest::newRow("middle of a word") << QStringLiteral("obert") << QStringList{};
    QTest::newRow("korean") << QStringLiteral("김") << QStringList{kim};
    QTest::newRow("korean, later word") << QStringLiteral("민준") << QStringList{kim};
    QTest::newRow("korean, decomposed")
        << QStringLiteral("김민").normalized(QString::NormalizationForm_D) << QStringList{};
    QTest::newRow("korean with a space, decomposed")
        << QStringLiteral("김 민").normalized(QString::NormalizationForm_D) << QStringList{kim};
    QTest::newRow("capitals beyond ASCII") << QStringLiteral("ÅSTR") << QStringList{zoe};
    QTest::newRow("both kinds, by handle") << QStringLiteral("z") << QStringList{ann, zoe};
    QTest::newRow("wildcard %") << QStringLiteral("%") << QStringList{};
    QTest::newRow("wildcard _") << QStringLiteral("_ob") << QStringList{};
    QTest::newRow("underscore is itself") << QStringLiteral("kim_") << QStringList{kim};
    QTest::newRow("quote") << QStringLiteral("' OR 1=1 --") << QStringList{};
    QTest::newRow("NUL") << QString(QChar(0)) << QStringList{};
    QTest::newRow("half a surrogate pair") << QString(QChar(0xd83d)) << QStringList{};
    QTest::newRow("everybody") << QString() << QStringList{ann, bob, kim, zoe};
}

void AccountSuite::search()
{
    QFETCH(QString, query);
    QFETCH(QStringList, found);
    const std::pair<QString, QString> people[] = {
        {QStringLiteral("zoe"), QStringLiteral("Weiß Åström")},
        {QStringLiteral("ann.lee"), QStringLiteral("Mary-Jane Zed")},
        {QStringLiteral("kim_01"), QStringLiteral("김 민준")},
        {QStringLiteral("bob"), QStringLiteral("Robert   O'Neill")},
    };
    for (const auto& [handle, name] : people) {
        VERIFY_OK(await(m_store->accounts().create({person(handle, name), "h"})));
    }
    const auto page = await(m_store->users().search(query, {}, 100));
    VERIFY_OK(page);
    QCOMPARE(handles(*page), found);
    QVERIFY(page->next.isEmpty());
}

void AccountSuite::searchPages()
{
    QStringList all;
    for (int i = 0; i < 25; ++i) {
        const QString handle = QStringLiteral("p%1").arg((i * 7) % 25, 2, 10, QChar(u'0'));
        VERIFY_OK(await(m_store->accounts().create({person(handle, QStringLiteral("P p %1").arg(i)), "h"})));
        all << handle;
    }
    std::sort(all.begin(), all.end());
    QStringList seen;
    QString after;
    int pages = 0;
    do {
        const auto page = await(m_store->users().search(QStringLiteral("p"), after, 10));
        VERIFY_OK(page);
        seen << handles(*page);
        after = page->next;
        ++pages;
    } while (!after.isEmpty());
    QCOMPARE(seen, all); // each once, although several terms of each match
    QCOMPARE(pages, 3);
    QVERIFY(await(m_store->users().search(QStringLiteral("p"), {}, 25))->next.isEmpty());
}

void AccountSuite::forgedCursors()
{
    for (int i = 0; i < 3; ++i) {
        addUser(*m_store, QStringLiteral("ann%1").arg(i));
    }
    const QString good = await(m_store->users().search(QStringLiteral("a"), {}, 1))->next;
    VERIFY_OK(await(m_store->users().search(QStringLiteral("a"), good, 1)));
    for (const QString& forged :
        QStringList{QStringLiteral("x"), QStringLiteral("ann0"), QStringLiteral("!!!!"), good % u'A',
            good.chopped(1), QString(QChar(0)), QString(10'000, u'A'), good.toUpper() % good}) {
        const auto refusal = await(m_store->users().search(QStringLiteral("a"), forged, 1));
        COMPARE_ERROR(refusal, ErrorCode::Invalid);
        QCOMPARE(refusal.error().field, QStringLiteral("after"));
    }
}

} // namespace madang::server
