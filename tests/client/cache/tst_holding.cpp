#include "client/cache/holding.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace madang;
using namespace madang::client;

namespace {
// A room as its server has it: every change takes the next rev.
struct Server {
    std::map<qint64, protocol::Message> messages; // by seq
    qint64 rev = 0;

    [[nodiscard]] protocol::Head head() const { return {qint64(messages.size()), rev}; }
    protocol::Message write() { return put(qint64(messages.size()) + 1); }
    protocol::Message put(qint64 seq)
    {
        protocol::Message message;
        message.seq = seq;
        message.rev = ++rev;
        message.text = QString::number(rev);
        messages[seq] = message;
        return message;
    }
    [[nodiscard]] protocol::MessageChanges::Result changes(qint64 since, qint64 limit) const
    {
        std::map<qint64, protocol::Message> byRev;
        for (const auto& [seq, message] : messages) {
            if (message.rev > since)
                byRev.emplace(message.rev, message);
        }
        protocol::MessageChanges::Result result;
        result.messages.emplace();
        result.more = qint64(byRev.size()) > limit;
        for (const auto& [r, message] : byRev) {
            if (qint64(result.messages->size()) == limit)
                break;
            result.messages->push_back(message);
        }
        result.rev = *result.more ? result.messages->back().rev : rev;
        result.head = head();
        return result;
    }
};

// What a disk would have.
using Disk = std::map<qint64, protocol::Message>;

void writeAll(Disk& disk, const QList<protocol::Message>& messages)
{
    for (const protocol::Message& one : messages) {
        protocol::Message& there = disk[one.seq];
        if (there.rev <= one.rev)
            there = one;
    }
}
} // namespace

class TestHolding : public QObject {
    Q_OBJECT

    // The promise: whatever message.changes since rev() does not bring is here as the server has it, or not
    // held; and none of it is newer than head().
    static bool isTrue(const Holding& holding, const Disk& disk, const Server& server)
    {
        if (holding.isEmpty())
            return true;
        for (const auto& [seq, message] : server.messages) {
            if (message.rev > holding.rev())
                continue;
            const auto found = disk.find(seq);
            if (holding.ranges().contains(seq) && (found == disk.end() || found->second != message))
                return false;
            if (seq > holding.head())
                return false;
        }
        for (const auto& range : holding.ranges().ranges()) {
            for (qint64 seq = range.first; seq <= range.last; ++seq) {
                if (!disk.contains(seq))
                    return false;
            }
        }
        return true;
    }

private Q_SLOTS:
    void aGapWaitsForWhatIsMissing()
    {
        Server server;
        Holding holding;
        const auto first = server.write();
        QCOMPARE(holding.take(first, true).size(), 1);
        const auto second = server.write();
        const auto third = server.write();
        QVERIFY(holding.take(third, true).isEmpty());
        QCOMPARE(holding.rev(), 1);
        QVERIFY(holding.isBehind(server.head()));
        QCOMPARE(holding.take(second, false).size(), 2);
        QCOMPARE(holding.ranges().toText(), QStringLiteral("1-3"));
        QVERIFY(!holding.isBehind(server.head()));
    }

    void anOldPageLowersWhatIsKnown()
    {
        Holding holding(*SeqRanges::fromText(QStringLiteral("50-100")), 200, 100, 0);
        holding.addStretch(1, 49, 150, 90);
        QCOMPARE(holding.rev(), 150); // the page may lack 151 to 200
        holding.addStretch(1, 100, 210, 105);
        QCOMPARE(holding.rev(), 210); // all of it is this page
        QCOMPARE(holding.head(), 105);
        holding.addStretch(104, 105, 220, 105);
        QCOMPARE(holding.rev(), 210); // the rest may lack 211 to 220
    }

    void changesSinceLaterThanTheOldestKnownAdvanceNothing()
    {
        Server server;
        for (int i = 0; i < 10; ++i)
            (void)server.write();
        Holding holding(*SeqRanges::fromText(QStringLiteral("1-5")), 5, 5, 0);
        QVERIFY(holding.takeChanges(7, server.changes(7, 100)).isEmpty());
        QCOMPARE(holding.rev(), 5);
        QCOMPARE(holding.takeChanges(5, server.changes(5, 100)).size(), 5);
        QCOMPARE(holding.ranges().toText(), QStringLiteral("1-10"));
    }

    void aFloorTakesWhatExpired()
    {
        Holding holding(*SeqRanges::fromText(QStringLiteral("1-100")), 100, 100, 0);
        QVERIFY(holding.isOldest(1));
        holding.setFloor(40);
        QCOMPARE(holding.ranges().toText(), QStringLiteral("40-100"));
        QVERIFY(holding.isOldest(40));
        QVERIFY(!holding.isOldest(41));
    }

    // Thousands of random histories: events late, lost and doubled, pages older than the events that
    // overtook them, changes page by page and cut off in between.
    void itIsNeverWrongAboutWhatItHolds()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 400; ++round) {
            Server server;
            Holding holding;
            Disk disk;
            std::vector<protocol::Message> onTheWay;
            for (int step = 0; step < 120; ++step) {
                const int what = random.bounded(100);
                if (what < 45) {
                    const bool edits = !server.messages.empty() && random.bounded(3) == 0;
                    const auto event = edits ? server.put(random.bounded(1, int(server.messages.size()) + 1))
                                             : server.write();
                    if (random.bounded(8) > 0)
                        onTheWay.push_back(event);
                } else if (what < 75 && !onTheWay.empty()) {
                    const size_t at
                        = random.bounded(4) > 0 ? 0 : size_t(random.bounded(int(onTheWay.size())));
                    const auto event = onTheWay.at(at);
                    if (random.bounded(6) > 0)
                        onTheWay.erase(onTheWay.begin() + qptrdiff(at));
                    writeAll(disk, holding.take(event, event.seq == server.head().seq));
                } else if (what < 85 && !server.messages.empty()) {
                    const qint64 first = random.bounded(1, int(server.messages.size()) + 1);
                    const qint64 last = std::min<qint64>(first + random.bounded(12), server.head().seq);
                    QList<protocol::Message> page;
                    for (qint64 seq = first; seq <= last; ++seq)
                        page.append(server.messages.at(seq));
                    // The window that reads it may know less than the server had when it answered.
                    const qint64 known = server.rev - random.bounded(3);
                    holding.addStretch(first, last, std::max<qint64>(known, 0), server.head().seq);
                    writeAll(disk, page);
                } else if (what < 97) {
                    const qint64 since = holding.rev() + (random.bounded(10) == 0 ? 2 : 0);
                    writeAll(disk, holding.takeChanges(since, server.changes(since, random.bounded(1, 6))));
                } else {
                    holding.trimToNewest(random.bounded(30));
                }
                QVERIFY2(isTrue(holding, disk, server),
                    qPrintable(QStringLiteral("round %1, step %2, what %3: %4, rev %5, head %6")
                                   .arg(round)
                                   .arg(step)
                                   .arg(what)
                                   .arg(holding.ranges().toText())
                                   .arg(holding.rev())
                                   .arg(holding.head())));
            }
            // And with changes to the end it has caught up.
            while (!holding.isEmpty() && holding.isBehind(server.head()))
                writeAll(disk, holding.takeChanges(holding.rev(), server.changes(holding.rev(), 5)));
            QVERIFY(isTrue(holding, disk, server));
            if (!holding.isEmpty())
                QVERIFY(holding.ranges().contains(server.head().seq));
        }
    }
};

QTEST_GUILESS_MAIN(TestHolding)
#include "tst_holding.moc"
