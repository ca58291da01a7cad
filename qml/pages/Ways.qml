import QtQuick

/*! How one goes about in the main page: what stands beside the conversation, and where the keyboard goes with each step. */
Item {
    id: ways

    //! The MainPage, and its panes.
    required property var page
    required property var roomList
    required property var talk
    required property var side

    //! "details", "search", or nothing.
    property string beside
    //! A search leads along the conversation that fills the window.
    property bool walking: false
    //! A var, since its declared type is a bare QObject.
    readonly property var inputMethod: Qt.inputMethod

    // A syllable that is still being composed belongs to the room that is about to be left.
    function finishWriting() {
        inputMethod.commit();
    }

    function step(delta: int, unreadOnly: bool) {
        finishWriting();
        page.roomsController.step(delta, unreadOnly);
    }

    function openRoom(roomId: string) {
        finishWriting();
        page.roomsController.openRoom(roomId);
        talk.takeFocus();
    }

    //! To a message that was found, in its place.
    function lead(roomId: string, seq: real) {
        finishWriting();
        if (page.conversation.roomId === roomId)
            talk.lead(seq);
        else
            page.links.lead(roomId, seq);
    }

    function startSearch(roomId: string) {
        finishWriting();
        page.finder.search.roomId = roomId;
        walking = false;
        beside = "search";
        side.takeFocus();
    }

    function searchHere() {
        startSearch(page.conversation.roomId);
    }

    function searchEverywhere() {
        finishWriting();
        if (page.narrow) {
            closeSide();
            page.roomsController.closeRoom();
        }
        roomList.search();
    }

    function closeSide() {
        if (beside === "search")
            page.finder.search.clear();
        beside = "";
        walking = false;
        (page.roomOpen ? talk : roomList).takeFocus();
    }

    function endSearch() {
        beside = "search";
        closeSide();
    }

    //! False where there is nothing to go back from.
    function back(): bool {
        finishWriting();
        const open = page.sideShown !== "" || page.narrow && page.roomOpen;
        if (page.sideShown !== "")
            closeSide();
        else if (open)
            page.roomsController.closeRoom();
        return open;
    }

    function walkPanes(delta: int) {
        const panes = new Array(roomList, talk, side).filter(pane => pane.visible && (pane !== talk || page.roomOpen));
        const at = panes.findIndex(pane => pane.activeFocus);
        panes[(at + delta + panes.length) % panes.length].takeFocus();
    }

    Connections {
        target: ways.page.conversation
        function onRoomIdChanged() {
            ways.walking = false;
            // "This chat" is the one that is open.
            const search = ways.page.finder.search;
            if (search.roomId !== "" && ways.page.roomOpen)
                search.roomId = ways.page.conversation.roomId;
            // What is found leads from room to room, and the keyboard stays with it.
            if (ways.side.activeFocus && ways.beside === "search" && ways.page.wide)
                return;
            if (!ways.page.wide)
                ways.beside = "";
            (ways.page.roomOpen ? ways.talk : ways.roomList).takeFocus();
        }
    }
    Connections {
        target: ways.page.finder.search
        function onLed(roomId: string, seq: real) {
            const covered = !ways.page.wide;
            if (covered)
                ways.beside = "";
            ways.lead(roomId, seq);
            ways.walking = covered;
            if (covered)
                ways.talk.takeFocus();
        }
    }
}
