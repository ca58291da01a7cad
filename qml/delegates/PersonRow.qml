import QtQuick
import QtQuick.Templates as T
import Madang.Components as C
import Madang.Theme

/*! A person in a list: avatar, name, a second line. Speaks "Mina Park, @mina". */
T.ItemDelegate {
    id: row

    required property string name
    required property string handle
    required property int hueIndex
    required property string initial
    //! A word at the right, as the role in a group.
    property string note
    //! Shows a mark for choosing several.
    property bool markable: false
    property bool marked: false

    implicitHeight: Theme.personRow
    leftPadding: Theme.spaceS
    rightPadding: Theme.spaceM
    focusPolicy: Qt.NoFocus

    Accessible.role: Accessible.ListItem
    Accessible.name: C.Speech.sentence([name, "@" + handle, note])
    Accessible.checkable: markable
    Accessible.checked: marked
    Accessible.onPressAction: if (enabled)
        row.clicked()

    contentItem: Item {
        C.Avatar {
            id: avatar
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.avatarM
            initial: row.initial
            hueIndex: row.hueIndex
        }
        C.Label {
            id: nameLabel
            anchors.left: avatar.right
            anchors.leftMargin: Theme.spaceM
            anchors.right: side.left
            anchors.rightMargin: Theme.spaceS
            anchors.bottom: parent.verticalCenter
            anchors.bottomMargin: -Theme.ring
            text: row.name
            font.weight: Font.DemiBold
            silent: true
        }
        C.Label {
            anchors.left: nameLabel.left
            anchors.right: nameLabel.right
            anchors.top: nameLabel.bottom
            text: "@" + row.handle
            color: Theme.ink2
            font.pixelSize: Theme.textS
            silent: true
        }
        Item {
            id: side
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(noteLabel.implicitWidth, row.markable ? Theme.iconL : 0)
            height: Theme.iconL

            C.Label {
                id: noteLabel
                anchors.verticalCenter: parent.verticalCenter
                text: row.note
                color: Theme.ink3
                font.pixelSize: Theme.textXs
                silent: true
            }
            Rectangle {
                anchors.fill: parent
                visible: row.markable
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
