import QtQuick
import Madang.Components as C
import Madang.Theme

/*! What the room itself tells, between messages. */
C.Label {
    leftPadding: Math.max(0, (width - Theme.textMax) / 2)
    rightPadding: leftPadding
    horizontalAlignment: Text.AlignHCenter
    wrapMode: Text.Wrap
    color: Theme.ink3
    font.pixelSize: Theme.textXs
    silent: true
}
