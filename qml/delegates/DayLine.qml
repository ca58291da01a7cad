import QtQuick
import Madang.Components as C
import Madang.Theme

/*! The day, once above its first message; takes no room and makes nothing while `text` is empty. */
Loader {
    id: line

    required property string text

    active: text !== ""
    visible: active
    height: active ? Theme.controlS + Theme.spaceM : 0

    sourceComponent: Item {
        Rectangle {
            anchors.centerIn: parent
            width: label.implicitWidth + 2 * Theme.spaceM
            height: label.implicitHeight + Theme.spaceXs
            radius: height / 2
            color: Theme.panel
            border.color: Theme.line

            C.Label {
                id: label
                anchors.centerIn: parent
                text: (parent?.parent?.parent as DayLine)?.text ?? ""
                color: Theme.ink2
                font.pixelSize: Theme.textXs
                silent: true
            }
        }
    }
}
