import QtQuick
import QtTest
import Madang.Panes
import Madang.Theme

/*! What keeps the timeline still, and what it asks for and tells. */
TestCase {
    id: test

    name: "Timeline"
    when: windowShown
    visible: true
    width: 700
    height: 600

    property var fake
    property Timeline timeline
    readonly property MessageList view: timeline ? timeline.list : null

    Component {
        id: fakes
        FakeBackend {}
    }
    Component {
        id: timelines
        Timeline {}
    }

    function words(i) {
        return "Message " + i + " " + "goes on and on ".repeat((i * 7) % 23);
    }

    function init() {
        failOnWarning(/.*/);
        fake = createTemporaryObject(fakes, test);
        fake.conversation.timeline.clear();
        for (let i = 200; i > 100; --i)
            fake.recall({"seq": i, "text": words(i), "mine": i % 3 === 0, "sentAt": fake.at(300 - i)});
        fake.conversation.hasOlder = true;
        timeline = timelines.createObject(test, {"conversation": fake.conversation, "today": new Date(), "width": width, "height": height});
        waitForRendering(view);
    }

    // Before the fakes, which init made first, go.
    function cleanup() {
        timeline.destroy();
        timeline = null;
        Theme.still = false;
        wait(0);
    }

    // The row at a third of the height, and where it stands in the viewport.
    function eye() {
        const item = view.itemAt(view.width / 2, view.height / 3);
        return {"seq": item.seq, "y": item.y};
    }

    function whereIs(seq) {
        for (let i = 0; i < view.count; ++i) {
            const item = view.itemOf(i);
            if (item && item.seq === seq)
                return item.y;
        }
        return NaN;
    }

    function scrollTo(index) {
        view.jump(index);
        waitForRendering(view);
        wait(20);
    }

    function atEnd() {
        const newest = view.itemOf(0);
        return newest !== null && newest.y + newest.height === view.height - Theme.spaceM;
    }

    function test_startsAtTheNewest() {
        tryVerify(atEnd);
        compare(view.following, true);
    }

    function test_olderPagesMoveNothing() {
        scrollTo(90);
        const before = eye();
        for (let i = 100; i > 50; --i)
            fake.recall({"seq": i, "text": words(i), "sentAt": fake.at(300 - i)});
        waitForRendering(view);
        wait(50);
        compare(whereIs(before.seq), before.y);
    }

    function test_newMessagesMoveNothingWhileReadingAbove() {
        scrollTo(40);
        const before = eye();
        for (let i = 201; i < 206; ++i)
            fake.say({"seq": i, "text": words(i), "sentAt": fake.now});
        waitForRendering(view);
        wait(50);
        compare(whereIs(before.seq), before.y);
        compare(view.following, false);
    }

    function test_changesAboveMoveNothing() {
        scrollTo(40);
        const before = eye();
        fake.conversation.timeline.setProperty(50, "text", words(22).repeat(3));
        waitForRendering(view);
        wait(50);
        compare(whereIs(before.seq), before.y);
    }

    function test_staysAtTheEnd_data() {
        return [{"tag": "a new message", "change": () => fake.say({"seq": 201, "text": words(9), "sentAt": fake.now})}, {"tag": "the last message grows", "change": () => fake.conversation.timeline.setProperty(0, "text", words(22).repeat(2))}, {"tag": "the window shrinks", "change": () => timeline.height -= 173}, {"tag": "the window narrows", "change": () => timeline.width -= 250}];
    }

    function test_staysAtTheEnd(data) {
        tryVerify(atEnd);
        data.change();
        wait(30);
        tryVerify(atEnd, 1000);
        compare(view.following, true);
    }

    function test_asksForOlderThreeScreensBeforeTheEnd() {
        compare(fake.called("loadOlder"), "");
        let asked = -1;
        for (let index = 20; index < 100 && asked < 0; index += 5) {
            scrollTo(index);
            if (fake.called("loadOlder") !== "")
                asked = view.above;
        }
        verify(asked > view.height, "asked " + asked + " before the end");
        compare(fake.called("loadOlder"), "loadOlder()", "once, until it has come");
    }

    function test_tellsWhatWasReadOnlyOfWhatIsShown() {
        tryCompare(fake.conversation, "readSeq", 200);
        fake.conversation.readSeq = 0;
        scrollTo(50);
        tryVerify(() => fake.conversation.readSeq > 0);
        verify(fake.conversation.readSeq < 160 && fake.conversation.readSeq > 140, fake.conversation.readSeq);
    }

    function test_aWheelUpwardsLetsGoOfTheEndAndTheButtonTakesItAgain() {
        tryVerify(atEnd);
        mouseWheel(view, 300, 300, 0, 600);
        tryCompare(view, "following", false);
        compare(fake.conversation.viewAtEnd, false);
        view.toLatest();
        tryVerify(atEnd);
        compare(view.following, true);
        compare(fake.called("showLatest"), "showLatest()");
        compare(fake.conversation.viewAtEnd, true);
    }

    function test_newMessagesAreAnnouncedPolitely() {
        tryVerify(atEnd);
        const announced = () => stage.tree(test.Window.window).filter(node => node.role === "notification").map(node => node.name);
        compare(announced(), []);
        fake.conversation.heard("Mina", "see you at seven", 1);
        compare(announced(), ["Mina, see you at seven"]);
        fake.conversation.heard("Mina", "and bring a coat", 3);
        compare(announced().length, 1, "not one over the other");
        verify(announced()[0].includes("3"));
        tryVerify(() => announced().length === 0);
    }

    function test_aWayBackIsOfferedWhereThereIsOne() {
        tryVerify(atEnd);
        verify(!stage.find(test.Window.window, "button", "Back to where you were"));
        fake.conversation.canGoBack = true;
        stage.press(test.Window.window, "button", "Back to where you were");
        compare(fake.called("goBack"), "goBack()");
        verify(!stage.find(test.Window.window, "button", "Back to where you were"));
    }

    function test_aDateIsChosenFromACalendar() {
        tryVerify(atEnd);
        const at = view.eyeSeq();
        verify(at > 100);
        view.dateAsked(new Date(2026, 1, 14, 9, 30).getTime());
        tryVerify(() => stage.find(test.Window.window, "dialog", "Go to a date"));
        stage.press(test.Window.window, "button", "Earlier month");
        const days = stage.tree(test.Window.window).filter(node => node.role === "button").map(node => node.name);
        compare(days.filter(name => /January|1월/.test(name)).length, 31);
        stage.press(test.Window.window, "button", days.find(name => /January 9|1월 9/.test(name)));
        compare(fake.called("jumpToTime"), "jumpToTime(" + new Date(2026, 0, 9).getTime() + "," + at + ")");
        tryVerify(() => !stage.find(test.Window.window, "dialog", "Go to a date"));
    }

    function test_daysToComeCannotBeChosen() {
        const today = timeline.today;
        view.dateAsked(today.getTime());
        tryVerify(() => stage.find(test.Window.window, "button", "Later month"));
        verify(!stage.find(test.Window.window, "button", "Later month").enabled);
        verify(stage.find(test.Window.window, "button", "Today").enabled);
    }

    // A long message in the middle, and where its words begin and are in the list.
    function longRow() {
        scrollTo(90);
        fake.conversation.timeline.setProperty(90, "text", "first words of it, and more of them\nsecond line\nthird line");
        waitForRendering(view);
        return view.itemOf(90);
    }

    function drag(from, to) {
        mousePress(view, from.x, from.y);
        mouseMove(view, (from.x + to.x) / 2, (from.y + to.y) / 2);
        mouseMove(view, to.x, to.y);
    }

    function test_draggingInABubbleSelectsItsWords() {
        const row = longRow();
        const before = grabImage(row);
        const left = row.mapToItem(view, row.indent + 15, row.height - 20);
        verify(row.onWords(row.indent + 15, row.height - 20));
        drag(Qt.point(left.x, left.y), Qt.point(left.x + 400, left.y));
        mouseRelease(view, left.x + 400, left.y);
        compare(view.picker.text(), "third line");
        verify(!row.picked);
        let copied = "";
        view.copyAsked.connect(text => copied = text);
        keyClick(Qt.Key_C, Qt.ControlModifier);
        compare(copied, "third line");
        keyClick(Qt.Key_Escape);
        verify(!view.picker.active);
        compare(view.picker.text(), "");
        waitForRendering(view);
        verify(grabImage(row).equals(before));
    }

    function test_aSelectionPaintsTheSameLines() {
        const row = longRow();
        const before = grabImage(row);
        const at = row.mapToItem(view, row.indent + 15, row.height - 20);
        drag(Qt.point(at.x, at.y), Qt.point(at.x + 15, at.y));
        mouseMove(view, at.x, at.y);
        waitForRendering(view);
        compare(view.picker.text(), "");
        verify(view.picker.active, "it is the selection that paints");
        verify(grabImage(row).equals(before));
        mouseRelease(view, at.x, at.y);
    }

    function test_draggingBeyondABubbleSelectsMessages() {
        const row = longRow();
        const seq = row.seq;
        const from = row.mapToItem(view, row.indent + 15, row.height - 20);
        const to = view.itemOf(87).mapToItem(view, 30, 10);
        drag(Qt.point(from.x, from.y), Qt.point(to.x, to.y));
        compare(view.picker.first, seq);
        compare(view.picker.last, seq + 3);
        for (let index = 90; index >= 87; --index)
            verify(view.itemOf(index).picked);
        verify(!view.itemOf(86).picked);
        verify(!view.itemOf(91).picked);
        mouseMove(view, from.x + 40, from.y);
        verify(!row.picked, "back in its bubble it is words again");
        mouseMove(view, to.x, to.y);
        mouseRelease(view, to.x, to.y);
        compare(view.picker.text(), "messages " + seq + " to " + (seq + 3));
        // It stays with its messages, wherever the list stands.
        fake.say({"seq": 201, "text": "new"});
        view.scrollBy(200);
        waitForRendering(view);
        compare(view.picker.first, seq);
        verify(view.itemOf(91).picked);
        mouseClick(view, 5, 5);
        verify(!view.picker.active);
    }

    function test_aDragBeyondTheEdgeTakesTheListAlong() {
        scrollTo(50);
        const seq = eye().seq;
        const at = view.itemOf(view.eyeRow()).mapToItem(view, 30, 10);
        drag(Qt.point(at.x, at.y), Qt.point(at.x, -60));
        tryVerify(() => view.picker.last === seq && view.picker.first < seq - 12);
        mouseRelease(view, at.x, -60);
    }

    function test_shiftAndArrowsSelectMessages() {
        tryVerify(atEnd);
        view.forceActiveFocus();
        keyClick(Qt.Key_Up);
        keyClick(Qt.Key_Up, Qt.ShiftModifier);
        keyClick(Qt.Key_Up, Qt.ShiftModifier);
        compare([view.picker.first, view.picker.last], [197, 199]);
        keyClick(Qt.Key_Down);
        verify(!view.picker.active);
    }

    function test_rowsAreReadFromTheTop() {
        for (const index of [0, 60, 20])
            scrollTo(index);
        const spoken = stage.tree(view).filter(node => node.role === "row").map(node => parseInt(node.name.match(/Message (\d+)/)[1]));
        verify(spoken.length > 5);
        compare(spoken, [...spoken].sort((a, b) => a - b));
    }

    function test_rowsOutOfSightAreNotSpoken() {
        for (const index of [5, 60, 20, 90, 0])
            scrollTo(index);
        const spoken = stage.tree(view).filter(node => node.role === "row").map(node => parseInt(node.name.match(/Message (\d+)/)[1]));
        const sorted = [...new Set(spoken)].sort((a, b) => b - a);
        compare(spoken.length, sorted.length, "each once");
        compare(sorted[0], 200);
        compare(sorted[0] - sorted[sorted.length - 1] + 1, sorted.length, "nothing from elsewhere: " + sorted);
    }

    function test_aNotchIsAlwaysTheSameWay_data() {
        return [{"tag": "slow", "still": false, "notches": 1}, {"tag": "quick", "still": false, "notches": 6}, {"tag": "reduced motion", "still": true, "notches": 6}];
    }

    function test_aNotchIsAlwaysTheSameWay(data) {
        Theme.still = data.still;
        tryVerify(atEnd);
        for (let i = 0; i < data.notches; ++i)
            mouseWheel(view, 300, 300, 0, 120);
        tryCompare(view, "below", data.notches * Theme.wheelNotch);
        wait(100);
        compare(view.below, data.notches * Theme.wheelNotch);
        compare(view.following, false);
        for (let i = 0; i < data.notches + 1; ++i)
            mouseWheel(view, 300, 300, 0, -120);
        tryVerify(atEnd);
        compare(view.following, true);
    }

    function test_pageKeysTurnPages() {
        tryVerify(atEnd);
        view.forceActiveFocus();
        keyClick(Qt.Key_PageUp);
        tryCompare(view, "below", view.height - Theme.bar);
        keyClick(Qt.Key_Home);
        tryCompare(view, "above", 0);
        verify(view.itemOf(view.count - 1).y >= 0);
        keyClick(Qt.Key_End);
        tryVerify(atEnd);
        wait(100);
        verify(atEnd());
    }

    function test_upAndDownStepThroughMessagesAndBringThemIntoView() {
        tryVerify(atEnd);
        view.forceActiveFocus();
        for (let i = 0; i < 20; ++i) {
            keyClick(Qt.Key_Up);
            compare(view.currentIndex, i + 1);
            tryVerify(() => {
                const row = view.itemOf(view.currentIndex);
                return row && row.y >= 0 && row.y + row.height <= view.height;
            });
        }
        verify(!view.following);
        verify(view.itemOf(20).ringed);
        keyClick(Qt.Key_Down);
        compare(view.currentIndex, 19);
    }

    function test_jumpsToARowAndMarksIt_data() {
        return [{"tag": "with motion", "still": false}, {"tag": "reduced motion", "still": true}];
    }

    function test_jumpsToARowAndMarksIt(data) {
        Theme.still = data.still;
        fake.conversation.jumpTo(70, 130);
        tryVerify(() => view.itemOf(70));
        const row = view.itemOf(70);
        verify(row.y > 0 && row.y < view.height);
        compare(row.seq, 130);
        compare(view.following, false);
        verify(row.marked);
        tryCompare(row, "marked", false, 3000);
    }

    function test_theThumbStaysUnderTheHand() {
        tryVerify(atEnd);
        const bar = Array.from(view.children).find(child => child.minimumSize !== undefined);
        mousePress(bar, bar.width / 2, bar.height - 4);
        mouseMove(bar, bar.width / 2, bar.height / 2);
        tryVerify(() => view.below > 5 * view.height && view.above > 5 * view.height);
        verify(!view.following);
        const held = bar.position;
        for (let i = 100; i > 0; --i)
            fake.recall({"seq": i, "text": words(i), "sentAt": fake.at(300 - i)});
        waitForRendering(view);
        compare(bar.position, held);
        mouseRelease(bar, bar.width / 2, bar.height / 2);
        verify(bar.position > held, "the older half is above now");
        const before = eye();
        wait(50);
        compare(whereIs(before.seq), before.y);
        mousePress(bar, bar.width / 2, bar.height * bar.position + 4);
        mouseMove(bar, bar.width / 2, bar.height + 50);
        tryVerify(atEnd);
        mouseRelease(bar, bar.width / 2, bar.height + 50);
        verify(view.following);
    }

    function test_fingersDragThrowAndStopIt() {
        tryVerify(atEnd);
        const touch = touchEvent(view);
        touch.press(0, view, 300, 200).commit();
        let y = 200;
        for (let i = 0; i < 8; ++i) {
            wait(10);
            y += 30;
            touch.move(0, view, 300, y).commit();
        }
        verify(!view.following);
        tryVerify(() => view.below > 100);
        touch.release(0, view, 300, y).commit();
        const thrown = view.below;
        tryVerify(() => view.below > thrown + 60);
        touch.press(0, view, 300, 300).commit();
        wait(30);
        const stopped = view.below;
        wait(60);
        compare(view.below, stopped);
        touch.release(0, view, 300, 300).commit();
    }

    function test_bubblesFitTheirWords() {
        fake.say({"seq": 201, "text": "short", "mine": true});
        fake.say({"seq": 202, "text": "엄청나게긴단어".repeat(60), "mine": false});
        fake.say({"seq": 203, "text": "line\n".repeat(8) + "end", "mine": true});
        tryVerify(() => view.itemOf(0) && view.itemOf(2) && view.itemOf(0).seq === 203);
        wait(30);
        for (const index of [0, 1, 2]) {
            const row = view.itemOf(index);
            verify(row.onBubble(row.mine ? row.width - 20 : row.indent + 20, row.height - 10), index);
            verify(!row.onBubble(row.mine ? 5 : row.width - 5, row.height - 10), index);
        }
    }
}
