import QtQuick
import Madang.Theme

/*!
    The wheel over a view: a notch is always the same way, gone in an exponential glide. Flickable's own wheel takes quick
    notches for a throw and loses the line one was reading. A touchpad's pixels are followed as they come.
*/
WheelHandler {
    id: glide

    required property Flickable view
    //! Pixels yet to go; positive goes up.
    property real remaining: 0

    //! The person scrolls, upwards or downwards.
    signal scrolled(bool upwards)

    function go(distance: real) {
        const top = view.originY - view.topMargin;
        const bottom = view.originY + view.contentHeight + view.bottomMargin - view.height;
        const to = Math.max(top, Math.min(bottom, view.contentY - distance));
        if (top >= bottom || to === view.contentY) {
            remaining = 0;
            return;
        }
        view.contentY = to;
        scrolled(distance > 0);
    }

    target: null
    acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
    onWheel: event => {
        view.cancelFlick();
        if (event.pixelDelta.y !== 0) {
            remaining = 0;
            go(event.pixelDelta.y);
        } else if (Theme.still) {
            go(Theme.wheelNotch * event.angleDelta.y / 120);
        } else {
            remaining += Theme.wheelNotch * event.angleDelta.y / 120;
        }
    }

    property FrameAnimation frames: FrameAnimation {
        running: glide.remaining !== 0
        onTriggered: {
            // Whole pixels, and at least one, so that the end is reached.
            const part = glide.remaining * (1 - Math.exp(-1000 * frameTime / Theme.glide));
            const step = Math.sign(part) * Math.max(1, Math.round(Math.abs(part)));
            glide.remaining = Math.abs(glide.remaining) <= 1 ? 0 : glide.remaining - step;
            glide.go(step);
        }
    }
}
