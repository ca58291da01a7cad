import QtQuick
import Madang.Theme

/*! The groups of the emoji picker. */
Row {
    id: tabs

    required property var names
    //! An emoji for each.
    required property var signs
    //! -1: none.
    required property int current

    signal chosen(int index)

    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Groups")

    Repeater {
        model: tabs.names

        EmojiTab {
            required property int index
            required property string modelData
            readonly property EmojiTabs tabs: parent as EmojiTabs

            width: tabs ? Math.floor(tabs.width / tabs.names.length) : Theme.control
            name: modelData
            emoji: tabs?.signs[index] ?? ""
            chosen: tabs?.current === index
            onClicked: tabs.chosen(index)
        }
    }
}
