import QtQuick
import Madang.Components
import Madang.Theme

/*! Whether and how the system tells of messages. */
Column {
    id: section

    required property var settings

    Label {
        text: qsTr("Notifications")
        color: Theme.ink2
        font.pixelSize: Theme.textS
        Accessible.role: Accessible.Heading
    }
    Toggle {
        width: parent.width
        text: qsTr("Notify me of new messages")
        on: section.settings.notifications
        onAsked: on => section.settings.notifications = on
    }
    Toggle {
        width: parent.width
        text: qsTr("Show what was written")
        enabled: section.settings.notifications
        on: section.settings.notificationText
        onAsked: on => section.settings.notificationText = on
    }
    Toggle {
        width: parent.width
        text: qsTr("Sound")
        enabled: section.settings.notifications
        on: section.settings.notificationSound
        onAsked: on => section.settings.notificationSound = on
    }
}
