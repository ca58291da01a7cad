import QtQuick
import Madang.Components
import Madang.Dialogs
import Madang.Theme

/*!
    Looks for messages, in the open room or in all of them. Enter and Shift+Enter in the field lead along what was found, in
    the conversation beside it; the keyboard stays here.
*/
FocusScope {
    id: pane

    //! A SearchController.
    required property var search
    required property var conversation
    //! A UserSearchModel.
    required property var people
    //! Fills the window, so the way back is an arrow, and choosing leads away from here.
    required property bool backward

    readonly property bool inRoom: search.roomId !== ""

    signal closeAsked

    function takeFocus() {
        field.text = search.query;
        field.forceActiveFocus(Qt.ShortcutFocusReason);
        field.selectAll();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.panel
    }

    Item {
        id: head
        width: parent.width
        height: Theme.bar

        IconButton {
            id: back
            anchors.verticalCenter: parent.verticalCenter
            anchors.left: parent.left
            anchors.leftMargin: pane.backward ? 0 : Theme.spaceXs
            iconName: pane.backward ? "back" : "close"
            text: pane.backward ? qsTr("Back") : qsTr("Close search")
            onClicked: pane.closeAsked()
        }
        SearchField {
            id: field
            anchors.left: back.right
            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            focus: true
            label: qsTr("Search messages")
            escapable: false
            Accessible.description: list.sentence
            onDisplayTextChanged: pane.search.query = displayText
            Keys.priority: Keys.BeforeItem
            Keys.onPressed: event => {
                if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
                    event.accepted = true;
                    if (list.keyed && list.currentIndex !== pane.search.current)
                        list.chooseCurrent();
                    else
                        pane.search.step(event.modifiers & Qt.ShiftModifier ? -1 : 1);
                } else if (event.key === Qt.Key_Escape) {
                    event.accepted = true;
                    pane.closeAsked();
                } else {
                    list.take(event);
                }
            }
        }
        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }

    SearchFilters {
        id: filters
        anchors.top: head.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.spaceM
        search: pane.search
        conversation: pane.conversation
        people: pane.people
        onChosen: field.forceActiveFocus(Qt.OtherFocusReason)
    }

    SearchState {
        id: told
        anchors.top: filters.bottom
        anchors.topMargin: Theme.spaceS
        anchors.left: filters.left
        anchors.right: filters.right
        search: pane.search
    }

    FoundList {
        id: list
        anchors.top: told.bottom
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.spaceS
        anchors.rightMargin: Theme.spaceS
        label: qsTr("Found messages")
        model: pane.search.found
        inRoom: pane.inRoom
        shown: pane.search.current
        onChosen: row => pane.search.choose(row.index)
        onMoreAsked: pane.search.more()
        onShownChanged: if (shown >= 0) {
            currentIndex = shown;
            keyed = true;
            positionViewAtIndex(shown, ListView.Contain);
        }
    }

    EmptyState {
        readonly property bool asked: field.displayText.trim() !== ""

        anchors.horizontalCenter: parent.horizontalCenter
        y: list.y + Theme.space3xl
        visible: list.count === 0 && (pane.search.empty || !asked)
        iconName: asked ? "" : "search"
        title: asked ? qsTr("Nothing found") : qsTr("Find messages")
        text: !asked ? qsTr("Every word that you type has to be in the message. One syllable is enough.") : pane.search.offline ? qsTr("What is only on the server cannot be looked through now.") : qsTr("Try fewer or other words.")
        action: asked && pane.inRoom ? qsTr("Search all chats") : ""
        onActed: pane.search.roomId = ""
    }
    Wait {
        anchors.horizontalCenter: parent.horizontalCenter
        y: list.y + Theme.space3xl
        active: pane.search.busy && list.count === 0
        text: qsTr("Searching…")
    }
}
