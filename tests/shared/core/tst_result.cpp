#include "shared/core/result.h"

#include <QtTest/QTest>
#include <memory>

using namespace madang;

namespace {

Result<int> half(int number)
{
    if (number % 2 != 0)
        return Error::invalid(QStringLiteral("number"), QStringLiteral("number must be even."));
    return number / 2;
}

} // namespace

class TestResult : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isAValueOrAnError()
    {
        const auto good = half(8);
        QVERIFY(good);
        QCOMPARE(*good, 4);
        const auto bad = half(7);
        QVERIFY(!bad);
        QVERIFY(!bad.ok());
        QCOMPARE(bad.error().code, ErrorCode::Invalid);
        QCOMPARE(bad.error().field, QStringLiteral("number"));
    }

    void movesItsValueOut()
    {
        Result<std::unique_ptr<int>> result(std::make_unique<int>(3));
        const std::unique_ptr<int> taken = *std::move(result);
        QCOMPARE(*taken, 3);
    }

    void reachesMembers()
    {
        Result<QString> text(QStringLiteral("abc"));
        QCOMPARE(text->size(), 3);
        text->append(u'd');
        QCOMPARE(text.value(), QStringLiteral("abcd"));
    }

    void ofVoidIsFineUntilAnErrorIsPutIn()
    {
        QVERIFY(Result<void>().ok());
        const Result<void> bad(Error::conflict(QStringLiteral("Taken.")));
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, ErrorCode::Conflict);
    }

    // docs/PROTOCOL.md "Errors" fixes these numbers and words.
    void everyCodeHasItsNumberAndWord_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::newRow("parse error") << -32700 << QStringLiteral("parse_error");
        QTest::newRow("invalid request") << -32600 << QStringLiteral("invalid_request");
        QTest::newRow("method not found") << -32601 << QStringLiteral("method_not_found");
        QTest::newRow("invalid params") << -32602 << QStringLiteral("invalid_params");
        QTest::newRow("401") << 401 << QStringLiteral("unauthenticated");
        QTest::newRow("403") << 403 << QStringLiteral("forbidden");
        QTest::newRow("404") << 404 << QStringLiteral("not_found");
        QTest::newRow("409") << 409 << QStringLiteral("conflict");
        QTest::newRow("410") << 410 << QStringLiteral("expired");
        QTest::newRow("413") << 413 << QStringLiteral("too_large");
        QTest::newRow("422") << 422 << QStringLiteral("invalid");
        QTest::newRow("423") << 423 << QStringLiteral("full");
        QTest::newRow("429") << 429 << QStringLiteral("rate_limited");
        QTest::newRow("500") << 500 << QStringLiteral("internal");
        QTest::newRow("503") << 503 << QStringLiteral("unavailable");
        QTest::newRow("unknown") << 299 << QStringLiteral("internal");
    }
    void everyCodeHasItsNumberAndWord()
    {
        QFETCH(int, code);
        QFETCH(QString, reason);
        QCOMPARE(QString(reasonOf(ErrorCode(code))), reason);
    }

    void factoriesFillWhatTheirErrorTells()
    {
        QCOMPARE(Error::rateLimited(250).retryAfterMs, std::optional<qint64>(250));
        QVERIFY(Error::rateLimited(250).message.contains(QStringLiteral("250")));
        QCOMPARE(Error::unavailable(QStringLiteral("Busy."), 9).retryAfterMs, std::optional<qint64>(9));
        QCOMPARE(Error::tooLarge(QStringLiteral("Big."), 5).limit, std::optional<qint64>(5));
        QCOMPARE(Error::blocked(QStringLiteral("Blocked.")).code, ErrorCode::Full);
        QCOMPARE(Error::blocked(QStringLiteral("Blocked.")).reason, QStringLiteral("blocked"));
        const Error internal = Error::internal(QStringLiteral("abc123"));
        QCOMPARE(internal.incident, QStringLiteral("abc123"));
        QVERIFY(internal.message.contains(QStringLiteral("abc123")));
        QCOMPARE(
            Error::invalidParams(QStringLiteral("a.b"), QStringLiteral("Bad.")).field, QStringLiteral("a.b"));
    }
};

QTEST_APPLESS_MAIN(TestResult)
#include "tst_result.moc"
