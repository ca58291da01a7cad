import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! A round button over the timeline that leads somewhere in it. */
T.Button {
    id: control

    required property string iconName

    implicitWidth: Theme.avatarL
    implicitHeight: Theme.avatarL

    Accessible.name: text
    Accessible.onPressAction: if (enabled)
        control.clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: control.iconName
        }
    }
    background: Rectangle {
        radius: width / 2
        color: control.hovered || control.down ? Theme.hover : Theme.raised
        border.color: Theme.line

        FocusRing {
            shown: control.visualFocus
        }
    }

    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
    Tip {
        text: control.text
        shown: control.hovered && !control.down
    }
}
