import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Delegates
import Madang.Theme

/*!
    The members that fit what is typed after an @, over the composer. The keyboard stays in the field, which hands its keys
    here; what is current is told to screen readers.
*/
Rectangle {
    id: list

    //! A list of {name, handle, hueIndex, initial}.
    property var people: []
    property bool dismissed: false
    readonly property bool open: people.length > 0 && !dismissed

    //! One was picked.
    signal picked(string handle)

    //! Picks the current one; false where nothing is open.
    function take(): bool {
        if (!open)
            return false;
        picked(people[Math.max(0, view.currentIndex)].handle);
        return true;
    }

    //! What a key does here; false where it is not for this list.
    function handles(event: var): bool {
        if (!open)
            return false;
        const step = event.key === Qt.Key_Down ? 1 : event.key === Qt.Key_Up ? -1 : 0;
        if (step !== 0) {
            view.currentIndex = (view.currentIndex + step + people.length) % people.length;
            tell();
            return true;
        }
        if (event.key === Qt.Key_Escape) {
            dismissed = true;
            return true;
        }
        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
        return enter && !event.modifiers && take();
    }

    function tell() {
        const at = Math.max(0, view.currentIndex);
        const person = people[at];
        announcement.say(qsTr("%1, @%2, %3 of %4", "name, handle, place, how many").arg(person.name).arg(person.handle).arg(at + 1).arg(people.length));
    }

    onPeopleChanged: {
        view.currentIndex = 0;
        if (people.length > 0 && !dismissed)
            tell();
    }

    visible: open
    height: visible ? Math.min(people.length, Theme.completionRows) * Theme.personRow + 2 * Theme.spaceXs : 0
    radius: Theme.cornerBubble
    color: Theme.raised
    border.color: Theme.line

    ListView {
        id: view
        anchors.fill: parent
        anchors.margins: Theme.spaceXs
        clip: true
        model: list.people
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Members to mention")
        T.ScrollBar.vertical: ScrollBar {
        }

        delegate: PersonRow {
            required property var modelData
            readonly property PeopleCompletion list: ListView.view?.parent as PeopleCompletion

            width: ListView.view?.width ?? 0
            name: modelData.name
            handle: modelData.handle
            hueIndex: modelData.hueIndex
            initial: modelData.initial
            highlighted: ListView.isCurrentItem
            onClicked: list.picked(handle)
        }
    }

    Announcement {
        id: announcement
    }
}
