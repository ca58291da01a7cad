import QtQuick
import Madang.Components
import Madang.Theme
import Madang.Timeline

/*! The scroll bar of a timeline. While it is held it stays under the hand, whatever is learned of heights meanwhile. */
ScrollBar {
    id: bar

    required property TimelineView view

    //! Shows where the view stands.
    function show() {
        if (pressed)
            return;
        const whole = view.above + view.height + view.below;
        size = whole > 0 ? Math.min(1, view.height / whole) : 1;
        position = whole > 0 ? Math.max(0, Math.min(1 - size, view.above / whole)) : 0;
    }

    //! Shows itself for a while.
    function wake() {
        awake.restart();
    }

    anchors.top: parent.top
    anchors.bottom: parent.bottom
    anchors.right: parent.right
    z: 1
    orientation: Qt.Vertical
    active: hovered || pressed || awake.running
    onPositionChanged: if (pressed)
        view.dragTo(position)
    onPressedChanged: if (!pressed)
        show()

    Timer {
        id: awake
        interval: Theme.barTime
    }
}
