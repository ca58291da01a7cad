import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! Something that is on or off, with words on its left; the whole row is to be pressed. Speaks as a check box. */
T.CheckBox {
    id: control

    //! It is on.
    required property bool on
    //! More words, under the others.
    property string hint

    //! The person asks for the other way.
    signal asked(bool on)

    // Whoever owns the choice decides; a click only asks. (What is not checkable speaks as a button.)
    checkState: on ? Qt.Checked : Qt.Unchecked
    nextCheckState: () => checkState
    onClicked: asked(!on)
    implicitHeight: Math.max(Theme.control, words.implicitHeight + Theme.spaceS)
    opacity: enabled ? 1 : Theme.faint

    Accessible.name: text
    Accessible.description: hint
    Accessible.checkable: true
    Accessible.checked: on
    Accessible.onPressAction: if (enabled)
        control.clicked()
    Accessible.onToggleAction: if (enabled)
        control.clicked()

    contentItem: Item {
        Column {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - track.width - Theme.spaceM

            Label {
                width: parent.width
                text: control.text
                wrapMode: Text.Wrap
                silent: true
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: control.hint
                color: Theme.ink2
                font.pixelSize: Theme.textS
                wrapMode: Text.Wrap
                silent: true
            }
        }

        Rectangle {
            id: track
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.switchWidth
            height: Theme.switchHeight
            radius: height / 2
            color: control.on ? Theme.accent : control.hovered ? Theme.hover : Theme.clear
            border.color: Theme.ink3
            border.width: control.on ? 0 : Theme.hair

            Rectangle {
                x: control.on ? parent.width - width - Theme.spaceXs : Theme.spaceXs
                anchors.verticalCenter: parent.verticalCenter
                width: parent.height - 2 * Theme.spaceXs
                height: width
                radius: height / 2
                color: control.on ? Theme.accentInk : Theme.ink3

                Behavior on x {
                    NumberAnimation {
                        duration: Theme.quick
                        easing.type: Easing.OutCubic
                    }
                }
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
