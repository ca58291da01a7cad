import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! One account in the menu of accounts: who, where, how its line stands, and what is unread. */
T.MenuItem {
    id: row

    required property string accountId
    required property string name
    required property string handle
    required property string server
    required property string initial
    required property int hueIndex
    required property int unread
    //! As in ConnectionController, "signedOut" where its session is over.
    required property string lineState
    required property bool current

    //! Nothing where all is well.
    readonly property string trouble: lineState === "signedOut" ? qsTr("Signed out") : lineState === "connected" ? "" : lineState === "connecting" ? qsTr("Connecting…") : qsTr("Offline")

    implicitWidth: Theme.roomsMin
    implicitHeight: Theme.personRow
    leftPadding: Theme.spaceM
    rightPadding: Theme.spaceM

    Accessible.role: Accessible.MenuItem
    Accessible.name: [name, "@" + handle, server, unread > 0 ? qsTr("%n unread", "", unread) : "", trouble, current ? qsTr("shown now", "an account") : ""].filter(part => part !== "").join(", ")
    Accessible.checkable: true
    Accessible.checked: current
    Accessible.onPressAction: row.clicked()

    contentItem: Item {
        Avatar {
            id: face
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.avatarS
            initial: row.initial
            hueIndex: row.hueIndex
        }
        Column {
            anchors.left: face.right
            anchors.leftMargin: Theme.spaceM
            anchors.right: end.left
            anchors.rightMargin: Theme.spaceS
            anchors.verticalCenter: parent.verticalCenter

            Label {
                width: parent.width
                text: row.name
                font.weight: row.current ? Font.DemiBold : Font.Normal
                silent: true
            }
            Label {
                width: parent.width
                text: row.trouble !== "" ? row.trouble + " · " + row.server : "@" + row.handle + " · " + row.server
                color: row.lineState === "signedOut" ? Theme.attention : Theme.ink2
                font.pixelSize: Theme.textXs
                silent: true
            }
        }
        Row {
            id: end
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.spaceS

            Badge {
                anchors.verticalCenter: parent.verticalCenter
                count: row.unread
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: row.current
                name: "tick"
                color: Theme.accent
            }
        }
    }

    background: Rectangle {
        radius: Theme.corner
        color: row.highlighted || row.down ? Theme.accentSoft : Theme.clear
    }
}
