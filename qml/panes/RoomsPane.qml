import QtQuick
import Madang.Components
import Madang.Theme

/*! The room list: me, search, filters, rooms. */
FocusScope {
    id: pane

    required property var me
    required property var rooms
    required property var roomsController

    signal newChatAsked
    signal settingsAsked
    //! A room was chosen, to be opened.
    signal roomChosen(string roomId)

    function search() {
        searchField.forceActiveFocus(Qt.ShortcutFocusReason);
        searchField.selectAll();
    }

    function takeFocus() {
        list.forceActiveFocus(Qt.TabFocusReason);
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.panel
    }

    Item {
        id: head
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.spaceL
        anchors.rightMargin: Theme.spaceS
        height: Theme.bar

        Avatar {
            id: myself
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.avatarS + Theme.ring
            initial: pane.me.initial
            hueIndex: pane.me.hueIndex
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("Signed in as %1").arg(pane.me.name)
        }
        Label {
            anchors.left: myself.right
            anchors.leftMargin: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Madang")
            font.pixelSize: Theme.textL
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }
        IconButton {
            anchors.right: settings.left
            anchors.verticalCenter: parent.verticalCenter
            iconName: "plus"
            text: qsTr("New chat")
            onClicked: pane.newChatAsked()
        }
        IconButton {
            id: settings
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            iconName: "settings"
            text: qsTr("Settings")
            onClicked: pane.settingsAsked()
        }
    }

    SearchField {
        id: searchField
        anchors.top: head.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.spaceL
        anchors.topMargin: 0
        label: qsTr("Search")
        keys: Qt.platform.os === "osx" ? "⌘K" : "Ctrl K"
        onTextChanged: pane.rooms.query = text
        Keys.onDownPressed: list.enter()
        onAccepted: {
            const roomId = list.firstRoom();
            if (roomId !== "") {
                clear();
                pane.roomChosen(roomId);
            }
        }
    }

    Choices {
        id: filters
        anchors.top: searchField.bottom
        anchors.topMargin: Theme.spaceM
        anchors.left: searchField.left
        anchors.right: searchField.right
        label: qsTr("Filter")
        value: pane.rooms.filter
        options: [{
                "value": "all",
                "label": qsTr("All", "chats")
            }, {
                "value": "unread",
                "label": qsTr("Unread", "chats"),
                "count": pane.rooms.totalUnread
            }, {
                "value": "people",
                "label": qsTr("People", "chats")
            }, {
                "value": "groups",
                "label": qsTr("Groups", "chats")
            }]
        onChosen: value => pane.rooms.filter = value
    }

    RoomList {
        id: list
        anchors.top: filters.bottom
        anchors.topMargin: Theme.spaceS
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        focus: true
        model: pane.rooms
        currentRoomId: pane.roomsController.currentRoomId
        onOpened: roomId => pane.roomChosen(roomId)
    }

    EmptyState {
        readonly property bool first: pane.rooms.filter === "all" && searchField.text === ""

        anchors.centerIn: list
        visible: list.count === 0 && pane.roomsController.loaded
        iconName: first ? "chat" : ""
        title: first ? qsTr("No chats yet") : qsTr("Nothing here")
        text: first ? qsTr("Find somebody by their handle, and say hello.") : searchField.text !== "" ? qsTr("No chat is called “%1”.").arg(searchField.text) : qsTr("No chat fits this filter.")
        action: first ? qsTr("Start a chat") : ""
        onActed: pane.newChatAsked()
    }

    Wait {
        anchors.centerIn: list
        active: list.count === 0 && !pane.roomsController.loaded
        text: qsTr("Loading chats…")
    }
}
