import QtQuick
import Madang.Delegates
import Madang.Dialogs

/*! A message's menu, and what its lines lead to. */
Item {
    id: sheets

    required property var conversation
    required property var links
    //! Where the menu opens.
    required property Item ground

    readonly property var actions: conversation.actions

    signal copied(string text)
    signal selectAsked(real seq)
    signal leadAsked(real seq)
    //! A message is to be answered: the keyboard goes to the composer.
    signal answered

    function show(row: MessageRow, x: real, y: real) {
        if (row.spoken)
            return;
        menu.seq = row.seq;
        menu.clientId = row.clientId;
        menu.text = row.deleted ? "" : row.text;
        menu.links = row.deleted ? [] : row.links();
        menu.mine = row.mine;
        menu.editable = row.canEdit;
        menu.deletable = row.canDelete;
        menu.failed = row.delivery === "failed";
        menu.edited = row.edited;
        menu.pinned = row.pinned;
        menu.pinnable = actions.canPin;
        menu.readable = row.mine || row.crowded;
        menu.reactions = row.reactions;
        if (menu.editable || menu.deletable || menu.failed || menu.text !== "")
            menu.popup(ground, x, y);
    }

    //! Only what may be opened comes here (client/text), and only that is passed on.
    function openLink(link: string) {
        if (/^madang:\/\//i.test(link))
            links.open(link);
        else if (/^(https?:\/\/|mailto:)/i.test(link))
            Qt.openUrlExternally(link);
    }

    function forward(first: real, last: real) {
        forwarding.ask(first, last);
    }

    function confirmRemoval(first: real, last: real, count: int) {
        confirm.first = first;
        confirm.last = last;
        confirm.count = count;
        confirm.open();
    }

    function showPins() {
        pins.open();
    }

    function showEdits(seq: real) {
        edits.show(seq);
    }

    MessageMenu {
        id: menu
        onReacted: (emoji, on) => sheets.actions.react(seq, emoji, on)
        onEmojiAsked: picker.openOver(sheets.ground)
        onReplyAsked: {
            sheets.conversation.reply.start(seq);
            sheets.answered();
        }
        onEditAsked: sheets.conversation.startEdit(seq)
        onCopyAsked: sheets.copied(text)
        onCopyLinkAsked: sheets.copied(sheets.links.linkTo(seq))
        onOpenLinkAsked: link => sheets.openLink(link)
        onForwardAsked: forwarding.ask(seq, seq)
        onPinAsked: on => sheets.actions.pin(seq, on)
        onSelectAsked: sheets.selectAsked(seq)
        onReadersAsked: readers.show(seq)
        onEditsAsked: edits.show(seq)
        onRetryAsked: sheets.conversation.retry(clientId)
        onDeleteAsked: if (failed)
            sheets.conversation.discard(clientId)
        else
            sheets.confirmRemoval(seq, seq, 1)
    }

    EmojiPicker {
        id: picker
        model: sheets.conversation.emoji
        onPicked: emoji => sheets.actions.react(menu.seq, emoji, true)
    }
    ForwardSheet {
        id: forwarding
        actions: sheets.actions
    }
    ReadersSheet {
        id: readers
        actions: sheets.actions
    }
    EditsSheet {
        id: edits
        actions: sheets.actions
    }
    PinsSheet {
        id: pins
        actions: sheets.actions
        onChosen: seq => sheets.leadAsked(seq)
    }
    ConfirmSheet {
        id: confirm

        property real first: 0
        property real last: 0
        property int count: 1

        title: count > 1 ? qsTr("Delete %n messages?", "", count) : qsTr("Delete this message?")
        question: count > 1 ? qsTr("They disappear for everybody here. This cannot be undone.") : qsTr("It disappears for everybody here. This cannot be undone.")
        action: qsTr("Delete")
        onConfirmed: sheets.actions.remove(first, last)
    }
}
