import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Delegates

/*! The list named "People": those a search found, to pick one or mark several. Arrows walk, Enter picks. */
ListView {
    id: list

    required property bool markable
    //! The people marked so far: a list of {userId, …}.
    required property var chosen

    //! {userId, name, hueIndex, initial}
    signal picked(var person)

    function isChosen(userId: string): bool {
        return chosen.some(person => person.userId === userId);
    }

    //! Picks the person whom the search has left, if it is one.
    function pickOnly() {
        if (count === 1)
            (itemAtIndex(0) as PersonRow)?.clicked();
    }

    clip: true
    activeFocusOnTab: count > 0
    boundsBehavior: Flickable.StopAtBounds
    highlightMoveDuration: 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("People")
    T.ScrollBar.vertical: ScrollBar {
    }
    Keys.onReturnPressed: (currentItem as PersonRow)?.clicked()
    Keys.onSpacePressed: (currentItem as PersonRow)?.clicked()

    Glide {
        view: list
    }

    delegate: PersonRow {
        required property string userId
        readonly property PeopleList list: ListView.view as PeopleList

        width: ListView.view?.width ?? 0
        markable: list?.markable ?? false
        marked: markable && list.isChosen(userId)
        onClicked: list.picked({
                "userId": userId,
                "name": name,
                "hueIndex": hueIndex,
                "initial": initial
            })
    }
}
