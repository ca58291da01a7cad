import QtQuick
import Madang.Theme

/*! The ground behind a message that is picked, or that somebody was led to: then it comes, stays a moment, and goes. */
Loader {
    id: mark

    //! Stays as long as the mark is active.
    required property bool lasting

    sourceComponent: Rectangle {
        id: ground

        readonly property Mark mark: parent as Mark
        readonly property bool lasting: mark?.lasting ?? false

        radius: Theme.cornerBubble
        color: Theme.accentMark

        SequentialAnimation on opacity  {
            running: !ground.lasting
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
}
