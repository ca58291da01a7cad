import QtQuick
import Madang.Theme

/*! A person or room without a picture: its initial in white on one of the eight hues. Spoken by its row, not by itself. */
Rectangle {
    id: avatar

    required property string initial
    required property int hueIndex
    property int size: Theme.avatarL

    implicitWidth: size
    implicitHeight: size
    radius: size / 2
    color: Theme.hue(hueIndex)

    Label {
        anchors.centerIn: parent
        text: avatar.initial
        color: Theme.avatarInk
        font.pixelSize: Math.round(avatar.size * Theme.initialShare)
        font.weight: Font.DemiBold
        silent: true
    }
}
