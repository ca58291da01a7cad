import QtQuick
import Madang.Components
import Madang.Theme

/*! The languages of the window, each in its own words. */
Choices {
    id: choices

    required property var app

    label: qsTr("Language")
    value: Theme.locale.name.slice(0, 2)
    options: [{
            "value": "ko",
            "label": "한국어"
        }, {
            "value": "en",
            "label": "English"
        }]
    onChosen: value => app.language = value
}
