import QtQuick
import Madang.Theme

/*! The words of a message that has code or quotes in blocks of their own. */
Item {
    id: blocks

    //! JSON of TimelineModel.
    required property string json
    required property real widest
    required property bool mine

    readonly property var contents: JSON.parse(json)
    //! The width that the widest block needs.
    property real used: 0

    //! The words at a point, or null.
    function wordsAt(x, y) {
        for (let i = 0; i < repeater.count; ++i) {
            const words = repeater.itemAt(i)?.words;
            if (words?.contains(mapToItem(words, x, y)))
                return words;
        }
        return null;
    }

    // By the way of what is there and not by a chain of bindings: while the blocks are made one does not find the one before, and
    // qmlcachegen of Qt 6.4 takes a null that a cast gave for an object.
    function place() {
        let most = 0;
        let bottom = 0;
        for (let i = 0; i < repeater.count; ++i) {
            const block = repeater.itemAt(i);
            if (!block)
                continue;
            block.y = bottom > 0 ? bottom + Theme.spaceXs : 0;
            bottom = block.y + block.height;
            most = Math.max(most, block.used);
        }
        used = most;
        height = bottom;
    }

    Repeater {
        id: repeater
        model: blocks.contents.length
        onItemAdded: blocks.place()
        onItemRemoved: blocks.place()

        BubbleBlock {
            required property int index
            readonly property BubbleBlocks blocks: parent as BubbleBlocks

            content: blocks?.contents[index] ?? ({
                    "kind": "words",
                    "format": "plain",
                    "plain": "",
                    "markup": ""
                })
            widest: blocks?.widest ?? 0
            width: blocks?.used ?? 0
            mine: blocks?.mine ?? false
            onHeightChanged: blocks?.place()
            onUsedChanged: blocks?.place()
        }
    }
}
