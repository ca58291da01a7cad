import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! Leads to the newest message, with the count of what waits there. */
T.Button {
    id: control

    required property int unread

    implicitWidth: Theme.avatarL
    implicitHeight: Theme.avatarL

    text: qsTr("To the latest")
    Accessible.name: text
    Accessible.description: unread > 0 ? qsTr("%n unread", "", unread) : ""
    Accessible.onPressAction: if (enabled)
        control.clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: "down"
        }
    }
    background: Rectangle {
        radius: width / 2
        color: control.hovered || control.down ? Theme.hover : Theme.raised
        border.color: Theme.line

        FocusRing {
            shown: control.visualFocus
        }
        Badge {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.verticalCenter: parent.top
            count: control.unread
        }
    }

    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
}
