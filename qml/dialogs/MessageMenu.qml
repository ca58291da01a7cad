import QtQuick
import Madang.Components
import Madang.Theme

/*! What can be done with one message; what may not is left out. */
Menu {
    id: menu

    property real seq: 0
    property string clientId
    property string text
    //! Where the links in it lead.
    property var links: []
    property bool mine: false
    property bool editable: false
    property bool deletable: false
    property bool failed: false
    property bool edited: false
    property bool pinned: false
    property bool pinnable: false
    property bool readable: false
    //! JSON of TimelineModel.
    property string reactions

    readonly property bool stored: seq > 0 && text !== ""

    signal reacted(string emoji, bool on)
    signal emojiAsked
    signal replyAsked
    signal editAsked
    signal deleteAsked
    signal copyAsked
    signal copyLinkAsked
    signal openLinkAsked(string link)
    signal forwardAsked
    signal pinAsked(bool on)
    signal selectAsked
    signal readersAsked
    signal editsAsked
    signal retryAsked

    title: qsTr("Message menu")
    // The seven of its first line are to be hit.
    implicitWidth: Theme.touchy ? 7 * Theme.touch + 2 * padding : Theme.menuWidth

    QuickReactions {
        enabled: menu.stored
        reactions: menu.reactions
        onReacted: (emoji, on) => {
            menu.dismiss();
            menu.reacted(emoji, on);
        }
        onMoreAsked: {
            menu.dismiss();
            menu.emojiAsked();
        }
    }
    MenuRow {
        iconName: "retry"
        text: qsTr("Send again")
        enabled: menu.failed
        onTriggered: menu.retryAsked()
    }
    MenuRow {
        iconName: "reply"
        text: qsTr("Reply")
        enabled: menu.stored
        onTriggered: menu.replyAsked()
    }
    MenuRow {
        iconName: "edit"
        text: qsTr("Edit")
        enabled: menu.editable
        onTriggered: menu.editAsked()
    }
    MenuRow {
        iconName: "copy"
        text: qsTr("Copy")
        enabled: menu.text !== ""
        onTriggered: menu.copyAsked()
    }
    MenuRow {
        iconName: "link"
        text: qsTr("Copy link")
        enabled: menu.seq > 0
        onTriggered: menu.copyLinkAsked()
    }
    MenuRow {
        iconName: "link"
        text: qsTr("Open %1", "a link").arg(menu.links[0] ?? "")
        enabled: menu.links.length > 0
        onTriggered: menu.openLinkAsked(menu.links[0])
    }
    MenuRow {
        iconName: "forward"
        text: qsTr("Forward")
        enabled: menu.stored
        onTriggered: menu.forwardAsked()
    }
    MenuRow {
        iconName: "pin"
        text: menu.pinned ? qsTr("Unpin") : qsTr("Pin")
        enabled: menu.pinnable && menu.stored
        onTriggered: menu.pinAsked(!menu.pinned)
    }
    MenuRow {
        iconName: "select"
        text: qsTr("Select")
        enabled: menu.stored
        onTriggered: menu.selectAsked()
    }
    MenuRow {
        iconName: "ticks"
        text: qsTr("Who read it")
        enabled: menu.readable && menu.stored
        onTriggered: menu.readersAsked()
    }
    MenuRow {
        iconName: "history"
        text: qsTr("Earlier versions")
        enabled: menu.edited && menu.stored
        onTriggered: menu.editsAsked()
    }
    MenuRow {
        iconName: "trash"
        text: qsTr("Delete")
        enabled: menu.deletable || menu.failed
        grave: true
        onTriggered: menu.deleteAsked()
    }
}
