import QtQuick
import Madang.Delegates
import Madang.Timeline

/*!
    What of the messages is selected: words of one bubble, while the mouse stays in it, or whole messages from one to another.
    Messages are known by their seq, so that the selection reaches beyond what has rows, and stays when the list scrolls.
*/
Item {
    id: picker

    required property TimelineView list
    required property var conversation

    //! The first and last message that are picked; 0: none.
    readonly property real first: Math.min(state.from, state.to)
    readonly property real last: Math.max(state.from, state.to)
    readonly property bool active: last > 0 || state.wordsRow !== null

    function rowUnder(x: real, y: real): MessageRow {
        return list.itemAt(x, y) as MessageRow;
    }

    //! Whole messages are being selected: a press adds, up to where it falls, or takes away.
    readonly property bool picking: last > 0

    //! Selects one message as a whole.
    function begun(seq: real) {
        clear();
        state.from = seq;
        state.to = seq;
    }

    //! A press on a message while several are being selected.
    function toggle(row: MessageRow) {
        if (row.seq <= 0 || row.spoken)
            return;
        if (row.seq === state.from && row.seq === state.to)
            clear();
        else if (row.seq === state.from)
            state.from += state.to > state.from ? 1 : -1;
        else if (row.seq === state.to)
            state.to += state.from > state.to ? 1 : -1;
        else
            state.to = row.seq;
    }

    //! What is selected, to be put on the clipboard.
    function text(): string {
        return last > 0 ? conversation.textOf(first, last) : state.wordsRow?.selectedWords() ?? "";
    }

    function clear() {
        state.wordsRow?.clearWords();
        state.wordsRow = null;
        state.from = 0;
        state.to = 0;
    }

    //! Picks from where the picking began, or else from `from`, to a message.
    function reach(from: MessageRow, to: MessageRow) {
        if (!from || !to || to.seq <= 0)
            return;
        state.wordsRow?.clearWords();
        state.wordsRow = null;
        if (state.from <= 0)
            state.from = from.seq;
        if (state.from > 0)
            state.to = to.seq;
    }

    function begin(at: point) {
        state.kept = picking;
        if (!state.kept)
            clear();
        const row = rowUnder(at.x, at.y);
        state.pressed = row?.seq ?? 0;
        state.pressedAt = at;
        state.dragged = false;
        state.pressedInRow = row ? mapToItem(row, at) : at;
        state.onWords = row !== null && row.onWords(state.pressedInRow.x, state.pressedInRow.y);
    }

    function extend(at: point) {
        if (!state.dragged) {
            if (Math.hypot(at.x - state.pressedAt.x, at.y - state.pressedAt.y) < Application.styleHints.startDragDistance)
                return;
            state.dragged = true;
            if (state.kept)
                clear();
            list.forceActiveFocus(Qt.MouseFocusReason);
        }
        const row = rowUnder(Math.max(0, Math.min(width - 1, at.x)), Math.max(0, Math.min(height - 1, at.y)));
        if (!row || state.pressed <= 0 || row.seq <= 0)
            return;
        if (row.seq === state.pressed && state.onWords) {
            state.from = 0;
            state.to = 0;
            state.wordsRow = row;
            row.selectWords(state.pressedInRow, mapToItem(row, at));
        } else {
            state.wordsRow?.clearWords();
            state.wordsRow = null;
            state.from = state.pressed;
            state.to = row.seq;
        }
    }

    QtObject {
        id: state
        property real from: 0
        property real to: 0
        property MessageRow wordsRow: null
        property real pressed: 0
        property point pressedAt
        property point pressedInRow
        property bool onWords: false
        property bool dragged: false
        //! Messages were selected when the mouse was pressed.
        property bool kept: false
    }

    PointHandler {
        id: hand
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        acceptedButtons: Qt.LeftButton
        onActiveChanged: if (active)
            picker.begin(point.position)
        onPointChanged: if (active)
            picker.extend(point.position)
    }
    HoverHandler {
        id: hover
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        cursorShape: {
            const row = hovered ? picker.rowUnder(point.position.x, point.position.y) : null;
            const at = row ? picker.mapToItem(row, point.position) : Qt.point(0, 0);
            if (row && row.targetAt(at.x, at.y) !== "")
                return Qt.PointingHandCursor;
            return row && row.onWords(at.x, at.y) ? Qt.IBeamCursor : Qt.ArrowCursor;
        }
    }
    // Beyond an edge the list comes along, the quicker the farther.
    FrameAnimation {
        readonly property real beyond: Math.min(0, hand.point.position.y) + Math.max(0, hand.point.position.y - picker.height)

        running: hand.active && state.dragged && beyond !== 0
        onTriggered: {
            picker.list.scrollBy(-beyond * frameTime * 10);
            picker.extend(hand.point.position);
        }
    }
}
