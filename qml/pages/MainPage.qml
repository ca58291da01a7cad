import QtQuick
import Madang.Components
import Madang.Dialogs
import Madang.Panes
import Madang.Theme

/*! Rooms, conversation and details, side by side or one over the other, as the width allows. */
FocusScope {
    id: page

    required property var app
    required property var connection
    required property var me
    required property var rooms
    required property var roomsController
    required property var conversation
    required property var links
    required property var settings

    readonly property bool narrow: width < Theme.narrowBelow
    readonly property bool wide: width >= Theme.wideFrom
    readonly property bool roomOpen: conversation.roomId !== ""

    QtObject {
        id: state
        property bool details: false
        property real roomsWidth: Theme.roomsWidth
        //! A var, since its declared type is a bare QObject.
        readonly property var inputMethod: Qt.inputMethod
    }

    readonly property bool detailsShown: state.details && roomOpen

    // A syllable that is still being composed belongs to the room that is about to be left.
    function finishWriting() {
        state.inputMethod.commit();
    }

    function step(delta: int, unreadOnly: bool) {
        finishWriting();
        roomsController.step(delta, unreadOnly);
    }

    function back() {
        finishWriting();
        if (detailsShown)
            state.details = false;
        else if (narrow && roomOpen)
            roomsController.closeRoom();
    }

    function nextPane() {
        if (roomList.visible && !roomList.activeFocus)
            roomList.takeFocus();
        else if (talk.visible && roomOpen)
            talk.takeFocus();
    }

    function askToSignOut() {
        settingsSheet.close();
        leaving.open();
    }

    Component.onCompleted: if (roomOpen)
        talk.takeFocus()

    Keys.onEscapePressed: event => {
        event.accepted = detailsShown || narrow && roomOpen;
        back();
    }
    Keys.onBackPressed: event => {
        event.accepted = detailsShown || narrow && roomOpen;
        back();
    }

    Connections {
        target: page.conversation
        function onRoomIdChanged() {
            if (!page.wide)
                state.details = false;
            if (page.roomOpen)
                talk.takeFocus();
            else
                roomList.takeFocus();
        }
    }

    Column {
        id: lines
        width: parent.width

        StatusLine {
            width: parent.width
            connection: page.connection
        }
        NoticeLine {
            width: parent.width
            text: page.app.notice
            onDismissed: page.app.dismissNotice()
        }
    }

    RoomsPane {
        id: roomList
        focus: true
        anchors.top: lines.bottom
        anchors.bottom: parent.bottom
        width: page.narrow ? page.width : page.wide ? state.roomsWidth : Math.max(Theme.roomsTight, Math.min(state.roomsWidth, Math.round(page.width * Theme.roomsShare)))
        visible: !page.narrow || !page.roomOpen
        me: page.me
        rooms: page.rooms
        roomsController: page.roomsController
        onNewChatAsked: newChat.open()
        onSettingsAsked: settingsSheet.open()
        onRoomChosen: roomId => {
            page.finishWriting();
            page.roomsController.openRoom(roomId);
            talk.takeFocus();
        }
    }

    ConversationPane {
        id: talk
        anchors.top: lines.bottom
        anchors.bottom: parent.bottom
        x: page.narrow ? 0 : roomList.width + Theme.hair
        width: page.width - x - (page.wide && page.detailsShown ? details.width + Theme.hair : 0)
        visible: (!page.narrow || page.roomOpen) && !(page.detailsShown && !page.wide)
        conversation: page.conversation
        links: page.links
        backward: page.narrow
        detailsOpen: page.detailsShown
        onBackAsked: page.back()
        onDetailsAsked: state.details = !state.details
    }

    DetailsPane {
        id: details
        anchors.top: lines.bottom
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: page.wide ? Theme.detailsWidth : talk.width
        visible: page.detailsShown
        backward: !page.wide
        conversation: page.conversation
        roomsController: page.roomsController
        onCloseAsked: state.details = false
    }

    Divider {
        anchors.top: lines.bottom
        anchors.bottom: parent.bottom
        x: roomList.width
        visible: !page.narrow

        MouseArea {
            anchors.fill: parent
            anchors.margins: -Theme.spaceXs
            enabled: page.wide
            cursorShape: Qt.SplitHCursor
            onPositionChanged: mouse => state.roomsWidth = Math.max(Theme.roomsMin, Math.min(Theme.roomsMax, mapToItem(page, mouse.x, 0).x))
        }
    }
    Divider {
        anchors.top: lines.bottom
        anchors.bottom: parent.bottom
        x: details.x
        visible: page.wide && page.detailsShown
    }

    // The back gesture of a phone: from the left edge to the right.
    DragHandler {
        target: null
        enabled: page.narrow && page.roomOpen
        acceptedDevices: PointerDevice.TouchScreen
        xAxis.enabled: true
        yAxis.enabled: false
        onActiveChanged: if (!active && centroid.pressPosition.x < Theme.spaceXl && centroid.position.x - centroid.pressPosition.x > Theme.avatarXl)
            page.back()
    }

    NewChatSheet {
        id: newChat
        roomsController: page.roomsController
    }
    SettingsSheet {
        id: settingsSheet
        app: page.app
        me: page.me
        settings: page.settings
        onSignOutAsked: page.askToSignOut()
    }
    KeysSheet {
        id: keys
    }
    ConfirmSheet {
        id: leaving
        title: qsTr("Sign out?")
        question: page.connection.waiting > 0 ? qsTr("%n messages have not been sent yet and would be lost.", "", page.connection.waiting) : qsTr("You can sign in again at any time with your password.")
        action: qsTr("Sign out")
        onConfirmed: page.connection.signOut()
    }

    WindowKeys {
        onSearchAsked: {
            page.finishWriting();
            if (page.narrow && page.roomOpen)
                page.roomsController.closeRoom();
            roomList.search();
        }
        onNewChatAsked: newChat.open()
        onSettingsAsked: settingsSheet.open()
        onKeysAsked: keys.open()
        onNextPaneAsked: page.nextPane()
        onStepAsked: (delta, unreadOnly) => page.step(delta, unreadOnly)
    }
}
