import QtQuick
import Madang.Theme

/*! The ring around what the keyboard would act on. Placed inside the control's background. */
Rectangle {
    //! Shows the ring.
    property bool shown: false
    //! How far outside the parent it stands.
    property int gap: Theme.ring

    anchors.fill: parent
    anchors.margins: -gap
    radius: (parent as Rectangle)?.radius + gap
    color: Theme.clear
    border.color: Theme.accent
    border.width: Theme.ring
    visible: shown
}
