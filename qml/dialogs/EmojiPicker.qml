import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! Emoji to pick one from: those used last, groups, and a search. Arrows walk, Enter picks, Esc closes. */
T.Popup {
    id: picker

    //! EmojiModel.
    required property var model

    signal picked(string emoji)

    readonly property var groupNames: [qsTr("Used last"), qsTr("Faces"), qsTr("People"), qsTr("Nature"), qsTr("Food"), qsTr("Places"), qsTr("Activities"), qsTr("Things"), qsTr("Signs"), qsTr("Flags")]

    //! Opens with its lower right corner at an item.
    function openOver(item: Item) {
        const at = item.mapToItem(parent, item.width, 0);
        x = Math.max(Theme.spaceS, Math.min(parent.width - width - Theme.spaceS, at.x - width));
        y = Math.max(Theme.spaceS, at.y - height - Theme.spaceS);
        open();
    }

    function pick(index: int) {
        const emoji = (grid.itemAtIndex(index) as EmojiCell)?.emoji;
        if (emoji === undefined)
            return;
        picker.model.use(emoji);
        close();
        picked(emoji);
    }

    parent: T.Overlay.overlay
    width: Math.min(Theme.emojiColumns * Theme.emojiCell + 2 * padding, parent ? parent.width - 2 * Theme.spaceS : Theme.dialogWidth)
    height: Math.min(content.implicitHeight + 2 * padding, parent ? parent.height - 2 * Theme.spaceS : Theme.dialogHeight)
    padding: Theme.spaceM
    modal: true
    dim: false
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    onAboutToShow: {
        search.clear();
        picker.model.query = "";
        picker.model.group = picker.model.recent.length > 0 ? -1 : 0;
    }
    onOpened: search.forceActiveFocus(Qt.PopupFocusReason)

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.quick
        }
    }

    contentItem: Item {
        id: content
        implicitHeight: search.height + tabs.height + Theme.emojiRows * Theme.emojiCell + name.height + 3 * Theme.spaceS

        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Emoji")

        SearchField {
            id: search
            width: parent.width
            label: qsTr("Search emoji")
            onTextChanged: {
                picker.model.query = text;
                grid.currentIndex = 0;
            }
            Keys.onDownPressed: grid.forceActiveFocus(Qt.TabFocusReason)
            Keys.onReturnPressed: picker.pick(0)
            Keys.onEnterPressed: picker.pick(0)
        }

        EmojiTabs {
            id: tabs
            anchors.top: search.bottom
            anchors.topMargin: Theme.spaceS
            width: parent.width
            names: picker.groupNames
            signs: ["🕘"].concat(picker.model.groups)
            current: picker.model.query === "" ? picker.model.group + 1 : -1
            onChosen: index => {
                search.clear();
                picker.model.group = index - 1;
                grid.currentIndex = 0;
                grid.positionViewAtBeginning();
            }
        }

        EmojiGrid {
            id: grid
            anchors.top: tabs.bottom
            anchors.topMargin: Theme.spaceS
            anchors.bottom: name.top
            anchors.bottomMargin: Theme.spaceS
            width: parent.width
            model: picker.model
            onPicked: index => picker.pick(index)
            onStepped: search.forceActiveFocus(Qt.BacktabFocusReason)
        }

        Label {
            anchors.centerIn: grid
            width: grid.width - 2 * Theme.spaceL
            visible: grid.count === 0
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            text: picker.model.query !== "" ? qsTr("No emoji by that name") : qsTr("What you pick will be kept here")
            color: Theme.ink2
        }

        Label {
            id: name
            anchors.bottom: parent.bottom
            width: parent.width
            height: implicitHeight
            text: (grid.currentItem as EmojiCell)?.name ?? " "
            color: Theme.ink2
            font.pixelSize: Theme.textS
            silent: true
        }
    }

    background: Rectangle {
        radius: Theme.cornerBubble
        color: Theme.raised
        border.color: Theme.line
    }
}
