#include "server/presence/presencefacts.h"

#include <QtTest/QTest>

using namespace madang;
using namespace madang::server;

namespace {

const std::vector<PersonFact> kPeople{{UserId(1), Activity::Online, {}, 0},
    {UserId(0x7fff'ffff'ffff'ffff), Activity::Away, {1'800'000'000'000, true}, 0},
    {UserId(3), Activity::None, {5, false}, 1'799'999'999'999}, {UserId(4), Activity::None, {}, 0}};
const std::vector<ViewFact> kViews{{RoomId(1), UserId(2), true}, {RoomId(1), UserId(3), false}};

} // namespace

// The words between servers: read back as they were written, and nothing else is read.
class TestPresenceFacts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areReadAsTheyWereWritten()
    {
        for (const PresenceWord& word :
            {PresenceWord(kPeople), PresenceWord(kViews), PresenceWord(FactRequest{0xffff'ffff'ffff'fffe}),
                PresenceWord(std::vector<PersonFact>()), PresenceWord(std::vector<ViewFact>())})
            QVERIFY(decodePresenceWord(encode(word)) == word);
    }

    void staySmall()
    {
        std::vector<PersonFact> people;
        for (quint64 i = 1; i <= kFactsPerWord; ++i)
            people.push_back({UserId(i), Activity::Online, {qint64(i), true}, qint64(i)});
        const QByteArray bytes = encode(people);
        QVERIFY(bytes.size() <= 16 * 1024);
        QVERIFY(decodePresenceWord(bytes) == PresenceWord(people));
    }

    void cutOnesAreRefusedOrHoldWholeFactsOnly()
    {
        const QByteArray bytes = encode(kPeople);
        for (qsizetype size = 0; size < bytes.size(); ++size) {
            const auto word = decodePresenceWord(bytes.left(size));
            if (!word)
                continue;
            const auto& people = std::get<std::vector<PersonFact>>(*word);
            QVERIFY(people.size() < kPeople.size());
            QVERIFY(std::equal(people.begin(), people.end(), kPeople.begin()));
        }
        const QByteArray request = encode(FactRequest{7});
        for (qsizetype size = 0; size < request.size(); ++size)
            QVERIFY(!decodePresenceWord(request.left(size)));
        QVERIFY(!decodePresenceWord(request + 'x'));
    }

    void whatIsNotKnownIsRefused()
    {
        QVERIFY(!decodePresenceWord({}));
        QByteArray bytes = encode(kPeople);
        bytes[1] = 2; // a later version
        QVERIFY(!decodePresenceWord(bytes));
        bytes[1] = 1;
        bytes[0] = 'x';
        QVERIFY(!decodePresenceWord(bytes));
        bytes = encode(std::vector<PersonFact>{{UserId(1), Activity::Online, {}, 0}});
        for (const int flags : {3, 0x20, 0x80 | 1}) {
            bytes[bytes.size() - 1] = char(flags);
            QVERIFY(!decodePresenceWord(bytes));
        }
        QVERIFY(!decodePresenceWord(encode(std::vector<PersonFact>{{UserId(), Activity::Online, {}, 0}})));
        QVERIFY(!decodePresenceWord(encode(std::vector<ViewFact>{{RoomId(), UserId(1), true}})));
        // As long as nobody writes them.
        QVERIFY(!decodePresenceWord(encode(kViews) + QByteArray(64 * 1024, 'x')));
    }

    void noBytesDoHarm()
    {
        quint32 random = 1;
        for (int round = 0; round < 20'000; ++round) {
            QByteArray bytes(int(random % 60), '\0');
            for (char& byte : bytes) {
                random = random * 1'664'525 + 1'013'904'223;
                byte = char(random >> 24);
            }
            random = random * 1'664'525 + 1'013'904'223;
            if (bytes.size() >= 2) {
                bytes[0] = "pvr"[random % 3];
                bytes[1] = 1;
            }
            if (const auto word = decodePresenceWord(bytes))
                QVERIFY(decodePresenceWord(encode(*word)) == word);
        }
    }
};

QTEST_GUILESS_MAIN(TestPresenceFacts)
#include "tst_presencefacts.moc"
