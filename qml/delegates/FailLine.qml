import QtQuick
import Madang.Components as C
import Madang.Theme

/*! Under a message that could not be sent: why, and what can be done. Takes no room while not active. */
Loader {
    id: line

    property string reason

    signal retried
    signal discarded

    visible: active
    height: active ? Theme.controlS + Theme.ring : 0

    sourceComponent: Item {
        id: body

        readonly property FailLine line: parent as FailLine
        readonly property string reason: line?.reason ?? ""

        C.Label {
            anchors.right: again.left
            anchors.rightMargin: Theme.spaceXs
            anchors.left: parent.left
            anchors.verticalCenter: again.verticalCenter
            horizontalAlignment: Text.AlignRight
            text: body.reason !== "" ? qsTr("Not sent: %1").arg(body.reason) : qsTr("Not sent")
            color: Theme.attention
            font.pixelSize: Theme.textXs
        }
        C.Button {
            id: again
            anchors.right: drop.left
            y: Theme.ring
            height: Theme.controlS
            tone: "link"
            text: qsTr("Send again")
            onClicked: body.line.retried()
        }
        C.Button {
            id: drop
            anchors.right: parent.right
            y: Theme.ring
            height: Theme.controlS
            tone: "link"
            text: qsTr("Delete")
            onClicked: body.line.discarded()
        }
    }
}
