import QtQuick
import Madang.Theme

/*! Says what is awaited, once the wait is longer than people's patience. */
Row {
    id: wait

    //! The wait is on.
    property bool active: false
    //! What is awaited.
    required property string text
    property bool late: false

    spacing: Theme.spaceS
    visible: active && late
    onActiveChanged: late = false

    Timer {
        interval: Theme.patience
        running: wait.active
        onTriggered: wait.late = true
    }

    Spinner {
        anchors.verticalCenter: parent.verticalCenter
        size: Theme.iconS
    }
    Label {
        text: wait.text
        color: Theme.ink2
        font.pixelSize: Theme.textS
    }
}
