import QtQuick
import Madang.Components
import Madang.Theme

/*! All pinned messages of a room; one leads to its place. */
Sheet {
    id: sheet

    required property var actions

    signal chosen(real seq)

    title: qsTr("Pinned messages")
    bodyHeight: Math.max(Theme.personRow, Math.min(list.count, Theme.composerLines) * Theme.personRow)
    onOpened: list.forceActiveFocus(Qt.TabFocusReason)

    PinList {
        id: list
        anchors.fill: parent
        model: sheet.actions.pins
        removable: sheet.actions.canPin
        Accessible.name: sheet.title
        onChosen: seq => {
            sheet.close();
            sheet.chosen(seq);
        }
        onUnpinned: seq => sheet.actions.pin(seq, false)
    }
    Label {
        anchors.centerIn: parent
        visible: list.count === 0
        text: qsTr("Nothing is pinned here")
        color: Theme.ink2
    }
}
