import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! A tip under its parent after a pause of the mouse. */
T.ToolTip {
    id: tip

    property bool shown: false

    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? parent.height + Theme.spaceXs : 0
    margins: Theme.spaceXs
    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    horizontalPadding: Theme.spaceS
    verticalPadding: Theme.spaceXs
    visible: shown && text !== "" && !Theme.touchy
    delay: Theme.tooltipDelay

    contentItem: Label {
        text: tip.text
        font.pixelSize: Theme.textXs
        color: Theme.page
        silent: true
    }

    background: Rectangle {
        radius: Theme.cornerTip
        color: Theme.ink
    }
}
