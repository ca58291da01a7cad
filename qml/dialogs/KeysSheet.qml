import QtQuick
import Madang.Components
import Madang.Theme

/*! The keys that the window knows. */
Sheet {
    id: sheet

    title: qsTr("Keyboard shortcuts")

    Column {
        width: parent.width
        spacing: Theme.spaceS

        Repeater {
            model: [{
                    "keys": "Ctrl+K",
                    "does": qsTr("Find a chat")
                }, {
                    "keys": "Ctrl+N",
                    "does": qsTr("New chat")
                }, {
                    "keys": "Alt+↑ / Alt+↓",
                    "does": qsTr("Previous or next chat")
                }, {
                    "keys": "Alt+Shift+↑ / ↓",
                    "does": qsTr("Previous or next unread chat")
                }, {
                    "keys": "↑",
                    "does": qsTr("Edit my last message (in an empty field)")
                }, {
                    "keys": "Shift+↑ / Shift+↓",
                    "does": qsTr("Select messages")
                }, {
                    "keys": "Ctrl+G",
                    "does": qsTr("Go to a date")
                }, {
                    "keys": "Alt+←",
                    "does": qsTr("Back to where you were")
                }, {
                    "keys": "Shift+Enter",
                    "does": qsTr("New line")
                }, {
                    "keys": "F6",
                    "does": qsTr("Next pane")
                }, {
                    "keys": "Ctrl+,",
                    "does": qsTr("Settings")
                }, {
                    "keys": "Ctrl+/",
                    "does": qsTr("This list")
                }]

            Item {
                id: entry

                required property var modelData

                width: parent.width
                height: does.implicitHeight
                Accessible.role: Accessible.ListItem
                Accessible.name: modelData.does + ", " + modelData.keys

                Label {
                    id: does
                    width: parent.width - keys.width - Theme.spaceM
                    text: entry.modelData.does
                    wrapMode: Text.Wrap
                    font.pixelSize: Theme.textS
                    silent: true
                }
                Label {
                    id: keys
                    anchors.right: parent.right
                    text: entry.modelData.keys
                    color: Theme.ink3
                    font.pixelSize: Theme.textS
                    silent: true
                }
            }
        }
    }
}
