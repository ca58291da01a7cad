import QtQuick

/*! The keys that work everywhere in the window; KeysSheet tells them. Ctrl is Command on macOS by itself. */
Item {
    id: keys

    signal searchAsked
    signal newChatAsked
    signal settingsAsked
    signal keysAsked
    signal nextPaneAsked
    //! To the next (1) or previous (-1) room.
    signal stepAsked(int delta, bool unreadOnly)

    Shortcut {
        sequences: ["Ctrl+K"]
        onActivated: keys.searchAsked()
    }
    Shortcut {
        sequences: ["Ctrl+N"]
        onActivated: keys.newChatAsked()
    }
    Shortcut {
        sequences: ["Ctrl+,"]
        onActivated: keys.settingsAsked()
    }
    Shortcut {
        sequences: ["Ctrl+/"]
        onActivated: keys.keysAsked()
    }
    Shortcut {
        sequences: ["F6"]
        onActivated: keys.nextPaneAsked()
    }
    Shortcut {
        sequences: ["Alt+Up"]
        onActivated: keys.stepAsked(-1, false)
    }
    Shortcut {
        sequences: ["Alt+Down"]
        onActivated: keys.stepAsked(1, false)
    }
    Shortcut {
        sequences: ["Alt+Shift+Up"]
        onActivated: keys.stepAsked(-1, true)
    }
    Shortcut {
        sequences: ["Alt+Shift+Down"]
        onActivated: keys.stepAsked(1, true)
    }
}
