import QtQuick
import Madang.Theme

/*! The ground behind the message that somebody was led to; it comes, stays a moment, and goes. */
Rectangle {
    id: mark

    radius: Theme.cornerBubble
    color: Theme.accentMark

    SequentialAnimation on opacity  {
        NumberAnimation {
            from: 0
            to: 1
            duration: Theme.quick
        }
        PauseAnimation {
            duration: Theme.markTime
        }
        NumberAnimation {
            to: 0
            duration: Theme.calm
        }
    }
}
