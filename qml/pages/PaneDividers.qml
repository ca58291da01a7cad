import QtQuick
import Madang.Components
import Madang.Theme

/*! The hairlines between the panes; the first can be dragged. */
Item {
    id: dividers

    //! Where each stands; -1: nowhere.
    required property real roomsEnd
    required property real sideBegin
    required property bool movable

    //! The room list is to be this wide.
    signal roomsMoved(real to)

    Divider {
        height: parent.height
        x: dividers.roomsEnd
        visible: x >= 0

        MouseArea {
            anchors.fill: parent
            anchors.margins: -Theme.spaceXs
            enabled: dividers.movable
            cursorShape: Qt.SplitHCursor
            onPositionChanged: mouse => dividers.roomsMoved(Math.max(Theme.roomsMin, Math.min(Theme.roomsMax, mapToItem(dividers, mouse.x, 0).x)))
        }
    }
    Divider {
        height: parent.height
        x: dividers.sideBegin
        visible: x >= 0
    }
}
