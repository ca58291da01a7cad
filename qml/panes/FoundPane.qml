import QtQuick
import Madang.Components
import Madang.Dialogs
import Madang.Theme

/*! What the field above the rooms has found: rooms, people, messages; and what is to be known of that. */
FocusScope {
    id: pane

    //! A FindController.
    required property var finder
    property alias keyed: list.keyed
    property alias currentIndex: list.currentIndex
    readonly property alias sentence: list.sentence

    signal chosen(var row)

    function take(event: var) {
        list.take(event);
    }
    function chooseCurrent() {
        list.chooseCurrent();
    }

    Column {
        id: notes
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.spaceL
        topPadding: Theme.spaceXs

        Wait {
            active: pane.finder.busy && list.count > 0
            text: qsTr("Searching the server…")
        }
        SearchNote {
            width: parent.width
            iconName: "offline"
            text: pane.finder.offline ? qsTr("Offline: this is what this computer keeps.") : ""
        }
        SearchNote {
            width: parent.width
            iconName: "info"
            text: pane.finder.incomplete ? qsTr("The server is still going through older messages. Some may be missing.") : ""
        }
        SearchNote {
            width: parent.width
            iconName: "alert"
            grave: true
            text: pane.finder.error
        }
    }
    FoundList {
        id: list
        anchors.top: notes.bottom
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.spaceS
        anchors.rightMargin: Theme.spaceS
        focus: true
        label: qsTr("Search results")
        model: pane.finder.found
        onChosen: row => pane.chosen(row)
        onMoreAsked: pane.finder.more()
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.space3xl
        visible: pane.finder.empty
        title: qsTr("Nothing found")
        text: pane.finder.offline ? qsTr("What is only on the server cannot be looked through now.") : qsTr("No chat, nobody and no message fits “%1”.").arg(pane.finder.query.trim())
    }
    Wait {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.space3xl
        active: pane.finder.busy && list.count === 0
        text: qsTr("Searching…")
    }
}
