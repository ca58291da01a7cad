import QtQuick
import QtQuick.Templates as T
import QtTest
import Madang

/*!
    Every page, dialog and menu as somebody without a mouse or without eyes meets it: everything has a name and a role, Tab and
    Shift+Tab lead through all controls and come round, and what has the focus shows it. A new dialog gets a line in `places`.
*/
TestCase {
    id: test

    name: "Accessibility"
    when: windowShown

    property var fake
    property var window

    //! What one comes to, by the steps that lead there; a width of 390 is a phone.
    readonly property var places: [
        {"tag": "rooms and conversation"},
        {"tag": "tablet", "width": 760},
        {"tag": "rooms on a phone", "width": 390, "room": ""},
        {"tag": "conversation on a phone", "width": 390},
        {"tag": "details", "to": () => press("button", "Details")},
        {"tag": "details on a phone", "width": 390, "to": () => press("button", "Details")},
        {"tag": "search in a chat", "to": () => keyClick(Qt.Key_F, Qt.ControlModifier)},
        {"tag": "nothing open", "room": ""},
        {"tag": "offline", "to": () => fake.connection.state = "offline"},
        {"tag": "sign in", "page": "signin"},
        {"tag": "sign in beside others", "page": "signin", "to": () => {
                fake.addAccounts();
                fake.accounts.canForget = true;
            }},
        {"tag": "removing an account", "page": "signin", "dialog": true, "to": () => {
                fake.accounts.canForget = true;
                press("button", "Remove this account");
            }},
        {"tag": "create account", "page": "signin", "to": () => press("button", "Create account")},
        {"tag": "accounts", "menu": true, "room": "", "to": () => {
                fake.addAccounts();
                press("button", "Account of Haneul");
            }},
        {"tag": "new chat", "dialog": true, "room": "", "to": () => press("button", "New chat")},
        {"tag": "new group", "dialog": true, "room": "", "to": () => {
                press("button", "New chat");
                press("radio", "Group");
                fake.fillPeople();
            }},
        {"tag": "switcher", "dialog": true, "to": () => keyClick(Qt.Key_K, Qt.ControlModifier)},
        {"tag": "keys", "dialog": true, "to": () => keyClick(Qt.Key_Slash, Qt.ControlModifier)},
        {"tag": "date", "dialog": true, "to": () => keyClick(Qt.Key_G, Qt.ControlModifier)},
        {"tag": "emoji", "dialog": true, "to": () => press("button", "Emoji")},
        {"tag": "pinned", "to": () => pin()},
        {"tag": "all pinned", "dialog": true, "to": () => {
                pin();
                press("button", "All pinned messages");
            }},
        {"tag": "message menu", "menu": true, "to": () => press("row", "You, 14:01")},
        {"tag": "selection", "to": () => ask("Select")},
        {"tag": "forwarding", "dialog": true, "to": () => ask("Forward")},
        {"tag": "who read it", "dialog": true, "to": () => ask("Who read it")},
        {"tag": "deleting", "dialog": true, "to": () => ask("Delete")},
        {"tag": "settings on a phone", "dialog": true, "width": 390, "to": () => keyClick(Qt.Key_Comma, Qt.ControlModifier)},
        {"tag": "signing out", "dialog": true, "to": () => {
                keyClick(Qt.Key_Comma, Qt.ControlModifier);
                press("button", "Sign out");
                tryVerify(() => !stage.find(window, "dialog", "Settings"));
            }}
    ].concat(["Appearance", "Language", "Notifications", "Privacy", "Devices", "Storage", "Account", "General", "About"].map(section => ({
                "tag": "settings: " + section,
                "dialog": true,
                "to": () => {
                    keyClick(Qt.Key_Comma, Qt.ControlModifier);
                    press("row", section);
                }
            })))

    Component {
        id: fakes
        FakeBackend {}
    }
    Component {
        id: main
        Main {}
    }

    function show(place) {
        stage.speak("en");
        fake = createTemporaryObject(fakes, null, {"korean": false});
        fake.app.page = place.page ?? "main";
        if (place.room === "")
            fake.roomsController.closeRoom();
        window = main.createObject(null, {"app": fake.app, "accounts": fake.accounts, "settings": fake.settings, "width": place.width ?? 1200, "height": 820});
        window.requestActivate();
        tryCompare(window, "active", true);
        wait(30);
        if (place.to)
            place.to();
        wait(150);
        if (place.dialog)
            verify(tree().some(node => node.role === "dialog"), "it did not open");
    }

    function cleanup() {
        window.destroy();
        window = null;
        wait(0);
    }

    function tree() {
        return stage.tree(window);
    }

    function press(role, name) {
        tryVerify(() => stage.find(window, role, name), 2000, role + " " + name);
        stage.press(window, role, name);
        wait(30);
    }

    //! Does something with a message, by its menu.
    function ask(act) {
        press("row", "You, 14:01");
        press("menu item", act);
        tryVerify(() => !stage.find(window, "menu item", act));
    }

    function pin() {
        fake.conversation.actions.pins = [{"seq": 14, "name": "Moon Rabbit", "text": "Saturday"}, {"seq": 9, "name": "Mina", "text": "Bukhansan"}];
        tryVerify(() => stage.find(window, "button", "All pinned messages"));
    }

    //! Whether an item stands in another, or is it.
    function within(item, outer) {
        for (let at = item; at; at = at.parent)
            if (at === outer)
                return true;
        return false;
    }

    function told(item) {
        return item.Accessible.name || String(item);
    }

    //! Presses a key until the focus has come round, and gives where it was.
    function round(key) {
        const met = [];
        for (let i = 0; i < 80; ++i) {
            keyClick(key);
            const item = window.activeFocusItem;
            if (met.length > 0 && item === met[0])
                return met;
            verify(item, "Tab leads nowhere");
            verify(!met.includes(item), "Tab is caught at " + told(item) + " after " + met.map(one => told(one)).join(" | "));
            met.push(item);
        }
        fail("Tab never comes round: " + met.map(one => told(one)).join(" | "));
        return met;
    }

    //! What says nothing, or is of no role that anybody knows.
    function dumb() {
        const speaking = ["button", "field", "list", "row", "radio", "check box", "menu item", "menu", "dialog", "heading", "alert", "text", "slider", "tool bar", "group", "tab", "tabs"];
        return tree().filter(node => node.name === "" ? speaking.includes(node.role) || node.focusable : (node.actions.length > 0 || node.focusable) && !speaking.includes(node.role) && node.role !== "window").map(node => node.role + " “" + node.name + "” " + node.item);
    }

    //! The controls that Tab did not lead to. Lists and rows of radio buttons are walked along by arrows; what is under a
    //! dialog waits.
    function missed(met) {
        const all = tree();
        const lists = all.filter(node => ["list", "row"].includes(node.role) && met.some(item => within(item, node.item) || within(node.item, item))).map(node => node.item);
        const dialog = all.filter(node => node.role === "dialog").pop();
        const wanted = all.filter(node => ["button", "field", "check box", "slider"].includes(node.role) && node.enabled);
        return wanted.filter(node => (!dialog || within(node.item, dialog.item)) && !lists.some(list => within(node.item, list)) && !met.some(item => within(item, node.item))).map(node => node.role + " “" + node.name + "”");
    }

    //! What looks the same with the focus and without.
    function unseen(count) {
        const found = [];
        let left = window.activeFocusItem;
        stage.looksOther(window, Qt.rect(0, 0, 1, 1));
        for (let i = 0; i < count; ++i) {
            const at = left.mapToItem(null, 0, 0);
            keyClick(Qt.Key_Tab);
            wait(0);
            if (!stage.looksOther(window, Qt.rect(at.x - 6, at.y - 6, left.width + 12, left.height + 12)))
                found.push(told(left));
            left = window.activeFocusItem;
        }
        return found;
    }

    Component {
        id: faulty
        Window {
            visible: true
            width: 400
            height: 400
            component Plain: T.Button {
                width: 100
                height: 40
                Accessible.name: text
                background: Rectangle {
                    border.width: parent.visualFocus ? 2 : 0
                }
            }
            Column {
                spacing: 20
                Plain {
                    text: "good"
                    focus: true
                }
                Plain {
                    text: "good, too"
                }
                Plain {
                    text: "not reached"
                    focusPolicy: Qt.ClickFocus
                }
                Plain {
                    text: "not seen"
                    background: null
                }
                Plain {
                    Accessible.name: ""
                }
            }
        }
    }

    function test_theChecksFindWhatTheyAreFor() {
        window = faulty.createObject(null);
        window.requestActivate();
        tryCompare(window, "active", true);
        compare(dumb().length, 1);
        const met = round(Qt.Key_Tab);
        compare(met.length, 4);
        compare(missed(met), ["button “not reached”"]);
        compare(unseen(met.length), ["not seen"]);
    }

    function test_everythingSpeaks_data() {
        return places;
    }
    function test_everythingSpeaks(data) {
        show(data);
        verify(tree().length > 5);
        compare(dumb(), []);
    }

    function test_tabLeadsEverywhere_data() {
        return places.filter(place => !place.menu);
    }
    function test_tabLeadsEverywhere(data) {
        show(data);
        const forth = round(Qt.Key_Tab);
        const back = round(Qt.Key_Backtab);
        compare(back.map(one => told(one)).sort(), forth.map(one => told(one)).sort());
        compare(missed(forth), []);
        for (const item of forth)
            verify(told(item) !== String(item), "the focus is on something that says nothing: " + item);
    }

    function test_theFocusIsSeen_data() {
        return places.filter(place => !place.menu);
    }
    function test_theFocusIsSeen(data) {
        show(data);
        const count = round(Qt.Key_Tab).length;
        if (count > 1)
            compare(unseen(count), []);
    }

    //! Controls that a finger would miss: smaller than it on either side.
    function tooSmall() {
        const pressed = tree().filter(node => ["button", "check box", "radio", "menu item", "field", "slider", "tab"].includes(node.role) && node.item.width !== undefined);
        return pressed.filter(node => {
            // Ten tabs share the width of a phone.
            const wide = node.role === "tab" ? 32 : 48;
            return node.item.width < wide || node.item.height < 48;
        }).map(node => node.role + " “" + node.name + "” " + Math.round(node.item.width) + "×" + Math.round(node.item.height));
    }

    function test_fingersHitEverything_data() {
        return places;
    }
    function test_fingersHitEverything(data) {
        show(Object.assign({}, data, {"width": 360}));
        compare(tooSmall(), []);
    }
}
