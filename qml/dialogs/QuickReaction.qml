import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! One emoji to react with, or, without one, the way to all of them. */
T.AbstractButton {
    id: cell

    required property string emoji
    //! It is there already, and would be taken back.
    required property bool chosen
    required property bool current
    required property bool ringed

    implicitHeight: Theme.control
    focusPolicy: Qt.NoFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: emoji === "" ? qsTr("More emoji") : Speech.sentence([qsTr("React with %1").arg(emoji), chosen ? qsTr("you reacted") : ""])
    Accessible.onPressAction: cell.clicked()

    contentItem: Item {
        Label {
            anchors.centerIn: parent
            text: cell.emoji
            font.family: Theme.emojiFamily
            font.pixelSize: Theme.textL
            elide: Text.ElideNone
            silent: true
        }
        Icon {
            anchors.centerIn: parent
            visible: cell.emoji === ""
            name: "plus"
        }
    }
    background: Rectangle {
        radius: Theme.corner
        color: cell.chosen ? Theme.accentMark : cell.hovered || cell.current ? Theme.accentSoft : Theme.clear

        FocusRing {
            gap: 0
            shown: cell.ringed
        }
    }
}
