import QtQuick
import Madang.Theme

/*! A count in a pill; nothing at 0. The row around it speaks the number. */
Rectangle {
    property int count: 0

    implicitHeight: Theme.badge
    implicitWidth: Math.max(implicitHeight, number.implicitWidth + 2 * Theme.spaceXs + Theme.ring)
    radius: implicitHeight / 2
    color: Theme.attention
    visible: count > 0

    Label {
        id: number
        anchors.centerIn: parent
        text: parent.count > 999 ? "999+" : parent.count
        color: Theme.attentionInk
        font.pixelSize: Theme.textXs
        font.weight: Font.DemiBold
        silent: true
    }
}
