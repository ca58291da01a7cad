import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! A menu of MenuRow. */
T.Menu {
    id: menu

    implicitWidth: Theme.menuWidth
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    padding: Theme.spaceXs + Theme.hair
    margins: Theme.touchy ? Theme.ring : Theme.spaceS
    modal: true
    dim: false

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.quick
        }
    }

    contentItem: ListView {
        implicitHeight: contentHeight
        model: menu.contentModel
        interactive: false
        currentIndex: menu.currentIndex
        Accessible.role: Accessible.PopupMenu
        Accessible.name: menu.title
    }

    background: Rectangle {
        radius: Theme.corner + Theme.spaceXs
        color: Theme.raised
        border.color: Theme.line
    }
}
