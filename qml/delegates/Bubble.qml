import QtQuick
import Madang.Components as C
import Madang.Theme

/*!
    A message's words in their bubble. The text's width is fixed and the bubble sized from what the lines took, since a width
    bound to a wrapping text's implicit width loops. The time stands beside the last line where there is room, else below.
*/
Item {
    id: bubble

    required property bool mine
    required property bool tipped
    //! Name above the words; empty shows none.
    required property string sender
    required property int hueIndex
    required property string text
    required property bool deleted
    required property bool edited
    required property string time
    required property string delivery
    //! Widest the bubble may be.
    required property real widest
    //! Ringed, as what the keyboard would act on.
    property bool ringed: false

    readonly property real textWidest: Math.min(Theme.textMax, widest - 2 * Theme.spaceM - Theme.ring)
    readonly property real metaGap: Theme.spaceM
    property real lastLine: 0
    readonly property bool beside: lastLine + metaGap + meta.implicitWidth <= textWidest
    readonly property real inner: Math.ceil(Math.max(words.contentWidth, beside ? lastLine + metaGap + meta.implicitWidth : meta.implicitWidth, name.visible ? Math.min(name.implicitWidth, textWidest) : 0))

    //! Whether a point of the bubble is on its words.
    function onWords(x: real, y: real): bool {
        return !deleted && words.contains(mapToItem(words, x, y));
    }

    //! Selects the words between two points of the bubble.
    function selectWords(from: point, to: point) {
        selection.active = true;
        (selection.item as BubbleSelection).selectBetween(mapToItem(words, from), mapToItem(words, to));
    }

    function clearWords() {
        selection.active = false;
    }

    function selectedWords(): string {
        return ((selection.item as BubbleSelection)?.selectedText ?? "").replace(/[\u2028\u2029]/g, "\n");
    }

    onTextChanged: clearWords()

    width: inner + 2 * Theme.spaceM + Theme.ring
    height: Math.ceil(beside ? words.y + words.height + Theme.spaceS : meta.y + meta.implicitHeight + Theme.spaceS)

    BubbleGround {
        anchors.fill: parent
        mine: bubble.mine
        tipped: bubble.tipped

        C.FocusRing {
            shown: bubble.ringed
        }
    }

    C.Label {
        id: name
        x: Theme.spaceM + Theme.hair
        y: Theme.spaceS
        width: bubble.inner
        visible: text !== ""
        text: bubble.sender
        color: Theme.nameHue(bubble.hueIndex)
        font.pixelSize: Theme.textS
        font.weight: Font.DemiBold
        silent: true
    }

    Text {
        id: words
        x: Theme.spaceM + Theme.hair
        // The line height leaves its air above the letters.
        y: name.visible ? name.y + name.height - Theme.hair : Theme.spaceS - Theme.ring
        width: bubble.textWidest
        text: bubble.deleted ? qsTr("Message deleted") : bubble.text
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        font.family: Theme.family
        font.pixelSize: Theme.textM
        font.italic: bubble.deleted
        lineHeight: Theme.lineHeight
        opacity: selection.active ? 0 : 1
        color: bubble.deleted ? (bubble.mine ? Theme.myInk2 : Theme.ink3) : Theme.ink
        onLineLaidOut: line => {
            if (line.isLast)
                bubble.lastLine = line.implicitWidth;
        }
        Accessible.ignored: true
    }

    Loader {
        id: selection
        x: words.x
        y: words.y
        width: words.width
        active: false
        sourceComponent: BubbleSelection {
            words: (parent?.parent as Bubble)?.text ?? ""
        }
    }

    MessageMeta {
        id: meta
        x: bubble.width - implicitWidth - Theme.spaceM
        y: bubble.beside ? words.y + words.height - implicitHeight + Theme.hair : words.y + words.height
        mine: bubble.mine
        edited: bubble.edited && !bubble.deleted
        time: bubble.time
        delivery: bubble.delivery
    }
}
