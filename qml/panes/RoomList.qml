import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Delegates
import Madang.Theme

/*! The list named "Rooms". Arrows walk, Enter opens. */
ListView {
    id: list

    //! The room that is shown beside the list.
    required property string currentRoomId
    readonly property alias today: clock.date

    //! The keyboard is at work here, so where it stands is shown.
    property bool keyed: false

    signal opened(string roomId)

    //! The keyboard comes from above.
    function enter() {
        currentIndex = 0;
        forceActiveFocus(Qt.TabFocusReason);
        keyed = true;
    }

    function openCurrent() {
        if (currentItem)
            opened((currentItem as RoomRow).roomId);
    }

    clip: true
    reuseItems: true
    activeFocusOnTab: true
    currentIndex: -1
    highlightMoveDuration: 0
    boundsBehavior: Flickable.StopAtBounds
    bottomMargin: Theme.spaceS
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Rooms")
    T.ScrollBar.vertical: ScrollBar {
    }

    onActiveFocusChanged: {
        keyed = false;
        if (activeFocus && currentIndex < 0 && count > 0)
            currentIndex = 0;
    }
    Keys.onPressed: keyed = true
    // Whoever came here with Tab lets go of it here.
    Keys.onReleased: keyed = true
    Keys.onReturnPressed: openCurrent()
    Keys.onEnterPressed: openCurrent()
    Keys.onSpacePressed: openCurrent()

    Glide {
        view: list
    }
    Today {
        id: clock
    }

    delegate: RoomRow {
        readonly property RoomList list: ListView.view as RoomList

        width: ListView.view?.width ?? 0
        current: roomId === list?.currentRoomId
        ringed: ListView.isCurrentItem && list.activeFocus && list.keyed
        today: list?.today ?? new Date(0)
        onOpened: {
            list.currentIndex = index;
            list.keyed = false;
            list.opened(roomId);
        }
    }

    // What happens to the rows is seen where it happens.
    move: Transition {
        NumberAnimation {
            property: "y"
            duration: Theme.calm
            easing.type: Easing.OutCubic
        }
    }
    displaced: move
}
