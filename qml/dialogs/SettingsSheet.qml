import QtQuick
import Madang.Components
import Madang.Theme

/*! The settings: sections at the left and the chosen one beside them; on a phone one after the other. */
Sheet {
    id: sheet

    required property var app
    required property var connection
    required property var me
    required property var settings
    required property var security
    required property var storage
    required property var diagnostics

    signal signOutAsked

    readonly property bool narrow: parent ? parent.width < Theme.narrowBelow : false
    readonly property var sections: [{
            "name": "appearance",
            "icon": "contrast",
            "label": qsTr("Appearance")
        }, {
            "name": "language",
            "icon": "globe",
            "label": qsTr("Language")
        }, {
            "name": "notifications",
            "icon": "bell",
            "label": qsTr("Notifications"),
            "missing": !settings.notifies
        }, {
            "name": "privacy",
            "icon": "lock",
            "label": qsTr("Privacy")
        }, {
            "name": "devices",
            "icon": "device",
            "label": qsTr("Devices")
        }, {
            "name": "storage",
            "icon": "disk",
            "label": qsTr("Storage")
        }, {
            "name": "account",
            "icon": "person",
            "label": qsTr("Account")
        }, {
            "name": "general",
            "icon": "settings",
            "label": qsTr("General"),
            "missing": !settings.startsAtLogin && !settings.tray
        }, {
            "name": "about",
            "icon": "info",
            "label": qsTr("About")
        }].filter(section => !section.missing)
    readonly property string label: sections.find(section => section.name === state.section)?.label ?? ""

    QtObject {
        id: state
        //! The section that is shown; on a phone nothing while the list is.
        property string section
    }

    function leavePage() {
        state.section = "";
        list.takeFocus();
    }

    title: narrow && state.section !== "" ? label : qsTr("Settings")
    backward: narrow && state.section !== ""
    width: parent ? (narrow ? parent.width : Math.min(Theme.settingsWidth, parent.width - 2 * Theme.spaceL)) : 0
    height: parent ? (narrow ? parent.height : Math.min(Theme.settingsHeight, parent.height - 2 * Theme.spaceL)) : 0
    square: narrow

    onBackAsked: leavePage()
    onAboutToShow: state.section = narrow ? "" : "appearance"
    onNarrowChanged: if (!narrow && state.section === "")
        state.section = "appearance"
    onOpened: list.takeFocus()

    Item {
        anchors.fill: parent
        Keys.onEscapePressed: event => {
            event.accepted = sheet.backward;
            if (sheet.backward)
                sheet.leavePage();
        }
        Keys.onBackPressed: sheet.backward ? sheet.leavePage() : sheet.close()

        SettingsList {
            id: list
            width: sheet.narrow ? parent.width : Theme.settingsList
            height: parent.height
            visible: !sheet.narrow || state.section === ""
            sections: sheet.sections
            section: state.section
            me: sheet.me
            deep: sheet.narrow
            onChosen: name => {
                state.section = name;
                if (sheet.narrow)
                    page.takeFocus();
            }
            onSignOutAsked: sheet.signOutAsked()
        }
        Divider {
            anchors.left: list.right
            anchors.leftMargin: Theme.spaceM
            height: parent.height
            visible: !sheet.narrow
        }
        SettingsPage {
            id: page
            anchors.left: sheet.narrow ? parent.left : list.right
            anchors.leftMargin: sheet.narrow ? 0 : Theme.spaceM + Theme.spaceXl
            anchors.right: parent.right
            height: parent.height
            visible: state.section !== ""
            label: sheet.label
            labelled: sheet.narrow
            section: state.section
            app: sheet.app
            connection: sheet.connection
            me: sheet.me
            settings: sheet.settings
            security: sheet.security
            storage: sheet.storage
            diagnostics: sheet.diagnostics
            onSignOutAsked: sheet.signOutAsked()
        }
    }
}
