import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! What an edited message said before, the oldest first. */
Sheet {
    id: sheet

    required property var actions

    function show(seq: real) {
        actions.loadEdits(seq);
        open();
    }

    title: qsTr("Earlier versions")
    bodyHeight: Math.max(Theme.personRow, list.contentHeight)
    onOpened: list.forceActiveFocus(Qt.TabFocusReason)

    ListView {
        id: list
        anchors.fill: parent
        clip: true
        model: sheet.actions.edits
        spacing: Theme.spaceM
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        Accessible.role: Accessible.List
        Accessible.name: sheet.title
        T.ScrollBar.vertical: ScrollBar {
        }

        delegate: Item {
            id: version

            required property var modelData
            readonly property string when: DateWords.day(modelData.at, new Date(), Theme.locale) + " " + DateWords.clock(modelData.at, Theme.locale)

            width: ListView.view?.width ?? 0
            height: words.y + words.height

            Accessible.role: Accessible.ListItem
            Accessible.name: Speech.sentence([when, modelData.text])

            Label {
                id: time
                width: parent.width
                text: version.when
                color: Theme.ink3
                font.pixelSize: Theme.textXs
                silent: true
            }
            Label {
                id: words
                anchors.top: time.bottom
                width: parent.width
                wrapMode: Text.Wrap
                lineHeight: Theme.lineHeight
                text: version.modelData.text
                silent: true
            }
        }
    }
    Wait {
        anchors.centerIn: parent
        active: sheet.actions.editsLoading
        text: qsTr("Loading earlier versions…")
    }
    Label {
        anchors.centerIn: parent
        visible: list.count === 0 && !sheet.actions.editsLoading
        text: qsTr("Nothing is kept of what it said before")
        color: Theme.ink2
    }
}
