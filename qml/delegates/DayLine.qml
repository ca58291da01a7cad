import QtQuick
import QtQuick.Templates as T
import Madang.Components as C
import Madang.Theme

/*! The day, once above its first message, and a way to others; takes no room and makes nothing while `text` is empty. */
Loader {
    id: line

    required property string text

    signal pressed

    active: text !== ""
    visible: active
    height: active ? Theme.controlS + Theme.spaceM : 0

    sourceComponent: Item {
        id: body

        readonly property DayLine line: parent as DayLine

        T.Button {
            id: day
            anchors.centerIn: parent
            width: label.implicitWidth + 2 * Theme.spaceM
            height: Math.max(pill, Theme.touchy ? Theme.touch : 0)
            // What is to be seen of it; a finger has more.
            readonly property real pill: label.implicitHeight + Theme.spaceXs
            topInset: (height - pill) / 2
            bottomInset: topInset
            text: body.line?.text ?? ""
            focusPolicy: Qt.NoFocus // the keyboard is on the messages; it has its own way (Ctrl+G)
            Accessible.name: text
            Accessible.description: qsTr("Go to a date")
            Accessible.onPressAction: day.clicked()
            onClicked: body.line?.pressed()

            background: Rectangle {
                radius: height / 2
                color: day.hovered || day.down ? Theme.hover : Theme.panel
                border.color: Theme.line
            }
            contentItem: Item {
                C.Label {
                    id: label
                    anchors.centerIn: parent
                    text: day.text
                    color: Theme.ink2
                    font.pixelSize: Theme.textXs
                    silent: true
                }
            }
            HoverHandler {
                cursorShape: Qt.PointingHandCursor
            }
        }
    }
}
