import QtQuick
import Madang.Components
import Madang.Theme

/*! Over a conversation: where one is, who is here, who types. */
Rectangle {
    id: header

    required property var conversation
    //! Offers the way back to the list.
    required property bool backward
    property bool detailsOpen: false

    readonly property bool group: conversation.kind === "group"
    readonly property string people: group ? qsTr("%n members", "", conversation.memberCount) : conversation.subtitle

    signal backAsked
    signal searchAsked
    signal detailsAsked

    implicitHeight: Theme.bar
    color: Theme.panel

    IconButton {
        id: back
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        width: visible ? Theme.control : 0
        visible: header.backward
        iconName: "back"
        text: qsTr("Back")
        onClicked: header.backAsked()
    }
    Avatar {
        id: avatar
        anchors.left: back.right
        anchors.leftMargin: header.backward ? 0 : Theme.spaceL + Theme.spaceXs
        anchors.verticalCenter: parent.verticalCenter
        size: Theme.avatarM
        initial: header.conversation.initial
        hueIndex: header.conversation.hueIndex
    }
    Label {
        id: titleLabel
        anchors.left: avatar.right
        anchors.leftMargin: Theme.spaceM
        anchors.right: faces.visible ? faces.left : search.left
        anchors.rightMargin: Theme.spaceS
        anchors.bottom: parent.verticalCenter
        anchors.bottomMargin: -Theme.ring
        text: header.conversation.title
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    Label {
        id: peopleLabel
        anchors.left: titleLabel.left
        anchors.top: titleLabel.bottom
        width: Math.min(implicitWidth, titleLabel.width)
        text: header.people
        color: Theme.ink2
        font.pixelSize: Theme.textXs
    }
    Label {
        anchors.left: peopleLabel.right
        anchors.right: titleLabel.right
        anchors.top: peopleLabel.top
        visible: text !== ""
        text: header.conversation.typingText === "" ? "" : (header.people === "" ? "" : " · ") + header.conversation.typingText
        color: Theme.accent
        font.pixelSize: Theme.textXs
    }

    // The first faces of a group; the details name everybody.
    Row {
        id: faces
        anchors.right: search.left
        anchors.rightMargin: Theme.spaceS
        anchors.verticalCenter: parent.verticalCenter
        visible: header.group && header.width >= Theme.narrowBelow
        spacing: -Theme.spaceXs - Theme.ring

        Repeater {
            model: header.conversation.members

            Rectangle {
                required property int index
                required property string initial
                required property int hueIndex

                width: Theme.avatarXs + 2 * Theme.ring
                height: width
                radius: width / 2
                color: Theme.panel
                visible: index < 3

                Avatar {
                    anchors.centerIn: parent
                    size: Theme.avatarXs
                    initial: parent.initial
                    hueIndex: parent.hueIndex
                }
            }
        }
    }
    IconButton {
        id: search
        anchors.right: more.left
        anchors.verticalCenter: parent.verticalCenter
        iconName: "search"
        text: qsTr("Search messages")
        onClicked: header.searchAsked()
    }
    IconButton {
        id: more
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceS
        anchors.verticalCenter: parent.verticalCenter
        iconName: "more"
        text: header.detailsOpen ? qsTr("Close details") : qsTr("Details")
        onClicked: header.detailsAsked()
    }

    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
