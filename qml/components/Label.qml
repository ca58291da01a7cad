import QtQuick
import Madang.Theme

/*! Text as the theme sets it. A label that its row or control already speaks is `silent` to screen readers. */
Text {
    property bool silent: false

    font.family: Theme.family
    font.pixelSize: Theme.textM
    color: Theme.ink
    textFormat: Text.PlainText
    elide: wrapMode === Text.NoWrap ? Text.ElideRight : Text.ElideNone

    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: silent
}
