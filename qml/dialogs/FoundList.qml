import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Delegates
import Madang.Theme

/*!
    What was found, below a field that keeps the keyboard while arrows walk here. `sentence` is what stands under the keyboard,
    for the field to tell.
*/
ListView {
    id: list

    required property string label
    //! All are messages of one room.
    property bool inRoom: false
    //! The index of the one that is shown beside the list.
    property int shown: -1
    //! The keyboard is at work here, so where it stands is told.
    property bool keyed: false
    readonly property string sentence: keyed && currentItem ? (currentItem as FoundRow)?.sentence ?? "" : ""
    readonly property alias today: clock.date

    signal chosen(var row)
    //! The end is near.
    signal moreAsked

    function walk(delta: int) {
        if (count === 0)
            return;
        currentIndex = keyed ? Math.max(0, Math.min(count - 1, currentIndex + delta)) : delta > 0 || currentIndex < 0 ? 0 : count - 1;
        keyed = true;
        positionViewAtIndex(currentIndex, ListView.Contain);
    }

    //! Chooses where the keyboard stands, else the first.
    function chooseCurrent() {
        if (keyed && currentItem)
            chosen(currentItem as FoundRow);
        else if (!keyed && itemAtIndex(0))
            chosen(itemAtIndex(0) as FoundRow);
    }

    //! The keys of the field above.
    function take(event: var) {
        event.accepted = true;
        if (event.key === Qt.Key_Down)
            walk(1);
        else if (event.key === Qt.Key_Up)
            walk(-1);
        else if (event.key === Qt.Key_PageDown)
            walk(Math.max(1, Math.floor(height / Theme.personRow) - 1));
        else if (event.key === Qt.Key_PageUp)
            walk(-Math.max(1, Math.floor(height / Theme.personRow) - 1));
        else
            event.accepted = false;
    }

    function wantMore() {
        if (count > 0 && contentY + height > originY + contentHeight - 2 * height)
            moreAsked();
    }

    clip: true
    reuseItems: true
    activeFocusOnTab: count > 0
    currentIndex: -1
    highlightMoveDuration: 0
    boundsBehavior: Flickable.StopAtBounds
    bottomMargin: Theme.spaceS
    Accessible.role: Accessible.List
    Accessible.name: label
    T.ScrollBar.vertical: ScrollBar {
    }

    onContentYChanged: wantMore()
    onCountChanged: {
        if (count === 0)
            keyed = false;
        wantMore();
    }
    onActiveFocusChanged: if (activeFocus && currentIndex < 0)
        walk(1)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space) {
            event.accepted = true;
            chooseCurrent();
        } else {
            take(event);
        }
    }

    Glide {
        view: list
    }
    Today {
        id: clock
    }

    section.property: inRoom ? "" : "kind"
    section.delegate: Label {
        required property string section

        width: ListView.view?.width ?? 0
        leftPadding: Theme.spaceS
        topPadding: Theme.spaceM
        bottomPadding: Theme.spaceXs
        text: section === "room" ? qsTr("Chats") : section === "person" ? qsTr("People") : qsTr("Messages")
        color: Theme.ink3
        font.pixelSize: Theme.textXs
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }

    delegate: FoundRow {
        readonly property FoundList list: ListView.view as FoundList

        width: ListView.view?.width ?? 0
        inRoom: list?.inRoom ?? false
        ringed: ListView.isCurrentItem && (list?.keyed ?? false)
        current: index === list?.shown
        today: list?.today ?? new Date(0)
        onChosen: {
            list.currentIndex = index;
            list.chosen(this);
        }
    }
}
