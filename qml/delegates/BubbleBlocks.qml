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
    readonly property real used: {
        let most = 0;
        for (let i = 0; i < repeater.count; ++i)
            most = Math.max(most, (repeater.itemAt(i) as BubbleBlock)?.used ?? 0);
        return most;
    }

    //! The words at a point, or null.
    function wordsAt(x: real, y: real): BubbleText {
        for (let i = 0; i < repeater.count; ++i) {
            const block = repeater.itemAt(i) as BubbleBlock;
            if (block.words.contains(mapToItem(block.words, x, y)))
                return block.words;
        }
        return null;
    }

    function bottomOf(index: int): real {
        const block = repeater.itemAt(index) as BubbleBlock;
        return block ? block.y + block.height : 0;
    }

    height: repeater.count > 0 ? bottomOf(repeater.count - 1) : 0

    Repeater {
        id: repeater
        model: blocks.contents.length

        BubbleBlock {
            required property int index
            readonly property BubbleBlocks blocks: parent as BubbleBlocks

            content: blocks?.contents[index] ?? ({
                    "kind": "words",
                    "format": "plain",
                    "plain": "",
                    "markup": ""
                })
            y: blocks && index > 0 ? blocks.bottomOf(index - 1) + Theme.spaceXs : 0
            widest: blocks?.widest ?? 0
            width: blocks?.used ?? 0
            mine: blocks?.mine ?? false
        }
    }
}
