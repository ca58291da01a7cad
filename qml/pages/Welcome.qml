import QtQuick
import Madang.Components
import Madang.Theme

/*! The sign over the gate: logo, name, and a line of words. */
Column {
    id: welcome

    required property string text

    spacing: Theme.spaceXs
    bottomPadding: Theme.spaceS

    Logo {
        anchors.horizontalCenter: parent.horizontalCenter
    }
    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        text: qsTr("Madang")
        font.pixelSize: Theme.textXl
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    Label {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        text: welcome.text
        color: Theme.ink2
    }
}
