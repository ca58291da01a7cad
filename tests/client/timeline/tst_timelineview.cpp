#include "tests/client/timeline/stage.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>
#include <cmath>

using namespace madang::client;
using namespace madang::client::test;

// Thousands of things that happen to a view, in any order: after each the rows stand one at the other and
// fill the viewport, few have items, and the one under the eye is where it was, or where it was scrolled to.
class TestTimelineView : public QObject {
    Q_OBJECT

    using Random = QRandomGenerator;
    static constexpr int tallest = 700;

    struct Expected {
        int key = 0; // 0: nothing is expected of a row
        int y = 0;
        bool following = false;
        const char* after = ""; // what was done
    };

    static int letters(Random& random) { return random.bounded(random.bounded(10) == 0 ? 900 : 120); }

    // What stands one at the other, from the bottom up; empty where all is well.
    static QString wrong(const Stage& stage)
    {
        const auto& rows = stage.view.live().rows();
        const int viewport = int(stage.view.height());
        if (stage.rows.rowCount() == 0)
            return rows.empty() ? QString() : QStringLiteral("rows of nothing");
        if (rows.empty())
            return QStringLiteral("nothing is shown");
        int expectedRow = rows.begin()->first;
        int beneath = rows.begin()->second.end();
        for (const auto& [row, live] : rows) {
            const TestRow& told = stage.rows.at(row);
            if (row != expectedRow++)
                return QStringLiteral("row %1 is left out").arg(row - 1);
            if (live.end() != beneath)
                return QStringLiteral("gap or overlap below row %1: %2").arg(row).arg(beneath - live.end());
            if (live.item->y() != live.y || live.height != int(std::ceil(live.item->height())))
                return QStringLiteral("row %1 is not where it is thought to be").arg(row);
            if (live.item->property("key") != told.key || live.item->property("letters") != told.letters
                || live.item->property("picture") != told.picture || live.item->property("index") != row)
                return QStringLiteral("row %1 shows something else").arg(row);
            if (live.item->width() != stage.view.width() - 20 || live.item->x() != 10)
                return QStringLiteral("row %1 has another width").arg(row);
            beneath = live.y;
        }
        const int top = rows.rbegin()->second.y;
        const int bottom = rows.begin()->second.end();
        const bool isLast = rows.rbegin()->first == stage.rows.rowCount() - 1;
        const bool isFirst = rows.begin()->first == 0;
        const int lowest = viewport - Stage::endMargin;
        const bool isShort = isFirst && isLast && bottom - top <= lowest - Stage::endMargin;
        if (isShort)
            return bottom == lowest ? QString() : QStringLiteral("few rows stand at %1").arg(bottom);
        if (bottom < viewport && (!isFirst || bottom < lowest))
            return QStringLiteral("bare below %1").arg(bottom);
        if (top > 0 && (!isLast || top > Stage::endMargin))
            return QStringLiteral("bare above %1").arg(top);
        const int beyond = viewport + viewport / 4 + tallest + 200;
        if (top < -beyond || bottom > viewport + beyond)
            return QStringLiteral("too much is live: %1 to %2").arg(top).arg(bottom);
        return readingOrder(stage);
    }

    static QString readingOrder(const Stage& stage)
    {
        int before = stage.rows.rowCount();
        size_t shown = 0;
        for (const QQuickItem* item : stage.view.childItems()) {
            const int row = item->property("index").toInt();
            if (row >= before)
                return QStringLiteral("row %1 is read after row %2").arg(row).arg(before);
            before = row;
            ++shown;
        }
        return shown == stage.view.live().rows().size() ? QString()
                                                        : QStringLiteral("items out of use are shown");
    }

    // Drift of the row under the eye beyond what an end asks for; empty where all is well.
    QString drift(const Stage& stage, const Expected& expected)
    {
        const auto& rows = stage.view.live().rows();
        if (rows.empty())
            return {};
        const int lowest = int(stage.view.height()) - Stage::endMargin;
        const bool atBottom = rows.begin()->first == 0 && rows.begin()->second.end() == lowest;
        if (expected.following)
            return atBottom ? QString() : QStringLiteral("left the end");
        if (expected.key == 0 || stage.rows.find(expected.key) < 0)
            return {};
        const bool atTop = rows.rbegin()->first == stage.rows.rowCount() - 1
            && rows.rbegin()->second.y >= Stage::endMargin;
        const std::optional<int> y = stage.yOf(expected.key);
        const int moved = y ? *y - expected.y : 0;
        // At an end the rows are shifted towards it, and only then.
        if (y && moved == 0)
            ++m_held;
        if ((y && moved == 0) || (atBottom && (!y || moved > 0)) || (atTop && (!y || moved < 0)))
            return {};
        return y ? QStringLiteral("drift of %1").arg(moved) : QStringLiteral("the row is gone from view");
    }

