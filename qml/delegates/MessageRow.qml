import QtQuick
import Madang.Components as C
import Madang.Theme
import "Markup.js" as Markup
import "MessageWords.js" as MessageWords

/*! A message in the timeline, with what stands above it (day, "new messages"). Roles of TimelineModel. */
Item {
    id: row

    required property int index
    required property real seq
    required property string clientId
    required property string senderName
    required property int hueIndex
    required property string initial
    required property bool mine
    required property string text
    required property real sentAt
    required property bool edited
    required property bool deleted
    required property bool firstOfGroup
    required property bool dayStart
    required property bool unreadLine
    required property string kind
    required property bool canEdit
    required property bool canDelete
    //! Of mine: "sending", "stored", "read" or "failed"; else empty.
    required property string delivery
    required property string failReason
    required property string format
    required property string markup
    required property string blocks
    required property int emoji
    //! JSON, or empty.
    required property string quote
    required property string reactions
    required property bool pinned
    required property string forwardedFrom

    //! Several people write here: shows who.
    required property bool crowded
    required property date today
    //! The keyboard stands on this message.
    property bool ringed: false
    //! Somebody was led here: shown for a moment.
    property bool marked: false
    //! It is selected as a whole.
    property bool picked: false
    //! Older ones are on the server, which cannot be reached.
    property bool beginning: false
    //! How far a finger has drawn it aside.
    property real drawn: 0

    readonly property bool spoken: kind === "system"
    readonly property string time: C.DateWords.clock(sentAt, Theme.locale)
    readonly property real indent: crowded ? Theme.avatarS + Theme.spaceS + Theme.ring : 0
    readonly property real widest: width - indent - (width < Theme.narrowBelow ? Theme.space2xl : Theme.space3xl)
    readonly property string stateWords: ({
            "sending": qsTr("sending"),
            "stored": qsTr("sent"),
            "read": qsTr("read"),
            "failed": qsTr("not sent")
        })[delivery] ?? ""

    //! A screen reader pressed the row.
    signal pressed
    signal retried
    signal discarded
    //! Another day is looked for.
    signal dayPressed
    signal reacted(string emoji, bool on)

    //! Whether a point of the row is on its bubble.
    function onBubble(x: real, y: real): bool {
        return !spoken && bubble.contains(mapToItem(bubble, x, y));
    }

    function onWords(x: real, y: real): bool {
        const at = mapToItem(bubble, x, y);
        return !spoken && bubble.wordsAt(at.x, at.y) !== null;
    }

    //! What lies at a point of the row: a link's target, else "quote" or "edited" (what tells of an edit), else nothing.
    function targetAt(x: real, y: real): string {
        const at = mapToItem(bubble, x, y);
        return spoken ? "" : bubble.targetAt(at.x, at.y);
    }

    //! Where the links in it lead, each once.
    function links(): var {
        return Markup.links(markup + blocks.replace(/\\"/g, '"'));
    }

    function selectWords(from: point, to: point) {
        bubble.selectWords(mapToItem(bubble, from), mapToItem(bubble, to));
    }

    function selectedWords(): string {
        return bubble.selectedWords();
    }

    function clearWords() {
        bubble.clearWords();
    }

    // Used for another message now.
    onSeqChanged: clearWords()

    height: fail.y + fail.height

    Accessible.role: Accessible.ListItem
    Accessible.selectable: true
    Accessible.selected: picked
    Accessible.name: spoken ? text : MessageWords.spoken(row, qsTr("You"), stateWords)
    Accessible.onPressAction: row.pressed()

    DayLine {
        id: day
        width: parent.width
        text: row.beginning ? qsTr("Older messages are on the server; you are offline.") : row.dayStart ? C.DateWords.day(row.sentAt, row.today, Theme.locale) : ""
        onPressed: row.dayPressed()
    }
    UnreadLine {
        id: news
        y: day.height
        width: parent.width
        active: row.unreadLine
    }

    Item {
        id: content
        x: row.drawn
        y: news.y + news.height + (row.spoken ? Theme.spaceS : row.firstOfGroup ? Theme.spaceM : Theme.ring)
        width: parent.width
        height: row.spoken ? system.height : bubble.height + chips.height

        Mark {
            anchors.fill: parent
            anchors.margins: -Theme.spaceXs
            active: row.marked || row.picked
            lasting: row.picked
        }
        C.Avatar {
            visible: row.crowded && row.firstOfGroup && !row.mine && !row.spoken
            size: Theme.avatarS
            initial: row.initial
            hueIndex: row.hueIndex
        }
        Bubble {
            id: bubble
            visible: !row.spoken
            x: row.mine ? parent.width - width : row.indent
            widest: row.widest
            mine: row.mine
            tipped: row.firstOfGroup
            sender: row.crowded && row.firstOfGroup && !row.mine ? row.senderName : ""
            hueIndex: row.hueIndex
            text: row.spoken ? "" : row.text
            format: row.format
            markup: row.markup
            blocks: row.blocks
            emoji: row.emoji
            quote: row.quote
            forwardedFrom: row.forwardedFrom
            deleted: row.deleted
            edited: row.edited
            time: row.time
            delivery: row.delivery
            ringed: row.ringed
        }
        Loader {
            id: chips
            x: row.mine ? parent.width - width : row.indent
            y: bubble.height
            width: (item as ReactionChips)?.used ?? 0
            height: (item as ReactionChips)?.implicitHeight ?? 0
            active: row.reactions !== ""
            sourceComponent: ReactionChips {
                readonly property MessageRow owner: parent?.parent?.parent as MessageRow

                json: owner?.reactions || "[]"
                widest: owner?.widest ?? 0
                onToggled: (emoji, on) => owner.reacted(emoji, on)
            }
        }
        SystemLine {
            id: system
            visible: row.spoken
            width: parent.width
            text: row.spoken ? row.text : ""
        }
    }

    FailLine {
        id: fail
        y: content.y + content.height
        width: parent.width
        active: row.delivery === "failed"
        reason: row.failReason
        onRetried: row.retried()
        onDiscarded: row.discarded()
    }
}
