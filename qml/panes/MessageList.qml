import QtQuick
import Madang.Delegates
import Madang.Theme
import Madang.Timeline

/*! The messages of a room, the newest at index 0 and at the bottom: what the view asks for, tells, and does for the keyboard. */
TimelineView {
    id: list

    required property var conversation
    required property date today

    //! The keyboard is at work here, so where it stands is shown.
    property bool keyed: false
    //! seq of the message that somebody was just led to.
    property real marked: 0
    readonly property alias picker: picker

    //! The menu of a message was asked for, at a point of the list.
    signal menuAsked(var row, real x, real y)
    //! Another day is looked for, from a time on.
    signal dateAsked(real time)
    //! What is selected is to be put on the clipboard.
    signal copyAsked(string text)

    function toLatest() {
        conversation.showLatest();
        jumpToEnd();
    }

    //! Begins to select whole messages with this one.
    function pick(seq: real) {
        picker.begun(seq);
        forceActiveFocus(Qt.OtherFocusReason);
    }

    function rowUnder(x: real, y: real): MessageRow {
        return itemAt(x, y) as MessageRow;
    }

    //! Asks for a message's menu, under its bubble.
    function askAt(row: MessageRow) {
        if (row)
            menuAsked(row, row.x + (row.mine ? row.width - Theme.menuWidth : row.indent), row.y + row.height);
    }

    //! seq of the message at the eye, to come back to.
    function eyeSeq(): real {
        return (itemOf(eyeRow()) as MessageRow)?.seq ?? 0;
    }

    function askDate() {
        dateAsked((itemOf(eyeRow()) as MessageRow)?.sentAt ?? today.getTime());
    }

    function lead(index: int, seq: real) {
        jump(index, index === 0 ? TimelineView.Bottom : TimelineView.Center);
        marked = seq;
        if (seq > 0)
            unmark.restart();
    }

    // Three screens before the end of what is here the next page is asked for.
    function fetch() {
        if (conversation.hasOlder && !conversation.loadingOlder && above < 3 * height)
            conversation.loadOlder();
        if (conversation.hasNewer && !conversation.loadingNewer && below < 3 * height)
            conversation.loadNewer();
    }

    function markRead() {
        if (!Window.active || conversation.roomId === "")
            return;
        const lowest = rowAt(height - 1 - Math.max(0, endMargin - below));
        for (let index = Math.max(0, lowest); index < count; ++index) {
            const seq = (itemOf(index) as MessageRow)?.seq;
            if (seq === undefined)
                return;
            if (seq > 0) {
                conversation.markRead(seq);
                return;
            }
        }
    }

    function tellFollowing() {
        conversation.viewAtEnd = following && !conversation.hasNewer;
    }

    model: conversation.timeline
    sideMargin: Theme.touchy ? Theme.spaceS + Theme.ring : Theme.spaceXl
    endMargin: Theme.spaceM
    endKnown: !conversation.hasNewer
    glideTime: Theme.still ? 0 : Theme.glide
    throwTime: Theme.still ? 0 : Theme.throwTime
    notch: Theme.wheelNotch
    activeFocusOnTab: true

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")

    onFollowingChanged: tellFollowing()
    onEndKnownChanged: tellFollowing()
    onLaidOut: {
        bar.show();
        ask.restart();
        glance.restart();
    }
    onScrolled: bar.wake()
    onActiveFocusChanged: {
        keyed = false;
        if (activeFocus && currentIndex < 0)
            currentIndex = 0;
    }
    Window.onActiveChanged: glance.restart()

    Connections {
        target: list.conversation
        function onRoomIdChanged() {
            list.currentIndex = -1;
            list.marked = 0;
            list.picker.clear();
            list.jumpToEnd();
        }
        function onJumpTo(index: int, seq: real) {
            list.lead(index, seq);
        }
    }

    Timer {
        id: ask
        interval: 0
        onTriggered: list.fetch()
    }
    Timer {
        id: glance
        interval: Theme.glance
        onTriggered: list.markRead()
    }
    Timer {
        id: unmark
        interval: Theme.quick + Theme.markTime + Theme.calm
        onTriggered: list.marked = 0
    }

    MessagePicker {
        id: picker
        anchors.fill: parent
        list: list
        conversation: list.conversation
    }
    TimelineBar {
        id: bar
        view: list
    }
    TimelineTouch {
        view: list
    }

    Keys.onReleased: event => keyed = keyed || event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab
    Keys.onPressed: event => {
        const step = event.key === Qt.Key_Up ? 1 : event.key === Qt.Key_Down ? -1 : 0;
        if (event.modifiers & Qt.AltModifier)
            return;
        event.accepted = true;
        keyed = true;
        if (step !== 0 && count > 0) {
            const from = itemOf(currentIndex);
            currentIndex = Math.max(0, Math.min(count - 1, currentIndex + step));
            reveal(currentIndex);
            if (event.modifiers & Qt.ShiftModifier)
                picker.reach(from as MessageRow, itemOf(currentIndex) as MessageRow);
            else
                picker.clear();
        } else if (event.matches(StandardKey.Copy) && picker.active) {
            copyAsked(picker.text());
        } else if (event.key === Qt.Key_Escape && picker.active) {
            picker.clear();
        } else if (event.key === Qt.Key_PageUp) {
            glideBy(height - Theme.bar);
        } else if (event.key === Qt.Key_PageDown) {
            glideBy(Theme.bar - height);
        } else if (event.key === Qt.Key_Home) {
            jump(count - 1, TimelineView.Top);
        } else if (event.key === Qt.Key_End) {
            toLatest();
        } else if (event.key === Qt.Key_Menu || event.key === Qt.Key_Return || (event.key === Qt.Key_F10 && event.modifiers & Qt.ShiftModifier)) {
            askAt(itemOf(currentIndex) as MessageRow);
        } else {
            event.accepted = false;
        }
    }

    delegate: MessageRow {
        required property MessageList view

        beginning: view.conversation.olderOutOfReach && index === view.count - 1
        crowded: view.conversation.kind === "group"
        today: view.today
        ringed: index === view.currentIndex && view.activeFocus && view.keyed
        marked: view.marked > 0 && seq === view.marked
        picked: seq > 0 && seq >= view.picker.first && seq <= view.picker.last && !spoken
        onPressed: view.askAt(this)
        onDayPressed: view.dateAsked(sentAt)
        onRetried: view.conversation.retry(clientId)
        onDiscarded: view.conversation.discard(clientId)
        onReacted: (emoji, on) => view.conversation.actions.react(seq, emoji, on)
    }
}
