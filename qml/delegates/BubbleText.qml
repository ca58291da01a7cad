import QtQuick
import Madang.Theme
import "Markup.js" as Markup

/*! Words of a message as client/text has read them. */
Text {
    id: words

    property string plain
    //! Empty where the format is "plain".
    property string markup
    //! "plain", "styled" or "rich" (TimelineModel).
    property string format: "plain"
    //! Ground of code within lines.
    property color codeGround: Theme.sunken
    //! How wide the widest line is; rich text calls itself as wide as it may be.
    readonly property real used: format === "rich" ? Math.min(implicitWidth, width) : contentWidth

    text: format === "plain" ? plain : format === "rich" ? Markup.rich(markup, Theme.accent, codeGround, Theme.codeFamily, 100 * Theme.lineHeight) : Markup.dyed(markup, Theme.accent)
    textFormat: format === "plain" ? Text.PlainText : format === "rich" ? Text.RichText : Text.StyledText
    wrapMode: Text.Wrap
    font.family: Theme.family
    font.pixelSize: Theme.textM
    lineHeight: Theme.lineHeight
    color: Theme.ink
    linkColor: Theme.accent
    Accessible.ignored: true
}
