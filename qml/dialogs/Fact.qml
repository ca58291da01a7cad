import QtQuick
import Madang.Components
import Madang.Theme

/*! A name and what it has: spoken as one. */
Item {
    id: fact

    required property string label
    required property string value

    implicitHeight: Math.max(name.implicitHeight, words.implicitHeight) + Theme.spaceXs
    Accessible.role: Accessible.StaticText
    Accessible.name: label + ": " + value

    Label {
        id: name
        width: Math.round(parent.width / 3)
        text: fact.label
        color: Theme.ink2
        font.pixelSize: Theme.textS
        wrapMode: Text.Wrap
        silent: true
    }
    Label {
        id: words
        anchors.left: name.right
        anchors.leftMargin: Theme.spaceM
        anchors.right: parent.right
        text: fact.value
        font.pixelSize: Theme.textS
        wrapMode: Text.Wrap
        silent: true
    }
}
