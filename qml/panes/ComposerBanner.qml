import QtQuick
import Madang.Components
import Madang.Delegates
import Madang.Theme

/*! Over the composer: that a sent message is being edited, or what is being answered. Takes no room while it is not shown. */
Item {
    id: banner

    required property var conversation
    required property bool editing
    required property bool replying

    readonly property var quote: conversation.reply.quote === "" ? null : JSON.parse(conversation.reply.quote)
    readonly property string title: editing ? qsTr("Editing a message") : quote?.name ? qsTr("Reply to %1").arg(quote.name) : qsTr("Reply")
    readonly property string line: editing || !quote ? "" : QuoteWords.line(quote.state, quote.text)

    signal cancelled

    visible: editing || replying
    height: visible ? Theme.control + (line === "" ? 0 : Theme.spaceM) : 0

    Accessible.role: Accessible.Grouping
    Accessible.name: Speech.sentence([title, line])

    Icon {
        id: sign
        x: Theme.spaceL
        anchors.verticalCenter: parent.verticalCenter
        name: banner.editing ? "edit" : "reply"
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
        color: banner.replying && banner.quote?.name ? Theme.nameHue(banner.quote.hue) : Theme.accent
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
        enabled: banner.replying
        onTapped: banner.conversation.jumpToMessage(banner.conversation.reply.seq, 0)
    }
    IconButton {
        id: cross
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceXs
        anchors.verticalCenter: parent.verticalCenter
        iconName: "close"
        iconSize: Theme.iconS
        text: banner.editing ? qsTr("Cancel editing") : qsTr("Cancel the reply")
        onClicked: banner.cancelled()
    }
}
