import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! One section of the settings, which scrolls where it is higher than the window. */
FocusScope {
    id: page

    required property string section
    required property string label
    //! The label stands above the page.
    property bool labelled: false
    required property var app
    required property var connection
    required property var me
    required property var settings
    required property var security
    required property var storage
    required property var diagnostics

    signal signOutAsked

    function takeFocus() {
        // To the first thing that can be done here.
        view.contentY = 0;
        view.nextItemInFocusChain(true)?.forceActiveFocus(Qt.TabFocusReason);
    }

    onSectionChanged: view.contentY = 0

    Flickable {
        id: view
        anchors.fill: parent
        contentHeight: content.height
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        clip: interactive
        T.ScrollBar.vertical: ScrollBar {
        }

        // What the keyboard reaches is seen.
        readonly property Item focused: Window.activeFocusItem
        onFocusedChanged: {
            let item = focused;
            while (item && item !== content)
                item = item.parent;
            if (!item || !interactive)
                return;
            const top = focused.mapToItem(content, 0, 0).y;
            contentY = Math.max(0, Math.min(Math.max(contentY, top + focused.height - height + Theme.spaceM), top - Theme.spaceM));
        }

        Glide {
            view: view
        }

        Loader {
            id: content
            // Room for the rings around what stands at the edges.
            x: Theme.spaceXs
            width: parent.width - 2 * Theme.spaceXs
            Accessible.role: Accessible.Grouping
            Accessible.name: page.label
            sourceComponent: ({
                    "appearance": appearance,
                    "language": language,
                    "notifications": notifications,
                    "privacy": privacy,
                    "devices": devices,
                    "storage": storage,
                    "account": account,
                    "general": general,
                    "about": about
                })[page.section] ?? null
        }
    }

    Component {
        id: appearance
        AppearanceSettings {
            app: page.app
            settings: page.settings
        }
    }
    Component {
        id: language
        LanguageSettings {
            titled: !page.labelled
            app: page.app
        }
    }
    Component {
        id: notifications
        NotificationSettings {
            titled: !page.labelled
            settings: page.settings
        }
    }
    Component {
        id: privacy
        PrivacySettings {
            settings: page.settings
        }
    }
    Component {
        id: devices
        DeviceSettings {
            titled: !page.labelled
            security: page.security
        }
    }
    Component {
        id: storage
        StorageSettings {
            storage: page.storage
        }
    }
    Component {
        id: account
        AccountSettings {
            me: page.me
            security: page.security
            onSignOutAsked: page.signOutAsked()
        }
    }
    Component {
        id: general
        GeneralSettings {
            titled: !page.labelled
            settings: page.settings
        }
    }
    Component {
        id: about
        AboutSettings {
            app: page.app
            connection: page.connection
            storage: page.storage
            diagnostics: page.diagnostics
        }
    }
}
