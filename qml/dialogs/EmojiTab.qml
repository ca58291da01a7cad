import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! A group of the emoji picker. */
T.TabButton {
    id: tab

    required property string emoji
    required property string name
    required property bool chosen

    implicitHeight: Theme.control
    // Whoever owns the choice decides; a click only asks.
    checkable: false

    Accessible.name: name
    Accessible.selected: chosen
    Accessible.onPressAction: tab.clicked()

    contentItem: Label {
        text: tab.emoji
        font.family: Theme.emojiFamily
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        font.pixelSize: Theme.textL
        elide: Text.ElideNone
        silent: true
    }
    background: Item {
        Rectangle {
            anchors.fill: parent
            radius: Theme.corner
            color: tab.hovered ? Theme.hover : Theme.clear

            FocusRing {
                shown: tab.visualFocus
                gap: 0
            }
        }
        Rectangle {
            anchors.bottom: parent.bottom
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.iconM
            height: Theme.ring
            radius: Theme.hair
            visible: tab.chosen
            color: Theme.accent
        }
    }

    Tip {
        text: tab.name
        shown: tab.hovered
    }
}
