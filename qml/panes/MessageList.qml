import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Delegates
import Madang.Theme

/*!
    The messages of a room, the newest at index 0 and at the bottom. A ListView laid out from the bottom holds still by itself
    when older pages come, when messages arrive below, and when something above changes; staying at the end is ours to do.
*/
ListView {
    id: list

    required property var conversation
    required property date today

    //! Stays at the newest message; left by scrolling up.
    property bool following: true
    readonly property real below: originY + contentHeight - contentY - height
    readonly property int side: Theme.touchy ? Theme.spaceS + Theme.ring : Theme.spaceXl

    //! The keyboard is at work here, so where it stands is shown.
    property bool keyed: false

    //! The menu of a message was asked for, at a point of the list.
    signal menuAsked(var row, real x, real y)
    //! The view stands elsewhere now; scrolling that was under way is over.
    signal jumped
    //! A page up (positive) or down was asked for, in pixels.
    signal paged(real distance)

    function toLatest() {
        cancelFlick();
        jumped();
        conversation.showLatest();
        positionViewAtBeginning();
        following = true;
    }

    //! The person has scrolled: upwards lets go of the end, downwards may reach it.
    function scrolled(upwards: bool) {
        following = !upwards && atLatest();
    }

    function atLatest(): bool {
        return below < Theme.spaceM;
    }

    function stay() {
        if (following)
            positionViewAtBeginning();
    }

    function rowAt(x: real, y: real): MessageRow {
        return itemAt(x + contentX, y + contentY) as MessageRow;
    }

    //! Asks for a message's menu, under its bubble.
    function askAt(row: MessageRow) {
        if (row)
            menuAsked(row, row.x + (row.mine ? row.width - Theme.menuWidth : row.indent), row.y + row.height - contentY);
    }

    // Three screens before the end of what is here the next page is asked for.
    function fetch() {
        if (conversation.hasOlder && !conversation.loadingOlder && contentY - originY < 3 * height)
            conversation.loadOlder();
        if (conversation.hasNewer && !conversation.loadingNewer && below < 3 * height)
            conversation.loadNewer();
    }

    function markRead() {
        if (!Window.active || conversation.roomId === "")
            return;
        const lowest = indexAt(width / 2, contentY + height - 1 - Math.max(0, Theme.spaceM - below));
        for (let index = Math.max(0, lowest); index < count; ++index) {
            const row = itemAtIndex(index) as MessageRow;
            if (!row)
                return;
            if (row.seq > 0) {
                conversation.markRead(row.seq);
                return;
            }
        }
    }

    model: conversation.timeline
    verticalLayoutDirection: ListView.BottomToTop
    reuseItems: true
    cacheBuffer: Math.max(0, height)
    boundsBehavior: Flickable.StopAtBounds
    // Not margins, which positionViewAtBeginning forgets when the layout is turned over: the header is below.
    header: Item {
        implicitHeight: Theme.spaceM
    }
    footer: Item {
        implicitHeight: Theme.spaceM
    }
    currentIndex: -1
    highlightFollowsCurrentItem: false
    activeFocusOnTab: true
    keyNavigationEnabled: false
    clip: true

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")
    T.ScrollBar.vertical: ScrollBar {
    }

    onFollowingChanged: conversation.viewAtEnd = following && !conversation.hasNewer
    onContentYChanged: {
        if (moving || dragging || T.ScrollBar.vertical.pressed)
            following = atLatest();
        ask.restart();
        glance.restart();
    }
    onMovementEnded: following = atLatest()
    onContentHeightChanged: settle.restart()
    onHeightChanged: stay()
    onCountChanged: {
        settle.restart();
        ask.restart();
        glance.restart();
    }
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
            list.following = true;
            list.stay();
        }
        function onJumpTo(index: int) {
            list.following = false;
            list.jumped();
            if (index === 0)
                list.positionViewAtBeginning();
            else
                list.positionViewAtIndex(index, ListView.Center);
            list.following = list.atLatest();
        }
    }

    // After what changes now is laid out.
    Timer {
        id: settle
        interval: 0
        onTriggered: list.stay()
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

    Keys.onReleased: event => keyed = keyed || event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab
    Keys.onPressed: event => {
        const step = event.key === Qt.Key_Up ? 1 : event.key === Qt.Key_Down ? -1 : 0;
        if (event.modifiers & Qt.AltModifier)
            return;
        event.accepted = true;
        keyed = true;
        if (step !== 0 && count > 0) {
            currentIndex = Math.max(0, Math.min(count - 1, currentIndex + step));
            positionViewAtIndex(currentIndex, ListView.Contain);
            following = atLatest();
        } else if (event.key === Qt.Key_PageUp) {
            paged(height - Theme.bar);
        } else if (event.key === Qt.Key_PageDown) {
            paged(Theme.bar - height);
        } else if (event.key === Qt.Key_End) {
            toLatest();
        } else if (event.key === Qt.Key_Menu || event.key === Qt.Key_Return || (event.key === Qt.Key_F10 && event.modifiers & Qt.ShiftModifier)) {
            askAt(currentItem as MessageRow);
        } else {
            event.accepted = false;
        }
    }

    delegate: MessageRow {
        readonly property MessageList list: ListView.view as MessageList

        x: list?.side ?? 0
        width: list ? list.width - 2 * list.side : 0
        crowded: list?.conversation.kind === "group"
        today: list?.today ?? new Date(0)
        ringed: ListView.isCurrentItem && list.activeFocus && list.keyed
        onPressed: list.askAt(this)
        onRetried: list.conversation.retry(clientId)
        onDiscarded: list.conversation.discard(clientId)
    }
}
