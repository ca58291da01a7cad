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
    id: timeline

    required property var conversation
    required property date today

    //! Stays at the newest message; left by scrolling up.
    property bool following: true
    readonly property real below: originY + contentHeight - contentY - height
    readonly property int side: Theme.touchy ? Theme.spaceS + Theme.ring : Theme.spaceXl

    //! The menu of a message was asked for, at a point of the timeline.
    signal menuAsked(var row, real x, real y)

    function toLatest() {
        following = true;
        conversation.showLatest();
        positionViewAtBeginning();
    }

    function stay() {
        if (following)
            positionViewAtBeginning();
    }

    function rowAt(x: real, y: real): MessageRow {
        return itemAt(x + contentX, y + contentY) as MessageRow;
    }

    function ask(row: MessageRow) {
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
        const lowest = indexAt(width / 2, contentY + height - Math.max(1, -below + 1));
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
    bottomMargin: Theme.spaceM
    topMargin: Theme.spaceM
    currentIndex: -1
    highlightFollowsCurrentItem: false
    activeFocusOnTab: true
    keyNavigationEnabled: false
    clip: true

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")
    T.ScrollBar.vertical: ScrollBar {}

    onFollowingChanged: conversation.viewAtEnd = following && !conversation.hasNewer
    onContentYChanged: {
        if (moving || dragging || T.ScrollBar.vertical.pressed)
            following = below < Theme.spaceXl;
        fetch();
        glance.restart();
    }
    onMovementEnded: following = below < Theme.spaceXl
    onContentHeightChanged: settle.restart()
    onHeightChanged: stay()
    onCountChanged: {
        settle.restart();
        glance.restart();
    }
    onActiveFocusChanged: if (activeFocus && currentIndex < 0)
        currentIndex = 0
    Window.onActiveChanged: glance.restart()

    Connections {
        target: timeline.conversation
        function onRoomIdChanged() {
            timeline.currentIndex = -1;
            timeline.following = true;
            timeline.stay();
        }
        function onJumpTo(index: int) {
            timeline.following = false;
            timeline.positionViewAtIndex(index, ListView.Center);
            timeline.following = timeline.below < Theme.spaceXl;
        }
    }

    // After what changes now is laid out.
    Timer {
        id: settle
        interval: 0
        onTriggered: {
            timeline.stay();
            timeline.fetch();
        }
    }
    Timer {
        id: glance
        interval: Theme.glance
        onTriggered: timeline.markRead()
    }

    Keys.onPressed: event => {
        const step = event.key === Qt.Key_Up ? 1 : event.key === Qt.Key_Down ? -1 : 0;
        if (event.modifiers & Qt.AltModifier)
            return;
        event.accepted = true;
        if (step !== 0 && count > 0) {
            currentIndex = Math.max(0, Math.min(count - 1, currentIndex + step));
            positionViewAtIndex(currentIndex, ListView.Contain);
            following = below < Theme.spaceXl;
        } else if (event.key === Qt.Key_PageUp) {
            flick(0, 3 * height);
        } else if (event.key === Qt.Key_PageDown) {
            flick(0, -3 * height);
        } else if (event.key === Qt.Key_End) {
            toLatest();
        } else if (event.key === Qt.Key_Menu || event.key === Qt.Key_Return || (event.key === Qt.Key_F10 && event.modifiers & Qt.ShiftModifier)) {
            ask(currentItem as MessageRow);
        } else {
            event.accepted = false;
        }
    }

    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: eventPoint => {
            const row = timeline.rowAt(eventPoint.position.x, eventPoint.position.y);
            if (row)
                timeline.menuAsked(row, eventPoint.position.x, eventPoint.position.y);
        }
    }
    TapHandler {
        acceptedDevices: PointerDevice.TouchScreen | PointerDevice.Stylus
        onLongPressed: {
            const row = timeline.rowAt(point.position.x, point.position.y);
            if (row)
                timeline.menuAsked(row, point.position.x, point.position.y);
        }
    }

    delegate: MessageRow {
        readonly property Timeline timeline: ListView.view as Timeline

        x: timeline?.side ?? 0
        width: timeline ? timeline.width - 2 * timeline.side : 0
        crowded: timeline?.conversation.kind === "group"
        today: timeline?.today ?? new Date(0)
        ringed: ListView.isCurrentItem && timeline.activeFocus
        onPressed: timeline.ask(this)
        onRetried: timeline.conversation.retry(clientId)
        onDiscarded: timeline.conversation.discard(clientId)
    }
}
