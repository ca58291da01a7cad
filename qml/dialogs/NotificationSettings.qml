import QtQuick
import Madang.Components
import Madang.Theme

/*! Whether and how the system tells of messages. */
Column {
    id: section

    required property var settings
    //! Nothing above tells which section this is.
    property bool titled: true

    //! Until when there are none, in words; empty where there are.
    readonly property string quiet: settings.quietUntil > clock.now ? qsTr("Quiet until %1.", "time of day").arg(DateWords.clock(settings.quietUntil, Theme.locale)) : ""

    spacing: Theme.spaceXs

    Timer {
        id: clock
        property real now: Date.now()
        interval: Math.max(Theme.announceTime, section.settings.quietUntil - now)
        running: section.settings.quietUntil > now
        onTriggered: now = Date.now()
    }
    SettingsHeading {
        text: section.titled ? qsTr("Notifications") : ""
        hint: qsTr("Muted chats call you only when somebody mentions you.")
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
        hint: qsTr("Otherwise only who and how many.")
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
    Toggle {
        width: parent.width
        text: qsTr("Quiet for an hour")
        hint: section.quiet
        enabled: section.settings.notifications
        on: section.quiet !== ""
        onAsked: on => {
            clock.now = Date.now();
            section.settings.quietUntil = on ? clock.now + Theme.hour : 0;
        }
    }
}
