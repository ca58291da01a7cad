import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! A page that scrolls where it is higher than its place, and by itself to whatever the keyboard reaches. */
Flickable {
    id: view

    readonly property Item focused: Window.activeFocusItem

    boundsBehavior: Flickable.StopAtBounds
    interactive: contentHeight > height
    clip: interactive
    T.ScrollBar.vertical: ScrollBar {
    }

    onFocusedChanged: {
        let item = focused;
        while (item && item !== contentItem)
            item = item.parent;
        if (!item || !interactive)
            return;
        const top = focused.mapToItem(contentItem, 0, 0).y;
        contentY = Math.max(0, Math.min(Math.max(contentY, top + focused.height - height + Theme.spaceM), top - Theme.spaceM));
    }

    Glide {
        view: view
    }
}
