import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! Six emoji to react with and the way to all, as the first line of a message's menu. ← and → walk, Enter reacts. */
T.MenuItem {
    id: row

    //! JSON of TimelineModel: those of mine are marked.
    required property string reactions

    signal reacted(string emoji, bool on)
    signal moreAsked

    readonly property var quick: ["👍", "❤️", "😂", "😮", "😢", "🙏"]
    readonly property var mine: reactions === "" ? [] : JSON.parse(reactions).filter(one => one.mine).map(one => one.emoji)

    //! Where the arrows have come to.
    property int at: 0

    function press(index: int) {
        if (index === quick.length)
            moreAsked();
        else
            reacted(quick[index], mine.indexOf(quick[index]) < 0);
    }

    function walk(delta: int) {
        at = (at + delta + quick.length + 1) % (quick.length + 1);
    }

    implicitWidth: (quick.length + 1) * Theme.control
    implicitHeight: Theme.control + Theme.spaceXs
    height: visible ? implicitHeight : 0
    visible: enabled
    onHighlightedChanged: at = 0
    onTriggered: press(at)
    Keys.onLeftPressed: walk(-1)
    Keys.onRightPressed: walk(1)

    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("React")

    contentItem: Row {
        spacing: 0

        Repeater {
            model: row.quick.length + 1

            QuickReaction {
                required property int index
                readonly property QuickReactions menuRow: parent?.parent as QuickReactions

                width: menuRow ? Math.floor(menuRow.width / (menuRow.quick.length + 1)) : Theme.control
                emoji: menuRow?.quick[index] ?? ""
                chosen: emoji !== "" && menuRow?.mine.indexOf(emoji) >= 0
                current: menuRow !== null && menuRow.highlighted && menuRow.at === index
                ringed: current && menuRow.visualFocus
                onClicked: menuRow.press(index)
            }
        }
    }
    background: Item {
    }
}
