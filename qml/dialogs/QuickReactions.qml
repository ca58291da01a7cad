import QtQuick
import QtQuick.Templates as T
import Madang.Components
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

    QtObject {
        id: own
        property int at: 0
    }

    function press(index: int) {
        if (index === quick.length)
            moreAsked();
        else
            reacted(quick[index], mine.indexOf(quick[index]) < 0);
    }

    function walk(delta: int) {
        own.at = (own.at + delta + quick.length + 1) % (quick.length + 1);
    }

    implicitWidth: (quick.length + 1) * Theme.control
    implicitHeight: Theme.control + Theme.spaceXs
    height: visible ? implicitHeight : 0
    visible: enabled
    onHighlightedChanged: own.at = 0
    onTriggered: press(own.at)
    Keys.onLeftPressed: walk(-1)
    Keys.onRightPressed: walk(1)

    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("React")

    contentItem: Row {
        spacing: 0

        Repeater {
            model: row.quick.length + 1

            T.AbstractButton {
                id: cell

                required property int index
                readonly property bool more: index === row.quick.length
                readonly property bool chosen: !more && row.mine.indexOf(row.quick[index]) >= 0

                width: Math.floor(row.width / (row.quick.length + 1))
                height: Theme.control
                focusPolicy: Qt.NoFocus
                hoverEnabled: true
                onClicked: row.press(index)

                Accessible.role: Accessible.Button
                Accessible.name: more ? qsTr("More emoji") : Speech.sentence([qsTr("React with %1").arg(row.quick[index]), chosen ? qsTr("you reacted") : ""])
                Accessible.onPressAction: cell.clicked()

                contentItem: Item {
                    Label {
                        anchors.centerIn: parent
                        visible: !cell.more
                        text: cell.more ? "" : row.quick[cell.index]
                        font.family: Theme.emojiFamily
                        font.pixelSize: Theme.textL
                        elide: Text.ElideNone
                        silent: true
                    }
                    Icon {
                        anchors.centerIn: parent
                        visible: cell.more
                        name: "plus"
                    }
                }
                background: Rectangle {
                    radius: Theme.corner
                    color: cell.chosen ? Theme.accentMark : cell.hovered || row.highlighted && own.at === cell.index ? Theme.accentSoft : Theme.clear

                    FocusRing {
                        gap: 0
                        shown: row.visualFocus && row.highlighted && own.at === cell.index
                    }
                }
            }
        }
    }
    background: Item {
    }
}
