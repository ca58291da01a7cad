#include "server/auth/accesstoken.h"
#include "server/auth/jws.h"
#include "server/auth/refreshtoken.h"
#include "shared/protocol/servermethods.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMessageAuthenticationCode>
#include <QtTest/QTest>
#include <array>
#include <limits>

using namespace madang;
using namespace madang::server;

namespace {

constexpr qint64 kNowMs = 1'800'000'000'000;

// The key pair of RFC 8037 appendix A.1: libsodium keeps a secret key as seed and public key.
const QByteArray kRfcPublic = *jws::decodeBase64Url("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
const QByteArray kRfcSecret
    = *jws::decodeBase64Url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A") + kRfcPublic;
// The token of appendix A.4.
const QByteArray kRfcToken = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_"
                             "MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhij"
                             "cNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

AccessClaims someClaims()
{
    return {UserId(7), SessionId(9), kNowMs / 1000, kNowMs / 1000 + 900, QStringLiteral("a-token-id")};
}

QByteArray jwtHeader(const QByteArray& algorithm, const QByteArray& kid)
{
    return R"({"alg":")" + algorithm + R"(","kid":")" + kid + R"(","typ":"JWT"})";
}

QByteArray payloadWith(QLatin1String name, const QJsonValue& value)
{
    QJsonObject object = QJsonDocument::fromJson(encodeClaims(someClaims())).object();
    object.insert(name, value);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray payloadWithout(QLatin1String name)
{
    QJsonObject object = QJsonDocument::fromJson(encodeClaims(someClaims())).object();
    object.remove(name);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class TestAccessToken : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theVectorsOfRfc8037()
    {
        QCOMPARE(jws::sign(R"({"alg":"EdDSA"})", "Example of Ed25519 signing", kRfcSecret), kRfcToken);
        const auto parts = jws::split(kRfcToken);
        QVERIFY(parts);
        QVERIFY(jws::verify(*parts, kRfcPublic)); // A.5
        QCOMPARE(
            jws::thumbprint(kRfcPublic), QByteArray("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")); // A.3
    }

    void everyChangedByteBreaksASignature()
    {
        for (qsizetype i = 0; i < kRfcToken.size(); ++i) {
            QByteArray changed = kRfcToken;
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            const auto parts = jws::split(changed);
            QVERIFY2(!parts || !jws::verify(*parts, kRfcPublic), changed.constData());
        }
    }

    void aSignatureHasOneFormOnly()
    {
        // S + L satisfies the equation as S does (RFC 8032 §5.1.7 therefore demands S < L).
        static constexpr std::array<quint8, 32> kOrder{0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6,
            0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10};
        const auto parts = jws::split(kRfcToken);
        QByteArray signature = *jws::decodeBase64Url(parts->signature);
        int carry = 0;
        for (int i = 0; i < 32; ++i) {
            const int sum = quint8(signature[32 + i]) + kOrder[size_t(i)] + carry;
            signature[32 + i] = char(sum & 0xff);
            carry = sum >> 8;
        }
        const QByteArray forged = parts->signingInput.toByteArray() + '.' + jws::encodeBase64Url(signature);
        QVERIFY(!jws::verify(*jws::split(forged), kRfcPublic));
    }

    void base64UrlHasOneFormOnly_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("empty") << QByteArray("") << true;
        QTest::newRow("one byte") << QByteArray("AA") << true;
        QTest::newRow("url alphabet") << QByteArray("-_-_") << true;
        QTest::newRow("padding") << QByteArray("AA==") << false;
        QTest::newRow("loose bits") << QByteArray("AB") << false;
        QTest::newRow("one character") << QByteArray("A") << false;
        QTest::newRow("other alphabet") << QByteArray("+/+/") << false;
        QTest::newRow("white space") << QByteArray("AA AA") << false;
        QTest::newRow("newline at the end") << QByteArray("AAAA\n") << false;
        QTest::newRow("zero byte") << QByteArray("AA\0A", 4) << false;
        QTest::newRow("UTF-8") << QByteArray("\xEA\xB0\x80"
                                             "A")
                               << false;
    }
    void base64UrlHasOneFormOnly()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, good);
        const auto bytes = jws::decodeBase64Url(text);
        QCOMPARE(bytes.has_value(), good);
        if (bytes)
            QCOMPARE(jws::encodeBase64Url(*bytes), text);
    }

