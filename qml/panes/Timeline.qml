import QtQuick
import Madang.Components
import Madang.Delegates
import Madang.Dialogs
import Madang.Theme

/*! The messages with what is laid over them: waits, emptiness, the way to the latest, and the hands that reach in. */
Item {
    id: timeline

    required property var conversation
    required property date today
    readonly property alias list: messages

    //! The menu of a message was asked for, at a point of the timeline.
    signal menuAsked(MessageRow row, real x, real y)
    //! What is selected is to be put on the clipboard.
    signal copyAsked(string text)
    //! A link was pressed, one of those that may be opened.
    signal linkPressed(string link)
    //! The earlier versions of a message are asked for.
    signal editsAsked(real seq)
    //! A message is to be answered.
    signal answered
    //! The person is back at the newest message.
    signal latestReached

    function ask(point: point) {
        const row = messages.rowUnder(point.x, point.y);
        if (row)
            menuAsked(row, point.x, point.y);
    }

    MessageList {
        id: messages
        anchors.fill: parent
        conversation: timeline.conversation
        today: timeline.today
        onMenuAsked: (row, x, y) => timeline.menuAsked(row, x, y)
        onDateAsked: time => dates.show(time)
        onCopyAsked: text => timeline.copyAsked(text)
    }

    SwipeToReply {
        anchors.fill: parent
        list: messages
        onReplyAsked: seq => {
            timeline.conversation.reply.start(seq);
            timeline.answered();
        }
    }
    TapHandler {
        onTapped: eventPoint => {
            const row = messages.rowUnder(eventPoint.position.x, eventPoint.position.y);
            const at = row ? mapToItem(row, eventPoint.position) : Qt.point(0, 0);
            if (!row)
                return;
            if (messages.picker.picking) {
                if (row.onBubble(at.x, at.y))
                    messages.picker.toggle(row);
                else
                    messages.picker.clear();
                return;
            }
            const target = row.targetAt(at.x, at.y);
            if (target === "quote")
                timeline.conversation.jumpToMessage(JSON.parse(row.quote).seq, row.seq);
            else if (target === "edited")
                timeline.editsAsked(row.seq);
            else if (target !== "")
                timeline.linkPressed(target);
        }
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: eventPoint => timeline.ask(eventPoint.position)
    }
    TapHandler {
        acceptedDevices: PointerDevice.TouchScreen | PointerDevice.Stylus
        onLongPressed: timeline.ask(point.position)
    }

    Wait {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.spaceM
        active: timeline.conversation.loadingOlder && messages.above < messages.height
        text: qsTr("Loading older messages…")
    }
    Wait {
        anchors.centerIn: parent
        active: messages.count === 0 && timeline.conversation.loading
        text: qsTr("Loading messages…")
    }
    EmptyState {
        anchors.centerIn: parent
        visible: messages.count === 0 && !timeline.conversation.loading
        iconName: "chat"
        title: qsTr("Nobody has written here yet")
        text: qsTr("Yours can be the first message.")
    }

    DateSheet {
        id: dates
        today: timeline.today
        onChosen: time => timeline.conversation.jumpToTime(time, messages.eyeSeq())
    }
    Announcement {
        id: announcement
    }
    Connections {
        target: timeline.conversation
        function onHeard(sender: string, text: string, count: int) {
            if (timeline.Window.active)
                announcement.say(count > 1 ? qsTr("%n new messages", "", count) : Speech.sentence([sender, text]));
        }
    }

    WayButton {
        anchors.right: latest.right
        anchors.bottom: latest.visible ? latest.top : latest.bottom
        anchors.bottomMargin: latest.visible ? Theme.spaceM : 0
        visible: timeline.conversation.canGoBack
        iconName: "return"
        text: qsTr("Back to where you were")
        onClicked: timeline.conversation.goBack()
    }
    ToLatest {
        id: latest
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceL + Theme.ring
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.spaceS
        visible: messages.count > 0 && (!messages.following || timeline.conversation.hasNewer)
        unread: timeline.conversation.unreadBelow
        onClicked: {
            messages.toLatest();
            timeline.latestReached();
        }
    }
}
