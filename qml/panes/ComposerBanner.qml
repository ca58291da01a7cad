import QtQuick
import Madang.Components
import Madang.Theme

/*! Over the composer: that a sent message is being edited, or what is being answered. Takes no room while it is not shown. */
Item {
    id: banner

    property string iconName
    required property string title
    //! A second line, or empty.
    property string line
    required property string cancelText
    property color titleColor: Theme.accent

    signal cancelled
    //! The banner itself was pressed.
    signal pressed

    height: visible ? Theme.control + (line === "" ? 0 : Theme.spaceM) : 0

    Accessible.role: Accessible.Grouping
    Accessible.name: Speech.sentence([title, line])

    Icon {
        id: sign
        x: Theme.spaceL
        anchors.verticalCenter: parent.verticalCenter
        name: banner.iconName
        size: Theme.iconS
        color: Theme.accent
    }
    Rectangle {
        id: bar
        visible: banner.line !== ""
        anchors.left: sign.right
        anchors.leftMargin: Theme.spaceM
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.ring
        height: parent.height - Theme.spaceL
        radius: Theme.hair
        color: Theme.accent
    }
    Label {
        id: titleLabel
        anchors.left: bar.visible ? bar.right : sign.right
        anchors.leftMargin: Theme.spaceS
        anchors.right: cross.left
        y: Math.round(banner.line === "" ? (banner.height - height) / 2 : banner.height / 2 - height + Theme.hair)
        text: banner.title
        color: banner.titleColor
        font.pixelSize: Theme.textS
        font.weight: banner.line === "" ? Font.Normal : Font.DemiBold
        silent: true
    }
    Label {
        anchors.left: titleLabel.left
        anchors.right: cross.left
        anchors.top: titleLabel.bottom
        visible: banner.line !== ""
        text: banner.line
        color: Theme.ink2
        font.pixelSize: Theme.textS
        silent: true
    }
    TapHandler {
        onTapped: banner.pressed()
    }
    IconButton {
        id: cross
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceXs
        anchors.verticalCenter: parent.verticalCenter
        iconName: "close"
        iconSize: Theme.iconS
        text: banner.cancelText
        onClicked: banner.cancelled()
    }
}
