import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! Emoji in rows; arrows walk, Enter picks, ↑ from the first row leads out. */
GridView {
    id: grid

    signal picked(int index)
    signal stepped

    cellWidth: Math.floor(width / Math.max(1, Math.floor(width / Theme.emojiCell)))
    cellHeight: Theme.emojiCell
    clip: true
    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: true
    highlightMoveDuration: 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Emoji")
    T.ScrollBar.vertical: ScrollBar {
    }
    Keys.onReturnPressed: picked(currentIndex)
    Keys.onEnterPressed: picked(currentIndex)
    Keys.onSpacePressed: picked(currentIndex)
    Keys.onUpPressed: event => {
        event.accepted = currentIndex < Math.floor(width / cellWidth);
        if (event.accepted)
            stepped();
    }

    delegate: EmojiCell {
        required property int index
        readonly property EmojiGrid grid: GridView.view as EmojiGrid

        width: grid?.cellWidth ?? 0
        height: grid?.cellHeight ?? 0
        current: GridView.isCurrentItem && GridView.view.activeFocus
        onHoveredChanged: if (hovered)
            grid.currentIndex = index
        onClicked: grid.picked(index)
    }
}
