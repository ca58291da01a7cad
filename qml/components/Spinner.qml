import QtQuick
import Madang.Theme

/*! Something is awaited. Stands still where the system asks for reduced motion. */
Icon {
    id: spinner

    name: "spinner"

    RotationAnimator on rotation  {
        running: spinner.visible && !Theme.still
        from: 0
        to: 360
        duration: Theme.turn
        loops: Animation.Infinite
    }
}
