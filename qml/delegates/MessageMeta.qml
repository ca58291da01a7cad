import QtQuick
import Madang.Components as C
import Madang.Theme
import "StateIcons.js" as StateIcons

/*! The small line at a bubble's lower right: edited, the time, and for mine how far it got. */
Item {
    id: meta

    required property bool mine
    required property bool edited
    required property string time
    //! "sending", "stored", "read", "failed" or empty.
    required property string delivery

    implicitWidth: label.implicitWidth + (mark.visible ? mark.width + Theme.spaceXs : 0)
    implicitHeight: label.implicitHeight

    C.Label {
        id: label
        text: meta.edited ? qsTr("edited %1", "time").arg(meta.time) : meta.time
        color: meta.mine ? Theme.myInk2 : Theme.ink3
        font.pixelSize: Theme.textXs
        silent: true
    }
    C.Icon {
        id: mark
        anchors.right: parent.right
        anchors.verticalCenter: label.verticalCenter
        visible: meta.mine && name !== ""
        name: StateIcons.nameOf(meta.delivery)
        size: Theme.iconS
        color: meta.delivery === "failed" ? Theme.attention : meta.delivery === "read" ? Theme.accent : Theme.myInk2
    }
}
