import QtQuick
import Madang.Components
import Madang.Theme

/*! One conversation: who, the timeline, the composer; or what to do where none is open. */
FocusScope {
    id: pane

    required property var conversation
    required property var links
    required property var settings
    required property bool backward
    property bool detailsOpen: false

    signal backAsked
    signal searchAsked
    signal detailsAsked
    signal newChatAsked

    readonly property bool open: conversation.roomId !== ""

    QtObject {
        id: state
        property string notice
    }

    function takeFocus() {
        composer.takeFocus();
    }

    //! To a message of the open room; goBack() leads to where one is now.
    function lead(seq: real) {
        conversation.jumpToMessage(seq, timeline.list.eyeSeq());
    }

    //! The file service is not there yet, so what cannot be sent is not taken.
    function refuseFile() {
        state.notice = qsTr("Files and pictures cannot be sent yet. You can paste or drop text.");
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
            onSearchAsked: pane.searchAsked()
            onDetailsAsked: pane.detailsAsked()
        }
        PinnedBar {
            id: pinned
            anchors.top: header.bottom
            width: parent.width
            actions: pane.conversation.actions
            onJumpAsked: seq => pane.lead(seq)
            onListAsked: sheets.showPins()
        }

        Timeline {
            id: timeline
            anchors.top: pinned.bottom
            anchors.bottom: trouble.top
            width: parent.width
            conversation: pane.conversation
            today: today.date
            onMenuAsked: (row, x, y) => sheets.show(row, x, y)
            onCopyAsked: text => clipboard.put(text)
            onLinkPressed: link => sheets.openLink(link)
            onEditsAsked: seq => sheets.showEdits(seq)
            onAnswered: pane.takeFocus()
            onLatestReached: pane.takeFocus()
        }

        NoticeLine {
            id: trouble
            anchors.bottom: composer.top
            width: parent.width
            grave: pane.conversation.error !== ""
            text: pane.conversation.error !== "" ? pane.conversation.error : state.notice
            onDismissed: {
                pane.conversation.dismissError();
                state.notice = "";
            }
        }

        Composer {
            id: composer
            focus: true
            anchors.bottom: parent.bottom
            width: parent.width
            enabled: !selection.visible
            conversation: pane.conversation
            enterSends: pane.settings.enterSends
            onSent: {
                state.notice = "";
                timeline.list.toLatest();
            }
            onFileRefused: pane.refuseFile()
        }
        SelectionBar {
            id: selection

            readonly property var picker: timeline.list.picker

            anchors.fill: composer
            visible: picker.last > 0
            count: visible ? pane.conversation.actions.forwardable(picker.first, picker.last) : 0
            deletable: visible ? pane.conversation.actions.deletable(picker.first, picker.last) : 0
            onCancelled: picker.clear()
            onCopyAsked: {
                clipboard.put(picker.text());
                picker.clear();
            }
            onForwardAsked: sheets.forward(picker.first, picker.last)
            onDeleteAsked: sheets.confirmRemoval(picker.first, picker.last, deletable)
            onVisibleChanged: if (!visible)
                pane.takeFocus()
        }
        // Text goes into the composer.
        DropArea {
            anchors.fill: parent
            onDropped: drop => {
                if (drop.hasUrls && drop.urls.some(url => String(url).startsWith("file:")))
                    pane.refuseFile();
                else if (drop.hasText)
                    composer.write(drop.text);
                drop.accept(Qt.CopyAction);
            }
        }
    }

    EmptyState {
        anchors.centerIn: parent
        visible: !pane.open
        iconName: "chat"
        title: qsTr("Choose a chat")
        text: qsTr("Or begin a new one: Ctrl+N.")
    }

    MessageSheets {
        id: sheets
        conversation: pane.conversation
        links: pane.links
        ground: timeline
        onCopied: text => clipboard.put(text)
        onSelectAsked: seq => timeline.list.pick(seq)
        onLeadAsked: seq => pane.lead(seq)
        onAnswered: pane.takeFocus()
    }
    Connections {
        target: pane.conversation.actions
        function onForwarded(messages: int, rooms: int) {
            timeline.list.picker.clear();
            state.notice = rooms > 1 ? qsTr("Forwarded to %n chats", "", rooms) : qsTr("Forwarded");
        }
    }
    Connections {
        target: pane.conversation
        function onRoomIdChanged() {
            state.notice = "";
        }
    }
}
