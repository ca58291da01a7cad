import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! A button that is only an icon; `text` is its accessible name and its tip. `filled`: the accent colour as ground. */
T.Button {
    id: control

    required property string iconName
    property bool filled: false
    property int iconSize: Theme.iconM

    implicitWidth: Theme.control
    implicitHeight: Theme.control
    opacity: enabled ? 1 : Theme.faint

    Accessible.name: text
    Accessible.onPressAction: if (enabled)
        control.clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: control.iconName
            size: control.iconSize
            color: control.filled ? Theme.accentInk : control.hovered ? Theme.ink : Theme.ink2
        }
    }

    background: Rectangle {
        radius: Theme.corner
        color: control.filled ? (control.hovered || control.down ? Theme.accentHover : Theme.accent) : (control.hovered || control.down ? Theme.hover : Theme.clear)

        FocusRing {
            shown: control.visualFocus
            gap: control.filled ? Theme.ring : 0
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
