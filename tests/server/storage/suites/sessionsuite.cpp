#include "tests/server/storage/suites/sessionsuite.h"

#include <algorithm>

namespace madang::server {

namespace {
QByteArray hash(char c)
{
    return QByteArray(32, c);
}
RefreshToken token(char c, qint64 expiresAt = 1'000'000)
{
    return {hash(c), {}, expiresAt};
}
} // namespace

void SessionSuite::init()
{
    m_store = m_factory();
    m_ann = addUser(*m_store, QStringLiteral("ann"));
}

Session SessionSuite::login(const QByteArray& tokenHash, qint64 at, qint64 expiresAt)
{
    Session session;
    session.id = SessionId::create();
    session.user = m_ann.id;
    session.device = {QStringLiteral("앤의 노트북"), DeviceKind::Mobile};
    session.address = QStringLiteral("::1");
    session.createdAt = at;
    session.seenAt = at;
    const auto created = await(m_store->sessions().create(session, {tokenHash, session.id, expiresAt}));
    if (!created) {
        qFatal("cannot create a session");
    }
    return session;
}

void SessionSuite::keepsEverything()
{
    const Session session = login(hash('a'), 1'000);
    QCOMPARE(*await(m_store->sessions().find(session.id)), std::optional(session));
    QVERIFY(!await(m_store->sessions().find(SessionId::create()))->has_value());
    COMPARE_ERROR(await(m_store->sessions().create(session, token('b'))), ErrorCode::Conflict);
    VERIFY_OK(await(m_store->sessions().touch(session.id, QStringLiteral("10.0.0.1"), 2'000)));
    const auto touched = await(m_store->sessions().find(session.id));
    QCOMPARE((*touched)->address, QStringLiteral("10.0.0.1"));
    QCOMPARE((*touched)->seenAt, 2'000);
    QCOMPARE((*touched)->createdAt, 1'000);
}

void SessionSuite::needsAPerson()
{
    Session session;
    session.id = SessionId::create();
    session.user = UserId::create();
    COMPARE_ERROR(await(m_store->sessions().create(session, token('a'))), ErrorCode::NotFound);
    VERIFY_OK(await(m_store->accounts().remove(m_ann.id, 1'000)));
    session.user = m_ann.id;
    COMPARE_ERROR(await(m_store->sessions().create(session, token('a'))), ErrorCode::NotFound);
    QVERIFY(!await(m_store->sessions().find(session.id))->has_value());
}

namespace {
Session sessionOf(UserId user, DeviceKind kind, qint64 at)
{
    return {SessionId::create(), user, {QStringLiteral("앤의 전화"), kind}, QStringLiteral("::1"), at, at, 0};
}
} // namespace

void SessionSuite::endsTheOthersOfThePerson()
{
    const User bob = addUser(*m_store, QStringLiteral("bob"));
    const Session his = sessionOf(bob.id, DeviceKind::Mobile, 1'000);
    VERIFY_OK(await(m_store->sessions().create(his, token('x'))));
    const Session phone = login(hash('a'), 1'000);
    const Session gone = login(hash('b'), 1'000);
    VERIFY_OK(await(m_store->sessions().revoke(gone.id, m_ann.id, 1'500)));
    const Session desktop = sessionOf(m_ann.id, DeviceKind::Desktop, 2'000);
    const auto ended = await(m_store->sessions().create(desktop, token('c'), DuplicateLogins::One));
    VERIFY_OK(ended);
    QCOMPARE(*ended, std::vector{phone.id});
    QCOMPARE((*await(m_store->sessions().find(phone.id)))->revokedAt, 2'000);
    QCOMPARE((*await(m_store->sessions().find(gone.id)))->revokedAt, 1'500);
    QCOMPARE((*await(m_store->sessions().find(his.id)))->revokedAt, 0);
    QCOMPARE((*await(m_store->sessions().find(desktop.id)))->revokedAt, 0);
    // One that was not stored ends nobody.
    COMPARE_ERROR(
        await(m_store->sessions().create(desktop, token('d'), DuplicateLogins::One)), ErrorCode::Conflict);
    QCOMPARE(await(m_store->sessions().list(m_ann.id, 3'000))->size(), size_t(1));
}

void SessionSuite::endsThoseOfTheSameKind()
{
    const Session phone = login(hash('a'), 1'000); // mobile
    const Session desktop = sessionOf(m_ann.id, DeviceKind::Desktop, 2'000);
    auto ended = await(m_store->sessions().create(desktop, token('b'), DuplicateLogins::OnePerKind));
    VERIFY_OK(ended);
    QVERIFY(ended->empty());
    const Session tablet = sessionOf(m_ann.id, DeviceKind::Mobile, 3'000);
    ended = await(m_store->sessions().create(tablet, token('c'), DuplicateLogins::OnePerKind));
    QCOMPARE(*ended, std::vector{phone.id});
    // Where any number may be, none is ended.
    ended = await(m_store->sessions().create(
        sessionOf(m_ann.id, DeviceKind::Mobile, 4'000), token('d'), DuplicateLogins::Allow));
    VERIFY_OK(ended);
    QVERIFY(ended->empty());
    QCOMPARE(await(m_store->sessions().list(m_ann.id, 5'000))->size(), size_t(3));
}

void SessionSuite::ofManyThatBeginAtOnceOneIsLeft()
{
    std::vector<QCoro::Task<Result<std::vector<SessionId>>>> tasks;
    for (char c = 'a'; c < 'k'; ++c) {
        tasks.push_back(m_store->sessions().create(
            sessionOf(m_ann.id, DeviceKind::Mobile, 1'000 + c), token(c), DuplicateLogins::One));
    }
    size_t ended = 0;
    for (auto& task : tasks) {
        const auto others = await(std::move(task));
        VERIFY_OK(others);
        ended += others->size();
    }
    QCOMPARE(ended, size_t(9)); // each of them once
    QCOMPARE(await(m_store->sessions().list(m_ann.id, 2'000))->size(), size_t(1));
}

void SessionSuite::rotation()
{
    const Session session = login(hash('a'), 1'000);
    auto rotated
        = await(m_store->sessions().rotate(hash('a'), token('b'), QStringLiteral("10.0.0.1"), 2'000));
    VERIFY_OK(rotated);
    QCOMPARE(rotated->outcome, Rotation::Outcome::Rotated);
    QCOMPARE(rotated->session.id, session.id);
    QCOMPARE(rotated->session.user, m_ann.id);
    QCOMPARE(rotated->session.seenAt, 2'000);
    QCOMPARE(rotated->session.address, QStringLiteral("10.0.0.1"));
    QCOMPARE(*await(m_store->sessions().find(session.id)), std::optional(rotated->session));
    m_store->restart();
    rotated = await(m_store->sessions().rotate(hash('b'), token('c'), QStringLiteral("::1"), 3'000));
    QCOMPARE(rotated->outcome, Rotation::Outcome::Rotated);
}

void SessionSuite::twoRotationsAtOnce()
{
    const Session session = login(hash('a'), 1'000);
    std::vector<QCoro::Task<Result<Rotation>>> tasks;
    for (char c = 'b'; c < 'l'; ++c) {
        tasks.push_back(m_store->sessions().rotate(hash('a'), token(c), QStringLiteral("::1"), 2'000));
    }
    std::vector<Rotation::Outcome> outcomes;
    for (auto& task : tasks) {
        outcomes.push_back(await(std::move(task))->outcome);
    }
    QCOMPARE(std::count(outcomes.begin(), outcomes.end(), Rotation::Outcome::Rotated), 1);
    QCOMPARE(std::count(outcomes.begin(), outcomes.end(), Rotation::Outcome::Reused), 1);
    QVERIFY((*await(m_store->sessions().find(session.id)))->revokedAt != 0);
}

void SessionSuite::reuseRevokes()
{
    const Session session = login(hash('a'), 1'000);
    VERIFY_OK(await(m_store->sessions().rotate(hash('a'), token('b'), QStringLiteral("::1"), 2'000)));
    const auto reused
        = await(m_store->sessions().rotate(hash('a'), token('c'), QStringLiteral("6.6.6.6"), 3'000));
    VERIFY_OK(reused);
    QCOMPARE(reused->outcome, Rotation::Outcome::Reused);
    QCOMPARE(reused->session.id, session.id);
    QCOMPARE(reused->session.user, m_ann.id);
    const auto stored = await(m_store->sessions().find(session.id));
    QCOMPARE((*stored)->revokedAt, 3'000);
    QCOMPARE((*stored)->address, QStringLiteral("::1")); // the thief's is not written down as the owner's
    // The honest successor is gone with it, and the offered one was never stored.
    for (const char c : {'a', 'b', 'c'}) {
        const auto after
            = await(m_store->sessions().rotate(hash(c), token('d'), QStringLiteral("::1"), 4'000));
        QCOMPARE(after->outcome, Rotation::Outcome::Unknown);
    }
}

void SessionSuite::expiredAndUnknown()
{
    const Session session = login(hash('a'), 1'000, 5'000);
    const auto at = [this](char c, qint64 now) {
        return await(m_store->sessions().rotate(hash(c), token('z'), QStringLiteral("::1"), now))->outcome;
    };
    QCOMPARE(at('x', 2'000), Rotation::Outcome::Unknown);
    QCOMPARE(
        await(m_store->sessions().rotate({}, token('z'), {}, 2'000))->outcome, Rotation::Outcome::Unknown);
    QCOMPARE(at('a', 5'000), Rotation::Outcome::Expired);
    QCOMPARE((*await(m_store->sessions().find(session.id)))->revokedAt, 0);
    QCOMPARE(at('a', 4'999), Rotation::Outcome::Rotated);
}

void SessionSuite::listsTheLiving()
{
    const Session old = login(hash('a'), 1'000);
    const Session expired = login(hash('b'), 2'000, 5'000);
    const Session revoked = login(hash('c'), 3'000);
    const Session young = login(hash('d'), 4'000);
    VERIFY_OK(await(m_store->sessions().revoke(revoked.id, m_ann.id, 4'500)));
    VERIFY_OK(await(m_store->sessions().rotate(hash('a'), token('e'), QStringLiteral("::1"), 4'600)));
    const auto list = await(m_store->sessions().list(m_ann.id, 6'000));
    VERIFY_OK(list);
    QCOMPARE(list->size(), size_t(2));
    QCOMPARE((*list)[0].id, young.id);
    QCOMPARE((*list)[1].id, old.id);
    QCOMPARE(await(m_store->sessions().list(m_ann.id, 4'700))->size(), size_t(3)); // `expired` lives then
    QVERIFY(await(m_store->sessions().list(UserId::create(), 0))->empty());
    Q_UNUSED(expired)
}

void SessionSuite::revocation()
{
    const Session session = login(hash('a'), 1'000);
    const User bob = addUser(*m_store, QStringLiteral("bob"));
    COMPARE_ERROR(await(m_store->sessions().revoke(session.id, bob.id, 2'000)), ErrorCode::NotFound);
    COMPARE_ERROR(
        await(m_store->sessions().revoke(SessionId::create(), m_ann.id, 2'000)), ErrorCode::NotFound);
    VERIFY_OK(await(m_store->sessions().revoke(session.id, m_ann.id, 2'000)));
    COMPARE_ERROR(await(m_store->sessions().revoke(session.id, m_ann.id, 3'000)), ErrorCode::NotFound);
    QCOMPARE((*await(m_store->sessions().find(session.id)))->revokedAt, 2'000);
    QCOMPARE(*await(m_store->sessions().revokedSince(2'000)), std::vector{session.id});
    QVERIFY(await(m_store->sessions().revokedSince(2'001))->empty());
    QCOMPARE(await(m_store->sessions().rotate(hash('a'), token('b'), {}, 3'000))->outcome,
        Rotation::Outcome::Unknown);
}

void SessionSuite::revokesAllBut()
{
    const Session one = login(hash('a'), 1'000);
    const Session two = login(hash('b'), 2'000);
    const Session three = login(hash('c'), 3'000);
    auto ended = await(m_store->sessions().revokeAll(m_ann.id, two.id, 4'000));
    VERIFY_OK(ended);
    std::sort(ended->begin(), ended->end());
    std::vector expected{one.id, three.id};
    std::sort(expected.begin(), expected.end());
    QCOMPARE(*ended, expected);
    QCOMPARE((*await(m_store->sessions().find(two.id)))->revokedAt, 0);
    QCOMPARE((*await(m_store->sessions().find(three.id)))->revokedAt, 4'000);
    QCOMPARE(*await(m_store->sessions().revokeAll(m_ann.id, SessionId(), 5'000)), std::vector{two.id});
    QVERIFY(await(m_store->sessions().revokeAll(m_ann.id, SessionId(), 6'000))->empty());
}

void SessionSuite::prunes()
{
    const Session living = login(hash('a'), 1'000);
    const Session expired = login(hash('b'), 1'000, 5'000);
    const Session revoked = login(hash('c'), 1'000);
    VERIFY_OK(await(m_store->sessions().revoke(revoked.id, m_ann.id, 5'000)));
    VERIFY_OK(await(m_store->sessions().rotate(hash('a'), token('d'), {}, 2'000)));
    QCOMPARE(*await(m_store->sessions().prune(5'000)), 0); // they ended at 5,000, not before
    QCOMPARE(*await(m_store->sessions().prune(6'000)), 4); // two sessions, a token each
    QVERIFY(!await(m_store->sessions().find(expired.id))->has_value());
    QVERIFY(!await(m_store->sessions().find(revoked.id))->has_value());
    QVERIFY(await(m_store->sessions().find(living.id))->has_value());
    // The spent token of the living one is still known as spent.
    QCOMPARE(await(m_store->sessions().rotate(hash('a'), token('e'), {}, 7'000))->outcome,
        Rotation::Outcome::Reused);
}

void SessionSuite::firstKeyOfManyWins()
{
    const auto key = [](char c) {
        return SigningKey{QString(QChar::fromLatin1(c)), QByteArray(32, c), QByteArray(64, c), 1'000};
    };
    std::vector<QCoro::Task<Result<std::vector<SigningKey>>>> tasks;
    for (const char c : {'a', 'b', 'c'}) {
        tasks.push_back(m_store->keys().ensure(key(c)));
    }
    for (auto& task : tasks) {
        const auto keys = await(std::move(task));
        VERIFY_OK(keys);
        QCOMPARE(keys->size(), size_t(1));
        QCOMPARE(keys->front().id, QStringLiteral("a"));
        QCOMPARE(keys->front().publicKey, QByteArray(32, 'a'));
        QCOMPARE(keys->front().secretKey, QByteArray(64, 'a'));
        QCOMPARE(keys->front().createdAt, 1'000);
    }
    m_store->restart();
    QCOMPARE(await(m_store->keys().ensure(key('d')))->front().id, QStringLiteral("a"));
}

} // namespace madang::server
