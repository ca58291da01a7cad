import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! A thin bar that shows itself while it is of use. */
T.ScrollBar {
    id: bar

    implicitWidth: Theme.scrollBar + 2 * padding
    implicitHeight: implicitWidth
    padding: Theme.ring
    minimumSize: Theme.thumbShare
    visible: policy !== T.ScrollBar.AlwaysOff && size < 1
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: Theme.scrollBar
        implicitHeight: Theme.scrollBar
        radius: width / 2
        color: bar.pressed || bar.hovered ? Theme.ink3 : Theme.line
        opacity: bar.active || bar.hovered ? 1 : 0

        Behavior on opacity  {
            NumberAnimation {
                duration: Theme.calm
            }
        }
    }
}
