import QtQuick
import Madang.Theme

/*! A paragraph, a quote or code in a bubble that has several of them. Its place hangs on the one before by bindings. */
Item {
    id: block

    //! {kind, format, plain, markup}
    required property var content
    required property real widest
    required property bool mine

    readonly property bool code: content.kind === "code"
    readonly property bool quote: content.kind === "quote"
    readonly property real side: code ? Theme.spaceS : quote ? Theme.spaceM : 0
    readonly property real used: Math.ceil(words.used) + side + (code || quote ? Theme.spaceS : 0)
    readonly property alias words: words

    height: words.height + (code ? 2 * Theme.spaceXs + Theme.ring : 0)

    Rectangle {
        visible: block.code
        anchors.fill: parent
        radius: Theme.corner
        color: block.mine ? Theme.myQuote : Theme.theirQuote
    }
    Rectangle {
        visible: block.quote
        y: Theme.ring
        width: Theme.ring + Theme.hair
        height: parent.height - Theme.ring
        radius: Theme.hair
        color: Theme.accent
    }
    BubbleText {
        id: words
        x: block.side
        y: block.code ? Theme.spaceXs + Theme.ring : 0
        width: block.widest - block.side - (block.code || block.quote ? Theme.spaceS : 0)
        plain: block.content.plain
        markup: block.content.markup
        format: block.content.format
        codeGround: block.mine ? Theme.myQuote : Theme.theirQuote
        wrapMode: block.code ? Text.WrapAnywhere : Text.Wrap
        font.family: block.code ? Theme.codeFamily : Theme.family
        font.pixelSize: block.code ? Theme.textS : Theme.textM
        color: block.quote ? (block.mine ? Theme.myInk2 : Theme.ink2) : Theme.ink
    }
}
