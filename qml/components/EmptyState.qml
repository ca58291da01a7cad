import QtQuick
import Madang.Theme

/*! Where there is nothing yet: says what to do next, with at most one button for it. */
Column {
    id: empty

    property string iconName
    required property string title
    property string text
    //! Words of the button; empty shows none.
    property string action

    signal acted

    width: Math.min(Theme.formWidth, parent.width - 2 * Theme.spaceXl)
    spacing: Theme.spaceS

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Theme.avatarXl
        height: width
        radius: width / 2
        color: Theme.accentSoft
        visible: empty.iconName !== ""

        Icon {
            anchors.centerIn: parent
            name: empty.iconName
            size: Theme.iconL
            color: Theme.accent
        }
    }
    Label {
        width: parent.width
        topPadding: Theme.spaceS
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        text: empty.title
        font.weight: Font.DemiBold
    }
    Label {
        width: parent.width
        visible: text !== ""
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        text: empty.text
        color: Theme.ink2
        font.pixelSize: Theme.textS
        lineHeight: Theme.lineHeight
    }
    Item {
        width: Theme.hair
        height: Theme.spaceXs
        visible: button.visible
    }
    Button {
        id: button
        anchors.horizontalCenter: parent.horizontalCenter
        visible: text !== ""
        tone: "primary"
        text: empty.action
        onClicked: empty.acted()
    }
}
