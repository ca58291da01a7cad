import QtQuick
import Madang.Components

/*! What can be done with one message; what may not is left out. */
Menu {
    id: menu

    property real seq: 0
    property string clientId
    property string text
    property bool editable: false
    property bool deletable: false
    property bool failed: false

    signal editAsked
    signal deleteAsked
    signal copyAsked
    signal copyLinkAsked
    signal retryAsked

    title: qsTr("Message menu")

    MenuRow {
        iconName: "retry"
        text: qsTr("Send again")
        enabled: menu.failed
        onTriggered: menu.retryAsked()
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
        iconName: "trash"
        text: qsTr("Delete")
        enabled: menu.deletable || menu.failed
        grave: true
        onTriggered: menu.deleteAsked()
    }
}
