import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! One of several ways, a pill that is filled while it is the chosen one. Speaks as a radio button. */
T.AbstractButton {
    id: control

    //! This is the chosen one.
    required property bool chosen

    implicitWidth: words.implicitWidth + 2 * Theme.spaceM
    implicitHeight: Theme.touchy ? Theme.control : Theme.controlS

    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.onPressAction: control.clicked()
    Accessible.onToggleAction: control.clicked()

    contentItem: Item {}

    background: Item {
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            height: Theme.controlS
            radius: height / 2
            color: control.chosen ? Theme.accent : control.hovered ? Theme.hover : Theme.clear
            border.color: Theme.line
            border.width: control.chosen ? 0 : Theme.hair

            Label {
                id: words
                anchors.centerIn: parent
                text: control.text
                color: control.chosen ? Theme.accentInk : Theme.ink2
                font.pixelSize: Theme.textS
                silent: true
            }

            FocusRing {
                shown: control.visualFocus
            }
        }
    }

    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
}
