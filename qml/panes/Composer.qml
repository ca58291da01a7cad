import QtQuick
import Madang.Components
import Madang.Dialogs
import Madang.Theme
import "Wrapping.js" as Wrapping

/*!
    Where one writes. ↑ in an empty field edits my last message, @ offers members, Esc leaves what is over the field: the
    list, editing, the reply.
*/
Item {
    id: composer

    required property var conversation
    property bool enterSends: true

    readonly property bool editing: conversation.editingSeq > 0
    readonly property bool replying: !editing && conversation.reply.seq > 0
    readonly property int limit: conversation.textLimit
    //! What would be sent; a syllable that an input method is still composing belongs to it.
    readonly property string words: (field.text + field.composing).trim()
    readonly property int over: Array.from(words).length - limit
    readonly property bool ready: words !== "" && over <= 0 && conversation.canSend

    QtObject {
        id: state
        //! The field is being filled from the conversation, so its text is no edit of the person's.
        property bool filling: false
        //! A var, since its declared type is a bare QObject.
        readonly property var inputMethod: Qt.inputMethod
    }

    //! A message of mine has gone its way.
    signal sent
    signal fileRefused

    function takeFocus() {
        field.takeFocus();
    }

    function write(text: string) {
        field.write(text);
        takeFocus();
    }

    function fill() {
        state.filling = true;
        field.fill(editing ? conversation.editingText : conversation.draft);
        state.filling = false;
        completion.people = [];
    }

    function submit() {
        state.inputMethod.commit();
        if (!ready)
            return;
        if (editing) {
            conversation.commitEdit(field.text);
        } else if (conversation.send(field.text) !== false) {
            conversation.typing(false);
            fill();
            sent();
        }
    }

    function stepBack(): bool {
        if (editing)
            conversation.cancelEdit();
        else if (replying)
            conversation.reply.cancel();
        else
            return false;
        return true;
    }

    function complete() {
        const prefix = state.filling || !field.focused ? null : Wrapping.called(field.text, field.cursorPosition);
        completion.dismissed = completion.dismissed && prefix !== null;
        completion.people = prefix === null ? [] : conversation.members.matching(prefix);
    }

    implicitHeight: box.height + 2 * box.y

    Keys.onEscapePressed: event => event.accepted = stepBack()

    Connections {
        target: composer.conversation
        function onRoomIdChanged() {
            composer.fill();
        }
        function onEditingSeqChanged() {
            composer.fill();
            if (composer.editing)
                composer.takeFocus();
        }
        // From another device, or where sending failed. A syllable that is being composed is not torn apart: what is typed wins.
        function onDraftChanged() {
            if (!composer.editing && field.text !== composer.conversation.draft && field.composing === "")
                composer.fill();
        }
    }
    Component.onCompleted: fill()
    onWordsChanged: if (!state.filling && !editing)
        conversation.typing(words !== "")

    PeopleCompletion {
        id: completion
        anchors.left: box.left
        anchors.bottom: box.top
        anchors.bottomMargin: Theme.spaceXs
        width: Math.min(box.width, Theme.dialogWidth)
        onPicked: handle => {
            field.replaceBefore(Wrapping.called(field.text, field.cursorPosition).length, handle + " ");
            composer.takeFocus();
        }
    }

    Rectangle {
        id: box
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.touchy ? Theme.spaceS : Theme.spaceL + Theme.spaceXs
        anchors.rightMargin: anchors.leftMargin
        y: Theme.touchy ? Theme.spaceS : Theme.spaceM
        height: banner.height + field.height + 2 * Theme.spaceXs
        radius: Theme.cornerBubble + Theme.ring
        color: Theme.raised
        border.color: field.focused ? Theme.accent : Theme.line
        border.width: Theme.hair

        ComposerBanner {
            id: banner
            width: parent.width
            conversation: composer.conversation
            editing: composer.editing
            replying: composer.replying
            onCancelled: {
                composer.stepBack();
                composer.takeFocus();
            }
        }

        ComposerField {
            id: field
            anchors.left: parent.left
            anchors.leftMargin: Theme.spaceXs
            anchors.right: smile.left
            anchors.top: banner.bottom
            anchors.topMargin: Theme.spaceXs
            height: implicitHeight
            conversation: composer.conversation
            completion: completion
            enterSends: composer.enterSends
            onTyped: {
                if (!state.filling && !composer.editing)
                    composer.conversation.draft = text;
                composer.complete();
            }
            onCursorPositionChanged: composer.complete()
            onSubmitAsked: composer.submit()
            onEditLastAsked: if (!composer.editing)
                composer.conversation.editLastMine()
            onFileRefused: composer.fileRefused()
        }

        Label {
            anchors.right: send.left
            anchors.bottom: send.top
            visible: composer.over > 0
            text: -composer.over
            color: Theme.attention
            font.pixelSize: Theme.textXs
            Accessible.name: qsTr("%n characters too many", "", Math.max(0, composer.over))
        }

        IconButton {
            id: smile
            anchors.right: send.left
            anchors.bottom: send.bottom
            iconName: "smile"
            text: qsTr("Emoji")
            onClicked: picker.openOver(smile)
        }
        IconButton {
            id: send
            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceXs + Theme.ring
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.spaceXs + Theme.ring
            iconName: composer.editing ? "tick" : "send"
            text: composer.editing ? qsTr("Save") : qsTr("Send")
            filled: true
            enabled: composer.ready
            onClicked: {
                composer.submit();
                composer.takeFocus();
            }
        }
    }

    EmojiPicker {
        id: picker
        model: composer.conversation.emoji
        onPicked: one => composer.write(one)
    }
}