    void aTokenHasThreeParts_data()
    {
        QTest::addColumn<QByteArray>("token");
        for (const char* token :
            {"", ".", "..", "a", "a.b", "a.b.", ".b.c", "a..c", "a.b.c.d", "a.b.c.", "...", "a.b..c"})
            QTest::newRow(token) << QByteArray(token);
    }
    void aTokenHasThreeParts()
    {
        QFETCH(QByteArray, token);
        QVERIFY(!jws::split(token));
    }

    void whatIsSignedIsReadBack()
    {
        const SigningKey key = createSigningKey(kNowMs);
        const QString token = TokenSigner(key).sign(someClaims());
        QVERIFY(token.size() <= kMaxAccessToken / 2);
        const auto claims = TokenVerifier({key}).verify(token, kNowMs);
        QVERIFY(claims.ok());
        QCOMPARE(*claims, someClaims());
    }

    void theHeaderNamesTheOneAlgorithmAndTheKey()
    {
        const SigningKey key = createSigningKey(kNowMs);
        const QByteArray token = TokenSigner(key).sign(someClaims()).toLatin1();
        const QByteArray header = *jws::decodeBase64Url(jws::split(token)->header);
        QCOMPARE(QJsonDocument::fromJson(header).object(),
            (QJsonObject{{QStringLiteral("alg"), QStringLiteral("EdDSA")},
                {QStringLiteral("typ"), QStringLiteral("JWT")},
                {QStringLiteral("kid"), QString::fromLatin1(jws::thumbprint(key.publicKey))}}));
    }

    void anOldKeyStillVerifiesAndTheNewestSigns()
    {
        const SigningKey older = createSigningKey(kNowMs - 1);
        const SigningKey newer = createSigningKey(kNowMs);
        const TokenVerifier verifier({older, newer});
        QVERIFY(verifier.verify(TokenSigner(older).sign(someClaims()), kNowMs).ok());
        QVERIFY(verifier.verify(TokenSigner(newer).sign(someClaims()), kNowMs).ok());
        QVERIFY(!TokenVerifier({newer}).verify(TokenSigner(older).sign(someClaims()), kNowMs).ok());
    }

    void aTokenExpiresToTheSecond()
    {
        const SigningKey key = createSigningKey(kNowMs);
        const QString token = TokenSigner(key).sign(someClaims());
        const TokenVerifier verifier({key});
        const qint64 endMs = someClaims().expiresAt * 1000;
        QVERIFY(verifier.verify(token, endMs - 1).ok());
        QCOMPARE(verifier.verify(token, endMs).error().code, ErrorCode::Expired);
        QCOMPARE(verifier.verify(token, endMs + 1'000'000).error().code, ErrorCode::Expired);
    }

