import QtQuick
import Madang.Theme

/*! A row of ways to choose from; the arrow keys walk along it, and it wraps where it is too long. */
Flow {
    id: choices

    //! A list of {value, label, count?}.
    required property var options
    property var value
    //! What the choice is about, for screen readers.
    required property string label

    signal chosen(var value)

    spacing: Theme.spaceS - Theme.ring

    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Repeater {
        id: repeater
        model: choices.options.length

        Choice {
            required property int index
            readonly property Choices row: parent as Choices
            readonly property var option: row?.options[index]

            count: option?.count ?? 0
            text: option?.label ?? ""
            chosen: option !== undefined && option.value === row?.value
            onClicked: row.chosen(option.value)
            Keys.onRightPressed: row.walk(index + 1)
            Keys.onLeftPressed: row.walk(index - 1)
        }
    }

    function walk(index: int) {
        const next = repeater.itemAt((index + options.length) % options.length);
        next.forceActiveFocus(Qt.TabFocusReason);
    }
}
