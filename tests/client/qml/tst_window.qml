import QtQuick
import QtTest
import Madang
import Madang.Theme

/*! The window as a screen reader, a keyboard and a translator meet it. */
TestCase {
    id: test

    name: "Window"
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

    function show(options) {
        fake = createTemporaryObject(fakes, null, {"korean": options?.korean ?? false});
        fake.app.page = options?.page ?? "main";
        fake.app.theme = options?.theme ?? "light";
        if (options?.room === "")
            fake.roomsController.closeRoom();
        const f = fake;
        window = main.createObject(null, {"app": f.app, "signIn": f.signIn, "connection": f.connection, "me": f.me, "rooms": f.rooms, "roomsController": f.roomsController, "conversation": f.conversation, "links": f.links, "settings": f.settings, "width": options?.width ?? 1200, "height": 820});
        verify(window);
        window.requestActivate();
        tryCompare(window, "active", true);
        wait(50);
    }

    function init() {
        failOnWarning(/.*/);
        stage.speak("en");
    }

    function cleanup() {
        window.destroy();
        window = null;
        wait(0);
        stage.speak("en");
    }

    function nameless() {
        const speaking = ["button", "field", "list", "row", "radio", "check box", "menu item", "menu", "dialog", "heading", "alert", "text"];
        return stage.tree(window).filter(node => node.name === "" && (speaking.includes(node.role) || node.focusable)).map(node => node.role);
    }

    function names(role) {
        return stage.tree(window).filter(node => node.role === role).map(node => node.name);
    }

    function press(role, name) {
        verify(stage.press(window, role, name), "no " + role + " “" + name + "” to press among " + names(role).join(" | "));
        wait(20);
    }

    function type(words) {
        for (const letter of words)
            keyClick(letter);
    }

    function test_everythingHasANameAndARole_data() {
        const rows = [];
        for (const page of ["main", "signin"])
            for (const width of [1200, 760, 390])
                for (const korean of [true, false])
                    for (const theme of ["light", "dark"])
                        rows.push({"tag": [page, width, korean ? "ko" : "en", theme].join(" "), page, width, korean, theme});
        return rows;
    }

    function test_everythingHasANameAndARole(data) {
        stage.speak(data.korean ? "ko" : "en");
        show(data);
        compare(nameless(), []);
        compare(Theme.dark, data.theme === "dark");
        verify(stage.tree(window).length > 8);
    }

    function test_namesThatTestsRelyOn() {
        show();
        for (const [role, name] of [["field", "Message"], ["field", "Search"], ["button", "Send"], ["button", "New chat"], ["button", "Settings"], ["list", "Rooms"], ["list", "Messages"]])
            verify(stage.find(window, role, name), role + " " + name);
        fake.app.page = "signin";
        for (const [role, name] of [["field", "Server"], ["field", "Handle"], ["field", "Password"], ["button", "Sign in"], ["button", "Create account"]])
            verify(stage.find(window, role, name), role + " " + name);
        press("button", "Create account");
        verify(stage.find(window, "field", "Display name"));
    }

    function test_rowsSpeakAsOneSentence() {
        show();
        const rows = names("row");
        verify(rows.includes("Weekend hikes, 14:02, Mina: See you on Saturday at seven!, 2 unread"), rows.join("\n"));
        verify(rows.includes("Design team, 12:15, You: pushed the new palette, read"), rows.join("\n"));
        verify(rows.includes("Mina, 14:02, See you on Saturday at seven!"), rows.join("\n"));
        verify(rows.includes("You, 13:36, Good. Saturday suits me, read"), rows.join("\n"));
        verify(rows.includes("Junho Lee, 13:33, Message deleted"), rows.join("\n"));
    }

    function test_languageSwitchesLive() {
        show();
        stage.speak("ko");
        wait(20);
        verify(stage.find(window, "field", "메시지"));
        verify(stage.find(window, "button", "새 대화"));
        verify(stage.find(window, "list", "대화 목록"));
        compare(Theme.locale.name, "ko_KR");
        compare(window.title, "(3) 마당");
        stage.speak("en");
        wait(20);
        verify(stage.find(window, "field", "Message"));
        compare(Theme.locale.name.slice(0, 2), "en");
    }

    function test_themeFollowsTheSystemUntilChosen() {
        show({"theme": "system"});
        compare(Theme.dark, false);
        fake.app.systemDark = true;
        compare(Theme.dark, true);
        keyClick(Qt.Key_Comma, Qt.ControlModifier);
        tryVerify(() => stage.find(window, "radio", "Light"));
        press("radio", "Light");
        compare(fake.app.theme, "light");
        compare(Theme.dark, false);
    }

    function test_enterSendsAndShiftEnterBreaks() {
        show();
        type("hi");
        compare(fake.conversation.draft, "hi");
        keyClick(Qt.Key_Return, Qt.ShiftModifier);
        type("you");
        compare(fake.called("send"), "");
        keyClick(Qt.Key_Return);
        compare(fake.called("send"), "send(hi\nyou)");
        compare(fake.conversation.draft, "");
        verify(!stage.press(window, "button", "Send"), "nothing to send");
        keyClick(Qt.Key_Return);
        compare(fake.called("send"), "send(hi\nyou)");
    }

    function test_aSyllableBeingComposedCounts() {
        show();
        verify(!stage.find(window, "button", "Send").enabled);
        stage.compose("네");
        verify(stage.find(window, "button", "Send").enabled);
        compare(fake.called("typing"), "typing(true)");
        stage.compose("", "네");
        compare(fake.conversation.draft, "네");
        keyClick(Qt.Key_Return);
        compare(fake.called("send"), "send(네)");
    }

    function test_textOverTheLimitIsNotSent() {
        show();
        fake.conversation.textLimit = 3;
        type("four");
        keyClick(Qt.Key_Return);
        compare(fake.called("send"), "");
        verify(stage.find(window, "text", "1 character too many"));
        keyClick(Qt.Key_Backspace);
        keyClick(Qt.Key_Return);
        compare(fake.called("send"), "send(fou)");
    }

    function test_sendingLeadsToTheLatest() {
        show();
        for (let i = 0; i < 60; ++i)
            fake.recall({"text": "older " + i, "sentAt": fake.at(3000 + i)});
        const list = stage.find(window, "list", "Messages");
        tryVerify(() => list.above > 2 * list.height);
        list.jump(60);
        tryCompare(list, "following", false);
        type("hi");
        verify(stage.find(window, "button", "To the latest"));
        keyClick(Qt.Key_Return);
        tryVerify(() => list.itemOf(0) && list.itemOf(0).text === "hi");
        tryCompare(list, "below", 0);
        verify(!stage.find(window, "button", "To the latest"));
    }

    function test_keysLeadToADateAndBack() {
        show();
        keyClick(Qt.Key_G, Qt.ControlModifier);
        tryVerify(() => stage.find(window, "dialog", "Go to a date"));
        stage.press(stage.find(window, "dialog", "Go to a date"), "button", "Today");
        verify(fake.called("jumpToTime").startsWith("jumpToTime(" + new Date(fake.now).setHours(0, 0, 0, 0)), fake.calls);
        tryVerify(() => !stage.find(window, "dialog", "Go to a date"));
        keyClick(Qt.Key_Left, Qt.AltModifier);
        compare(fake.called("goBack"), "");
        fake.conversation.canGoBack = true;
        keyClick(Qt.Key_Left, Qt.AltModifier);
        compare(fake.called("goBack"), "goBack()");
    }

    function test_whatWasRefusedStaysInTheField() {
        show();
        fake.conversation.refuses = true;
        type("hi");
        keyClick(Qt.Key_Return);
        compare(stage.find(window, "field", "Message").text, "hi");
        compare(fake.conversation.draft, "hi");
    }

    function test_whatCannotBeLeftIsSaid() {
        show();
        press("button", "Details");
        fake.roomsController.error = "There is no connection.";
        verify(stage.find(window, "alert", "There is no connection."));
        press("button", "Dismiss");
        compare(fake.roomsController.error, "");
    }

    function test_draftsStayWithTheirRooms() {
        show();
        type("half");
        fake.conversation.roomId = "";
        fake.conversation.draft = "other";
        fake.conversation.roomId = "r2";
        compare(stage.find(window, "field", "Message").text, "other");
    }

    function test_upEditsAndEscapeCancels() {
        show();
        keyClick(Qt.Key_Up);
        compare(fake.called("editLastMine"), "editLastMine()");
        fake.conversation.startEdit(17);
        const field = stage.find(window, "field", "Message");
        compare(field.text, "Saturday at seven then, exit 2 of Ui station");
        keyClick("!");
        keyClick(Qt.Key_Return);
        compare(fake.called("commitEdit"), "commitEdit(Saturday at seven then, exit 2 of Ui station!)");
        compare(field.text, "");
        fake.conversation.startEdit(17);
        keyClick(Qt.Key_Escape);
        compare(fake.called("cancelEdit"), "cancelEdit()");
        compare(field.text, "");
        compare(fake.conversation.draft, "");
    }

    function test_messageMenu_data() {
        return [{"tag": "screen reader", "open": () => press("row", "You, 14:01")}, {"tag": "right click", "open": () => {
            const row = stage.find(window, "row", "You, 14:01");
            mouseClick(row, row.width - 40, row.height - 10, Qt.RightButton);
        }}, {"tag": "menu key", "open": () => {
            stage.find(window, "list", "Messages").forceActiveFocus();
            keyClick(Qt.Key_Up);
            keyClick(Qt.Key_Menu);
        }}];
    }

    function test_messageMenu(data) {
        show();
        data.open();
        tryVerify(() => names("menu item").length > 0);
        compare(names("menu item"), ["Edit", "Copy", "Copy link", "Delete"]);
        press("menu item", "Edit");
        compare(fake.called("startEdit"), "startEdit(17)");
        tryVerify(() => names("menu item").length === 0);
    }

    function test_deletingAsksFirst() {
        show();
        press("row", "You, 14:01");
        press("menu item", "Delete");
        tryVerify(() => stage.find(window, "dialog", "Delete this message?"));
        compare(fake.called("deleteMessage"), "");
        press("button", "Delete");
        compare(fake.called("deleteMessage"), "deleteMessage(17)");
    }

    function test_othersMessagesCanOnlyBeCopied() {
        show();
        press("row", "Mina, 14:02");
        tryVerify(() => names("menu item").length === 2);
        compare(names("menu item"), ["Copy", "Copy link"]);
    }

    function test_failedMessagesOfferTheWayOut() {
        show();
        fake.say({"mine": true, "clientId": "x1", "text": "lost", "delivery": "failed", "failReason": "too long"});
        tryVerify(() => stage.find(window, "button", "Send again"));
        press("button", "Send again");
        compare(fake.called("retry"), "retry(x1)");
        press("button", "Delete");
        compare(fake.called("discard"), "discard(x1)");
    }

    function test_roomsOpenByKeysAndByPress() {
        show({"room": ""});
        press("row", "Mina Park");
        compare(fake.called("openRoom"), "openRoom(r2)");
        verify(stage.find(window, "field", "Message").activeFocus, "one can write at once");
        keyClick(Qt.Key_K, Qt.ControlModifier);
        type("de");
        compare(fake.rooms.query, "de");
        keyClick(Qt.Key_Escape);
        compare(fake.rooms.query, "");
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Return);
        verify(fake.called("openRoom").endsWith("openRoom(r3)"), fake.called("openRoom"));
        keyClick(Qt.Key_Down, Qt.AltModifier);
        keyClick(Qt.Key_Up, Qt.AltModifier | Qt.ShiftModifier);
        compare(fake.called("step"), "step(1,false) step(-1,true)");
    }

    function test_roomsThatMoveEndWhereTheyBelong_data() {
        return [{"tag": "at once", "pause": 0}, {"tag": "while others still move", "pause": 40}];
    }

    function test_roomsThatMoveEndWhereTheyBelong(data) {
        show();
        fake.app.reducedMotion = false;
        for (let i = 0; i < 40; ++i)
            fake.room({"roomId": "x" + i, "title": "Room " + i, "lastText": "words", "lastAt": fake.at(i), "hueIndex": i % 8});
        const list = stage.find(window, "list", "Rooms");
        tryCompare(list, "count", 49);
        for (const from of [7, 30, 1, 12, 48, 3, 3, 20]) {
            fake.rooms.move(from, 0, 1);
            if (data.pause > 0)
                wait(data.pause);
        }
        fake.rooms.remove(2);
        wait(400);
        for (let i = 0; i < 9; ++i) {
            const wanted = fake.rooms.get(i).roomId;
            tryVerify(() => list.itemAtIndex(i) && list.itemAtIndex(i).roomId === wanted && list.itemAtIndex(i).y === i * Theme.row, 5000, i + " " + wanted);
        }
    }

    function test_newChatWithOnePerson() {
        show();
        keyClick(Qt.Key_N, Qt.ControlModifier);
        tryVerify(() => stage.find(window, "dialog", "New chat"));
        type("min");
        compare(fake.roomsController.userSearch.query, "min");
        fake.fillPeople();
        tryVerify(() => stage.find(window, "row", "Mina Park, @mina"));
        compare(nameless(), []);
        press("row", "Mina Park, @mina");
        compare(fake.called("startDirect"), "startDirect(u1)");
        tryVerify(() => !stage.find(window, "dialog", "New chat"));
    }

    function test_newGroup() {
        show({"width": 390, "room": ""});
        press("button", "New chat");
        tryVerify(() => stage.find(window, "radio", "Group"));
        press("radio", "Group");
        fake.fillPeople();
        tryVerify(() => stage.find(window, "row", "Mina Park, @mina"));
        verify(!stage.press(window, "button", "Create group"), "nobody chosen yet");
        press("row", "Mina Park, @mina");
        press("row", "Min Seo");
        compare(nameless(), []);
        verify(!stage.press(window, "button", "Create group"), "no name yet");
        stage.find(window, "field", "Group name").forceActiveFocus();
        type("hikes");
        press("button", "Create group");
        compare(fake.called("createGroup"), "createGroup(hikes,u1,u3)");
    }

    function test_dialogsCloseOnEscapeAndGiveTheFocusBack() {
        show();
        for (const [key, title] of [[Qt.Key_N, "New chat"], [Qt.Key_Comma, "Settings"], [Qt.Key_Slash, "Keyboard shortcuts"]]) {
            keyClick(key, Qt.ControlModifier);
            tryVerify(() => stage.find(window, "dialog", title), 1000, title);
            compare(nameless(), []);
            keyClick(Qt.Key_Escape);
            tryVerify(() => !stage.find(window, "dialog", title), 1000, title);
        }
        verify(stage.find(window, "field", "Message").activeFocus);
    }

    function test_settingsAreSwitched() {
        show();
        press("button", "Settings");
        tryVerify(() => stage.find(window, "dialog", "Settings"));
        const state = name => stage.tree(window).find(node => node.role === "check box" && node.name === name)?.checked;
        for (const [name, setting, before] of [["Notify me of new messages", "notifications", true], ["Show what was written", "notificationText", true], ["Sound", "notificationSound", true], ["Start when I log in", "startAtLogin", false]]) {
            // What depends on notifications is tried while there are some.
            fake.settings.notifications = true;
            compare(state(name), before, name);
            press("check box", name);
            compare(fake.settings[setting], !before, name);
            compare(state(name), !before, name);
        }
        fake.settings.notifications = false;
        verify(!stage.find(window, "check box", "Sound").enabled);
        fake.settings.error = "This could not be written.";
        tryVerify(() => stage.find(window, "alert", "This could not be written."));
    }

    function test_whatASystemCannotDoIsNotOffered() {
        show();
        fake.settings.notifies = false;
        fake.settings.startsAtLogin = false;
        press("button", "Settings");
        tryVerify(() => stage.find(window, "dialog", "Settings"));
        compare(names("check box"), []);
        verify(!stage.find(window, "heading", "Notifications") && !stage.find(window, "heading", "General"));
    }

    function test_settingsAreReachedInALowWindow() {
        show({"width": 390});
        fake.roomsController.closeRoom();
        window.height = 420;
        press("button", "Settings");
        tryVerify(() => stage.find(window, "dialog", "Settings"));
        const out = stage.find(window, "button", "Sign out");
        out.forceActiveFocus(Qt.TabFocusReason);
        tryVerify(() => {
            const at = out.mapToItem(null, 0, 0);
            return at.y >= 0 && at.y + out.height <= window.height;
        });
    }

    function test_signOutAsksFirst() {
        show();
        fake.connection.waiting = 2;
        press("button", "Settings");
        press("button", "Sign out");
        tryVerify(() => stage.find(window, "text", "2 messages have not been sent yet and would be lost."));
        compare(fake.called("signOut"), "");
        tryVerify(() => !stage.find(window, "dialog", "Settings"));
        press("button", "Sign out");
        compare(fake.called("signOut"), "signOut()");
    }

    function test_connectionLineSpeaksAndIsNeverInTheWay() {
        show();
        fake.connection.waiting = 3;
        fake.connection.state = "offline";
        tryVerify(() => stage.find(window, "text", "Offline · 3 waiting to be sent"));
        type("still writing");
        compare(fake.conversation.draft, "still writing");
        press("button", "Try now");
        compare(fake.called("retryNow"), "retryNow()");
        fake.connection.state = "connecting";
        tryVerify(() => stage.find(window, "text", "Connecting…"));
        fake.connection.state = "connected";
        tryVerify(() => !stage.find(window, "text", "Connecting…"));
    }

    function test_narrowShowsOnePaneAtATime() {
        show({"width": 390, "room": ""});
        verify(stage.find(window, "list", "Rooms"));
        verify(!stage.find(window, "field", "Message"));
        press("row", "Mina Park");
        verify(!stage.find(window, "list", "Rooms"));
        verify(stage.find(window, "list", "Messages"));
        press("button", "Details");
        verify(stage.find(window, "list", "Members"));
        verify(!stage.find(window, "list", "Messages"));
        keyClick(Qt.Key_Escape);
        verify(stage.find(window, "list", "Messages"));
        press("button", "Back");
        verify(!stage.find(window, "list", "Messages"));
        verify(stage.find(window, "list", "Rooms"));
    }

    function test_searchLeadsBackToTheListEvenFromDetails() {
        show({"width": 390});
        press("button", "Details");
        keyClick(Qt.Key_K, Qt.ControlModifier);
        verify(stage.find(window, "field", "Search").activeFocus);
        press("row", "Mina Park");
        verify(stage.find(window, "list", "Messages"), "not its details");
    }

    function test_detailsStandBesideWhereThereIsRoom() {
        show({"width": 1200});
        press("button", "Details");
        verify(stage.find(window, "row", "Mina, @mina, owner"));
        verify(stage.find(window, "list", "Messages"));
        window.width = 760;
        tryVerify(() => !stage.find(window, "list", "Messages"));
        verify(stage.find(window, "list", "Rooms"));
    }

    function test_signInByKeysAlone() {
        show({"page": "signin"});
        type("mina");
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Return);
        compare(fake.called("signIn"), "");
        verify(stage.find(window, "alert", "Please fill this in."));
        type("a long secret");
        keyClick(Qt.Key_Return);
        compare(fake.called("signIn"), "signIn(mina,a long secret)");
        compare(fake.signIn.serverUrl, "127.0.0.1:8765");
    }

    function test_signInErrorsStandAtTheirField() {
        show({"page": "signin"});
        type("mina");
        keyClick(Qt.Key_Tab);
        type("secret");
        keyClick(Qt.Key_Return);
        fake.signIn.errorField = "password";
        fake.signIn.error = "The handle or the password is wrong.";
        verify(stage.find(window, "alert", "The handle or the password is wrong."));
        const field = stage.find(window, "field", "Password");
        verify(field.activeFocus);
        type("x");
        verify(!stage.find(window, "alert", "The handle or the password is wrong."), "typing on makes it out of date");
    }

    function test_creatingAnAccount() {
        show({"page": "signin"});
        press("button", "Create account");
        type("mina");
        keyClick(Qt.Key_Return);
        type("a long secret");
        keyClick(Qt.Key_Return);
        type("Mina Park");
        fake.signIn.busy = true;
        keyClick(Qt.Key_Return);
        compare(fake.called("createAccount"), "", "one at a time");
        press("button", "Cancel");
        compare(fake.called("cancel"), "cancel()");
        keyClick(Qt.Key_Return);
        compare(fake.called("createAccount"), "createAccount(mina,a long secret,Mina Park)");
    }

    function test_emptyStatesSayWhatToDo() {
        show();
        fake.rooms.clear();
        tryVerify(() => stage.find(window, "text", "No chats yet"));
        press("button", "Start a chat");
        tryVerify(() => stage.find(window, "dialog", "New chat"));
        keyClick(Qt.Key_Escape);
        fake.roomsController.closeRoom();
        tryVerify(() => stage.find(window, "text", "Choose a chat"));
        fake.roomsController.loaded = false;
        tryVerify(() => stage.find(window, "text", "Loading chats…"));
    }

    function test_tabReachesEveryControl_data() {
        return [{"tag": "forwards", "key": Qt.Key_Tab}, {"tag": "backwards", "key": Qt.Key_Backtab}];
    }

    function test_tabReachesEveryControl(data) {
        show();
        const seen = new Set();
        for (let i = 0; i < 24; ++i) {
            keyClick(data.key);
            seen.add(window.activeFocusItem.Accessible.name);
        }
        for (const name of ["New chat", "Settings", "Search", "All", "Weekend hikes, 14:02, Mina: See you on Saturday at seven!, 2 unread", "Details", "Mina, 14:02, See you on Saturday at seven!", "Message"])
            verify(seen.has(name), name + " among " + [...seen].join(" | "));
    }
}
