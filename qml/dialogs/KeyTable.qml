import QtQuick

/*!
    The keys of the window, in the words and the order of KeysSheet. Those with `act` are shortcuts of the whole window, which
    WindowKeys makes of this very table; the others are answered where one is. Ctrl is Command on macOS by itself.
*/
QtObject {
    readonly property var rows: [{
            "act": "switch",
            "keys": ["Ctrl+K"],
            "does": qsTr("Switch chat")
        }, {
            "act": "search",
            "keys": ["Ctrl+F"],
            "does": qsTr("Search in this chat")
        }, {
            "act": "searchAll",
            "keys": ["Ctrl+Shift+F"],
            "does": qsTr("Search everywhere")
        }, {
            "act": "nextHit",
            "keys": ["F3"],
            "does": qsTr("Next found message")
        }, {
            "act": "previousHit",
            "keys": ["Shift+F3"],
            "does": qsTr("Previous found message")
        }, {
            "act": "newChat",
            "keys": ["Ctrl+N"],
            "does": qsTr("New chat")
        }, {
            "act": "previous",
            "keys": ["Alt+Up"],
            "does": qsTr("Previous chat")
        }, {
            "act": "next",
            "keys": ["Alt+Down"],
            "does": qsTr("Next chat")
        }, {
            "act": "previousUnread",
            "keys": ["Alt+Shift+Up"],
            "does": qsTr("Previous unread chat")
        }, {
            "act": "nextUnread",
            "keys": ["Alt+Shift+Down"],
            "does": qsTr("Next unread chat")
        }, {
            "keys": ["Up"],
            "does": qsTr("Edit my last message (in an empty field)")
        }, {
            "keys": ["Shift+Up", "Shift+Down"],
            "does": qsTr("Select messages")
        }, {
            "keys": ["Ctrl+G"],
            "does": qsTr("Go to a date")
        }, {
            "keys": ["Alt+Left"],
            "does": qsTr("Back to where you were")
        }, {
            "keys": ["Shift+Return"],
            "does": qsTr("New line")
        }, {
            "act": "nextPane",
            "keys": ["F6"],
            "does": qsTr("Next pane")
        }, {
            "act": "previousPane",
            "keys": ["Shift+F6"],
            "does": qsTr("Previous pane")
        }, {
            "keys": ["Ctrl+Alt+1", "Ctrl+Alt+2"],
            "does": qsTr("To the first account, the second, and so on")
        }, {
            "act": "settings",
            "keys": ["Ctrl+,"],
            "does": qsTr("Settings")
        }, {
            "act": "keys",
            "keys": ["Ctrl+/"],
            "does": qsTr("This list")
        }]
}
