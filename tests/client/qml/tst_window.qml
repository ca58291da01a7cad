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
        window = main.createObject(null, {"app": f.app, "accounts": f.accounts, "settings": f.settings, "width": options?.width ?? 1200, "height": 820});
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
        compare(names("menu item"), ["React", "Reply", "Edit", "Copy", "Copy link", "Forward", "Pin", "Select", "Who read it", "Delete"]);
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
        compare(fake.called("remove"), "remove(17,17)");
    }

    function test_othersMessagesAreNeitherEditedNorDeleted() {
        show();
        press("row", "Mina, 14:02");
        tryVerify(() => names("menu item").length > 0);
        compare(names("menu item"), ["React", "Reply", "Copy", "Copy link", "Forward", "Pin", "Select", "Who read it"]);
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
        keyClick(Qt.Key_F, Qt.ControlModifier | Qt.ShiftModifier);
        type("de");
        compare(fake.finder.query, "de");
        keyClick(Qt.Key_Escape);
        compare(fake.finder.query, "");
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

    function section(name) {
        press("row", name);
        tryVerify(() => stage.find(window, "group", name));
    }

    function test_settingsAreSwitched() {
        show();
        press("button", "Settings");
        tryVerify(() => stage.find(window, "dialog", "Settings"));
        const state = name => stage.tree(window).find(node => node.role === "check box" && node.name === name)?.checked;
        for (const [page, name, setting, before] of [["Notifications", "Notify me of new messages", "notifications", true], ["Notifications", "Show what was written", "notificationText", true], ["Notifications", "Sound", "notificationSound", true], ["Appearance", "Compact rows", "compact", false], ["Privacy", "Be invisible", "invisible", false], ["General", "Start when I log in", "startAtLogin", false], ["General", "Keep running in the tray", "closeToTray", false]]) {
            section(page);
            // What depends on notifications is tried while there are some.
            fake.settings.notifications = true;
            compare(state(name), before, name);
            press("check box", name);
            compare(fake.settings[setting], !before, name);
            compare(state(name), !before, name);
        }
        fake.settings.error = "This could not be written.";
        tryVerify(() => stage.find(window, "alert", "This could not be written."));
        section("Notifications");
        fake.settings.notifications = false;
        verify(!stage.find(window, "check box", "Sound").enabled);
        fake.settings.notifications = true;
        press("check box", "Quiet for an hour");
        verify(fake.settings.quietUntil > Date.now() + 3500000);
        press("check box", "Quiet for an hour");
        compare(fake.settings.quietUntil, 0);
    }

    function test_everySettingsPageHasNames_data() {
        const rows = [];
        for (const width of [1200, 390])
            for (const korean of [true, false])
                rows.push({"tag": width + (korean ? " ko" : " en"), width, korean});
        return rows;
    }

    function test_everySettingsPageHasNames(data) {
        stage.speak(data.korean ? "ko" : "en");
        show({"width": data.width, "korean": data.korean, "room": ""});
        fake.settings.textSize = 160;
        keyClick(Qt.Key_Comma, Qt.ControlModifier);
        tryVerify(() => names("list").includes(data.korean ? "설정 항목" : "Sections"));
        const rows = () => stage.tree(stage.find(window, "list", data.korean ? "설정 항목" : "Sections")).filter(node => node.role === "row").map(node => node.name);
        tryVerify(() => rows().length === 9);
        const sections = rows();
        for (const name of sections) {
            section(name);
            compare(nameless(), [], name);
            if (data.width === 390)
                keyClick(Qt.Key_Escape);
        }
        keyClick(Qt.Key_Escape);
        tryVerify(() => !names("list").includes(data.korean ? "설정 항목" : "Sections"));
    }

    function test_textSizeMovesEverything() {
        show();
        const before = [Theme.textM, Theme.row];
        press("button", "Settings");
        tryVerify(() => names("list").includes("Sections"));
        const slider = stage.find(window, "slider", "Text size");
        slider.forceActiveFocus(Qt.TabFocusReason);
        for (let i = 0; i < 6; ++i)
            keyClick(Qt.Key_Right);
        compare(fake.settings.textSize, 160);
        compare(Theme.textM, Math.round(before[0] * 1.6));
        verify(Theme.row > before[1] * 1.2);
        for (let i = 0; i < 9; ++i)
            keyClick(Qt.Key_Left);
        compare(fake.settings.textSize, 80);
        fake.settings.compact = true;
        verify(Theme.row < before[1]);
    }

    function test_devicesAreEndedAfterAsking() {
        show();
        press("button", "Settings");
        section("Devices");
        compare(fake.called("refreshDevices"), "refreshDevices()");
        verify(names("row").some(name => name.startsWith("haneul-laptop, This device")), names("row").join("\n"));
        press("button", "Sign out Haneul's phone");
        tryVerify(() => stage.find(window, "dialog", "Sign out there?"));
        compare(fake.called("revoke"), "");
        stage.press(stage.find(window, "dialog", "Sign out there?"), "button", "Sign out");
        compare(fake.called("revoke"), "revoke(s2)");
        tryVerify(() => !stage.find(window, "dialog", "Sign out there?"));
        press("button", "Sign out everywhere else");
        tryVerify(() => stage.find(window, "dialog", "Sign out everywhere else?"));
        stage.press(stage.find(window, "dialog", "Sign out everywhere else?"), "button", "Sign out");
        compare(fake.called("revokeOthers"), "revokeOthers()");
    }

    function test_passwordIsChangedByKeys() {
        show();
        press("button", "Settings");
        section("Account");
        stage.find(window, "field", "Present password").forceActiveFocus();
        type("old one");
        keyClick(Qt.Key_Return);
        tryVerify(() => stage.find(window, "field", "New password").activeFocus);
        keyClick(Qt.Key_Return);
        verify(stage.find(window, "alert", "Please fill this in."));
        type("a new one");
        keyClick(Qt.Key_Return);
        compare(fake.called("changePassword"), "changePassword(old one,a new one)");
        fake.security.errorField = "old";
        fake.security.error = "This is not your password.";
        verify(stage.find(window, "alert", "This is not your password."));
        fake.security.dismissError();
        fake.security.passwordChanged();
        verify(stage.find(window, "alert", "Your password was changed."));
    }

    function test_deletingTheAccountIsMadeSure() {
        show();
        press("button", "Settings");
        section("Account");
        press("button", "Delete account…");
        tryVerify(() => stage.find(window, "dialog", "Delete the account?"));
        verify(!stage.press(window, "button", "Delete for good"));
        stage.find(window, "field", "Type your handle: haneul").forceActiveFocus();
        type("@Haneul");
        verify(!stage.press(window, "button", "Delete for good"), "no password yet");
        keyClick(Qt.Key_Return);
        type("secret");
        press("button", "Delete for good");
        compare(fake.called("deleteAccount"), "deleteAccount(secret)");
    }

    function test_storageIsClearedAfterAsking() {
        show();
        press("button", "Settings");
        section("Storage");
        verify(stage.find(window, "text", "18.4 MB"), names("text").join(" | "));
        press("button", "Clear…");
        tryVerify(() => stage.find(window, "dialog", "Clear what is kept here?"));
        compare(fake.called("clearStorage"), "");
        press("button", "Clear");
        compare(fake.called("clearStorage"), "clearStorage()");
    }

    function test_diagnosticsHoldNothingSecret() {
        show();
        press("button", "Settings");
        section("About");
        const facts = names("text").filter(name => name.includes(": "));
        for (const label of ["Version", "Qt", "System", "Server", "Protocol", "Connection", "Kept here"])
            verify(facts.some(fact => fact.startsWith(label + ": ")), label + " among " + facts.join(" | "));
        press("button", "Copy diagnostics");
        verify(stage.find(window, "alert", "Copied."));
    }

    function test_whatASystemCannotDoIsNotOffered() {
        show();
        fake.settings.notifies = false;
        fake.settings.startsAtLogin = false;
        fake.settings.tray = false;
        press("button", "Settings");
        tryVerify(() => stage.find(window, "dialog", "Settings"));
        verify(!stage.find(window, "row", "Notifications") && !stage.find(window, "row", "General"));
        section("Privacy");
        compare(names("check box"), ["Be invisible"]);
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
        keyClick(Qt.Key_F, Qt.ControlModifier | Qt.ShiftModifier);
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

    function test_switcherOpensByKeys() {
        show();
        fake.fillFound();
        keyClick(Qt.Key_K, Qt.ControlModifier);
        tryVerify(() => stage.find(window, "dialog", "Switch chat"));
        compare(fake.finder.switcher.open, true);
        const field = stage.find(window, "field", "Chat or person");
        verify(field.activeFocus);
        type("sat");
        compare(fake.finder.switcher.query, "sat");
        compare(nameless(), []);
        verify(field.Accessible.description.startsWith("Saturday hikes, 12 members"), field.Accessible.description);
        keyClick(Qt.Key_Down);
        compare(field.Accessible.description, "Mina Park, @mina, 1 unread");
        verify(field.activeFocus, "the keyboard stays in the field");
        keyClick(Qt.Key_Return);
        verify(fake.called("openRoom").endsWith("openRoom(r2)"), fake.called("openRoom"));
        tryVerify(() => !stage.find(window, "dialog", "Switch chat"));
        compare(fake.finder.switcher.open, false);
        verify(stage.find(window, "field", "Message").activeFocus);
        keyClick(Qt.Key_K, Qt.ControlModifier);
        press("row", "Minjun Kim");
        compare(fake.called("startDirect"), "startDirect(u2)");
        keyClick(Qt.Key_K, Qt.ControlModifier);
        type("x");
        keyClick(Qt.Key_Escape);
        tryVerify(() => !stage.find(window, "dialog", "Switch chat"), 1000, "one Esc is enough");
    }

    function test_whatCannotBeStartedIsSaidWhereItWasAsked() {
        show();
        fake.fillFound();
        keyClick(Qt.Key_K, Qt.ControlModifier);
        tryVerify(() => stage.find(window, "row", "Minjun Kim"));
        fake.roomsController.refuses = true;
        press("row", "Minjun Kim");
        fake.roomsController.error = "There is no connection.";
        tryVerify(() => stage.find(window, "alert", "There is no connection."));
        press("button", "Dismiss");
        compare(fake.roomsController.error, "");
    }

    function test_fieldFindsPlacesAndMessages_data() {
        return [{"tag": "wide", "width": 1200}, {"tag": "phone", "width": 390}];
    }

    function test_fieldFindsPlacesAndMessages(data) {
        show({"width": data.width, "room": ""});
        fake.fillFound();
        const field = stage.find(window, "field", "Search");
        field.forceActiveFocus();
        type("Saturday");
        compare(fake.finder.query, "Saturday");
        verify(!stage.find(window, "list", "Rooms"));
        compare(names("heading").filter(name => ["Chats", "People", "Messages"].includes(name)), ["Chats", "People", "Messages"]);
        compare(nameless(), []);
        const rows = names("row").filter(name => name.includes("Saturday"));
        compare(rows[1], "Weekend hikes, Mina, 14:02, See you on Saturday at seven!");
        press("row", "Weekend hikes, Mina");
        compare(fake.called("lead"), "lead(r1,18)");
        verify(stage.find(window, "list", "Messages"));
        if (data.width === 390)
            press("button", "Back");
        compare(stage.find(window, "field", "Search").text, "Saturday", "what was found stays");
        fake.finder.offline = true;
        verify(stage.find(window, "text", "Offline: this is what this computer keeps."));
        // From the list, too, Esc leads out of the search.
        stage.find(window, "list", "Search results").forceActiveFocus(Qt.TabFocusReason);
        keyClick(Qt.Key_Escape);
        compare(fake.finder.query, "");
        verify(stage.find(window, "list", "Rooms"));
        type("Saturday");
        tryVerify(() => stage.find(window, "row", "Saturday hikes"));
        press("row", "Saturday hikes");
        verify(fake.called("openRoom").endsWith("openRoom(r1)"));
        compare(fake.finder.query, "");
    }

    function test_syllablesBeingComposedAreSearchedFor() {
        show({"room": ""});
        stage.find(window, "field", "Search").forceActiveFocus();
        stage.compose("마");
        compare(fake.finder.query, "마");
        stage.compose("", "마");
        compare(fake.finder.query, "마");
    }

    function test_searchBesideTheConversation() {
        show();
        fake.fillFound();
        keyClick(Qt.Key_F, Qt.ControlModifier);
        const field = stage.find(window, "field", "Search messages");
        verify(field.activeFocus);
        compare(fake.finder.search.roomId, "r1");
        type("Sat");
        compare(fake.finder.search.query, "Sat");
        compare(nameless(), []);
        verify(stage.find(window, "list", "Messages"), "the conversation stays in view");
        keyClick(Qt.Key_Return);
        verify(fake.called("jumpToMessage").startsWith("jumpToMessage(18,"), fake.called("jumpToMessage"));
        verify(field.activeFocus);
        verify(stage.find(window, "text", "1 of 5"));
        keyClick(Qt.Key_Return);
        keyClick(Qt.Key_F3);
        compare(fake.finder.search.current, 2);
        keyClick(Qt.Key_Return, Qt.ShiftModifier);
        keyClick(Qt.Key_F3, Qt.ShiftModifier);
        compare(fake.finder.search.current, 0);
        press("radio", "All chats");
        compare(fake.finder.search.roomId, "");
        press("button", "From anybody");
        tryVerify(() => stage.find(window, "dialog", "Whose messages?"));
        compare(nameless(), []);
        stage.press(stage.find(window, "dialog", "Whose messages?"), "row", "Mina");
        compare(fake.finder.search.senderId, "u-M");
        tryVerify(() => stage.find(window, "button", "From Mina"));
        press("button", "Clear: From Mina");
        compare(fake.finder.search.senderId, "");
        press("button", "Of any time");
        tryVerify(() => stage.find(window, "dialog", "Before which day?"));
        stage.press(stage.find(window, "dialog", "Before which day?"), "button", "Today");
        compare(fake.finder.search.before, new Date(fake.now).setHours(0, 0, 0, 0));
        tryVerify(() => !stage.find(window, "dialog", "Before which day?"));
        fake.finder.search.found.clear();
        fake.finder.search.empty = true;
        tryVerify(() => stage.find(window, "text", "Nothing found"));
        fake.finder.search.error = "The server does not accept this.";
        verify(stage.find(window, "alert", "The server does not accept this."));
        tryVerify(() => field.activeFocus);
        keyClick(Qt.Key_Escape);
        verify(!stage.find(window, "field", "Search messages"));
        compare(fake.finder.search.query, "");
        verify(stage.find(window, "field", "Message").activeFocus);
    }

    function test_onAPhoneAFoundMessageIsShownAndLeadsOn() {
        show({"width": 390});
        fake.fillFound();
        keyClick(Qt.Key_F, Qt.ControlModifier);
        type("Sat");
        tryVerify(() => stage.find(window, "row", "You, 14:01"));
        press("row", "You, 14:01");
        verify(stage.find(window, "list", "Messages"));
        verify(!stage.find(window, "field", "Search messages"));
        press("button", "Next found message");
        compare(fake.finder.search.current, 2);
        compare(nameless(), []);
        press("button", "“Sat”: 3 of 5");
        verify(stage.find(window, "field", "Search messages").activeFocus);
        compare(stage.find(window, "field", "Search messages").text, "Sat");
        press("button", "Back");
        verify(stage.find(window, "list", "Messages"));
        verify(!stage.find(window, "button", "Next found message"));
    }

    function test_paneKeysGoRoundBothWays() {
        show();
        press("button", "Details");
        const at = () => window.activeFocusItem.Accessible.name;
        compare(at(), "Message");
        keyClick(Qt.Key_F6);
        compare(at(), "Close details");
        keyClick(Qt.Key_F6);
        verify(at().startsWith("Weekend hikes"), at());
        keyClick(Qt.Key_F6, Qt.ShiftModifier);
        compare(at(), "Close details");
        keyClick(Qt.Key_F6, Qt.ShiftModifier);
        compare(at(), "Message");
    }

    function test_keysOfTheTableAreThoseOfTheWindow() {
        show();
        keyClick(Qt.Key_Slash, Qt.ControlModifier);
        tryVerify(() => stage.find(window, "list", "Keyboard shortcuts"));
        for (const row of ["Switch chat, Ctrl+K", "Search in this chat, Ctrl+F", "Previous chat, Alt+↑", "Settings, Ctrl+,", "Next pane, F6", "New line, Shift+Enter"])
            verify(stage.find(window, "row", row), row + " among " + names("row").join(" | "));
        keyClick(Qt.Key_Escape);
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

    function test_whyOneIsHereAgainIsSaid() {
        show({"page": "signin"});
        fake.app.notice = "Your session has expired.";
        tryVerify(() => stage.find(window, "alert", "Your session has expired."));
        press("button", "Dismiss");
        compare(fake.app.notice, "");
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
