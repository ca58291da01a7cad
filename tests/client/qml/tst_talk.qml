import QtQuick
import QtTest
import Madang.Panes
import Madang.Theme

/*! Messages as they are written, answered, reacted to and looked at: the conversation as a person meets it. */
TestCase {
    id: test

    name: "Talk"
    when: windowShown
    visible: true
    width: 700
    height: 620

    property var fake
    property ConversationPane pane
    readonly property var view: pane ? find(pane, item => item instanceof MessageList) : null

    Component {
        id: fakes
        FakeBackend {
            korean: false
        }
    }
    Component {
        id: panes
        ConversationPane {}
    }

    function find(item, fits) {
        if (fits(item))
            return item;
        for (let i = 0; i < item.children.length; ++i) {
            const found = find(item.children[i], fits);
            if (found)
                return found;
        }
        return null;
    }

    function init() {
        failOnWarning(/.*/);
        stage.speak("en");
        fake = createTemporaryObject(fakes, test);
        pane = panes.createObject(test, {"conversation": fake.conversation, "links": fake.links, "settings": fake.settings, "backward": false, "width": width, "height": height});
        pane.takeFocus();
        waitForRendering(pane);
    }

    function cleanup() {
        pane.destroy();
        pane = null;
        wait(0);
    }

    function row(seq) {
        for (let i = 0; i < view.count; ++i) {
            const item = view.itemOf(i);
            if (item && item.seq === seq)
                return item;
        }
        return null;
    }

    function names(role) {
        return stage.tree(test.Window.window).filter(node => node.role === role).map(node => node.name);
    }

    function spoken(seq) {
        return row(seq).Accessible.name;
    }

    function say(given) {
        fake.say(Object.assign({"seq": 50, "senderName": "Mina", "text": "hello"}, given));
        tryVerify(() => row(given.seq ?? 50) !== null);
        waitForRendering(view);
        return row(given.seq ?? 50);
    }

    function type(words) {
        for (const letter of words)
            keyClick(letter);
    }

    function field() {
        return find(pane, item => item.preeditText !== undefined && item.placeholderText !== undefined);
    }

    function test_markupIsShownAndLinksAreFound() {
        const link = "https://madang.test/map";
        const one = say({"text": "see the map", "format": "styled", "markup": "<b>see</b> <a href=\"" + link + "\">the map</a>"});
        let found = "";
        for (let x = 0; x < one.width && found === ""; x += 4)
            found = one.targetAt(x, one.height - 20);
        compare(found, link);
        compare(one.links().join(), link);
        verify(spoken(50).includes("see the map"));
    }

    function test_blocksAreStackedAndSelected() {
        const json = JSON.stringify([
            {"kind": "words", "format": "plain", "plain": "look", "markup": ""},
            {"kind": "code", "format": "plain", "plain": "int main()\n{\n}", "markup": ""},
            {"kind": "quote", "format": "styled", "plain": "he said", "markup": "<i>he said</i>"}]);
        const plain = say({"seq": 49, "text": "look"});
        const one = say({"format": "blocks", "blocks": json, "text": "look\nint main()\n{\n}\nhe said"});
        verify(one.height > plain.height + 60);
        const y = one.height - 40;
        const from = one.mapToItem(view, one.indent + 34, y);
        mousePress(view, from.x, from.y);
        mouseMove(view, from.x + 60, from.y);
        mouseMove(view, from.x + 300, from.y);
        mouseRelease(view, from.x + 300, from.y);
        verify(view.picker.text() !== "");
        verify(!one.picked);
        keyClick(Qt.Key_Escape);
        compare(view.picker.text(), "");
    }

    function test_fewEmojiAreLarge() {
        const words = say({"seq": 48, "text": "hi"}).height;
        const one = say({"seq": 49, "text": "👍", "emoji": 1}).height;
        const three = say({"seq": 50, "text": "👍👍👍", "emoji": 3}).height;
        verify(one > three && three > words);
    }

    function test_aReplyShowsWhatItAnswersAndLeadsThere() {
        const quote = {"seq": 14, "name": "Moon Rabbit", "hue": 7, "text": "See you at seven", "state": ""};
        const one = say({"quote": JSON.stringify(quote)});
        verify(spoken(50).includes("reply to Moon Rabbit: See you at seven"), spoken(50));
        const at = one.mapToItem(view, one.indent + 30, 20 + Theme.replyQuote);
        compare(one.targetAt(one.indent + 30, one.height - Theme.replyQuote), "quote");
        mouseClick(view, at.x, one.mapToItem(view, 0, one.height - Theme.replyQuote).y);
        compare(fake.called("jumpToMessage"), "jumpToMessage(14,50)");
    }

    function test_whatAReplyCannotShowIsSaid_data() {
        return [
            {"tag": "deleted", "words": "Deleted message"},
            {"tag": "gone", "words": "This message is no longer there"},
            {"tag": "waiting", "words": "Message not loaded"}
        ];
    }
    function test_whatAReplyCannotShowIsSaid(data) {
        say({"quote": JSON.stringify({"seq": 1, "name": "", "hue": 0, "text": "", "state": data.tag})});
        verify(spoken(50).includes("reply to: " + data.words), spoken(50));
    }

    function test_reactionsAreChipsThatToggle() {
        const one = say({"reactions": JSON.stringify([{"emoji": "👍", "count": 3, "mine": true}, {"emoji": "🎉", "count": 1, "mine": false}])});
        verify(names("button").includes("👍 3, you reacted"), names("button").join(" | "));
        stage.press(test.Window.window, "button", "👍 3, you reacted");
        compare(fake.called("react"), "react(50,👍,false)");
        stage.press(test.Window.window, "button", "🎉 1");
        verify(fake.called("react").includes("react(50,🎉,true)"));
        verify(spoken(50).includes("👍 3 you reacted"), spoken(50));
        const before = one.height;
        const many = [];
        for (const emoji of "👍🎉😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰")
            many.push({"emoji": emoji, "count": 12, "mine": false});
        fake.conversation.timeline.setProperty(0, "reactions", JSON.stringify(many));
        tryVerify(() => one.height > before + Theme.chip);
        fake.conversation.timeline.setProperty(0, "reactions", "");
        tryVerify(() => one.height < before);
    }

    function test_reactingAboveDoesNotMoveTheEye() {
        for (let i = 60; i < 90; ++i)
            fake.say({"seq": i, "senderName": "Mina", "text": "line " + i});
        waitForRendering(view);
        const eye = view.itemAt(view.width / 2, view.height / 3);
        const y = eye.y;
        const above = view.itemAt(view.width / 2, 10);
        fake.conversation.timeline.setProperty(above.index, "reactions", JSON.stringify([{"emoji": "👍", "count": 1, "mine": true}]));
        waitForRendering(view);
        compare(eye.y, y);
    }

    function test_theMenuOffersWhatMayBeDone() {
        const one = say({"edited": true});
        view.askAt(one);
        tryVerify(() => names("menu item").length > 0);
        compare(names("menu item").join(), "React,Reply,Copy,Copy link,Forward,Pin,Select,Who read it,Earlier versions");
        verify(names("button").includes("React with 👍"));
        stage.press(test.Window.window, "menu item", "Reply");
        compare(fake.called("startReply"), "startReply(50)");
        tryVerify(() => names("group").includes("Reply to Mina, hello"), 1000, names("group").join());
        verify(field().activeFocus);
        keyClick(Qt.Key_Escape);
        compare(fake.called("cancelReply"), "cancelReply()");
    }

    function test_theMenuReactsByKeys() {
        view.askAt(say({}));
        tryVerify(() => names("button").includes("React with 👍"));
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Return);
        compare(fake.called("react"), "react(50,❤️,true)");
    }

    function test_forwardingChoosesRooms() {
        view.askAt(say({}));
        tryVerify(() => names("menu item").includes("Forward"));
        stage.press(test.Window.window, "menu item", "Forward");
        tryVerify(() => names("dialog").includes("Forward to"));
        wait(300); // it comes to rest
        type("qt");
        tryVerify(() => names("check box").length === 1, 1000, names("check box").join() + names("field").join());
        stage.press(test.Window.window, "check box", "Qt Korea");
        stage.press(test.Window.window, "button", "Forward");
        compare(fake.called("forward"), "forward(50,50,r7)");
        tryVerify(() => names("alert").includes("Forwarded"));
    }

    function test_severalAreSelectedAndDeleted() {
        say({"seq": 51});
        const one = say({"seq": 52});
        view.askAt(one);
        tryVerify(() => names("menu item").includes("Select"));
        stage.press(test.Window.window, "menu item", "Select");
        tryVerify(() => names("tool bar").includes("1 message selected") || names("text").includes("1 message selected"));
        wait(300);
        keyClick(Qt.Key_Up, Qt.ShiftModifier);
        compare(view.picker.first, 51);
        compare(view.picker.last, 52);
        stage.press(test.Window.window, "button", "Delete");
        tryVerify(() => names("dialog").includes("Delete 2 messages?"));
        const buttons = stage.tree(test.Window.window).filter(node => node.role === "button" && node.name === "Delete");
        verify(buttons.length > 0);
        wait(300);
        keyClick(Qt.Key_Tab);
        keyClick(Qt.Key_Space);
        compare(fake.called("remove"), "remove(51,52)");
    }

    function test_pinsAreOverTheTimeline() {
        verify(!names("button").some(name => name.startsWith("Pinned message")));
        fake.conversation.actions.pins = [{"seq": 14, "name": "Moon Rabbit", "text": "Saturday"}, {"seq": 9, "name": "Mina", "text": "Bukhansan"}];
        tryVerify(() => names("button").includes("Pinned message, Moon Rabbit, Saturday"), 1000, names("button").join(" | "));
        stage.press(test.Window.window, "button", "Pinned message, Moon Rabbit, Saturday");
        verify(fake.called("jumpToMessage").startsWith("jumpToMessage(14,"));
        tryVerify(() => names("button").includes("Pinned message, Mina, Bukhansan"));
        stage.press(test.Window.window, "button", "All pinned messages");
        tryVerify(() => names("dialog").includes("Pinned messages"));
        verify(names("row").includes("Mina, Bukhansan"));
        keyClick(Qt.Key_Escape);
    }

    function test_earlierVersionsAreShown() {
        view.askAt(say({"edited": true}));
        tryVerify(() => names("menu item").includes("Earlier versions"));
        stage.press(test.Window.window, "menu item", "Earlier versions");
        tryVerify(() => names("dialog").includes("Earlier versions"));
        compare(fake.called("loadEdits"), "loadEdits(50)");
        verify(names("row").some(name => name.includes("This time last year")));
        keyClick(Qt.Key_Escape);
    }

    function test_formattingKeysWrapTheSelection() {
        type("hello you");
        keyClick(Qt.Key_Left, Qt.ShiftModifier | Qt.ControlModifier);
        keyClick(Qt.Key_B, Qt.ControlModifier);
        compare(field().text, "hello **you**");
        compare(field().selectedText, "you");
        keyClick(Qt.Key_I, Qt.ControlModifier);
        compare(field().text, "hello ***you***");
        keyClick(Qt.Key_I, Qt.ControlModifier);
        compare(field().text, "hello **you**");
        keyClick(Qt.Key_B, Qt.ControlModifier);
        compare(field().text, "hello you");
        keyClick(Qt.Key_End);
        keyClick(Qt.Key_E, Qt.ControlModifier);
        type("x");
        compare(field().text, "hello you`x`");
    }

    function test_anAtSignOffersMembers() {
        type("hi @");
        tryVerify(() => names("list").includes("Members to mention"));
        type("jun");
        tryVerify(() => names("row").filter(name => name.includes("@")).join() === "Junho Lee, @junho", 1000, names("row").join(" | "));
        tryVerify(() => names("notification").includes("Junho Lee, @junho, 1 of 1"));
        keyClick(Qt.Key_Return);
        compare(field().text, "hi @junho ");
        verify(!names("list").includes("Members to mention"));
        type("@mi");
        tryVerify(() => names("list").includes("Members to mention"));
        keyClick(Qt.Key_Escape);
        verify(!names("list").includes("Members to mention"));
        compare(field().text, "hi @junho @mi");
        compare(fake.called("send"), "");
        type("n");
        keyClick(Qt.Key_Return);
        compare(fake.called("send"), "send(hi @junho @min)");
    }

    function test_anAddressOffersNobody() {
        type("mail me@");
        verify(!names("list").includes("Members to mention"));
    }

    function test_emojiArePicked() {
        type("ok ");
        stage.press(test.Window.window, "button", "Emoji");
        tryVerify(() => names("dialog").includes("Emoji"));
        wait(300);
        verify(names("tab").includes("Faces"));
        type("gr");
        compare(fake.conversation.emoji.query, "gr");
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Return);
        tryVerify(() => !names("dialog").includes("Emoji"));
        compare(field().text, "ok 😃");
        compare(fake.called("useEmoji"), "useEmoji(😃)");
        verify(field().activeFocus);
    }

    function test_enterBreaksWhereThatIsChosen() {
        fake.settings.enterSends = false;
        type("a");
        keyClick(Qt.Key_Return);
        type("b");
        compare(field().text, "a\nb");
        compare(fake.called("send"), "");
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        compare(fake.called("send"), "send(a\nb)");
    }

    function test_filesAreRefusedInWords() {
        fake.filesOnClipboard = true;
        keyClick(Qt.Key_V, Qt.ControlModifier);
        tryVerify(() => names("alert").includes("Files and pictures cannot be sent yet. You can paste or drop text."));
        stage.press(test.Window.window, "button", "Dismiss");
        tryVerify(() => names("alert").length === 0);
    }

    function test_whereTheOfflineHistoryEndsIsSaid() {
        verify(!names("button").includes("Older messages are on the server; you are offline."));
        fake.conversation.olderOutOfReach = true;
        view.jump(view.count - 1, 0);
        tryVerify(() => names("button").includes("Older messages are on the server; you are offline."));
    }

    function test_aSwipeAnswers() {
        const one = say({});
        const y = one.mapToItem(pane, 0, one.height / 2).y;
        const touch = touchEvent(pane);
        touch.press(0, pane, 400, y).commit();
        for (let x = 400; x > 300; x -= 10) {
            touch.move(0, pane, x, y).commit();
            wait(5);
        }
        verify(one.drawn <= -Theme.swipe);
        touch.release(0, pane, 300, y).commit();
        compare(one.drawn, 0);
        compare(fake.called("startReply"), "startReply(50)");
    }
}