    static void changeRows(Stage& stage, Random& random, Expected& expected)
    {
        TestRows& rows = stage.rows;
        const int count = rows.rowCount();
        const int row = count > 0 ? random.bounded(count) : 0;
        const int near = std::min(std::max(0, stage.view.eyeRow() + random.bounded(-6, 7)), count);
        const auto some = [&] { return letters(random); };
        switch (random.bounded(7)) {
        case 0:
            rows.insert(0, 1 + random.bounded(3), some);
            break;
        case 1:
            if (count < 400)
                rows.insert(count, 20, some);
            break;
        case 2:
            rows.insert(near, 1 + random.bounded(3), some);
            break;
        case 3:
            if (count > 0 && random.bounded(60) == 0)
                rows.remove(0, count);
            else if (count > 0)
                rows.remove(row, std::min(1 + random.bounded(4), count - row));
            break;
        case 4:
            if (near < count)
                rows.remove(near, 1);
            break;
        case 5:
            if (count > 0)
                rows.remove(count - 1 - random.bounded(std::min(count, 10)), 1);
            break;
        default:
            if (count > 2) {
                const int to = random.bounded(2) ? near : random.bounded(count + 1);
                if (to == row || to == row + 1)
                    break;
                // One that itself goes elsewhere leaves its place to the next.
                if (rows.at(row).key == expected.key)
                    expected.key = 0;
                rows.move(row, to);
            }
        }
    }

    static void changeRow(Stage& stage, Random& random)
    {
        const int count = stage.rows.rowCount();
        if (count == 0)
            return;
        const int row = std::clamp(stage.view.eyeRow() + random.bounded(-8, 9), 0, count - 1);
        if (random.bounded(2))
            stage.rows.edit(row, letters(random));
        else
            stage.rows.show(row, random.bounded(2) ? 0 : random.bounded(300));
    }

    static void scroll(Stage& stage, Random& random, Expected& expected)
    {
        const int distance = random.bounded(-400, 401); // less than a viewport: that would be a leap
        const bool goes = distance > 0 ? stage.view.above() >= 0.5 : !stage.view.isFollowing();
        stage.view.scrollBy(distance);
        if (!goes || distance == 0)
            return;
        if (expected.following) {
            expected.key = stage.keyAtEye();
            expected.y = *stage.yOf(expected.key);
        }
        expected.following = false;
        expected.y += distance;
    }

    // What is to be seen after it, if that can be said.
    static void leap(Stage& stage, Random& random, Expected& expected)
    {
        const int count = stage.rows.rowCount();
        expected = {};
        switch (random.bounded(4)) {
        case 0:
            if (count > 0) {
                const int row = random.bounded(count);
                stage.view.jump(row, TimelineView::Place::Top);
                expected.key = stage.rows.at(row).key;
                expected.y = Stage::endMargin;
            }
            break;
        case 1:
            stage.view.jumpToEnd();
            expected.following = true;
            break;
        case 2:
            stage.view.scrollBy(random.bounded(2) ? 5000 : -5000);
            break;
        default:
            stage.view.dragTo(random.bounded(1.0));
        }
    }

