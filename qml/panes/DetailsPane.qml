import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Delegates
import Madang.Dialogs
import Madang.Theme

/*! About the open room: its name, its members, the way out. */
FocusScope {
    id: pane

    required property var conversation
    required property var roomsController
    //! Fills the window, so the way back is an arrow.
    required property bool backward

    readonly property bool group: conversation.kind === "group"

    signal closeAsked

    Rectangle {
        anchors.fill: parent
        color: Theme.panel
    }

    Item {
        id: head
        width: parent.width
        height: Theme.bar

        IconButton {
            id: back
            anchors.verticalCenter: parent.verticalCenter
            anchors.left: parent.left
            anchors.leftMargin: pane.backward ? 0 : Theme.spaceS
            iconName: pane.backward ? "back" : "close"
            text: pane.backward ? qsTr("Back") : qsTr("Close details")
            focus: true
            onClicked: pane.closeAsked()
        }
        Label {
            anchors.left: back.right
            anchors.leftMargin: Theme.spaceXs
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Details")
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }
        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }

    Column {
        id: about
        anchors.top: head.bottom
        width: parent.width
        topPadding: Theme.spaceXl
        bottomPadding: Theme.spaceL
        spacing: Theme.spaceXs

        Avatar {
            anchors.horizontalCenter: parent.horizontalCenter
            size: Theme.avatarXl
            initial: pane.conversation.initial
            hueIndex: pane.conversation.hueIndex
        }
        Label {
            width: parent.width - 2 * Theme.spaceL
            anchors.horizontalCenter: parent.horizontalCenter
            topPadding: Theme.spaceS
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            text: pane.conversation.title
            font.pixelSize: Theme.textL
            font.weight: Font.DemiBold
        }
        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: text !== ""
            text: pane.group ? qsTr("%n members", "", pane.conversation.memberCount) : pane.conversation.subtitle
            color: Theme.ink2
            font.pixelSize: Theme.textS
        }
    }

    ListView {
        id: members
        anchors.top: about.bottom
        anchors.bottom: foot.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.spaceS
        clip: true
        model: pane.conversation.members
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Members")
        T.ScrollBar.vertical: ScrollBar {
        }

        Glide {
            view: members
        }

        delegate: PersonRow {
            required property string role

            width: ListView.view.width
            hoverEnabled: false
            note: role === "owner" ? qsTr("owner") : role === "admin" ? qsTr("admin") : ""
        }
    }

    NoticeLine {
        id: trouble
        anchors.bottom: parent.bottom
        width: parent.width
        grave: true
        text: pane.roomsController.error
        onDismissed: pane.roomsController.dismissError()
    }

    Item {
        id: foot
        anchors.bottom: trouble.top
        width: parent.width
        height: pane.group ? leave.height + 2 * Theme.spaceL : 0
        visible: pane.group

        Button {
            id: leave
            anchors.centerIn: parent
            iconName: "leave"
            text: qsTr("Leave the group")
            onClicked: confirm.open()
        }
    }

    ConfirmSheet {
        id: confirm
        title: qsTr("Leave the group?")
        question: qsTr("You will no longer see what is written in “%1”.").arg(pane.conversation.title)
        action: qsTr("Leave")
        onConfirmed: pane.roomsController.leaveRoom(pane.conversation.roomId)
    }
}
