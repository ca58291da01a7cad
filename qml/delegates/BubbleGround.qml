import QtQuick
import Madang.Theme

/*!
    The ground of a bubble. Its tip, the upper corner towards the sender, is sharper on a group's first message. Rectangle has
    one radius for all corners in this Qt, so a small sharper square covers that corner, and a third hides its inner edges.
*/
Rectangle {
    id: ground

    required property bool mine
    //! Draws the sharper corner.
    required property bool tipped
    //! Paints nothing, as under large emoji.
    property bool bare: false

    radius: Theme.cornerBubble
    color: bare ? Theme.clear : mine ? Theme.myBubble : Theme.theirBubble
    border.color: mine || bare ? Theme.clear : Theme.theirLine
    border.width: mine || bare ? 0 : Theme.hair

    Rectangle {
        visible: ground.tipped && !ground.bare
        x: ground.mine ? ground.width - width : 0
        width: Theme.cornerBubble + Theme.cornerTip
        height: width
        radius: Theme.cornerTip
        color: ground.color
        border.color: ground.border.color
        border.width: ground.border.width
    }
    Rectangle {
        visible: ground.tipped && !ground.mine && !ground.bare
        x: Theme.hair
        y: Theme.hair
        width: Theme.cornerBubble + 2 * Theme.cornerTip
        height: width
        radius: Theme.cornerTip - Theme.hair
        color: ground.color
    }
}
