import QtQuick
import Madang.Theme

/*!
    The back gesture of a phone: what covers the window follows a finger from the left edge, and goes or comes back when it is let
    go. It moves nothing by itself; whoever covers the window stands `gone` pixels to the right.
*/
Item {
    id: swipe

    //! There is something to go back from.
    required property bool possible
    property real gone: 0
    readonly property bool moving: gone > 0

    signal wentBack

    Item {
        width: Theme.touch
        height: parent.height
        enabled: swipe.possible

        DragHandler {
            id: drag
            target: null
            acceptedDevices: PointerDevice.TouchScreen
            yAxis.enabled: false
            grabPermissions: PointerHandler.CanTakeOverFromAnything
            onActiveTranslationChanged: if (active)
                swipe.gone = Math.max(0, activeTranslation.x)
            onActiveChanged: {
                if (active) {
                    settling.stop();
                    return;
                }
                const fast = centroid.velocity.x > Theme.swipeSpeed;
                settling.to = swipe.gone > 0 && (fast || swipe.gone > swipe.width / 3) ? swipe.width : 0;
                settling.restart();
            }
        }
    }

    NumberAnimation {
        id: settling
        target: swipe
        property: "gone"
        duration: Theme.calm
        easing.type: Easing.OutCubic
        onFinished: {
            if (to > 0)
                swipe.wentBack();
            swipe.gone = 0;
        }
    }

    Rectangle {
        x: swipe.gone - width
        width: Theme.hair
        height: parent.height
        color: Theme.line
        visible: swipe.moving
    }
}
