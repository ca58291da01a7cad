import QtQuick
import QtQuick.Templates as T
import Madang.Components as C
import Madang.Theme

/*!
    The reactions under a bubble; a click puts one's own there or takes it back. The chips' places are worked out and not laid
    out by a positioner, which would know them a frame later.
*/
Item {
    id: chips

    //! JSON of TimelineModel.
    required property string json
    required property real widest

    signal toggled(string emoji, bool on)

    readonly property var list: JSON.parse(json)
    readonly property var places: {
        const found = [];
        let x = 0, y = 0;
        for (const one of list) {
            const width = Theme.chipEmoji + digits.advanceWidth(String(one.count)) + 2 * Theme.spaceS + Theme.spaceXs;
            if (x > 0 && x + width > widest) {
                x = 0;
                y += Theme.chip + Theme.spaceXs;
            }
            found.push({"x": x, "y": y, "width": Math.ceil(width)});
            x += Math.ceil(width) + Theme.spaceXs;
        }
        return found;
    }
    readonly property real used: places.reduce((most, place) => Math.max(most, place.x + place.width), 0)

    implicitHeight: list.length > 0 ? places[list.length - 1].y + Theme.chip + Theme.spaceXs : 0

    FontMetrics {
        id: digits
        font.family: Theme.family
        font.pixelSize: Theme.textS
    }

    Repeater {
        model: chips.list.length

        T.AbstractButton {
            id: chip

            required property int index
            readonly property ReactionChips chips: parent as ReactionChips
            readonly property var place: chips?.places[index] ?? ({"x": 0, "y": 0, "width": 0})
            readonly property var one: chips?.list[index] ?? ({"emoji": "", "count": 0, "mine": false})

            x: place.x
            y: place.y + Theme.spaceXs
            width: place.width
            height: Theme.chip
            focusPolicy: Qt.NoFocus // the keyboard is on the messages, and reacts by their menu
            onClicked: chips.toggled(one.emoji, !one.mine)

            Accessible.role: Accessible.Button
            Accessible.name: C.Speech.sentence([one.emoji + " " + one.count, one.mine ? qsTr("you reacted") : ""])
            Accessible.onPressAction: chip.clicked()

            background: Rectangle {
                radius: height / 2
                color: chip.one.mine ? Theme.accentSoft : chip.hovered ? Theme.hover : Theme.panel
                border.color: chip.one.mine ? Theme.accent : Theme.line
                border.width: Theme.hair
            }
            contentItem: Item {
                C.Label {
                    x: Theme.spaceS
                    width: Theme.chipEmoji
                    anchors.verticalCenter: parent.verticalCenter
                    text: chip.one.emoji
                    font.family: Theme.emojiFamily
                    font.pixelSize: Theme.textS
                    elide: Text.ElideNone
                    silent: true
                }
                C.Label {
                    x: Theme.spaceS + Theme.chipEmoji + Theme.spaceXs
                    anchors.verticalCenter: parent.verticalCenter
                    text: chip.one.count
                    color: chip.one.mine ? Theme.accentHover : Theme.ink2
                    font.pixelSize: Theme.textS
                    elide: Text.ElideNone
                    silent: true
                }
            }
            HoverHandler {
                cursorShape: Qt.PointingHandCursor
            }
        }
    }
}
