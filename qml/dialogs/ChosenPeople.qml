import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! The people chosen so far, each a button that takes the person out again. */
Flow {
    id: chosen

    //! A list of {userId, name, hueIndex, initial}.
    required property var people

    signal removed(var person)

    spacing: Theme.spaceXs

    Repeater {
        model: chosen.people

        T.AbstractButton {
            id: chip

            required property var modelData
            readonly property ChosenPeople row: parent as ChosenPeople

            implicitWidth: words.x + words.implicitWidth + Theme.spaceXs + Theme.iconS + Theme.spaceS
            implicitHeight: Theme.controlS
            Accessible.role: Accessible.Button
            Accessible.name: qsTr("Remove %1", "person").arg(modelData.name)
            Accessible.onPressAction: if (enabled)
                chip.clicked()
            onClicked: row.removed(modelData)

            background: Rectangle {
                radius: height / 2
                color: Theme.accentSoft

                FocusRing {
                    shown: chip.visualFocus
                }
            }
            contentItem: Item {
                Avatar {
                    anchors.verticalCenter: parent.verticalCenter
                    x: Theme.ring
                    size: Theme.iconL
                    initial: chip.modelData.initial
                    hueIndex: chip.modelData.hueIndex
                }
                Label {
                    id: words
                    x: Theme.iconL + Theme.spaceS
                    anchors.verticalCenter: parent.verticalCenter
                    text: chip.modelData.name
                    font.pixelSize: Theme.textS
                    silent: true
                }
                Icon {
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.spaceS
                    anchors.verticalCenter: parent.verticalCenter
                    name: "close"
                    size: Theme.textXs
                }
            }
        }
    }
}
