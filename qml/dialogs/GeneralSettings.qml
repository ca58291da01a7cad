import QtQuick
import Madang.Components
import Madang.Theme

/*! How the program lives on this computer. */
Column {
    id: section

    required property var settings
    //! Nothing above tells which section this is.
    property bool titled: true

    spacing: Theme.spaceXs

    SettingsHeading {
        text: section.titled ? qsTr("General") : ""
    }
    Toggle {
        width: parent.width
        visible: section.settings.startsAtLogin
        text: qsTr("Start when I log in")
        on: section.settings.startAtLogin
        onAsked: on => section.settings.startAtLogin = on
    }
    Toggle {
        width: parent.width
        visible: section.settings.tray
        text: qsTr("Keep running in the tray")
        hint: qsTr("Closing the window does not end Madang; its icon in the tray does.")
        on: section.settings.closeToTray
        onAsked: on => section.settings.closeToTray = on
    }
    Toggle {
        width: parent.width
        text: qsTr("Enter sends")
        hint: section.settings.enterSends ? qsTr("Shift+Enter begins a new line.") : qsTr("Enter begins a new line; Ctrl+Enter sends.")
        on: section.settings.enterSends
        onAsked: on => section.settings.enterSends = on
    }
    Label {
        width: parent.width
        visible: text !== ""
        text: section.settings.error
        color: Theme.attention
        font.pixelSize: Theme.textS
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
    }
}
