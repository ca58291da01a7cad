import QtQuick
import Madang.Components
import Madang.Theme

/*! Over the composer while a sent message is being edited. Takes no room while it is not shown. */
Item {
    id: banner

    signal cancelled

    height: visible ? Theme.control : 0

    Icon {
        id: pen
        x: Theme.spaceL
        anchors.verticalCenter: parent.verticalCenter
        name: "edit"
        size: Theme.iconS
        color: Theme.accent
    }
    Label {
        anchors.left: pen.right
        anchors.leftMargin: Theme.spaceS
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Editing a message")
        color: Theme.accent
        font.pixelSize: Theme.textS
    }
    IconButton {
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceXs
        anchors.verticalCenter: parent.verticalCenter
        iconName: "close"
        iconSize: Theme.iconS
        text: qsTr("Cancel editing")
        onClicked: banner.cancelled()
    }
}
