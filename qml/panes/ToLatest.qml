import QtQuick
import Madang.Components

/*! Leads to the newest message, with the count of what waits there. */
WayButton {
    id: control

    required property int unread

    iconName: "down"
    text: qsTr("To the latest")
    Accessible.description: unread > 0 ? qsTr("%n unread", "", unread) : ""

    Badge {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.verticalCenter: parent.top
        count: control.unread
    }
}
