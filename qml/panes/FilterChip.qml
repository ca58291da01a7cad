import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! One condition of a search: a pill that opens its choice, and while it is set offers to take it away. */
T.AbstractButton {
    id: chip

    //! It narrows the search now.
    required property bool on

    signal cleared

    implicitWidth: words.implicitWidth + 2 * Theme.spaceM + (on ? cross.width : 0)
    implicitHeight: Theme.touchy ? Theme.control : Theme.controlS
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: if (enabled)
        chip.clicked()
    Keys.onDeletePressed: if (on)
        cleared()

    background: Item {
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            height: Theme.controlS
            radius: height / 2
            color: chip.on ? Theme.accentSoft : chip.hovered ? Theme.hover : Theme.clear
            border.color: Theme.line
            border.width: chip.on ? 0 : Theme.hair

            FocusRing {
                shown: chip.visualFocus
            }
        }
    }
    contentItem: Item {
        Label {
            id: words
            x: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - (chip.on ? cross.width : Theme.spaceM)
            text: chip.text
            color: chip.on ? Theme.accent : Theme.ink2
            font.pixelSize: Theme.textS
            silent: true
        }
        IconButton {
            id: cross
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.controlS
            height: parent.height
            visible: chip.on
            iconName: "close"
            iconSize: Theme.textXs
            text: qsTr("Clear: %1", "a condition of the search").arg(chip.text)
            onClicked: chip.cleared()
        }
    }
    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
}
