import QtQuick
import Madang.Components
import Madang.Theme

/*! A thin line over the window while the server is out of reach. Never in the way: one reads and types on below it. */
Rectangle {
    id: line

    required property var connection

    readonly property bool known: connection.state !== "connected" && connection.state !== "signedOut"
    readonly property bool grave: connection.state === "offline" || connection.state === "replaced"
    property bool late: false
    readonly property bool open: known && late
    readonly property int seconds: Math.ceil(connection.retryInMs / 1000)
    readonly property string words: {
        switch (connection.state) {
        case "connecting":
            return qsTr("Connecting…");
        case "offline":
            return connection.waiting > 0 ? qsTr("Offline · %n waiting to be sent", "", connection.waiting) : qsTr("Offline");
        case "draining":
            return qsTr("The server is restarting and will be back soon");
        case "replaced":
            return qsTr("This account was opened in another window");
        default:
            return "";
        }
    }
    readonly property string soon: grave && seconds > 0 ? qsTr("next try in %n s", "", seconds) : ""

    implicitHeight: open ? Math.max(Theme.controlS, row.implicitHeight) + Theme.spaceXs : 0
    color: grave ? Theme.attentionSoft : Theme.accentSoft
    clip: true
    visible: implicitHeight > 0
    onKnownChanged: late = false

    Behavior on implicitHeight  {
        NumberAnimation {
            duration: Theme.calm
            easing.type: Easing.OutCubic
        }
    }

    // A hiccup shorter than people's patience is not worth a word.
    Timer {
        interval: Theme.patience
        running: line.known
        onTriggered: line.late = true
    }

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.spaceS

        Spinner {
            anchors.verticalCenter: parent.verticalCenter
            visible: !line.grave
            size: Theme.iconS
            color: Theme.accent
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: line.grave
            name: "offline"
            size: Theme.iconS
            color: Theme.attention
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, line.width - Theme.iconS - (again.visible ? again.width + row.spacing : 0) - 3 * row.spacing)
            wrapMode: Text.Wrap
            text: line.soon === "" ? line.words : line.words + " · " + line.soon
            font.pixelSize: Theme.textS
            color: line.grave ? Theme.attention : Theme.accent
        }
        Button {
            id: again
            anchors.verticalCenter: parent.verticalCenter
            visible: line.grave
            height: Theme.controlS
            tone: "link"
            text: line.connection.state === "replaced" ? qsTr("Use it here") : qsTr("Try now")
            onClicked: line.connection.retryNow()
        }
    }
}
