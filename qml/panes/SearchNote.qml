import QtQuick
import Madang.Components
import Madang.Theme

/*! A small line with a sign, about what is found below it; nothing without words. */
Item {
    id: note

    required property string text
    required property string iconName
    property bool grave: false

    height: visible ? Math.max(sign.height, words.implicitHeight) + Theme.spaceXs : 0
    visible: text !== ""

    Icon {
        id: sign
        y: Theme.ring
        name: note.iconName
        size: Theme.iconS
        color: note.grave ? Theme.attention : Theme.ink3
    }
    Label {
        id: words
        anchors.left: sign.right
        anchors.leftMargin: Theme.spaceS
        anchors.right: parent.right
        text: note.text
        wrapMode: Text.Wrap
        color: note.grave ? Theme.attention : Theme.ink2
        font.pixelSize: Theme.textXs
        Accessible.role: note.grave ? Accessible.AlertMessage : Accessible.StaticText
    }
}
