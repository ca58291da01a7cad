import QtQuick
import Madang.Components
import Madang.Theme

/*! Over the rooms: who I am, and what can be begun here. */
Item {
    id: head

    required property var accounts
    required property var me

    signal newChatAsked
    signal settingsAsked

    implicitHeight: Theme.bar

    AccountButton {
        id: myself
        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceM
        anchors.verticalCenter: parent.verticalCenter
        accounts: head.accounts
        me: head.me
    }
    Label {
        anchors.left: myself.right
        anchors.leftMargin: Theme.spaceS
        anchors.right: plus.left
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Madang")
        font.pixelSize: Theme.textL
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    IconButton {
        id: plus
        anchors.right: settings.left
        anchors.verticalCenter: parent.verticalCenter
        iconName: "plus"
        text: qsTr("New chat")
        onClicked: head.newChatAsked()
    }
    IconButton {
        id: settings
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceS
        anchors.verticalCenter: parent.verticalCenter
        iconName: "settings"
        text: qsTr("Settings")
        onClicked: head.settingsAsked()
    }
}
