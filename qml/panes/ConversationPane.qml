import QtQuick
import Madang.Components
import Madang.Delegates
import Madang.Dialogs
import Madang.Theme

/*! One conversation: who, the timeline, the composer; or what to do where none is open. */
FocusScope {
    id: pane

    required property var conversation
    required property var links
    required property bool backward
    property bool detailsOpen: false

    signal backAsked
    signal detailsAsked
    signal newChatAsked

    readonly property bool open: conversation.roomId !== ""

    function takeFocus() {
        composer.takeFocus();
    }

    Keys.onPressed: event => {
        const date = event.key === Qt.Key_G && event.modifiers === Qt.ControlModifier;
        const back = event.key === Qt.Key_Left && event.modifiers === Qt.AltModifier;
        event.accepted = open && (date || back && conversation.canGoBack);
        if (event.accepted && date)
            timeline.list.askDate();
        else if (event.accepted)
            conversation.goBack();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.page
    }

    Today {
        id: today
    }

    Clipboard {
        id: clipboard
    }

    Item {
        anchors.fill: parent
        visible: pane.open

        ConversationHeader {
            id: header
            width: parent.width
            conversation: pane.conversation
            backward: pane.backward
            detailsOpen: pane.detailsOpen
            onBackAsked: pane.backAsked()
            onDetailsAsked: pane.detailsAsked()
        }

        Timeline {
            id: timeline
            anchors.top: header.bottom
            anchors.bottom: trouble.top
            width: parent.width
            conversation: pane.conversation
            today: today.date
            onMenuAsked: (row, x, y) => menu.show(row, x, y)
            onCopyAsked: text => clipboard.put(text)
            onLatestReached: pane.takeFocus()
        }

        NoticeLine {
            id: trouble
            anchors.bottom: composer.top
            width: parent.width
            grave: true
            text: pane.conversation.error
            onDismissed: pane.conversation.dismissError()
        }

        Composer {
            id: composer
            focus: true
            anchors.bottom: parent.bottom
            width: parent.width
            conversation: pane.conversation
            onSent: timeline.list.toLatest()
        }
    }

    EmptyState {
        anchors.centerIn: parent
        visible: !pane.open
        iconName: "chat"
        title: qsTr("Choose a chat")
        text: qsTr("Or begin a new one: Ctrl+N.")
    }

    MessageMenu {
        id: menu

        function show(row: MessageRow, x: real, y: real) {
            if (row.spoken)
                return;
            seq = row.seq;
            clientId = row.clientId;
            text = row.deleted ? "" : row.text;
            editable = row.canEdit;
            deletable = row.canDelete;
            failed = row.delivery === "failed";
            if (editable || deletable || failed || text !== "")
                popup(timeline, x, y);
        }

        onEditAsked: pane.conversation.startEdit(seq)
        onCopyAsked: clipboard.put(text)
        onCopyLinkAsked: clipboard.put(pane.links.linkTo(seq))
        onRetryAsked: pane.conversation.retry(clientId)
        onDeleteAsked: if (failed)
            pane.conversation.discard(clientId)
        else
            confirm.open()
    }

    ConfirmSheet {
        id: confirm
        title: qsTr("Delete this message?")
        question: qsTr("It disappears for everybody here. This cannot be undone.")
        action: qsTr("Delete")
        onConfirmed: pane.conversation.deleteMessage(menu.seq)
    }
}
