import QtQuick
import Madang.Components
import Madang.Theme

/*! The room list: me, search, filters, rooms; while something is searched for, what was found. */
FocusScope {
    id: pane

    required property var accounts
    required property var me
    required property var rooms
    required property var roomsController
    //! A FindController.
    required property var finder

    readonly property bool searching: searchField.displayText.trim() !== ""

    signal newChatAsked
    signal settingsAsked
    //! A room was chosen, to be opened.
    signal roomChosen(string roomId)
    //! A message was found, to be led to.
    signal messageChosen(string roomId, real seq)

    function search() {
        searchField.forceActiveFocus(Qt.ShortcutFocusReason);
        searchField.selectAll();
    }

    function takeFocus() {
        (searching ? found : list).forceActiveFocus(Qt.TabFocusReason);
    }

    //! Opens the chat with a person, which may be made for it.
    function startDirect(userId: string) {
        state.started = true;
        roomsController.startDirect(userId);
    }

    function choose(row: var) {
        if (row.kind === "message") {
            messageChosen(row.roomId, row.seq);
            return;
        }
        // The row goes with what is searched for.
        const [kind, roomId, userId] = [row.kind, row.roomId, row.userId];
        searchField.clear();
        if (kind === "room")
            roomChosen(roomId);
        else
            startDirect(userId);
    }

    //! False where nothing is searched for.
    function endSearch(): bool {
        if (!searching)
            return false;
        searchField.clear();
        searchField.forceActiveFocus(Qt.OtherFocusReason);
        return true;
    }

    Keys.onEscapePressed: event => event.accepted = endSearch()
    Keys.onBackPressed: event => event.accepted = endSearch()
    QtObject {
        id: state
        //! A chat was asked for here, so it is here that its failing is told.
        property bool started: false
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.panel
    }

    RoomsHead {
        id: head
        anchors.left: parent.left
        anchors.right: parent.right
        accounts: pane.accounts
        me: pane.me
        onNewChatAsked: pane.newChatAsked()
        onSettingsAsked: pane.settingsAsked()
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
        Accessible.description: found.sentence
        onDisplayTextChanged: {
            pane.finder.query = displayText;
            found.keyed = false;
            found.currentIndex = -1;
        }
        Keys.priority: Keys.BeforeItem
        Keys.onPressed: event => {
            if (pane.searching)
                found.take(event);
            else if (event.key === Qt.Key_Down) {
                event.accepted = true;
                list.enter();
            }
        }
        onAccepted: if (pane.searching)
            found.chooseCurrent()
    }

    Choices {
        id: filters
        anchors.top: searchField.bottom
        anchors.topMargin: Theme.spaceM
        anchors.left: searchField.left
        anchors.right: searchField.right
        visible: !pane.searching
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
        anchors.bottom: trouble.top
        focus: true
        visible: !pane.searching
        model: pane.rooms
        currentRoomId: pane.roomsController.currentRoomId
        onOpened: roomId => pane.roomChosen(roomId)
    }

    EmptyState {
        readonly property bool first: pane.rooms.filter === "all"

        anchors.centerIn: list
        visible: list.visible && list.count === 0 && pane.roomsController.loaded
        iconName: first ? "chat" : ""
        title: first ? qsTr("No chats yet") : qsTr("Nothing here")
        text: first ? qsTr("Find somebody by their handle, and say hello.") : qsTr("No chat fits this filter.")
        action: first ? qsTr("Start a chat") : ""
        onActed: pane.newChatAsked()
    }
    Wait {
        anchors.centerIn: list
        active: list.visible && list.count === 0 && !pane.roomsController.loaded
        text: qsTr("Loading chats…")
    }

    FoundPane {
        id: found
        anchors.top: searchField.bottom
        anchors.topMargin: Theme.spaceXs
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: trouble.top
        visible: pane.searching
        finder: pane.finder
        onChosen: row => pane.choose(row)
    }

    NoticeLine {
        id: trouble
        anchors.bottom: parent.bottom
        width: parent.width
        grave: true
        text: state.started ? pane.roomsController.error : ""
        onDismissed: {
            state.started = false;
            pane.roomsController.dismissError();
        }
    }
    Connections {
        target: pane.roomsController
        function onRoomOpened() {
            state.started = false;
        }
    }
}
