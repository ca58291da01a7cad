import QtQuick
import Madang.Components
import Madang.Theme

/*! Over the composer's place while messages are selected: how many, and what can be done with them. */
Rectangle {
    id: bar

    required property int count
    required property int deletable

    signal cancelled
    signal copyAsked
    signal forwardAsked
    signal deleteAsked

    implicitHeight: Theme.bar
    color: Theme.panel

    Accessible.role: Accessible.ToolBar
    Accessible.name: words.text

    Divider {
        width: parent.width
    }
    IconButton {
        id: cancel
        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceS
        anchors.verticalCenter: parent.verticalCenter
        iconName: "close"
        text: qsTr("Cancel the selection")
        onClicked: bar.cancelled()
    }
    Label {
        id: words
        anchors.left: cancel.right
        anchors.leftMargin: Theme.spaceXs
        anchors.right: copy.left
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("%n messages selected", "", bar.count)
        font.weight: Font.DemiBold
    }
    IconButton {
        id: copy
        anchors.right: forward.left
        anchors.verticalCenter: parent.verticalCenter
        iconName: "copy"
        text: qsTr("Copy")
        onClicked: bar.copyAsked()
    }
    IconButton {
        id: forward
        anchors.right: remove.visible ? remove.left : parent.right
        anchors.rightMargin: remove.visible ? 0 : Theme.spaceM
        anchors.verticalCenter: parent.verticalCenter
        iconName: "forward"
        text: qsTr("Forward")
        enabled: bar.count > 0
        onClicked: bar.forwardAsked()
    }
    IconButton {
        id: remove
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceM
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.deletable > 0
        iconName: "trash"
        text: qsTr("Delete")
        onClicked: bar.deleteAsked()
    }
}
