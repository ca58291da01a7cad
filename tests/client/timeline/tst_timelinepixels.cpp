#include "tests/client/timeline/stage.h"

#include <QtGui/QImage>
#include <QtTest/QTest>

using namespace madang::client;
using namespace madang::client::test;

// A real window, painted: what is seen at the eye is the same, pixel by pixel and in every frame, whatever
// happens around it.
class TestTimelinePixels : public QObject {
    Q_OBJECT

    using Change = std::function<void(Stage&, const std::function<void()>& frame)>;

    static int letters(int i) { return 20 + (i * 37) % 150; }

    // Shows the stage, stands in the middle of it, and looks on while it changes.
    static void lookOn(const Change& change)
    {
        Stage stage;
        int made = 0;
        const auto some = [&made] { return letters(++made); };
        stage.rows.insert(0, 300, some);
        QQuickWindow window;
        window.setColor(Qt::white);
        window.resize(700, 700);
        stage.view.setParentItem(window.contentItem());
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        int frames = 0;
        const auto frame = [&] {
            const int before = frames;
            window.update();
            QVERIFY(QTest::qWaitFor([&] { return frames > before; }));
        };
        connect(&window, &QQuickWindow::frameSwapped, &window, [&frames] { ++frames; });
        stage.view.jump(150);
        frame();
        frame();

        const int key = stage.keyAtEye();
        const int y = *stage.yOf(key);
        const QRect seen(10, std::max(0, y), 200, 26);
        const QImage before = window.grabWindow().copy(seen);
        QList<int> tops;
        connect(&window, &QQuickWindow::frameSwapped, &window,
            [&] { tops.append(stage.yOf(key).value_or(-1'000'000)); });
        change(stage, frame);
        frame();
        frame();
        const QImage after = window.grabWindow().copy(seen);
        QVERIFY(tops.size() >= 2);
        for (const int top : std::as_const(tops))
            QCOMPARE(top, y);
        QCOMPARE(after, before);
        // The picture is of something: elsewhere it looks different.
        QVERIFY(window.grabWindow().copy(seen.translated(0, 7)) != before);
    }

private Q_SLOTS:
    void theRowAtTheEyeStaysPixelByPixel_data()
    {
        QTest::addColumn<Change>("change");
        const auto some = [] { return 90; };
        QTest::newRow("an older page") << Change([some](Stage& stage, const auto& frame) {
            stage.rows.insert(stage.rows.rowCount(), 60, some);
            frame();
        });
        QTest::newRow("a new message") << Change([some](Stage& stage, const auto& frame) {
            for (int i = 0; i < 5; ++i) {
                stage.rows.insert(0, 1, some);
                frame();
            }
        });
        QTest::newRow("a change above") << Change([](Stage& stage, const auto& frame) {
            for (const int letters : {600, 10, 300}) {
                stage.rows.edit(stage.rowAtEye() + 2, letters);
                frame();
            }
        });
        QTest::newRow("an edit just below") << Change([](Stage& stage, const auto& frame) {
            for (const int letters : {600, 10, 300}) {
                stage.rows.edit(stage.rowAtEye() - 1, letters);
                frame();
            }
        });
        QTest::newRow("a late picture just below") << Change([](Stage& stage, const auto& frame) {
            stage.rows.show(stage.rowAtEye() - 1, 222);
            frame();
            stage.rows.show(stage.rowAtEye() - 1, 0);
        });
        QTest::newRow("a late picture in the row") << Change([](Stage& stage, const auto& frame) {
            stage.rows.show(stage.rowAtEye(), 180);
            frame();
        });
        QTest::newRow("resized in steps") << Change([](Stage& stage, const auto& frame) {
            for (const int width : {380, 340, 300, 260, 330, 400}) {
                stage.view.setWidth(width);
                frame();
            }
        });
        QTest::newRow("everything at once") << Change([some](Stage& stage, const auto& frame) {
            stage.rows.insert(0, 3, some);
            stage.rows.insert(stage.rows.rowCount(), 60, some);
            stage.rows.edit(stage.rowAtEye() + 1, 500);
            stage.rows.show(stage.rowAtEye() - 2, 200);
            stage.view.setWidth(300);
            frame();
            stage.rows.remove(0, 10);
        });
    }
    void theRowAtTheEyeStaysPixelByPixel()
    {
        QFETCH(Change, change);
        lookOn(change);
    }

    void aGlideMovesWholePixelsAndEndsWhereItShould()
    {
        Stage stage;
        stage.rows.insert(0, 300, [] { return 60; });
        stage.view.setProperty("glideTime", 50);
        QQuickWindow window;
        window.resize(700, 700);
        stage.view.setParentItem(window.contentItem());
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        stage.view.jump(150);
        QTRY_VERIFY(stage.view.live().find(150));
        QTRY_VERIFY(!stage.view.isFollowing());
        const int key = stage.rows.at(150).key;
        const int y = *stage.yOf(key);
        QList<int> tops;
        connect(
            &window, &QQuickWindow::frameSwapped, &window, [&] { tops.append(stage.yOf(key).value_or(0)); });
        stage.view.glideBy(96);
        stage.view.glideBy(96);
        QTRY_COMPARE(*stage.yOf(key), y + 192);
        for (qsizetype i = 1; i < tops.size(); ++i)
            QVERIFY(tops.at(i) >= tops.at(i - 1) && tops.at(i) <= y + 192);
    }
};

QTEST_MAIN(TestTimelinePixels)
#include "tst_timelinepixels.moc"
