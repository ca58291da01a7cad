#include "server/auth/passwordhasher.h"
#include "tests/support/await.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QThread>
#include <QtTest/QTest>
#include <algorithm>
#include <vector>

using namespace madang;
using namespace madang::server;
using madang::test::await;

namespace {

// As cheap as libsodium lets it be: what is tested here is not Argon2id itself.
PasswordHasher::Settings cheap()
{
    PasswordHasher::Settings settings;
    settings.threads = 1;
    settings.passes = 1;
    settings.memory = 8192;
    return settings;
}

// So slow that a test can do something meanwhile.
PasswordHasher::Settings slow()
{
    PasswordHasher::Settings settings = cheap();
    settings.passes = 20;
    settings.memory = 4 * 1024 * 1024;
    return settings;
}

} // namespace

class TestPasswordHasher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDefaultIsTheDesigns()
    {
        PasswordHasher hasher;
        const auto hash = await(hasher.hash(QStringLiteral("correct horse")));
        QVERIFY(hash.ok());
        QVERIFY2(hash->startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash->constData());
        const auto verdict = await(hasher.verify(QStringLiteral("correct horse"), *hash));
        QVERIFY(verdict.ok() && verdict->matches && !verdict->outdated);
    }

    void onlyThePasswordItselfMatches_data()
    {
        QTest::addColumn<QString>("stored");
        QTest::addColumn<QString>("offered");
        QTest::addColumn<bool>("matches");
        const QString korean = QStringLiteral("마당에서만나요");
        const QString zero = QStringLiteral("before") + QChar(0) + QStringLiteral("after");
        QTest::newRow("same") << QStringLiteral("correct horse") << QStringLiteral("correct horse") << true;
        QTest::newRow("case") << QStringLiteral("correct horse") << QStringLiteral("Correct horse") << false;
        QTest::newRow("space behind")
            << QStringLiteral("correct horse") << QStringLiteral("correct horse ") << false;
        QTest::newRow("empty") << QStringLiteral("correct horse") << QString() << false;
        QTest::newRow("decomposed Hangul")
            << korean << korean.normalized(QString::NormalizationForm_D) << true;
        QTest::newRow("decomposed when stored")
            << korean.normalized(QString::NormalizationForm_D) << korean << true;
        QTest::newRow("emoji") << QStringLiteral("🦊🦊🦊🦊🦊🦊🦊🦊")
                               << QStringLiteral("🦊🦊🦊🦊🦊🦊🦊🦊") << true;
        QTest::newRow("other emoji") << QStringLiteral("🦊🦊🦊🦊🦊🦊🦊🦊")
                                     << QStringLiteral("🦊🦊🦊🦊🦊🦊🦊🐻") << false;
        QTest::newRow("zero inside") << zero << zero << true;
        QTest::newRow("zero does not end it") << zero << QStringLiteral("before") << false;
        QTest::newRow("full width is not half width")
            << QStringLiteral("ｐａｓｓｗｏｒｄ１") << QStringLiteral("password1") << false;
        QTest::newRow("128 characters") << QString(128, u'x') << QString(128, u'x') << true;
        QTest::newRow("127 of 128") << QString(128, u'x') << QString(127, u'x') << false;
    }
    void onlyThePasswordItselfMatches()
    {
        QFETCH(QString, stored);
        QFETCH(QString, offered);
        QFETCH(bool, matches);
        PasswordHasher hasher(cheap());
        const auto hash = await(hasher.hash(stored));
        QVERIFY(hash.ok());
        const auto verdict = await(hasher.verify(offered, *hash));
        QVERIFY(verdict.ok());
        QCOMPARE(verdict->matches, matches);
    }

    void oneHashIsNeverMadeTwice()
    {
        PasswordHasher hasher(cheap());
        QVERIFY(*await(hasher.hash(QStringLiteral("same password")))
            != *await(hasher.hash(QStringLiteral("same password"))));
    }

    void tooLongPasswordsMatchNothingAndAreNotComposed()
    {
        PasswordHasher hasher(cheap());
        const QString longer(129, u'x');
        QCOMPARE(await(hasher.hash(longer)).error().code, ErrorCode::Invalid);
        const auto hash = await(hasher.hash(QString(128, u'x')));
        QVERIFY(!await(hasher.verify(longer, *hash))->matches);

        // Unicode's composition sorts marks; of a whole frame of them in the worst order it would take
        // seconds.
        QString hostile(QStringLiteral("a"));
        for (int i = 0; i < 30'000; ++i)
            hostile += QChar(i % 2 ? 0x0316 : 0x0301);
        QElapsedTimer timer;
        timer.start();
        (void)hostile.left(3000).normalized(QString::NormalizationForm_C);
        const qint64 ofATenth = timer.nsecsElapsed();
        timer.restart();
        auto verifying = hasher.verify(hostile, *hash);
        QVERIFY(timer.nsecsElapsed() < ofATenth); // what the caller's thread pays
        QVERIFY(!await(verifying)->matches);
    }

    void strangeHashesMatchNothing_data()
    {
        QTest::addColumn<QByteArray>("hash");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("words") << QByteArray("password");
        QTest::newRow("bcrypt") << QByteArray("$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW");
        QTest::newRow("cut off") << QByteArray("$argon2id$v=19$m=19456,t=2,p=1$");
        QTest::newRow("endless") << QByteArray("$argon2id$" + QByteArray(100'000, 'A'));
        QTest::newRow("zero inside") << QByteArray("$argon2id$\0v=19", 15);
    }
    void strangeHashesMatchNothing()
    {
        QFETCH(QByteArray, hash);
        PasswordHasher hasher(cheap());
        const auto verdict = await(hasher.verify(QString(), hash));
        QVERIFY(verdict.ok());
        QVERIFY(!verdict->matches);
        QVERIFY(!verdict->outdated);
    }

    void hashesOfOtherCostsMatchAndAreOutdated()
    {
        PasswordHasher yesterday(cheap());
        PasswordHasher::Settings dearer = cheap();
        dearer.passes = 2;
        PasswordHasher today(dearer);
        const auto hash = await(yesterday.hash(QStringLiteral("correct horse")));
        const auto right = await(today.verify(QStringLiteral("correct horse"), *hash));
        QVERIFY(right->matches && right->outdated);
        QVERIFY(!await(today.verify(QStringLiteral("wrong horse"), *hash))->matches);
    }

    void nothingNeverMatches()
    {
        PasswordHasher hasher(cheap());
        for (const QString& password : {QString(), QStringLiteral("password"), QString(500, u'x')})
            QVERIFY(!await(hasher.verifyNothing(password))->matches);
    }

    void oneTooManyIsTurnedAwayAtOnce()
    {
        PasswordHasher::Settings settings = slow();
        settings.waiting = 3;
        PasswordHasher hasher(settings);
        std::vector<QCoro::Task<Result<QByteArray>>> accepted;
        for (int i = 0; i < settings.threads + settings.waiting; ++i)
            accepted.push_back(hasher.hash(QStringLiteral("password %1").arg(i)));
        auto refused = hasher.hash(QStringLiteral("one too many"));
        QVERIFY(refused.isReady());
        const auto refusal = await(refused);
        QCOMPARE(refusal.error().code, ErrorCode::Unavailable);
        QVERIFY(refusal.error().retryAfterMs.value_or(0) > 0);
        for (auto& future : accepted)
            QVERIFY(await(future).ok());
        QTRY_COMPARE(hasher.pending(), 0);
        QVERIFY(await(hasher.hash(QStringLiteral("there is room again"))).ok());
    }

    void aHasherThatGoesAwayAnswersEverybody()
    {
        std::vector<QCoro::Task<Result<QByteArray>>> futures;
        {
            PasswordHasher hasher(slow());
            for (int i = 0; i < 10; ++i)
                futures.push_back(hasher.hash(QStringLiteral("password")));
        }
        int unanswered = 0;
        for (auto& future : futures) {
            const auto hash = await(future);
            QVERIFY(hash.ok() || hash.error().code == ErrorCode::Unavailable);
            unanswered += hash.ok() ? 0 : 1;
        }
        QVERIFY(unanswered > 0);
    }

    void theOneWhoWaitsGoesOnOnTheirThread()
    {
        PasswordHasher hasher(cheap());
        const auto wait = [](PasswordHasher& with) -> QCoro::Task<QThread*> {
            auto hashing = with.hash(QStringLiteral("correct horse"));
            const Result<QByteArray> hash = co_await hashing;
            co_return hash ? QThread::currentThread() : nullptr;
        };
        QCOMPARE(QCoro::waitFor(wait(hasher)), QThread::currentThread());
    }

    void howLongAPasswordTakes()
    {
        PasswordHasher hasher;
        QBENCHMARK
        {
            QVERIFY(await(hasher.hash(QStringLiteral("correct horse"))).ok());
        }
    }
};

QTEST_GUILESS_MAIN(TestPasswordHasher)
#include "tst_passwordhasher.moc"
