#include "tests/server/auth/authworld.h"
#include "tests/support/memorypeople.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>
#include <algorithm>
#include <atomic>
#include <thread>

using namespace madang;
using namespace madang::server;
using namespace madang::test;

namespace {

// The service over ports in memory.
struct World : MemoryPeople, AuthWorld {
    explicit World(AuthSettings settings = {}, PasswordHasherSettings hashing = cheapHashing())
        : AuthWorld(accounts, sessions, settings, hashing)
    {
    }
};

const QString kMinji = QStringLiteral("minji");
const QString kOther = QStringLiteral("quite another password");

template <class T> ErrorCode codeOf(const Result<T>& result)
{
    return result ? ErrorCode(0) : result.error().code;
}

template <class T> QString fieldOf(const Result<T>& result)
{
    return result ? QStringLiteral("no error") : result.error().field;
}

qint64 median(std::vector<qint64> values)
{
    std::nth_element(values.begin(), values.begin() + qsizetype(values.size() / 2), values.end());
    return values[values.size() / 2];
}

QStringList* s_log = nullptr;
void keepLine(QtMsgType, const QMessageLogContext& context, const QString& line)
{
    if (s_log)
        s_log->append(QString::fromLatin1(context.category) + u' ' + line);
}

} // namespace

class TestAccountService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // --- Registering

    void whoRegistersIsLoggedIn()
    {
        World world;
        const auto login = await(world.service.registerAccount(QStringLiteral("Min.Ji_1"),
            AuthWorld::goodPassword(), QStringLiteral("  김민지 "),
            {QStringLiteral(" Pixel "), DeviceKind::Mobile}, QStringLiteral("192.0.2.7")));
        QVERIFY(login.ok());
        QCOMPARE(login->user.handle, QStringLiteral("min.ji_1"));
        QCOMPARE(login->user.name, QStringLiteral("김민지"));
        QCOMPARE(login->user.kind, UserKind::Person);
        QCOMPARE(login->user.createdAt, world.clock.nowMs());
        QCOMPARE(login->session.device, (Device{QStringLiteral("Pixel"), DeviceKind::Mobile}));
        QCOMPARE(login->session.address, QStringLiteral("192.0.2.7"));
        QCOMPARE(login->tokens.session, login->session.id);
        QCOMPARE(login->tokens.accessExpiresAt, world.clock.nowMs() + 15 * 60'000);
        QCOMPARE(login->tokens.refreshExpiresAt, world.clock.nowMs() + 30LL * 24 * 3600'000);

        const auto resumed = world.service.resume(login->tokens.accessToken);
        QVERIFY(resumed.ok());
        QCOMPARE(resumed->user, login->user.id);
        QCOMPARE(resumed->session, login->session.id);
        QCOMPARE(resumed->expiresAt, login->tokens.accessExpiresAt);
    }

    void neitherPasswordNorRefreshTokenIsStored()
    {
        World world;
        const auto login = world.registered(kMinji);
        const QByteArray hash = world.state.accounts.at(login->user.id).passwordHash;
        QVERIFY(hash.startsWith("$argon2id$"));
        QVERIFY(!hash.contains(AuthWorld::goodPassword().toUtf8()));
        QCOMPARE(world.state.tokens.size(), size_t(1));
        const QByteArray stored = world.state.tokens.begin()->first;
        QCOMPARE(stored.size(), qsizetype(32));
        QVERIFY(!login->tokens.refreshToken.toLatin1().contains(
            stored.toBase64(QByteArray::Base64UrlEncoding).chopped(1)));
    }

    void aWrongRegistrationNamesItsField_data()
    {
        QTest::addColumn<QString>("handle");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("device");
        QTest::addColumn<QString>("field");
        const QString good = AuthWorld::goodPassword();
        const QString name = QStringLiteral("민지");
        const QString device = QStringLiteral("Laptop");
        const QString zalgo = QStringLiteral("a") + QString(60'000, QChar(0x0316));
        const auto handle = [&](const char* what, const QString& text) {
            QTest::addRow("handle: %s", what) << text << good << name << device << QStringLiteral("handle");
        };
        const auto password = [&](const char* what, const QString& text) {
            QTest::addRow("password: %s", what)
                << kMinji << text << name << device << QStringLiteral("password");
        };
        const auto person = [&](const char* what, const QString& text) {
            QTest::addRow("name: %s", what) << kMinji << good << text << device << QStringLiteral("name");
        };
        const auto machine = [&](const char* what, const QString& text) {
            QTest::addRow("device: %s", what)
                << kMinji << good << name << text << QStringLiteral("device.name");
        };
        handle("empty", QString());
        handle("short", QStringLiteral("ab"));
        handle("long", QString(33, u'a'));
        handle("endless", QString(60'000, u'a'));
        handle("digit first", QStringLiteral("1min"));
        handle("dot first", QStringLiteral(".min"));
        handle("space", QStringLiteral("min ji"));
        handle("space around", QStringLiteral(" minji "));
        handle("Hangul", QStringLiteral("민지민지"));
        handle("full width", QStringLiteral("ｍｉｎｊｉ"));
        handle("Cyrillic look-alike", QStringLiteral("mіnji"));
        handle("Kelvin sign", QStringLiteral("\u212Aim"));
        handle("zero inside", QStringLiteral("min") + QChar(0) + QStringLiteral("ji"));
        handle("right-to-left override", QStringLiteral("min\u202Eji"));
        handle("lone surrogate", QStringLiteral("min") + QChar(0xd800));
        password("empty", QString());
        password("7 characters", QStringLiteral("1a2b3c4"));
        password("7 characters in 14 units", QStringLiteral("🦊🦊🦊🦊🦊🦊🦊"));
        password("129 characters", QString(129, u'x'));
        password("the most common", QStringLiteral("password"));
        password("the most common, louder", QStringLiteral("PASSWORD"));
        password("hostile marks", zalgo);
        password("lone surrogates", QString(10, QChar(0xdc00)));
        person("empty", QString());
        person("white space", QStringLiteral(" \t\u3000 "));
        person("65 characters", QString(65, u'가'));
        person("invisible", QStringLiteral("\u200B\u202E"));
        person("newline", QStringLiteral("min\nji"));
        person("hostile marks", zalgo);
        machine("empty", QString());
        machine("65 characters", QString(65, u'x'));
    }
    void aWrongRegistrationNamesItsField()
    {
        QFETCH(QString, handle);
        QFETCH(QString, password);
        QFETCH(QString, name);
        QFETCH(QString, device);
        QFETCH(QString, field);
        World world;
        const auto login = await(world.service.registerAccount(
            handle, password, name, {device, DeviceKind::Other}, AuthWorld::address()));
        QCOMPARE(codeOf(login), ErrorCode::Invalid);
        QCOMPARE(fieldOf(login), field);
        QVERIFY(world.state.accounts.empty());
    }

    void aHandleIsTakenInAnyCase()
    {
        World world;
        QVERIFY(world.registered(kMinji).ok());
        const auto again = world.registered(QStringLiteral("MinJi"));
        QCOMPARE(codeOf(again), ErrorCode::Conflict);
        QCOMPARE(fieldOf(again), QStringLiteral("handle"));
    }

    void ofTwoWhoWantAHandleAtOnceOneGetsIt()
    {
        World world;
        auto first = world.service.registerAccount(
            kMinji, AuthWorld::goodPassword(), kMinji, AuthWorld::device(), {});
        auto second = world.service.registerAccount(kMinji, kOther, kMinji, AuthWorld::device(), {});
        const auto one = await(first);
        const auto two = await(second);
        QVERIFY(one.ok() != two.ok());
        QCOMPARE(codeOf(one.ok() ? two : one), ErrorCode::Conflict);
        QCOMPARE(world.state.accounts.size(), size_t(1));
    }

    void aClosedServerTakesNobody()
    {
        AuthSettings settings;
        settings.registrationOpen = false;
        World world(settings);
        QCOMPARE(codeOf(world.registered(kMinji)), ErrorCode::Forbidden);
        QVERIFY(world.state.accounts.empty());
    }

    void aRegistrationThatFailsHalfWayCanBeSentAgain()
    {
        World world;
        bool away = true;
        world.state.interfere = [&away](QLatin1String call) -> std::optional<Error> {
            if (away && call == QLatin1String("sessions.create"))
                return Error::unavailable(QStringLiteral("away"));
            return std::nullopt;
        };
        QCOMPARE(codeOf(world.registered(kMinji)), ErrorCode::Unavailable);
        away = false;
        // The first try's account still has to let go of the handle, as every ended account's does.
        QVERIFY(world.registered(kMinji).ok());
    }

    // --- Logging in

    void loginNeedsHandleAndPassword()
    {
        World world;
        const auto first = world.registered(kMinji);
        for (const QString& handle : {QStringLiteral("minji"), QStringLiteral("MINJI")}) {
            const auto login = world.loggedIn(handle);
            QVERIFY(login.ok());
            QCOMPARE(login->user.id, first->user.id);
            QVERIFY(login->session.id != first->session.id);
            QVERIFY(world.lives(*login));
        }
        QVERIFY(world.lives(*first));
    }

    void aPasswordIsTheSameFromEveryKeyboard()
    {
        World world;
        const QString composed = QStringLiteral("마당에서 만나요");
        const QString decomposed = composed.normalized(QString::NormalizationForm_D);
        QVERIFY(world.registered(kMinji, composed).ok());
        QVERIFY(composed != decomposed);
        QVERIFY(world.loggedIn(kMinji, decomposed).ok());
    }

    void whateverIsWrongLooksAlike_data()
    {
        QTest::addColumn<QString>("handle");
        QTest::addColumn<QString>("password");
        const QString good = AuthWorld::goodPassword();
        QTest::newRow("wrong password") << kMinji << kOther;
        QTest::newRow("empty password") << kMinji << QString();
        QTest::newRow("password and more") << kMinji << QString(good + QChar(0));
        QTest::newRow("endless password") << kMinji << QString(60'000, u'x');
        QTest::newRow("hostile marks") << kMinji << QString(60'000, QChar(0x0316));
        QTest::newRow("unknown handle") << QStringLiteral("nobody") << good;
        QTest::newRow("empty handle") << QString() << good;
        QTest::newRow("impossible handle") << QStringLiteral("민지") << good;
        QTest::newRow("endless handle") << QString(60'000, u'a') << good;
        QTest::newRow("surrogates") << QString(5, QChar(0xd800)) << QString(10, QChar(0xd800));
        QTest::newRow("SQL") << QStringLiteral("minji' OR '1'='1") << good;
        QTest::newRow("a bot") << QStringLiteral("bot") << QString();
    }
    void whateverIsWrongLooksAlike()
    {
        QFETCH(QString, handle);
        QFETCH(QString, password);
        World world;
        QVERIFY(world.registered(kMinji).ok());
        Account bot;
        bot.user.id = UserId::create();
        bot.user.handle = QStringLiteral("bot");
        bot.user.kind = UserKind::Bot;
        world.state.accounts[bot.user.id] = bot;
        const auto login = world.loggedIn(handle, password);
        QVERIFY(!login.ok());
        QCOMPARE(login.error(), world.loggedIn(kMinji, kOther).error());
        QCOMPARE(login.error().code, ErrorCode::Unauthenticated);
        QCOMPARE(world.state.sessions.size(), size_t(1));
    }

    void whateverIsWrongTakesAlikeLong()
    {
        AuthSettings settings;
        settings.guesses = 1000;
        World world(settings, PasswordHasherSettings{});
        QVERIFY(world.registered(kMinji).ok());
        const QStringList handles{kMinji, QStringLiteral("nobody"), QStringLiteral("민지")};
        std::vector<std::vector<qint64>> times(3);
        for (int round = 0; round < 15; ++round) {
            for (size_t kind = 0; kind < 3; ++kind) {
                QElapsedTimer timer;
                timer.start();
                QVERIFY(!world.loggedIn(handles[qsizetype(kind)], kOther).ok());
                times[kind].push_back(timer.nsecsElapsed());
            }
        }
        // A handle that is not looked up in vain would answer a hundred times faster.
        const double wrong = double(median(times[0]));
        for (size_t kind = 1; kind < 3; ++kind) {
            const double ratio = double(median(times[kind])) / wrong;
            QVERIFY2(ratio > 0.2 && ratio < 5.0, qPrintable(QString::number(ratio)));
        }
    }

    void aDeviceNeedsAName()
    {
        World world;
        QVERIFY(world.registered(kMinji).ok());
        const auto login = await(
            world.service.login(kMinji, AuthWorld::goodPassword(), {QString(), DeviceKind::Other}, {}));
        QCOMPARE(codeOf(login), ErrorCode::Invalid);
        QCOMPARE(fieldOf(login), QStringLiteral("device.name"));
    }

    void guessingIsSlowed()
    {
        World world;
        QVERIFY(world.registered(kMinji).ok());
        for (int i = 0; i < 10; ++i)
            QCOMPARE(codeOf(world.loggedIn(kMinji, kOther)), ErrorCode::Unauthenticated);
        const auto refused = world.loggedIn(kMinji, AuthWorld::goodPassword());
        QCOMPARE(codeOf(refused), ErrorCode::RateLimited);
        QCOMPARE(refused.error().retryAfterMs, 15 * 60'000);
        // Their own phone elsewhere, and other people here, are not kept out.
        QVERIFY(world.loggedIn(kMinji, AuthWorld::goodPassword(), QStringLiteral("198.51.100.1")).ok());
        QVERIFY(world.registered(QStringLiteral("junho")).ok());
        QVERIFY(world.loggedIn(QStringLiteral("junho")).ok());
        world.clock.advance(15 * 60'000);
        QVERIFY(world.loggedIn(kMinji).ok());
    }

    void guessingAHandleThatNobodyHasIsSlowedAlike()
    {
        World world;
        for (int i = 0; i < 10; ++i)
            QCOMPARE(codeOf(world.loggedIn(kMinji, kOther)), ErrorCode::Unauthenticated);
        QCOMPARE(codeOf(world.loggedIn(kMinji, kOther)), ErrorCode::RateLimited);
    }

    void guessesAtOnceAreCountedToo()
    {
        World world;
        QVERIFY(world.registered(kMinji).ok());
        std::vector<QCoro::Task<Result<Login>>> tasks;
        for (int i = 0; i < 50; ++i)
            tasks.push_back(world.service.login(kMinji, kOther, AuthWorld::device(), AuthWorld::address()));
        int judged = 0;
        for (auto& task : tasks)
            judged += codeOf(await(task)) == ErrorCode::Unauthenticated ? 1 : 0;
        QCOMPARE(judged, 10);
    }

    void whatTheServerCouldNotJudgeIsNoGuess()
    {
        World world;
        QVERIFY(world.registered(kMinji).ok());
        world.state.interfere = [](QLatin1String) { return Error::unavailable(QStringLiteral("away")); };
        for (int i = 0; i < 20; ++i)
            QCOMPARE(codeOf(world.loggedIn(kMinji)), ErrorCode::Unavailable);
        world.state.interfere = nullptr;
        QVERIFY(world.loggedIn(kMinji).ok());
    }

    void anOutdatedHashIsRenewed()
    {
        World world;
        const auto login = world.registered(kMinji);
        PasswordHasherSettings dearer = cheapHashing();
        dearer.passes = 3;
        AuthWorld tomorrow(world.accounts, world.sessions, {}, dearer);
        const auto& hash = world.state.accounts.at(login->user.id).passwordHash;
        QVERIFY(!hash.contains("t=3"));
        QVERIFY(tomorrow.loggedIn(kMinji).ok());
        QVERIFY(hash.contains("t=3"));
        QVERIFY(tomorrow.loggedIn(kMinji).ok());
    }

    void renewingAHashNeverBringsAnOldPasswordBack()
    {
        World world;
        const auto login = world.registered(kMinji);
        PasswordHasherSettings dearer = cheapHashing();
        dearer.passes = 3;
        AuthWorld tomorrow(world.accounts, world.sessions, {}, dearer);
        const QByteArray changed = *hashOf(world, kOther);
        world.state.interfere = [&](QLatin1String call) -> std::optional<Error> {
            if (call == QLatin1String("accounts.setPasswordHash"))
                world.state.accounts.at(login->user.id).passwordHash
                    = changed; // somebody changes it just now
            return std::nullopt;
        };
        QVERIFY(tomorrow.loggedIn(kMinji).ok());
        QCOMPARE(world.state.accounts.at(login->user.id).passwordHash, changed);
    }

    void aLoginByThePasswordOfBeforeDoesNotOutliveItsChange()
    {
        World world;
        const auto login = world.registered(kMinji);
        const QByteArray changed = *hashOf(world, kOther);
        world.state.interfere = [&](QLatin1String call) -> std::optional<Error> {
            // The change comes after the old password was found right, and has ended all sessions that there
            // were.
            if (call == QLatin1String("sessions.create"))
                world.state.accounts.at(login->user.id).passwordHash = changed;
            return std::nullopt;
        };
        QCOMPARE(codeOf(world.loggedIn(kMinji)), ErrorCode::Unauthenticated);
        world.state.interfere = nullptr;
        int living = 0;
        for (const auto& [id, session] : world.state.sessions)
            living += session.revokedAt == 0 && id != login->session.id ? 1 : 0;
        QCOMPARE(living, 0);
    }

    // --- Refreshing

    void aRefreshGivesNewTokensOfTheSameSession()
    {
        World world;
        const auto login = world.registered(kMinji);
        world.clock.advance(14 * 60'000);
        const auto next
            = await(world.service.refresh(login->tokens.refreshToken, QStringLiteral("198.51.100.9")));
        QVERIFY(next.ok());
        QCOMPARE(next->user, login->user);
        QCOMPARE(next->session.id, login->session.id);
        QCOMPARE(next->session.address, QStringLiteral("198.51.100.9"));
        QCOMPARE(next->session.seenAt, world.clock.nowMs());
        QVERIFY(next->tokens.refreshToken != login->tokens.refreshToken);
        QVERIFY(next->tokens.accessToken != login->tokens.accessToken);
        QCOMPARE(next->tokens.refreshExpiresAt, world.clock.nowMs() + 30LL * 24 * 3600'000);
        world.clock.advance(14 * 60'000);
        QCOMPARE(codeOf(world.service.resume(login->tokens.accessToken)), ErrorCode::Expired);
        QVERIFY(world.lives(*next));
    }

    void aRefreshTokenUsedTwiceEndsItsSession()
    {
        World world;
        std::vector<std::pair<SessionId, RevocationReason>> heard;
        const auto subscription = world.revocations.subscribe(
            [&](const Revocation& r) { heard.emplace_back(r.session, r.reason); });
        const auto login = world.registered(kMinji);
        const auto elsewhere = world.loggedIn(kMinji);
        const auto thief = world.refreshed(*login);
        QVERIFY(thief.ok());

        const auto owner = world.refreshed(*login);
        QCOMPARE(codeOf(owner), ErrorCode::Unauthenticated);
        QVERIFY(owner.error().message.contains(QStringLiteral("used before")));
        QVERIFY(!world.lives(*login));
        QVERIFY(!world.lives(*thief));
        QCOMPARE(codeOf(world.refreshed(*thief)), ErrorCode::Unauthenticated);
        QVERIFY(world.lives(*elsewhere));
        QCOMPARE(heard.size(), size_t(1));
        QCOMPARE(heard[0].first, login->session.id);
        QCOMPARE(heard[0].second, RevocationReason::TokenReused);
    }

    void ofTwoRefreshesAtOnceOneWinsAndTheSessionEnds()
    {
        World world;
        const auto login = world.registered(kMinji);
        auto first = world.service.refresh(login->tokens.refreshToken, {});
        auto second = world.service.refresh(login->tokens.refreshToken, {});
        const auto one = await(first);
        const auto two = await(second);
        QVERIFY(one.ok() != two.ok());
        QVERIFY(!world.lives(one.ok() ? *one : *two));
    }

    void aRefreshTokenExpires()
    {
        World world;
        const auto login = world.registered(kMinji);
        world.clock.advance(30LL * 24 * 3600'000);
        QCOMPARE(codeOf(world.refreshed(*login)), ErrorCode::Expired);
    }

    void strangeRefreshTokensAreRefused_data()
    {
        QTest::addColumn<QString>("token");
        QTest::newRow("empty") << QString();
        QTest::newRow("words") << QStringLiteral("let me in");
        QTest::newRow("an access token") << QStringLiteral("a.b.c");
        QTest::newRow("endless") << QString(60'000, u'A');
        QTest::newRow("nobody's session") << QString(SessionId(1).toString() + u'.' + QString(43, u'A'));
    }
    void strangeRefreshTokensAreRefused()
    {
        QFETCH(QString, token);
        World world;
        const auto login = world.registered(kMinji);
        QCOMPARE(codeOf(await(world.service.refresh(token, {}))), ErrorCode::Unauthenticated);
        // A guessed secret of a real session is no reuse of its token and ends nothing.
        const QString guess = login->session.id.toString() + u'.' + QString(43, u'A');
        QCOMPARE(codeOf(await(world.service.refresh(guess, {}))), ErrorCode::Unauthenticated);
        QVERIFY(world.lives(*login));
        QVERIFY(world.refreshed(*login).ok());
    }

    void aRefreshThatFailsSpendsNothing_data()
    {
        QTest::addColumn<QString>("call");
        for (const char* call : {"sessions.find", "accounts.find", "sessions.rotate"})
            QTest::newRow(call) << QString::fromLatin1(call);
    }
    void aRefreshThatFailsSpendsNothing()
    {
        QFETCH(QString, call);
        World world;
        const auto login = world.registered(kMinji);
        bool away = true;
        world.state.interfere = [&](QLatin1String name) -> std::optional<Error> {
            return away && name == call ? std::optional(Error::unavailable(QStringLiteral("away")))
                                        : std::nullopt;
        };
        QCOMPARE(codeOf(world.refreshed(*login)), ErrorCode::Unavailable);
        away = false;
        QVERIFY(world.refreshed(*login).ok());
    }

    void afterTheSpendingNothingIsAskedThatCouldFail()
    {
        World world;
        const auto login = world.registered(kMinji);
        bool spent = false;
        int after = 0;
        world.state.interfere = [&](QLatin1String name) -> std::optional<Error> {
            after += spent ? 1 : 0;
            spent = spent || name == QLatin1String("sessions.rotate");
            return std::nullopt;
        };
        QVERIFY(world.refreshed(*login).ok());
        QVERIFY(spent);
        QCOMPARE(after, 0);
    }

    // --- Resuming and ending

    void resumingAsksNoDatabase()
    {
        World world;
        const auto login = world.registered(kMinji);
        int asked = 0;
        world.state.interfere = [&asked](QLatin1String) -> std::optional<Error> {
            ++asked;
            return std::nullopt;
        };
        QVERIFY(world.lives(*login));
        QCOMPARE(asked, 0);
    }

    void anotherServersTokensAreRefused()
    {
        World world;
        World elsewhere;
        const auto login = elsewhere.registered(kMinji);
        QCOMPARE(codeOf(world.service.resume(login->tokens.accessToken)), ErrorCode::Unauthenticated);
        QCOMPARE(codeOf(world.service.resume(login->tokens.refreshToken)), ErrorCode::Unauthenticated);
        QCOMPARE(codeOf(world.service.resume(QString())), ErrorCode::Unauthenticated);
    }

    void logoutEndsThisSessionOnly()
    {
        World world;
        const auto one = world.registered(kMinji);
        const auto two = world.loggedIn(kMinji);
        QVERIFY(await(world.service.logout(one->user.id, one->session.id)).ok());
        QCOMPARE(codeOf(world.service.resume(one->tokens.accessToken)), ErrorCode::Unauthenticated);
        QCOMPARE(codeOf(world.refreshed(*one)), ErrorCode::Unauthenticated);
        QVERIFY(world.lives(*two));
        QVERIFY(await(world.service.logout(one->user.id, one->session.id)).ok());
    }

    void sessionsAreListedAndRevoked()
    {
        World world;
        const auto one = world.registered(kMinji);
        world.clock.advance(1000);
        const auto two = world.loggedIn(kMinji);
        const auto stranger = world.registered(QStringLiteral("junho"));
        auto list = await(world.service.sessions(one->user.id));
        QCOMPARE(list->size(), size_t(2));

        QVERIFY(await(world.service.revoke(one->user.id, two->session.id)).ok());
        QVERIFY(!world.lives(*two));
        QVERIFY(world.lives(*one));
        list = await(world.service.sessions(one->user.id));
        QCOMPARE(list->size(), size_t(1));
        QCOMPARE(list->front().id, one->session.id);
        QCOMPARE(codeOf(await(world.service.revoke(one->user.id, two->session.id))), ErrorCode::NotFound);

        // Somebody else's answers as one that does not exist.
        const auto theirs = await(world.service.revoke(one->user.id, stranger->session.id));
        const auto nobodys = await(world.service.revoke(one->user.id, SessionId(1)));
        QCOMPARE(codeOf(theirs), ErrorCode::NotFound);
        QCOMPARE(theirs.error(), nobodys.error());
        QVERIFY(world.lives(*stranger));
    }

    void whatWasRevokedStaysSoAfterARestart()
    {
        World world;
        const auto one = world.registered(kMinji);
        const auto two = world.loggedIn(kMinji);
        QVERIFY(await(world.service.logout(one->user.id, one->session.id)).ok());

        RevocationList afresh(world.clock, AuthSettings{}.accessTtlMs);
        AccountService restarted(
            {world.accounts, world.sessions, world.hasher, world.signer, world.verifier, afresh, world.clock},
            {}, Limits{});
        QVERIFY(await(restarted.start()).ok());
        QCOMPARE(codeOf(restarted.resume(one->tokens.accessToken)), ErrorCode::Unauthenticated);
        QVERIFY(restarted.resume(two->tokens.accessToken).ok());
    }

    // --- Passwords and the end

    void aChangedPasswordEndsTheOtherSessions()
    {
        World world;
        const auto here = world.registered(kMinji);
        const auto there = world.loggedIn(kMinji);
        const auto changed = await(
            world.service.changePassword(here->user.id, here->session.id, AuthWorld::goodPassword(), kOther));
        QVERIFY(changed.ok());
        QVERIFY(world.lives(*here));
        QVERIFY(world.refreshed(*here).ok());
        QVERIFY(!world.lives(*there));
        QCOMPARE(codeOf(world.refreshed(*there)), ErrorCode::Unauthenticated);
        QCOMPARE(codeOf(world.loggedIn(kMinji)), ErrorCode::Unauthenticated);
        QVERIFY(world.loggedIn(kMinji, kOther).ok());
    }

    void aPasswordIsChangedByWhoKnowsItOnly()
    {
        World world;
        const auto here = world.registered(kMinji);
        const auto there = world.loggedIn(kMinji);
        const auto change = [&](const QString& from, const QString& to) {
            return await(world.service.changePassword(here->user.id, here->session.id, from, to));
        };
        auto refused = change(kOther, QStringLiteral("a third password"));
        QCOMPARE(codeOf(refused), ErrorCode::Forbidden);
        QCOMPARE(fieldOf(refused), QStringLiteral("old"));
        refused = change(AuthWorld::goodPassword(), QStringLiteral("short"));
        QCOMPARE(codeOf(refused), ErrorCode::Invalid);
        QCOMPARE(fieldOf(refused), QStringLiteral("new"));
        QVERIFY(world.lives(*there));
        QVERIFY(world.loggedIn(kMinji).ok());

        for (int i = 0; i < 9; ++i)
            QCOMPARE(codeOf(change(kOther, QStringLiteral("a third password"))), ErrorCode::Forbidden);
        QCOMPARE(codeOf(change(AuthWorld::goodPassword(), kOther)), ErrorCode::RateLimited);
    }

    void ofTwoChangesAtOnceOneWins()
    {
        World world;
        const auto login = world.registered(kMinji);
        const QString third = QStringLiteral("a third password");
        auto first = world.service.changePassword(
            login->user.id, login->session.id, AuthWorld::goodPassword(), kOther);
        auto second = world.service.changePassword(
            login->user.id, login->session.id, AuthWorld::goodPassword(), third);
        const auto one = await(first);
        const auto two = await(second);
        QVERIFY(one.ok() != two.ok());
        QCOMPARE(codeOf(one.ok() ? two : one), ErrorCode::Forbidden);
        QVERIFY(world.loggedIn(kMinji, one.ok() ? kOther : third).ok());
    }

    void aChangeThatFailsCanBeSentAgain_data()
    {
        QTest::addColumn<QString>("call");
        for (const char* call : {"accounts.find", "sessions.revokeAll", "accounts.setPasswordHash"})
            QTest::newRow(call) << QString::fromLatin1(call);
    }
    void aChangeThatFailsCanBeSentAgain()
    {
        QFETCH(QString, call);
        World world;
        const auto login = world.registered(kMinji);
        bool away = true;
        world.state.interfere = [&](QLatin1String name) -> std::optional<Error> {
            return away && name == call ? std::optional(Error::unavailable(QStringLiteral("away")))
                                        : std::nullopt;
        };
        const auto change = [&] {
            return await(world.service.changePassword(
                login->user.id, login->session.id, AuthWorld::goodPassword(), kOther));
        };
        QCOMPARE(codeOf(change()), ErrorCode::Unavailable);
        away = false;
        QVERIFY(change().ok());
        QVERIFY(world.loggedIn(kMinji, kOther).ok());
    }

    void anAccountEndsWithAllItsSessions()
    {
        World world;
        const auto here = world.registered(kMinji);
        const auto there = world.loggedIn(kMinji);
        auto ended = await(world.service.deleteAccount(here->user.id, kOther));
        QCOMPARE(codeOf(ended), ErrorCode::Forbidden);
        QCOMPARE(fieldOf(ended), QStringLiteral("password"));
        QVERIFY(world.lives(*here));

        ended = await(world.service.deleteAccount(here->user.id, AuthWorld::goodPassword()));
        QVERIFY(ended.ok());
        for (const auto& login : {here, there}) {
            QVERIFY(!world.lives(*login));
            QCOMPARE(codeOf(world.refreshed(*login)), ErrorCode::Unauthenticated);
        }
        QCOMPARE(codeOf(world.loggedIn(kMinji)), ErrorCode::Unauthenticated);
        QVERIFY(world.registered(kMinji, kOther).ok()); // the handle is free
    }

    void aSessionBegunWhileTheAccountEndsEndsToo()
    {
        World world;
        const auto here = world.registered(kMinji);
        Result<Login> late = Error();
        world.state.interfere = [&](QLatin1String call) -> std::optional<Error> {
            if (call == QLatin1String("accounts.remove")) {
                world.state.interfere = nullptr;
                late = world.loggedIn(kMinji);
            }
            return std::nullopt;
        };
        QVERIFY(await(world.service.deleteAccount(here->user.id, AuthWorld::goodPassword())).ok());
        QVERIFY(late.ok());
        QVERIFY(!world.lives(*late));
    }

    // --- All together

    void logsNameNoSecret()
    {
        QStringList log;
        s_log = &log;
        const auto before = qInstallMessageHandler(keepLine);
        QStringList secrets{AuthWorld::goodPassword(), kOther, QStringLiteral("typed-here-by-mistake")};
        {
            World world;
            const auto login = world.registered(kMinji);
            (void)world.loggedIn(kMinji, kOther);
            (void)world.loggedIn(QStringLiteral("typed-here-by-mistake"), kOther);
            (void)world.loggedIn(QStringLiteral("nobody"), QStringLiteral("typed-here-by-mistake"));
            const auto next = world.refreshed(*login);
            (void)world.refreshed(*login);
            const auto again = world.loggedIn(kMinji);
            (void)await(world.service.changePassword(
                again->user.id, again->session.id, AuthWorld::goodPassword(), kOther));
            (void)await(world.service.deleteAccount(again->user.id, kOther));
            for (const auto& each : {login, next, again})
                secrets << each->tokens.accessToken << each->tokens.refreshToken;
        }
        qInstallMessageHandler(before);
        s_log = nullptr;
        QVERIFY(log.size() >= 8);
        for (const QString& line : std::as_const(log)) {
            QVERIFY2(line.startsWith(QStringLiteral("madang.auth ")), qPrintable(line));
            for (const QString& secret : std::as_const(secrets))
                QVERIFY2(!line.contains(secret), qPrintable(line));
        }
    }

    void manyThreadsAtOnce()
    {
        AuthSettings settings;
        settings.guesses = 100'000;
        World world(settings);
        QVERIFY(world.registered(kMinji).ok());
        std::atomic<int> good = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&world, &good, t] {
                const QString handle = QStringLiteral("person%1").arg(t);
                if (!world.registered(handle))
                    return;
                for (int i = 0; i < 25; ++i) {
                    const auto login = world.loggedIn(i % 2 ? handle : kMinji);
                    const auto next = login ? world.refreshed(*login) : login;
                    const bool lived = next && world.lives(*next);
                    const bool out
                        = next && await(world.service.logout(next->user.id, next->session.id)).ok();
                    good += lived && out && !world.lives(*next) && !world.loggedIn(handle, kOther) ? 1 : 0;
                }
            });
        }
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(good.load(), 100);
    }

private:
    static Result<QByteArray> hashOf(World& world, const QString& password)
    {
        return await(world.hasher.hash(password));
    }
};

QTEST_GUILESS_MAIN(TestAccountService)
#include "tst_accountservice.moc"
