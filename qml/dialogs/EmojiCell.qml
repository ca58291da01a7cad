import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! One emoji of the picker; speaks its name. */
T.AbstractButton {
    id: cell

    required property string emoji
    required property string name
    property bool current: false

    focusPolicy: Qt.NoFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: Speech.sentence([name, emoji])
    Accessible.onPressAction: cell.clicked()

    contentItem: Label {
        text: cell.emoji
        font.family: Theme.emojiFamily
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        font.pixelSize: Theme.emojiPicked
        elide: Text.ElideNone
        silent: true
    }
    background: Rectangle {
        radius: Theme.corner
        color: cell.hovered || cell.current ? Theme.accentSoft : Theme.clear

        FocusRing {
            shown: cell.current
            gap: 0
        }
    }
}
