import QtQuick
import Madang.Theme

/*!
    Words for who cannot see that something arrived; nothing is painted. A notification that comes into being is what screen
    readers speak by themselves, when they have finished what they were saying.
*/
Item {
    id: announcement

    property string words

    function say(text: string) {
        visible = false;
        words = text;
        visible = true;
        gone.restart();
    }

    width: Theme.hair
    height: Theme.hair
    visible: false

    Accessible.role: Accessible.Notification
    Accessible.name: words

    Timer {
        id: gone
        interval: Theme.announceTime
        onTriggered: announcement.visible = false
    }
}
