import QtQuick
import Madang.Components
import Madang.Theme

/*! What the window speaks. */
Column {
    id: section

    required property var app
    //! Nothing above tells which section this is.
    property bool titled: true

    spacing: Theme.spaceXs

    SettingsHeading {
        text: section.titled ? qsTr("Language") : ""
        hint: qsTr("Dates and numbers follow it, too.")
    }
    // Each language is named in itself, so that a person who cannot read the present one finds the way home.
    Choices {
        width: parent.width
        label: qsTr("Language")
        value: section.app.language
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
        onChosen: value => section.app.language = value
    }
}
