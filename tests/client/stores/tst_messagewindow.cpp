#include "client/stores/messagewindow.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>
#include <algorithm>
#include <deque>

using namespace madang;
using namespace madang::client;
using protocol::Message;

namespace {
Message message(qint64 seq, qint64 rev, const QString& text)
{
    Message one;
    one.room = RoomId(1);
    one.seq = seq;
    one.rev = rev;
    one.sender = UserId(2);
    one.text = text;
    return one;
}

// The room as the server has it: the simplest thing that is right.
class ReferenceRoom {
public:
    [[nodiscard]] protocol::Head head() const { return {qint64(m_messages.size()), m_rev}; }
    [[nodiscard]] const std::vector<Message>& messages() const { return m_messages; }

    Message create()
    {
        ++m_rev;
        m_messages.push_back(
            message(qint64(m_messages.size()) + 1, m_rev, QStringLiteral("new %1").arg(m_rev)));
        return m_messages.back();
    }
    Message change(qint64 seq)
    {
        Message& one = m_messages[size_t(seq - 1)];
        one.rev = ++m_rev;
        one.text = QStringLiteral("changed %1").arg(m_rev);
        return one;
    }
    [[nodiscard]] protocol::MessageHistory::Result page(qint64 first, qint64 last) const
    {
        protocol::MessageHistory::Result result;
        first = std::max<qint64>(first, 1);
        last = std::min<qint64>(last, qint64(m_messages.size()));
        for (qint64 seq = first; seq <= last; ++seq)
            result.messages.push_back(m_messages[size_t(seq - 1)]);
        result.hasBefore = first > 1;
        result.hasAfter = last < qint64(m_messages.size());
        result.head = head();
        return result;
    }
    [[nodiscard]] protocol::MessageChanges::Result changes(qint64 since, size_t limit) const
    {
        std::vector<Message> changed;
        for (const Message& one : m_messages) {
            if (one.rev > since)
                changed.push_back(one);
        }
        std::sort(
            changed.begin(), changed.end(), [](const Message& a, const Message& b) { return a.rev < b.rev; });
        protocol::MessageChanges::Result result;
        result.more = changed.size() > limit;
        changed.resize(std::min(changed.size(), limit));
        result.rev = *result.more ? changed.back().rev : m_rev;
        result.messages = changed;
        result.head = head();
        return result;
    }

private:
    std::vector<Message> m_messages;
    qint64 m_rev = 0;
};

QString firstDifference(const MessageWindow& window, const ReferenceRoom& room)
{
    qint64 expected = window.firstSeq();
    for (const Message& one : window.messages()) {
        if (one.seq != expected++)
            return QStringLiteral("a hole before %1").arg(one.seq);
        if (!(one == room.messages()[size_t(one.seq - 1)]))
            return QStringLiteral("seq %1 is \"%2\" and should be \"%3\"")
                .arg(one.seq)
                .arg(one.text, room.messages()[size_t(one.seq - 1)].text);
    }
    if (!window.hasNewer() && window.lastSeq() != room.head().seq)
        return QStringLiteral("ends with %1 of %2").arg(window.lastSeq()).arg(room.head().seq);
    return {};
}

enum class Page { Newest, Around, Older, Newer };

// What is on its way from the server, in order but for what a test shuffles: pages bear the state of the
// moment in which they were read.
struct InTransit {
    std::optional<Message> event;
    std::optional<std::pair<Page, protocol::MessageHistory::Result>> page;
};
} // namespace

class TestMessageWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyRoomTakesItsFirstMessage()
    {
        ReferenceRoom room;
        MessageWindow window;
        window.replace(room.page(1, 0));
        QVERIFY(window.isLoaded());
        QVERIFY(window.apply(room.create()));
        QVERIFY(window.apply(room.create()));
        QCOMPARE(firstDifference(window, room), QString());
        QCOMPARE(window.rev(), 2);
    }

    void eventsOutOfOrderWaitForTheOneBetween()
    {
        ReferenceRoom room;
        MessageWindow window;
        window.replace(room.page(1, 0));
        const Message one = room.create();
        const Message two = room.create();
        const Message three = room.create();
        QVERIFY(window.apply(one));
        QVERIFY(!window.apply(three));
        QVERIFY(window.hasGap());
        QCOMPARE(window.lastSeq(), 1);
        QVERIFY(window.apply(two));
        QVERIFY(!window.hasGap());
        QCOMPARE(firstDifference(window, room), QString());
    }

    void anOlderVersionNeverWins()
    {
        ReferenceRoom room;
        const Message before = room.create();
        const Message after = room.change(1);
        MessageWindow window;
        window.replace(room.page(1, 1));
        QVERIFY(!window.apply(before));
        QCOMPARE(window.messages().first(), after);
    }

    void anEditThatOvertakesItsPageIsKept()
    {
        ReferenceRoom room;
        for (int i = 0; i < 30; ++i)
            room.create();
        MessageWindow window;
        window.replace(room.page(21, 30));
        window.loadBegins();
        const auto page = room.page(11, 20); // read before the edit
        QVERIFY(!window.apply(room.change(15)));
        window.prepend(page);
        window.loadEnds();
        QCOMPARE(firstDifference(window, room), QString());
    }

    void anEditThatOvertakesTheReplacementIsKept()
    {
        ReferenceRoom room;
        for (int i = 0; i < 30; ++i)
            room.create();
        MessageWindow window;
        window.replace(room.page(21, 30));
        window.loadBegins();
        const auto page = room.page(16, 25);
        window.apply(room.change(22)); // inside both
        window.apply(room.create());
        window.replace(page);
        window.loadEnds();
        QCOMPARE(window.firstSeq(), 16);
        QCOMPARE(firstDifference(window, room), QString());
        QVERIFY(window.hasNewer());
    }

    void pagesThatDoNotAdjoinAreIgnored()
    {
        ReferenceRoom room;
        for (int i = 0; i < 60; ++i)
            room.create();
        MessageWindow window;
        window.replace(room.page(31, 40));
        window.prepend(room.page(11, 20));
        window.append(room.page(51, 60));
        QCOMPARE(window.firstSeq(), 31);
        QCOMPARE(window.lastSeq(), 40);
        QVERIFY(window.hasOlder() && window.hasNewer());
    }

    void whatWasGivenUpIsNotTakenForTheEnd()
    {
        ReferenceRoom room;
        for (int i = 0; i < 40; ++i)
            room.create();
        MessageWindow window;
        window.replace(room.page(1, 40));
        window.dropNewest(10);
        window.dropOldest(10);
        QVERIFY(window.hasNewer() && window.hasOlder());
        QVERIFY(!window.apply(room.create()));
        QCOMPARE(window.lastSeq(), 30);
        window.dropOldest(1000);
        QCOMPARE(window.messages().size(), 1);
    }

    // Anything may happen at the server while anything is on its way. Once everything has arrived and the
    // holes were asked for, the stretch is the server's, whatever was lost and doubled.
    void randomTrafficEndsAsTheServerHasIt_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 60; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void randomTrafficEndsAsTheServerHasIt()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        const auto chance = [&random](int percent) { return int(random.bounded(100)) < percent; };
        ReferenceRoom room;
        for (int i = 0; i < int(random.bounded(80)); ++i)
            room.create();
        MessageWindow window;
        std::deque<InTransit> transit;
        std::vector<Message> past;
        bool loading = false;
        const auto ask = [&](Page page) {
            if (loading)
                return;
            const qint64 size = 5 + random.bounded(20);
            const qint64 head = room.head().seq;
            const qint64 around = 1 + (head > 0 ? qint64(random.bounded(quint32(head))) : 0);
            window.loadBegins();
            loading = true;
            InTransit one;
            switch (page) {
            case Page::Newest:
                one.page = {page, room.page(head - size + 1, head)};
                break;
            case Page::Around:
                one.page = {page, room.page(around - size / 2, around + size / 2)};
                break;
            case Page::Older:
                one.page = {page, room.page(window.firstSeq() - size, window.firstSeq() - 1)};
                break;
            case Page::Newer:
                one.page = {page, room.page(window.lastSeq() + 1, window.lastSeq() + size)};
                break;
            }
            // An answer may overtake events and be overtaken by them.
            const auto at = transit.empty() ? 0 : random.bounded(quint32(transit.size() + 1));
            transit.insert(transit.begin() + at, std::move(one));
        };
        const auto deliver = [&] {
            const InTransit one = std::move(transit.front());
            transit.pop_front();
            if (one.event) {
                window.apply(*one.event);
                return;
            }
            switch (one.page->first) {
            case Page::Newest:
            case Page::Around:
                window.replace(one.page->second);
                break;
            case Page::Older:
                window.prepend(one.page->second);
                break;
            case Page::Newer:
                window.append(one.page->second);
                break;
            }
            window.loadEnds();
            loading = false;
        };
        const auto repair = [&] {
            // As MessageStore does it: since the rev held, page by page.
            for (bool more = true; more;) {
                const auto changes = room.changes(window.rev(), 1 + random.bounded(6));
                window.apply(changes);
                more = *changes.more;
            }
        };

        ask(Page::Newest);
        for (int step = 0; step < 400; ++step) {
            const qint64 head = room.head().seq;
            std::optional<Message> event;
            if (chance(30))
                event = room.create();
            else if (chance(30) && head > 0)
                event = room.change(1 + qint64(random.bounded(quint32(head))));
            if (event && !chance(4)) { // some are lost
                transit.push_back({event, {}});
                past.push_back(*event);
                // Some overtake what was sent before them, a page most of all, which was read earlier.
                const size_t last = transit.size() - 1;
                if (last > 0 && chance(transit[last - 1].event ? 10 : 70))
                    std::swap(transit[last], transit[last - 1]);
            }
            if (!past.empty() && chance(10)) // some come again, much later
                transit.push_back({past[random.bounded(quint32(past.size()))], {}});
            if (chance(8) && window.isLoaded())
                ask(window.hasOlder() ? Page::Older : Page::Around);
            if (chance(8) && window.hasNewer())
                ask(Page::Newer);
            if (chance(2))
                ask(chance(50) ? Page::Newest : Page::Around);
            if (chance(3))
                window.dropOldest(random.bounded(10));
            if (chance(3))
                window.dropNewest(random.bounded(10));
            while (!transit.empty() && chance(60))
                deliver();
            // Whatever has come: never a hole in what is shown.
            for (qsizetype i = 1; i < window.messages().size(); ++i)
                QCOMPARE(window.messages().at(i).seq, window.messages().at(i - 1).seq + 1);
        }
        while (!transit.empty())
            deliver();
        if (window.isBehind(room.head()) || window.hasGap())
            repair();
        QCOMPARE(firstDifference(window, room), QString());
        QCOMPARE(window.rev(), room.head().rev);
        QVERIFY(!window.hasGap());
    }
};

QTEST_GUILESS_MAIN(TestMessageWindow)
#include "tst_messagewindow.moc"
