import QtQuick
import Madang.Panes

/*! What stands at the right of a conversation, or in its place where there is no room: its details, or a search. */
FocusScope {
    id: side

    required property var conversation
    required property var roomsController
    required property var finder
    //! Fills the window, so the way back is an arrow.
    required property bool backward
    //! "details", "search", or nothing.
    required property string shows

    signal closeAsked

    function takeFocus() {
        if (shows === "search")
            search.takeFocus();
        else if (shows === "details")
            details.forceActiveFocus(Qt.TabFocusReason);
    }

    visible: shows !== ""

    DetailsPane {
        id: details
        anchors.fill: parent
        visible: side.shows === "details"
        focus: visible
        backward: side.backward
        conversation: side.conversation
        roomsController: side.roomsController
        onCloseAsked: side.closeAsked()
    }
    SearchPane {
        id: search
        anchors.fill: parent
        visible: side.shows === "search"
        focus: visible
        backward: side.backward
        conversation: side.conversation
        search: side.finder.search
        people: side.roomsController.userSearch
        onCloseAsked: side.closeAsked()
    }
}
