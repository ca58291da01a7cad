import QtQuick
import Madang.Components
import Madang.Theme

/*! Who sees what of me. */
Column {
    id: section

    required property var settings

    spacing: Theme.spaceXl

    Column {
        width: parent.width

        SettingsHeading {
            text: qsTr("To others")
        }
        Toggle {
            width: parent.width
            text: qsTr("Be invisible")
            hint: qsTr("Others see you as offline, and not that you look at a chat.")
            on: section.settings.invisible
            onAsked: on => section.settings.invisible = on
        }
    }
    Column {
        width: parent.width
        visible: section.settings.notifies

        SettingsHeading {
            text: qsTr("On this screen")
        }
        Toggle {
            width: parent.width
            text: qsTr("Show what was written in notifications")
            hint: qsTr("Whoever looks at your screen can read it there.")
            on: section.settings.notificationText
            onAsked: on => section.settings.notificationText = on
        }
    }
}
