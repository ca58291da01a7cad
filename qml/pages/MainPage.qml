import QtQuick
import Madang.Dialogs
import Madang.Panes
import Madang.Theme

/*! Rooms, conversation and what stands beside it, side by side or one over the other, as the width allows. */
FocusScope {
    id: page

    required property var app
    required property var accounts
    required property var connection
    required property var me
    required property var rooms
    required property var roomsController
    required property var conversation
    required property var finder
    required property var links
    required property var settings
    required property var security
    required property var storage
    required property var diagnostics

    readonly property bool narrow: width < Theme.narrowBelow
    readonly property bool wide: width >= Theme.wideFrom
    readonly property bool roomOpen: conversation.roomId !== ""
    //! "details", "search", or nothing.
    readonly property string sideShown: ways.beside === "search" ? "search" : roomOpen ? ways.beside : ""
    //! Nothing is left of the room list on a phone.
    readonly property bool covered: narrow && (roomOpen || sideShown !== "")
    //! As it was dragged.
    property real roomsWidth: Theme.roomsWidth

    Component.onCompleted: if (roomOpen)
        talk.takeFocus()

    Keys.onEscapePressed: event => event.accepted = ways.back()
    Keys.onBackPressed: event => event.accepted = ways.back()

    Ways {
        id: ways
        page: page
        roomList: roomList
        talk: talk
        side: side
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
        width: page.narrow ? page.width : page.wide ? page.roomsWidth : Math.max(Theme.roomsTight, Math.min(page.roomsWidth, Math.round(page.width * Theme.roomsShare)))
        // Under a swipe that goes back to it, it comes along.
        visible: !page.covered || swipe.moving && !(side.visible && page.roomOpen)
        transform: Translate {
            x: page.covered ? (swipe.gone - page.width) / 4 : 0
        }
        accounts: page.accounts
        me: page.me
        rooms: page.rooms
        roomsController: page.roomsController
        finder: page.finder
        onNewChatAsked: sheets.newChat()
        onSettingsAsked: sheets.openSettings()
        onRoomChosen: roomId => ways.openRoom(roomId)
        onMessageChosen: (roomId, seq) => ways.lead(roomId, seq)
    }

    HitBar {
        id: hits
        anchors.top: lines.bottom
        x: talk.x
        width: talk.width
        height: visible ? implicitHeight : 0
        visible: ways.walking && talk.visible && page.roomOpen && !page.wide
        search: page.finder.search
        onListAsked: ways.startSearch(page.finder.search.roomId)
        onCloseAsked: ways.endSearch()
    }
    ConversationPane {
        id: talk
        anchors.top: hits.bottom
        anchors.bottom: parent.bottom
        x: page.narrow ? 0 : roomList.width + Theme.hair
        width: page.width - x - (page.wide && side.visible ? side.width + Theme.hair : 0)
        visible: (!page.narrow || page.roomOpen) && (page.wide || !side.visible || swipe.moving)
        transform: Translate {
            x: side.visible ? 0 : swipe.gone
        }
        conversation: page.conversation
        links: page.links
        settings: page.settings
        backward: page.narrow
        detailsOpen: page.sideShown === "details"
        onBackAsked: ways.back()
        onSearchAsked: ways.searchHere()
        onDetailsAsked: ways.beside = ways.beside === "details" ? "" : "details"
    }
    SidePane {
        id: side
        anchors.top: lines.bottom
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: page.wide ? Theme.detailsWidth : page.width - talk.x
        shows: page.sideShown
        transform: Translate {
            x: swipe.gone
        }
        backward: !page.wide
        conversation: page.conversation
        roomsController: page.roomsController
        finder: page.finder
        onCloseAsked: ways.closeSide()
    }

    PaneDividers {
        anchors.top: lines.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        roomsEnd: page.narrow ? -1 : roomList.width
        sideBegin: page.wide && side.visible ? side.x - Theme.hair : -1
        movable: page.wide
        onRoomsMoved: to => page.roomsWidth = to
    }

    BackSwipe {
        id: swipe
        anchors.fill: parent
        possible: page.covered
        onWentBack: ways.back()
    }

    KeyTable {
        id: keyTable
    }
    PageSheets {
        id: sheets
        page: page
        table: keyTable
        onRoomChosen: roomId => ways.openRoom(roomId)
        onPersonChosen: userId => roomList.startDirect(userId)
    }
    WindowKeys {
        table: keyTable
        page: page
        ways: ways
        sheets: sheets
    }
}