    void forgedTokensAreRefused_data()
    {
        QTest::addColumn<QByteArray>("token");
        const SigningKey mine = rfcKey();
        const SigningKey other = createSigningKey(kNowMs);
        const QByteArray kid = mine.id.toLatin1();
        const QByteArray payload = encodeClaims(someClaims());
        const QByteArray good = jws::sign(jwtHeader("EdDSA", kid), payload, mine.secretKey);
        const auto parts = *jws::split(good);
        const QByteArray header = parts.header.toByteArray();
        const QByteArray body = parts.payload.toByteArray();
        const QByteArray signature = parts.signature.toByteArray();
        const auto signedBy = [&payload](const QByteArray& head, const SigningKey& key) {
            return jws::sign(head, payload, key.secretKey);
        };
        const auto hmac = [&](const QByteArray& algorithm, const QByteArray& secret) {
            const QByteArray input = jws::encodeBase64Url(jwtHeader(algorithm, kid)) + '.' + body;
            return QByteArray(input + '.'
                + jws::encodeBase64Url(
                    QMessageAuthenticationCode::hash(input, secret, QCryptographicHash::Sha256)));
        };

        QTest::newRow("empty") << QByteArray();
        QTest::newRow("words") << QByteArray("let me in");
        QTest::newRow("other key, my kid") << signedBy(jwtHeader("EdDSA", kid), other);
        QTest::newRow("other key, its kid") << signedBy(jwtHeader("EdDSA", other.id.toLatin1()), other);
        QTest::newRow("no kid") << signedBy(R"({"alg":"EdDSA","typ":"JWT"})", mine);
        QTest::newRow("alg none") << QByteArray(
            jws::encodeBase64Url(jwtHeader("none", kid)) + '.' + body + '.');
        QTest::newRow("alg none, signed") << signedBy(jwtHeader("none", kid), mine);
        QTest::newRow("alg NONE") << signedBy(jwtHeader("NONE", kid), mine);
        QTest::newRow("HS256 by the public key") << hmac("HS256", mine.publicKey);
        QTest::newRow("HS256 by its text") << hmac("HS256", jws::encodeBase64Url(mine.publicKey));
        QTest::newRow("RS256") << signedBy(jwtHeader("RS256", kid), mine);
        QTest::newRow("eddsa in small letters") << signedBy(jwtHeader("eddsa", kid), mine);
        QTest::newRow("key inside the header")
            << signedBy(R"({"alg":"EdDSA","jwk":{"crv":"Ed25519","kty":"OKP","x":")"
                       + jws::encodeBase64Url(other.publicKey) + R"("},"kid":")" + kid + R"(","typ":"JWT"})",
                   other);
        QTest::newRow("critical extension") << signedBy(
            R"({"alg":"EdDSA","b64":false,"crit":["b64"],"kid":")" + kid + R"(","typ":"JWT"})", mine);
        QTest::newRow("no signature") << QByteArray(header + '.' + body + '.');
        QTest::newRow("short signature") << QByteArray(header + '.' + body + '.' + signature.chopped(2));
        QTest::newRow("signature of zeros") << QByteArray(header + '.' + body + '.' + QByteArray(86, 'A'));
        QTest::newRow("padded") << QByteArray(good + "==");
        QTest::newRow("fourth part") << QByteArray(good + ".x");
        QTest::newRow("newline at the end") << QByteArray(good + '\n');
        QTest::newRow("space before") << QByteArray(' ' + good);
        QTest::newRow("Bearer") << QByteArray("Bearer " + good);
        QTest::newRow("another's payload") << QByteArray(header + '.'
            + jws::encodeBase64Url(payloadWith(QLatin1String("sub"), UserId(8).toString())) + '.'
            + signature);
        QTest::newRow("too long") << QByteArray(good + QByteArray(kMaxAccessToken, 'A'));
        QTest::newRow("a megabyte of dots") << QByteArray(1 << 20, '.');
    }
    void forgedTokensAreRefused()
    {
        QFETCH(QByteArray, token);
        const TokenVerifier verifier({rfcKey()});
        // The rows are only worth something if the same verifier takes the honest one.
        QVERIFY(verifier.verify(TokenSigner(rfcKey()).sign(someClaims()), kNowMs).ok());
        const auto claims = verifier.verify(QString::fromLatin1(token), kNowMs);
        QVERIFY(!claims.ok());
        QCOMPARE(claims.error().code, ErrorCode::Unauthenticated);
    }

    void aTokenInHostileUnicodeIsRefused()
    {
        const TokenVerifier verifier({rfcKey()});
        QString token = TokenSigner(rfcKey()).sign(someClaims());
        token[3] = QChar(0xd800); // a lone surrogate
        QVERIFY(!verifier.verify(token, kNowMs).ok());
        // U+0161 would become 'a' if its upper byte were cut off.
        QString widened = TokenSigner(rfcKey()).sign(someClaims());
        for (QChar& c : widened)
            c = c == u'.' ? c : QChar(c.unicode() | 0x100);
        QVERIFY(!verifier.verify(widened, kNowMs).ok());
    }

    void aPayloadOfAnotherKindIsRefusedAlthoughSigned_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("an array") << QByteArray("[1]");
        QTest::newRow("empty object") << QByteArray("{}");
        QTest::newRow("cut off") << encodeClaims(someClaims()).chopped(1);
        QTest::newRow("deep") << QByteArray(400, '[');
        for (const char* name : {"iss", "sub", "sid", "iat", "exp", "jti"}) {
            QTest::addRow("without %s", name) << payloadWithout(QLatin1String(name));
            QTest::addRow("null %s", name) << payloadWith(QLatin1String(name), QJsonValue());
            QTest::addRow("%s a list", name) << payloadWith(QLatin1String(name), QJsonArray{1});
        }
        QTest::newRow("other issuer") << payloadWith(QLatin1String("iss"), QStringLiteral("elsewhere"));
        QTest::newRow("a room as user") << payloadWith(QLatin1String("sub"), RoomId(7).toString());
        QTest::newRow("user 0") << payloadWith(QLatin1String("sub"), UserId().toString());
        QTest::newRow("session 0") << payloadWith(QLatin1String("sid"), SessionId().toString());
        QTest::newRow("exp as text") << payloadWith(QLatin1String("exp"), QStringLiteral("9999999999"));
        QTest::newRow("exp broken") << payloadWith(QLatin1String("exp"), 9999999999.5);
        QTest::newRow("exp beyond everything")
            << payloadWith(QLatin1String("exp"), std::numeric_limits<qint64>::max());
        QTest::newRow("exp as 1e300") << payloadWith(QLatin1String("exp"), 1e300);
        QTest::newRow("exp negative") << payloadWith(QLatin1String("exp"), -1);
        QTest::newRow("exp before iat") << payloadWith(QLatin1String("exp"), kNowMs / 1000 - 1);
        QTest::newRow("endless jti") << payloadWith(QLatin1String("jti"), QString(65, u'x'));
    }
    void aPayloadOfAnotherKindIsRefusedAlthoughSigned()
    {
        QFETCH(QByteArray, payload);
        QVERIFY(!decodeClaims(payload));
        const SigningKey key = rfcKey();
        const QByteArray token = jws::sign(jwtHeader("EdDSA", key.id.toLatin1()), payload, key.secretKey);
        const auto claims = TokenVerifier({key}).verify(QString::fromLatin1(token), kNowMs);
        QCOMPARE(claims.error().code, ErrorCode::Unauthenticated);
    }

    void theKeySetIsPublicAndComplete()
    {
        const SigningKey older = rfcKey();
        const SigningKey newer = createSigningKey(kNowMs);
        const auto keys = TokenVerifier({older, newer}).jwks();
        QCOMPARE(keys.size(), size_t(2));
        QCOMPARE(keys[0].kty, QStringLiteral("OKP"));
        QCOMPARE(keys[0].crv, QStringLiteral("Ed25519"));
        QCOMPARE(keys[0].alg, QStringLiteral("EdDSA"));
        QCOMPARE(keys[0].x, QStringLiteral("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")); // RFC 8037 A.2
        QCOMPARE(keys[0].kid, QStringLiteral("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"));
        QCOMPARE(keys[1].kid, newer.id);
    }

    void refreshTokensBearTheirSessionAndNeverRepeat()
    {
        const RefreshSecret one = createRefreshToken(SessionId(5));
        const RefreshSecret two = createRefreshToken(SessionId(5));
        QVERIFY(one.text != two.text);
        QVERIFY(one.hash != two.hash);
        QCOMPARE(one.hash.size(), qsizetype(32));
        QVERIFY(!one.text.toLatin1().contains(one.hash));
        const auto read = parseRefreshToken(one.text);
        QVERIFY(read);
        QCOMPARE(read->session, SessionId(5));
        QCOMPARE(read->hash, one.hash);
    }

    void strangeRefreshTokensAreNoTokens_data()
    {
        QTest::addColumn<QString>("text");
        const QString good = createRefreshToken(SessionId(5)).text;
        QTest::newRow("empty") << QString();
        QTest::newRow("no session") << good.mid(good.indexOf(u'.'));
        QTest::newRow("only the session") << good.left(good.indexOf(u'.') + 1);
        QTest::newRow("a user's id") << QString(UserId(5).toString() + good.mid(good.indexOf(u'.')));
        QTest::newRow("session 0") << QString(SessionId().toString() + good.mid(good.indexOf(u'.')));
        QTest::newRow("shorter") << good.chopped(1);
        QTest::newRow("longer") << QString(good + u'A');
        QTest::newRow("padded") << QString(good + u'=');
        QTest::newRow("endless") << QString(100'000, u'A');
        QTest::newRow("surrogates") << QString(59, QChar(0xd800));
    }
    void strangeRefreshTokensAreNoTokens()
    {
        QFETCH(QString, text);
        QVERIFY(!parseRefreshToken(text));
    }

    void howLongAnAccessTokenTakes()
    {
        const SigningKey key = createSigningKey(kNowMs);
        const QString token = TokenSigner(key).sign(someClaims());
        const TokenVerifier verifier({key});
        QBENCHMARK
        {
            QVERIFY(verifier.verify(token, kNowMs).ok());
        }
    }

private:
    static SigningKey rfcKey()
    {
        return {QString::fromLatin1(jws::thumbprint(kRfcPublic)), kRfcPublic, kRfcSecret, kNowMs};
    }
};

QTEST_GUILESS_MAIN(TestAccessToken)
#include "tst_accesstoken.moc"
