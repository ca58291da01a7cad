import QtQuick
import Madang.Components
import Madang.Theme

/*! How the program lives on this computer. */
Column {
    id: section

    required property var settings

    Label {
        text: qsTr("General")
        color: Theme.ink2
        font.pixelSize: Theme.textS
        Accessible.role: Accessible.Heading
    }
    Toggle {
        width: parent.width
        text: qsTr("Start when I log in")
        on: section.settings.startAtLogin
        onAsked: on => section.settings.startAtLogin = on
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
