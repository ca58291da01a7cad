import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme
import "Wrapping.js" as Wrapping

/*! The field of the composer: what its keys mean. Scrolls by itself past eight lines. */
Flickable {
    id: scroll

    property alias text: field.text
    readonly property alias length: field.length
    readonly property alias cursorPosition: field.cursorPosition
    readonly property alias composing: field.preeditText
    readonly property bool focused: field.activeFocus
    //! Enter sends and Shift+Enter breaks the line; else Enter breaks it and Ctrl+Enter sends.
    property bool enterSends: true
    //! The list of people over the composer, which takes some keys while it is open.
    required property PeopleCompletion completion

    signal typed
    signal submitAsked
    signal editLastAsked
    //! A file or a picture is on the clipboard.
    signal fileRefused
    required property var conversation

    function takeFocus() {
        field.forceActiveFocus(Qt.OtherFocusReason);
    }

    function fill(text: string) {
        field.text = text;
        field.cursorPosition = field.length;
    }

    //! Writes at the cursor, over what is selected.
    function write(text: string) {
        if (field.selectionStart < field.selectionEnd)
            field.remove(field.selectionStart, field.selectionEnd);
        field.insert(field.cursorPosition, text);
    }

    //! Puts text in the place of what lies before the cursor.
    function replaceBefore(count: int, text: string) {
        field.remove(field.cursorPosition - count, field.cursorPosition);
        field.insert(field.cursorPosition, text);
    }

    //! Marks what is selected, or takes the marks away; with nothing selected both marks come, and the cursor between them.
    function wrap(mark: string) {
        const made = Wrapping.wrapped(field.text, field.selectionStart, field.selectionEnd, mark);
        field.remove(made.from, made.to);
        field.insert(made.from, made.text);
        field.select(made.selectFrom, made.selectTo);
    }

    function isEnter(event: var): bool {
        return event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
    }

    function sends(event: var): bool {
        if (!isEnter(event))
            return false;
        const control = event.modifiers & Qt.ControlModifier;
        return enterSends ? !(event.modifiers & (Qt.ShiftModifier | Qt.AltModifier)) : Boolean(control);
    }

    implicitHeight: Math.min(field.implicitHeight, Theme.composerLines * metrics.height + field.topPadding + field.bottomPadding)
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

        onTextChanged: scroll.typed()
        onActiveFocusChanged: if (!activeFocus)
            scroll.conversation.leaveComposer()

        // Tab leads on; it is no letter here.
        Keys.onTabPressed: if (!scroll.completion.take())
            nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
        Keys.onPressed: event => {
            const control = event.modifiers === Qt.ControlModifier;
            const mark = !control ? "" : event.key === Qt.Key_B ? "**" : event.key === Qt.Key_I ? "*" : event.key === Qt.Key_E ? "`" : "";
            event.accepted = true;
            if (scroll.completion.handles(event)) {
                return;
            } else if (scroll.sends(event)) {
                scroll.submitAsked();
            } else if (scroll.isEnter(event)) {
                scroll.write("\n");
            } else if (mark !== "") {
                scroll.wrap(mark);
            } else if (event.matches(StandardKey.Paste) && scroll.conversation.pastesFiles()) {
                scroll.fileRefused();
            } else if (event.key === Qt.Key_Up && !event.modifiers && length === 0 && preeditText === "") {
                scroll.editLastAsked();
            } else {
                event.accepted = false;
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

    FontMetrics {
        id: metrics
        font: field.font
    }
}
