import QtQuick
import Madang.Components
import Madang.Theme

/*! The words over a group of settings, and where needed some more on what they do. */
Column {
    id: heading

    property string text
    property string hint

    width: parent?.width ?? 0
    bottomPadding: Theme.spaceXs
    spacing: Theme.ring

    Label {
        width: parent.width
        visible: text !== ""
        text: heading.text
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
        Accessible.role: Accessible.Heading
    }
    Label {
        width: parent.width
        visible: text !== ""
        text: heading.hint
        color: Theme.ink2
        font.pixelSize: Theme.textS
        wrapMode: Text.Wrap
        lineHeight: Theme.lineHeight
    }
}
