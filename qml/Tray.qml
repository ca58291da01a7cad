import QtQml
import Qt.labs.platform as Platform

/*! The program's icon in the tray, and its menu. Made where there is a tray (client/app/trayicon.h). */
Platform.SystemTrayIcon {
    id: tray

    //! A SettingsController.
    required property var settings
    property int unread: 0

    signal openAsked
    signal quitAsked

    visible: true
    icon.source: "image://tray/" + unread
    tooltip: unread > 0 ? qsTr("Madang: %n unread", "", unread) : qsTr("Madang")
    onActivated: reason => {
        // The other buttons are for the menu, which the desktop shows.
        if (reason === Platform.SystemTrayIcon.Trigger || reason === Platform.SystemTrayIcon.DoubleClick)
            openAsked();
    }

    menu: Platform.Menu {
        Platform.MenuItem {
            text: qsTr("Open Madang")
            onTriggered: tray.openAsked()
        }
        Platform.MenuItem {
            visible: tray.settings.notifies
            text: qsTr("No notifications for an hour")
            checkable: true
            checked: tray.settings.quietUntil > Date.now()
            onTriggered: tray.settings.quietUntil = tray.settings.quietUntil > Date.now() ? 0 : Date.now() + 3600 * 1000
        }
        Platform.MenuSeparator {
        }
        Platform.MenuItem {
            text: qsTr("Quit")
            onTriggered: tray.quitAsked()
        }
    }
}
