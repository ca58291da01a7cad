import QtQuick
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

    // Each page gets what it works with and nothing else.
    function show() {
        const titled = !labelled;
        const of = {
            "appearance": ["AppearanceSettings.qml", {
                    "app": app,
                    "settings": settings
                }],
            "language": ["LanguageSettings.qml", {
                    "app": app,
                    "titled": titled
                }],
            "notifications": ["NotificationSettings.qml", {
                    "settings": settings,
                    "titled": titled
                }],
            "privacy": ["PrivacySettings.qml", {
                    "settings": settings
                }],
            "devices": ["DeviceSettings.qml", {
                    "security": security,
                    "titled": titled
                }],
            "storage": ["StorageSettings.qml", {
                    "storage": storage
                }],
            "account": ["AccountSettings.qml", {
                    "me": me,
                    "security": security
                }],
            "general": ["GeneralSettings.qml", {
                    "settings": settings,
                    "titled": titled
                }],
            "about": ["AboutSettings.qml", {
                    "app": app,
                    "connection": connection,
                    "storage": storage,
                    "diagnostics": diagnostics
                }]
        };
        if (section !== "")
            content.setSource(of[section][0], of[section][1]);
        else
            content.source = "";
    }

    onSectionChanged: show()
    onLabelledChanged: show()
    Component.onCompleted: show()

    FollowingFlickable {
        id: view
        anchors.fill: parent
        contentHeight: content.height

        Loader {
            id: content
            // Room for the rings around what stands at the edges.
            x: Theme.spaceXs
            width: parent.width - 2 * Theme.spaceXs
            Accessible.role: Accessible.Grouping
            Accessible.name: page.label
            onLoaded: view.contentY = 0
        }
        Connections {
            target: content.item
            ignoreUnknownSignals: true
            function onSignOutAsked() {
                page.signOutAsked();
            }
        }
    }
}
