import QtQuick
import Madang.Components
import Madang.Delegates
import Madang.Theme

/*! A finger that draws a message to the left answers it. The left edge stays free for the way back. */
Item {
    id: swipe

    required property MessageList list

    signal replyAsked(real seq)

    QtObject {
        id: state
        property MessageRow row: null
        readonly property bool far: row !== null && row.drawn <= -Theme.swipe
    }

    anchors.leftMargin: Theme.spaceXl

    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceL
        y: state.row ? state.row.y + Math.round((state.row.height - height) / 2) : 0
        visible: state.row !== null && state.row.drawn < 0
        opacity: state.far ? 1 : Theme.faint
        name: "reply"
        color: state.far ? Theme.accent : Theme.ink3
    }

    DragHandler {
        target: null
        acceptedDevices: PointerDevice.TouchScreen | PointerDevice.Stylus
        yAxis.enabled: false
        onActiveChanged: {
            if (active) {
                const at = swipe.mapToItem(swipe.list, centroid.pressPosition);
                const row = swipe.list.rowUnder(at.x, at.y);
                state.row = row && row.seq > 0 && !row.spoken && !row.deleted ? row : null;
                return;
            }
            const answered = state.far ? state.row.seq : 0;
            if (state.row)
                state.row.drawn = 0;
            state.row = null;
            if (answered > 0)
                swipe.replyAsked(answered);
        }
        onTranslationChanged: if (active && state.row)
            state.row.drawn = Math.max(-Theme.swipe - Theme.spaceL, Math.min(0, Math.round(translation.x)))
    }
}
