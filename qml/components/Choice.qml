import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! One of several ways, a pill that is filled while it is the chosen one. Speaks as a radio button. */
T.RadioButton {
    id: control

    //! This is the chosen one.
    required property bool chosen
    //! How many there are, behind the words; 0 shows none.
    property int count: 0

    // Whoever owns the choice decides; a click only asks.
    checkable: false
    implicitWidth: Math.max(words.implicitWidth + 2 * Theme.spaceM, Theme.touchy ? Theme.touch : 0)
    implicitHeight: Theme.touchy ? Theme.control : Theme.controlS

    Accessible.name: text
    Accessible.description: count > 0 ? count : ""
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.onPressAction: if (enabled)
        control.clicked()
    Accessible.onToggleAction: if (enabled)
        control.clicked()

    contentItem: Item {
    }

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
                text: control.count > 0 ? control.text + " " + control.count : control.text
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
