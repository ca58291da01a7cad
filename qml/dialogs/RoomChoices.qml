import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Delegates

/*! Chats to mark several in; Enter and the space bar mark the current one. */
ListView {
    id: list

    //! Ids of those that are marked.
    required property var chosen

    signal toggled(string roomId)

    clip: true
    activeFocusOnTab: count > 0
    boundsBehavior: Flickable.StopAtBounds
    highlightMoveDuration: 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Chats")
    T.ScrollBar.vertical: ScrollBar {
    }
    Keys.onReturnPressed: (currentItem as ChoiceRow)?.clicked()
    Keys.onSpacePressed: (currentItem as ChoiceRow)?.clicked()

    Glide {
        view: list
    }

    delegate: ChoiceRow {
        required property var modelData
        readonly property RoomChoices list: ListView.view as RoomChoices

        width: ListView.view?.width ?? 0
        name: modelData.title
        hueIndex: modelData.hueIndex
        initial: modelData.initial
        marked: list?.chosen.indexOf(modelData.roomId) >= 0
        onClicked: list.toggled(modelData.roomId)
    }
}
