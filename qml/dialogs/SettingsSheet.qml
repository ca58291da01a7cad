import QtQuick
import Madang.Components
import Madang.Theme

/*! Who I am, how the window looks and speaks, how the program behaves, and the way out. */
Sheet {
    id: sheet

    required property var app
    required property var me
    required property var settings

    signal signOutAsked

    title: qsTr("Settings")

    bodyHeight: content.height

    // In a window that is lower than all this, it scrolls.
    Flickable {
        id: view
        anchors.fill: parent
        contentHeight: content.height
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        clip: interactive

        // What the keyboard reaches is seen.
        readonly property Item focused: Window.activeFocusItem
        onFocusedChanged: {
            let item = focused;
            while (item && item !== content)
                item = item.parent;
            if (!item || !interactive)
                return;
            const top = focused.mapToItem(content, 0, 0).y;
            contentY = Math.max(0, Math.min(Math.max(contentY, top + focused.height - height + Theme.spaceXs), top - Theme.spaceXs));
        }

        Column {
            id: content
            width: parent.width
            spacing: Theme.spaceL

            Row {
                width: parent.width
                spacing: Theme.spaceM

                Avatar {
                    size: Theme.avatarL
                    initial: sheet.me.initial
                    hueIndex: sheet.me.hueIndex
                }
                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - Theme.avatarL - parent.spacing

                    Label {
                        width: parent.width
                        text: sheet.me.name
                        font.weight: Font.DemiBold
                    }
                    Label {
                        width: parent.width
                        text: "@" + sheet.me.handle
                        color: Theme.ink2
                        font.pixelSize: Theme.textS
                    }
                }
            }

            Divider {
                width: parent.width
            }

            Column {
                width: parent.width
                spacing: Theme.spaceS

                Label {
                    text: qsTr("Theme")
                    color: Theme.ink2
                    font.pixelSize: Theme.textS
                }
                Choices {
                    width: parent.width
                    label: qsTr("Theme")
                    value: sheet.app.theme
                    options: [{
                            "value": "system",
                            "label": qsTr("System", "theme")
                        }, {
                            "value": "light",
                            "label": qsTr("Light", "theme")
                        }, {
                            "value": "dark",
                            "label": qsTr("Dark", "theme")
                        }]
                    onChosen: value => sheet.app.theme = value
                }
            }

            Column {
                width: parent.width
                spacing: Theme.spaceS

                Label {
                    text: qsTr("Language")
                    color: Theme.ink2
                    font.pixelSize: Theme.textS
                }
                // Each language is named in itself, so that a person who cannot read the present one finds the way home.
                Choices {
                    width: parent.width
                    label: qsTr("Language")
                    value: sheet.app.language
                    options: [{
                            "value": "",
                            "label": qsTr("System language")
                        }, {
                            "value": "ko",
                            "label": "한국어"
                        }, {
                            "value": "en",
                            "label": "English"
                        }]
                    onChosen: value => sheet.app.language = value
                }
            }

            Divider {
                width: parent.width
            }

            NotificationSettings {
                width: parent.width
                visible: sheet.settings.notifies
                settings: sheet.settings
            }
            GeneralSettings {
                width: parent.width
                visible: sheet.settings.startsAtLogin
                settings: sheet.settings
            }

            Divider {
                width: parent.width
            }

            Item {
                width: parent.width
                height: out.height

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("Madang %1", "version").arg(sheet.app.version)
                    color: Theme.ink3
                    font.pixelSize: Theme.textXs
                }
                Button {
                    id: out
                    anchors.right: parent.right
                    iconName: "leave"
                    text: qsTr("Sign out")
                    onClicked: sheet.signOutAsked()
                }
            }
        }
    }
}