    static Expected turn(Stage& stage, Random& random)
    {
        Expected expected{stage.keyAtEye(), 0, stage.view.isFollowing()};
        expected.y = stage.yOf(expected.key).value_or(0);
        switch (random.bounded(10)) {
        case 0:
        case 1:
        case 2:
            changeRows(stage, random, expected);
            expected.after = "rows came, went or moved";
            break;
        case 3:
        case 4:
            changeRow(stage, random);
            expected.after = "a row changed";
            break;
        case 5:
            stage.view.setSize(QSizeF(200 + random.bounded(400), 410 + random.bounded(500)));
            expected.after = "it was resized";
            break;
        case 6:
        case 7:
        case 8:
            scroll(stage, random, expected);
            expected.after = "it was scrolled";
            break;
        default:
            leap(stage, random, expected);
            expected.after = "it leapt";
        }
        return expected;
    }

private Q_SLOTS:
    void holdsStillThroughWhateverHappens()
    {
        const quint32 seed = qEnvironmentVariableIsSet("MADANG_SEED")
            ? quint32(qEnvironmentVariable("MADANG_SEED").toULong())
            : Random::global()->generate();
        qInfo("seed %u (MADANG_SEED repeats it)", seed);
        Random random(seed);
        Stage stage;
        stage.view.setMarginsSlice(std::numeric_limits<qint64>::max()); // or the seed would not tell all
        stage.rows.insert(0, 200, [&] { return letters(random); });
        stage.frame();
        for (int i = 0; i < 24'000; ++i) {
            const int asked = stage.rows.asked;
            const Expected expected = turn(stage, random);
            // What is laid out more than once before it is shown stands where it stood.
            if (random.bounded(4) == 0)
                stage.view.ensurePolished();
            stage.frame();
            const QString found = wrong(stage) + drift(stage, expected);
            QVERIFY2(found.isEmpty(),
                qPrintable(
                    QStringLiteral("turn %1, %2: %3").arg(i).arg(QLatin1String(expected.after), found)));
            // Whatever the leap, only what is near its end is made.
            QVERIFY(stage.rows.asked - asked < 3 * 4 * 160);
        }
        qInfo("%d turns left a row just where it was or was scrolled to", m_held);
        QVERIFY(m_held > 8'000);
    }

    void whoStandsNextTakesOverForTheRowThatGoes()
    {
        Stage stage;
        stage.rows.insert(0, 100, [] { return 40; });
        stage.view.jump(50);
        stage.frame();
        const int row = stage.view.eyeRow();
        const int above = stage.rows.at(row + 1).key;
        const int below = stage.rows.at(row - 1).key;
        const int y = *stage.yOf(above);
        const int height = *stage.yOf(below) - *stage.yOf(stage.keyAtEye());
        stage.rows.remove(row, 1);
        stage.frame();
        // One of the neighbours did not move; the others closed up to it.
        QVERIFY(*stage.yOf(above) == y || *stage.yOf(below) == y + 2 * height);
    }

    void aJumpCancelsTheScrollThatIsUnderWay()
    {
        Stage stage;
        stage.rows.insert(0, 500, [] { return 40; });
        stage.view.setProperty("glideTime", 50);
        stage.frame();
        stage.view.glideBy(400);
        stage.frame();
        stage.view.jump(300, TimelineView::Place::Top);
        stage.frame();
        stage.frame();
        QCOMPARE(*stage.yOf(stage.rows.at(300).key), Stage::endMargin);
    }

    void theEndIsLeftByAnyScrollUpwardsAndEnteredByReachingIt()
    {
        Stage stage;
        stage.rows.insert(0, 100, [] { return 40; });
        stage.frame();
        QVERIFY(stage.view.isFollowing());
        stage.view.scrollBy(1);
        QVERIFY(!stage.view.isFollowing());
        stage.frame();
        stage.rows.insert(0, 1, [] { return 40; });
        stage.frame();
        QVERIFY(stage.view.below() > 1);
        stage.view.scrollBy(-300);
        stage.frame();
        QVERIFY(stage.view.isFollowing());
        QCOMPARE(stage.view.below(), 0.0);
    }

    void anEndThatIsNotTheRealOneIsNotFollowed()
    {
        Stage stage;
        stage.view.setProperty("endKnown", false);
        stage.rows.insert(0, 100, [] { return 40; });
        stage.frame();
        stage.view.scrollBy(50);
        stage.frame();
        stage.view.scrollBy(-300);
        stage.frame();
        QCOMPARE(stage.view.below(), 0.0);
        QVERIFY(!stage.view.isFollowing());
        const int key = stage.keyAtEye();
        const int y = *stage.yOf(key);
        stage.rows.insert(0, 20, [] { return 40; });
        stage.frame();
        QCOMPARE(*stage.yOf(key), y);
    }

    void theKeyboardsRowGoesWithItsMessage()
    {
        Stage stage;
        stage.rows.insert(0, 10, [] { return 40; });
        stage.view.setCurrentIndex(4);
        stage.rows.insert(0, 3, [] { return 40; });
        QCOMPARE(stage.view.currentIndex(), 7);
        stage.rows.move(7, 2);
        QCOMPARE(stage.view.currentIndex(), 2);
        stage.rows.remove(1, 3);
        QCOMPARE(stage.view.currentIndex(), -1);
    }

    void aModelThatGoesLeavesNothingBehind()
    {
        Stage stage;
        auto rows = std::make_unique<TestRows>();
        rows->insert(0, 30, [] { return 40; });
        stage.view.setModel(rows.get());
        stage.frame();
        QVERIFY(!stage.view.live().rows().empty());
        rows.reset();
        QCOMPARE(stage.view.count(), 0);
        stage.frame();
        QVERIFY(stage.view.live().rows().empty());
    }

private:
    int m_held = 0;
};

QTEST_MAIN(TestTimelineView)
#include "tst_timelineview.moc"
