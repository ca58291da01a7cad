import QtQuick
import QtTest
import Madang
import Madang.Theme

/*! The window on a phone: one pane over the other, and a finger that takes it away. */
TestCase {
    id: test

    name: "Phone"
    when: windowShown

    property var fake
    property var window

    Component {
        id: fakes
        FakeBackend {}
    }
    Component {
        id: main
        Main {}
    }

    function init() {
        failOnWarning(/.*/);
        stage.speak("en");
        fake = createTemporaryObject(fakes, null, {"korean": false});
        window = main.createObject(null, {"app": fake.app, "accounts": fake.accounts, "settings": fake.settings, "width": 390, "height": 780});
        window.requestActivate();
        tryCompare(window, "active", true);
        wait(30);
    }

    function cleanup() {
        window.destroy();
        window = null;
        wait(0);
    }

    function has(role, name) {
        return stage.find(window, role, name) !== null;
    }

    //! A finger goes from one x to another, in steps, and stays down.
    function drag(finger, from, to) {
        const item = window.contentItem;
        finger.press(0, item, from, 300).commit();
        for (let i = 1; i <= 8; ++i) {
            finger.move(0, item, from + (to - from) * i / 8, 300).commit();
            wait(20);
        }
    }

    function test_theConversationFollowsAFingerAndGoes() {
        const finger = touchEvent(window.contentItem);
        const messages = stage.find(window, "list", "Messages");
        drag(finger, 10, 250);
        const gone = messages.mapToItem(null, 0, 0).x;
        verify(gone > 150 && gone <= 240, "under the finger: " + gone);
        verify(has("list", "Rooms"), "what it goes back to is seen under it");
        wait(60); // it rests there: no throw
        finger.release(0, window.contentItem, 250, 300).commit();
        tryVerify(() => fake.called("closeRoom") === "closeRoom()");
        tryVerify(() => has("list", "Rooms") && !has("list", "Messages"));
        compare(stage.find(window, "list", "Rooms").mapToItem(null, 0, 0).x, 0);
    }

    function test_lessThanAThirdComesBack() {
        const finger = touchEvent(window.contentItem);
        drag(finger, 10, 90);
        wait(200);
        finger.move(0, window.contentItem, 80, 300).commit();
        wait(50);
        finger.release(0, window.contentItem, 80, 300).commit();
        tryVerify(() => !has("list", "Rooms"));
        compare(fake.called("closeRoom"), "");
        compare(stage.find(window, "list", "Messages").mapToItem(null, 0, 0).x, 0);
    }

    function test_aFingerInTheMiddleMovesNothing() {
        const finger = touchEvent(window.contentItem);
        drag(finger, 180, 380);
        verify(!has("list", "Rooms"));
        finger.release(0, window.contentItem, 380, 300).commit();
        compare(fake.called("closeRoom"), "");
    }

    function test_detailsGoBackToTheConversation() {
        stage.press(window, "button", "Details");
        tryVerify(() => has("list", "Members"));
        const finger = touchEvent(window.contentItem);
        drag(finger, 10, 300);
        verify(has("list", "Messages"));
        finger.release(0, window.contentItem, 300, 300).commit();
        tryVerify(() => !has("list", "Members") && has("list", "Messages"));
        compare(fake.called("closeRoom"), "");
    }

    function test_theBackKeyGoesBackStepByStep() {
        stage.press(window, "button", "Details");
        tryVerify(() => has("list", "Members"));
        keyClick(Qt.Key_Back);
        tryVerify(() => has("list", "Messages"));
        keyClick(Qt.Key_Back);
        tryVerify(() => has("list", "Rooms"));
    }

    function test_sheetsComeFromBelow() {
        keyClick(Qt.Key_N, Qt.ControlModifier);
        tryVerify(() => has("dialog", "New chat"));
        wait(200);
        const sheet = stage.find(window, "dialog", "New chat");
        const corner = sheet.mapToItem(null, sheet.width, sheet.height);
        verify(window.height - corner.y <= Theme.spaceM + 1 && window.width - corner.x <= Theme.spaceM + 1, corner);
        keyClick(Qt.Key_Escape); // Qt takes the key Back for it on Android only
        tryVerify(() => !has("dialog", "New chat"));
    }

    function test_theComposerStaysAboveTheKeyboard() {
        const keyboard = createTemporaryQmlObject('import QtQuick; QtObject { property bool visible: false; property rect keyboardRectangle: Qt.rect(0, 480, 390, 300); function commit() {} }', test);
        window.inputMethod = keyboard;
        const send = stage.find(window, "button", "Send");
        const foot = () => send.mapToItem(null, 0, send.height).y;
        verify(foot() > 480);
        keyboard.visible = true;
        tryVerify(() => foot() <= 480);
        verify(foot() > 380, "right above it");
        // A window that the system has made shorter itself is not made shorter once more.
        window.height = 480;
        tryVerify(() => foot() > 380 && foot() <= 480);
        keyboard.visible = false;
        window.height = 780;
        tryVerify(() => foot() > 480);
        window.inputMethod = Qt.inputMethod;
    }

    function test_thePagesStayWithinTheSafeArea() {
        window.insets = {"left": 0, "top": 44, "right": 0, "bottom": 34};
        const send = stage.find(window, "button", "Send");
        tryVerify(() => send.mapToItem(null, 0, send.height).y <= window.height - 34);
        verify(stage.find(window, "button", "Back").mapToItem(null, 0, 0).y >= 44);
    }
}
