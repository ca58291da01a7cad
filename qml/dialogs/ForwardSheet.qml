import QtQuick
import Madang.Components
import Madang.Theme

/*! Rooms to pass messages on to: a search and a list to mark several in. */
Sheet {
    id: sheet

    //! MessageActions.
    required property var actions

    QtObject {
        id: own
        property var rooms: []
        property var chosen: []
        property real first: 0
        property real last: 0
    }

    //! Asks where the messages from one seq to another shall go.
    function ask(first: real, last: real) {
        own.first = first;
        own.last = last;
        own.chosen = [];
        search.clear();
        own.rooms = actions.roomsMatching("");
        open();
    }

    function toggle(roomId: string) {
        const without = own.chosen.filter(id => id !== roomId);
        own.chosen = without.length < own.chosen.length ? without : without.concat([roomId]);
    }

    title: qsTr("Forward to")
    bodyHeight: Theme.dialogHeight
    onOpened: search.forceActiveFocus(Qt.TabFocusReason)

    SearchField {
        id: search
        width: parent.width
        label: qsTr("Search chats")
        onTextChanged: own.rooms = sheet.actions.roomsMatching(text)
        Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
        Keys.onReturnPressed: if (own.rooms.length === 1)
            sheet.toggle(own.rooms[0].roomId)
    }

    RoomChoices {
        id: list
        anchors.top: search.bottom
        anchors.topMargin: Theme.spaceS
        anchors.bottom: send.top
        anchors.bottomMargin: Theme.spaceM
        width: parent.width
        model: own.rooms
        chosen: own.chosen
        onToggled: roomId => sheet.toggle(roomId)
    }
    Label {
        anchors.centerIn: list
        visible: list.count === 0
        text: qsTr("No chat by that name")
        color: Theme.ink2
    }

    Button {
        id: send
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        tone: "primary"
        iconName: "forward"
        text: own.chosen.length > 1 ? qsTr("Forward to %n chats", "", own.chosen.length) : qsTr("Forward")
        enabled: own.chosen.length > 0
        onClicked: {
            sheet.close();
            sheet.actions.forward(own.first, own.last, own.chosen);
        }
    }
}
