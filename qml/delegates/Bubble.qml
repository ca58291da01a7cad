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
    //! How the text is shown: TimelineModel.
    required property string format
    required property string markup
    required property string blocks
    //! 1 to 3: the text is nothing but so many emoji, which are shown large.
    required property int emoji
    //! JSON of TimelineModel: what is answered; and who wrote it first. Empty shows none.
    required property string quote
    required property string forwardedFrom
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
    readonly property bool large: emoji > 0 && !deleted && !above.active
    readonly property bool beside: !body.active && format !== "rich" && lastLine + metaGap + meta.implicitWidth <= textWidest
    readonly property real used: body.active ? (body.item as BubbleBlocks)?.used ?? 0 : words.used
    readonly property real headUsed: Math.max(name.visible ? name.implicitWidth : 0, above.active ? above.implicitWidth : 0)
    readonly property real inner: Math.ceil(Math.max(used, beside ? lastLine + metaGap + meta.implicitWidth : meta.implicitWidth, Math.min(headUsed, textWidest)))
    readonly property real wordsEnd: body.active ? body.y + body.height + Theme.ring : words.y + words.height
    property BubbleText selected: null
    //! Stands in for them; made when it is needed, since hardly any bubble ever needs it.
    property BubbleSelection selection: null

    //! The words at a point of the bubble, or null.
    function wordsAt(x: real, y: real): BubbleText {
        if (deleted)
            return null;
        if (body.active) {
            const at = mapToItem(body, x, y);
            return (body.item as BubbleBlocks)?.wordsAt(at.x, at.y) ?? null;
        }
        return words.contains(mapToItem(words, x, y)) ? words : null;
    }

    //! The target of the link at a point, else "quote" on what is answered, "edited" on what tells of an edit, or nothing.
    function targetAt(x: real, y: real): string {
        if (quote !== "" && above.active && above.contains(mapToItem(above, x, y)))
            return "quote";
        if (edited && !deleted && meta.contains(mapToItem(meta, x, y)))
            return "edited";
        const found = format === "plain" ? null : wordsAt(x, y);
        const at = found ? mapToItem(found, x, y) : Qt.point(0, 0);
        return found?.linkAt(at.x, at.y) ?? "";
    }

    //! Selects the words between two points of the bubble, of the block that the first one is in.
    function selectWords(from: point, to: point) {
        if (!selected)
            selected = wordsAt(from.x, from.y);
        if (selected)
            selection.selectBetween(mapToItem(selected, from), mapToItem(selected, to));
    }

    function clearWords() {
        selected = null;
    }

    function selectedWords(): string {
        return (selection?.selectedText ?? "").replace(/[\u2028\u2029]/g, "\n").replace(/\u00a0/g, " ");
    }

    onSelectedChanged: {
        if (selection) {
            selection.words.opacity = 1;
            selection.visible = false;
            selection.destroy();
        }
        selection = selected ? Qt.createComponent("BubbleSelection.qml").createObject(selected.parent, {
            "words": selected
        }) as BubbleSelection : null;
        if (selected)
            selected.opacity = 0;
    }
    onTextChanged: clearWords()
    onBlocksChanged: clearWords()

    width: inner + 2 * Theme.spaceM + Theme.ring
    height: Math.ceil(beside ? wordsEnd + Theme.spaceS : meta.y + meta.implicitHeight + Theme.spaceS)

    BubbleGround {
        anchors.fill: parent
        bare: bubble.large && name.text === ""
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

    Loader {
        id: above
        x: name.x
        y: name.visible ? name.y + name.height + Theme.ring : Theme.spaceS
        width: active ? bubble.inner : 0
        active: !bubble.deleted && (bubble.quote !== "" || bubble.forwardedFrom !== "")
        sourceComponent: ReplyQuote {
            json: (parent?.parent as Bubble)?.quote ?? ""
            forwardedFrom: (parent?.parent as Bubble)?.forwardedFrom ?? ""
            mine: (parent?.parent as Bubble)?.mine ?? false
        }
    }

    BubbleText {
        id: words
        x: name.x
        // The line height leaves its air above the letters.
        y: above.active ? above.y + above.height + Theme.ring : name.visible ? name.y + name.height - Theme.hair : Theme.spaceS - Theme.ring
        width: bubble.textWidest
        visible: !body.active
        plain: bubble.deleted ? qsTr("Message deleted") : body.active ? "" : bubble.text
        markup: bubble.markup
        format: bubble.deleted || body.active ? "plain" : bubble.format
        codeGround: bubble.mine ? Theme.myQuote : Theme.theirQuote
        font.family: bubble.large ? Theme.emojiFamily : Theme.family
        font.pixelSize: bubble.large ? Theme.emojiLarge[bubble.emoji - 1] : Theme.textM
        font.italic: bubble.deleted
        color: bubble.deleted ? (bubble.mine ? Theme.myInk2 : Theme.ink3) : Theme.ink
        onLineLaidOut: line => {
            if (line.isLast)
                bubble.lastLine = line.implicitWidth;
        }
    }

    // Made for the few messages that have code or quotes in blocks.
    Loader {
        id: body
        x: words.x
        y: words.y + Theme.ring
        active: bubble.format === "blocks" && !bubble.deleted
        sourceComponent: BubbleBlocks {
            json: (parent?.parent as Bubble)?.blocks || "[]"
            widest: (parent?.parent as Bubble)?.textWidest ?? 0
            mine: (parent?.parent as Bubble)?.mine ?? false
        }
    }

    MessageMeta {
        id: meta
        x: bubble.width - implicitWidth - Theme.spaceM
        y: bubble.beside ? bubble.wordsEnd - implicitHeight + Theme.hair : bubble.wordsEnd
        mine: bubble.mine
        edited: bubble.edited && !bubble.deleted
        time: bubble.time
        delivery: bubble.delivery
    }
}
