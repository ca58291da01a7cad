import QtQuick
import Madang.Components
import Madang.Theme

/*! Light or dark, how large, how close. */
Column {
    id: section

    required property var app
    required property var settings

    spacing: Theme.spaceXl

    Column {
        width: parent.width
        spacing: Theme.spaceXs

        SettingsHeading {
            text: qsTr("Theme")
        }
        Choices {
            width: parent.width
            label: qsTr("Theme")
            value: section.app.theme
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
            onChosen: value => section.app.theme = value
        }
    }
    Column {
        width: parent.width
        spacing: Theme.spaceXs

        SettingsHeading {
            text: qsTr("Text size")
        }
        TextSizeSlider {
            width: parent.width
            percent: section.settings.textSize
            onChosen: percent => section.settings.textSize = percent
        }
    }
    Column {
        width: parent.width

        SettingsHeading {
            text: qsTr("Lists")
        }
        Toggle {
            width: parent.width
            text: qsTr("Compact rows")
            hint: qsTr("More chats fit on the screen.")
            on: section.settings.compact
            onAsked: on => section.settings.compact = on
        }
    }
}
