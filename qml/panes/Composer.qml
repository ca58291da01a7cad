import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! Where one writes. Enter sends, Shift+Enter breaks the line, ↑ in an empty field edits my last message, Esc leaves editing. */
Item {
    id: composer

    required property var conversation

    readonly property bool editing: conversation.editingSeq > 0
    readonly property int limit: conversation.textLimit
    //! What would be sent; a syllable that an input method is still composing belongs to it.
    readonly property string words: (field.text + field.preeditText).trim()
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

    function takeFocus() {
        field.forceActiveFocus(Qt.OtherFocusReason);
    }

    function fill() {
        state.filling = true;
        field.text = editing ? conversation.editingText : conversation.draft;
        field.cursorPosition = field.length;
        state.filling = false;
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

    implicitHeight: box.height + 2 * box.y

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
        function onDraftChanged() {
            if (!composer.editing && field.text !== composer.conversation.draft)
                composer.fill();
        }
    }
    Component.onCompleted: fill()
    onWordsChanged: if (!state.filling && !editing)
        conversation.typing(words !== "")

    Rectangle {
        id: box
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.touchy ? Theme.spaceS : Theme.spaceL + Theme.spaceXs
        anchors.rightMargin: anchors.leftMargin
        y: Theme.touchy ? Theme.spaceS : Theme.spaceM
        height: banner.height + scroll.height + 2 * Theme.spaceXs
        radius: Theme.cornerBubble + Theme.ring
        color: Theme.raised
        border.color: field.activeFocus ? Theme.accent : Theme.line
        border.width: Theme.hair

        EditBanner {
            id: banner
            width: parent.width
            visible: composer.editing
            onCancelled: {
                composer.conversation.cancelEdit();
                composer.takeFocus();
            }
        }

        Flickable {
            id: scroll
            anchors.left: parent.left
            anchors.leftMargin: Theme.spaceXs
            anchors.right: send.left
            anchors.top: banner.bottom
            anchors.topMargin: Theme.spaceXs
            height: Math.min(field.implicitHeight, Theme.composerLines * metrics.height + field.topPadding + field.bottomPadding)
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            T.ScrollBar.vertical: ScrollBar {
            }

            T.TextArea.flickable: T.TextArea {
                id: field

                implicitHeight: contentHeight + topPadding + bottomPadding
                leftPadding: Theme.spaceL
                rightPadding: Theme.spaceS
                // Centres one line by padding and not by alignment: the attached Flickable may give the field more height
                // than its text needs, and the first line has to stay where it is.
                topPadding: Math.max(Theme.spaceM, Math.floor((Theme.control + Theme.spaceXs - metrics.height) / 2))
                bottomPadding: topPadding
                color: Theme.ink
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                font.family: Theme.family
                font.pixelSize: Theme.textM
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                selectByMouse: true

                Accessible.name: qsTr("Message")
                Accessible.multiLine: true

                onTextChanged: {
                    if (!state.filling && !composer.editing)
                        composer.conversation.draft = text;
                }

                // Tab leads on; it is no letter here.
                Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                Keys.onPressed: event => {
                    const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                    if (enter && !(event.modifiers & (Qt.ShiftModifier | Qt.AltModifier))) {
                        event.accepted = true;
                        composer.submit();
                    } else if (event.key === Qt.Key_Up && !event.modifiers && length === 0 && preeditText === "" && !composer.editing) {
                        event.accepted = true;
                        composer.conversation.editLastMine();
                    } else if (event.key === Qt.Key_Escape && composer.editing) {
                        event.accepted = true;
                        composer.conversation.cancelEdit();
                    }
                }

                Label {
                    x: field.leftPadding
                    width: field.width - field.leftPadding - field.rightPadding
                    y: field.topPadding
                    visible: field.length === 0 && field.preeditText === ""
                    text: qsTr("Write a message")
                    color: Theme.ink3
                    silent: true
                }
            }
        }

        Label {
            id: counter
            anchors.right: send.left
            anchors.bottom: send.top
            visible: composer.over > 0
            text: -composer.over
            color: Theme.attention
            font.pixelSize: Theme.textXs
            Accessible.name: qsTr("%n characters too many", "", Math.max(0, composer.over))
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

    FontMetrics {
        id: metrics
        font: field.font
    }
}
