import QtQuick
import QtQuick.Templates as T
import Madang.Components as C
import Madang.Theme

/*! A chat or a person in a list to mark several in: avatar, name, mark. */
T.CheckDelegate {
    id: row

    required property string name
    required property int hueIndex
    required property string initial
    required property bool marked

    implicitHeight: Theme.personRow
    leftPadding: Theme.spaceS
    rightPadding: Theme.spaceM
    focusPolicy: Qt.NoFocus
    // Whoever owns the choice decides; a click only asks.
    checkable: false

    Accessible.name: name
    Accessible.checkable: true
    Accessible.checked: marked
    Accessible.onPressAction: row.clicked()
    Accessible.onToggleAction: row.clicked()

    contentItem: Item {
        C.Avatar {
            id: avatar
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.avatarM
            initial: row.initial
            hueIndex: row.hueIndex
        }
        C.Label {
            anchors.left: avatar.right
            anchors.leftMargin: Theme.spaceM
            anchors.right: mark.left
            anchors.rightMargin: Theme.spaceS
            anchors.verticalCenter: parent.verticalCenter
            text: row.name
            silent: true
        }
        Rectangle {
            id: mark
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.iconL
            height: width
            radius: width / 2
            color: row.marked ? Theme.accent : Theme.clear
            border.color: row.marked ? Theme.accent : Theme.ink3
            border.width: Theme.hair

            C.Icon {
                anchors.centerIn: parent
                visible: row.marked
                name: "tick"
                size: Theme.iconS
                color: Theme.accentInk
            }
        }
    }

    background: Rectangle {
        radius: Theme.corner
        color: row.hovered || row.down ? Theme.hover : Theme.clear

        C.FocusRing {
            gap: 0
            shown: row.ListView.isCurrentItem && row.ListView.view.activeFocus
        }
    }
}
