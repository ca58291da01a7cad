import QtQuick
import Madang.Timeline

/*! Fingers on a timeline: it goes with them, goes on when it is thrown, and stops where it is touched. */
DragHandler {
    id: touch

    required property TimelineView view

    property real last: 0
    property real speed: 0

    target: null
    acceptedDevices: PointerDevice.TouchScreen | PointerDevice.Stylus
    xAxis.enabled: false
    onActiveChanged: {
        if (active) {
            last = translation.y;
            speed = 0;
        } else {
            view.fling(speed);
        }
    }
    onTranslationChanged: {
        if (!active)
            return;
        view.scrollBy(translation.y - last);
        last = translation.y;
    }
    // When it is let go the centroid knows no speed any more.
    onCentroidChanged: if (active && centroid.velocity.y !== 0)
        speed = centroid.velocity.y

    property PointHandler rest: PointHandler {
        parent: touch.view
        acceptedDevices: PointerDevice.TouchScreen | PointerDevice.Stylus
        onActiveChanged: if (active)
            touch.view.stop()
    }
}
