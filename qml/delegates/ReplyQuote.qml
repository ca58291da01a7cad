import QtQuick
import Madang.Components as C
import Madang.Theme
import "QuoteWords.js" as QuoteWords

/*! What a message answers, or from whom it was passed on, over its words. Heights are fixed, so that no row moves later. */
Item {
    id: above

    //! JSON of TimelineModel, or empty.
    required property string json
    required property string forwardedFrom
    required property bool mine

    readonly property var quote: json === "" ? null : JSON.parse(json)
    readonly property string line: quote ? QuoteWords.line(quote.state, quote.text) : ""
    readonly property real replyHeight: quote ? Theme.replyQuote : 0

    implicitWidth: Math.max(quote ? Math.max(name.implicitWidth, words.implicitWidth) + 2 * Theme.spaceM : 0, forwardedFrom !== "" ? from.implicitWidth : 0)
    implicitHeight: (forwardedFrom !== "" ? from.implicitHeight + Theme.ring : 0) + replyHeight

    C.Label {
        id: from
        width: parent.width
        visible: above.forwardedFrom !== ""
        text: visible ? qsTr("Forwarded from %1").arg(above.forwardedFrom) : ""
        color: above.mine ? Theme.myInk2 : Theme.ink3
        font.pixelSize: Theme.textS
        font.italic: true
        silent: true
    }
    Rectangle {
        y: above.implicitHeight - above.replyHeight
        width: parent.width
        height: above.replyHeight
        visible: above.quote !== null
        radius: Theme.cornerTip
        color: above.mine ? Theme.myQuote : Theme.theirQuote

        Rectangle {
            width: Theme.ring + Theme.hair
            height: parent.height
            radius: Theme.hair
            color: Theme.accent
        }
        C.Label {
            id: name
            x: Theme.spaceM
            y: Theme.spaceXs
            width: parent.width - 2 * Theme.spaceM
            visible: text !== ""
            text: above.quote?.name ?? ""
            color: above.mine ? Theme.accentHover : Theme.nameHue(above.quote?.hue ?? 0)
            font.pixelSize: Theme.textS
            font.weight: Font.DemiBold
            silent: true
        }
        C.Label {
            id: words
            x: Theme.spaceM
            y: name.visible ? parent.height - height - Theme.spaceXs : Math.round((parent.height - height) / 2)
            width: parent.width - 2 * Theme.spaceM
            text: above.line
            color: above.mine ? Theme.myInk2 : Theme.ink2
            font.pixelSize: Theme.textS
            font.italic: (above.quote?.state ?? "") !== ""
            silent: true
        }
    }
}
