import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Delegates
import Madang.Theme

/*! Who has read a message. */
Sheet {
    id: sheet

    required property var actions

    QtObject {
        id: own
        property var readers: []
    }

    function show(seq: real) {
        own.readers = actions.readersOf(seq);
        open();
    }

    title: qsTr("Read by")
    bodyHeight: Math.max(Theme.personRow, Math.min(own.readers.length, Theme.composerLines) * Theme.personRow)
    onOpened: list.forceActiveFocus(Qt.TabFocusReason)

    ListView {
        id: list
        anchors.fill: parent
        clip: true
        model: own.readers
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        Accessible.role: Accessible.List
        Accessible.name: sheet.title
        T.ScrollBar.vertical: ScrollBar {
        }

        delegate: PersonRow {
            required property var modelData

            width: ListView.view?.width ?? 0
            name: modelData.name
            handle: modelData.handle
            hueIndex: modelData.hueIndex
            initial: modelData.initial
        }
    }
    Label {
        anchors.centerIn: parent
        visible: own.readers.length === 0
        text: qsTr("Nobody has read it yet")
        color: Theme.ink2
    }
}
