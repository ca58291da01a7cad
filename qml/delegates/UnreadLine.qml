import QtQuick
import Madang.Components as C
import Madang.Theme

/*! Where reading stopped; takes no room and makes nothing while not active. */
Loader {
    visible: active
    height: active ? Theme.controlS + Theme.spaceXs : 0

    sourceComponent: Item {
        Rectangle {
            anchors.left: parent.left
            anchors.right: label.left
            anchors.rightMargin: Theme.spaceM
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.hair
            color: Theme.attention
            opacity: Theme.faint
        }
        C.Label {
            id: label
            anchors.centerIn: parent
            text: qsTr("New messages from here")
            color: Theme.attention
            font.pixelSize: Theme.textXs
            silent: true
        }
        Rectangle {
            anchors.left: label.right
            anchors.leftMargin: Theme.spaceM
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.hair
            color: Theme.attention
            opacity: Theme.faint
        }
    }
}
