import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! One line of a Menu; one that may not be done now is left out. */
T.MenuItem {
    id: row

    property string iconName
    //! Cannot be undone: in the colour of attention.
    property bool grave: false

    implicitWidth: Theme.menuWidth
    implicitHeight: Theme.control
    height: visible ? implicitHeight : 0
    visible: enabled
    leftPadding: Theme.spaceM
    rightPadding: Theme.spaceM

    Accessible.role: Accessible.MenuItem
    Accessible.name: text
    Accessible.onPressAction: if (enabled)
        row.clicked()

    contentItem: Item {
        Icon {
            id: icon
            anchors.verticalCenter: parent.verticalCenter
            name: row.iconName
            color: row.grave ? Theme.attention : Theme.ink2
        }
        Label {
            anchors.left: icon.right
            anchors.leftMargin: Theme.spaceM
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: row.text
            color: row.grave ? Theme.attention : Theme.ink
            silent: true
        }
    }

    background: Rectangle {
        radius: Theme.corner
        color: row.highlighted || row.down ? (row.grave ? Theme.attentionSoft : Theme.accentSoft) : Theme.clear
    }
}
