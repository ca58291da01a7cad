import QtQuick
import QtQuick.Templates as T
import Madang.Components as C
import Madang.Theme
import "StateIcons.js" as StateIcons

/*! A room in the list: who, when, the last line, what is unread. Roles of RoomListModel. */
T.ItemDelegate {
    id: row

    required property int index
    required property string roomId
    required property string title
    required property string kind
    required property string lastText
    required property string lastSender
    required property bool lastMine
    required property string lastState
    required property real lastAt
    required property int unread
    required property string typing
    required property int hueIndex
    required property string initial
    required property string draft

    //! This room is the one shown beside the list.
    required property bool current
    //! The keyboard stands on this room.
    property bool ringed: false
    //! The present day.
    required property date today
    //! Nobody else could be meant: a typing line needs no name.
    readonly property bool direct: kind === "direct"

    readonly property string when: C.DateWords.brief(lastAt, today, Theme.locale)
    readonly property string line: lastMine ? qsTr("You: %1").arg(lastText) : !direct && lastSender !== "" ? qsTr("%1: %2", "sender: last message").arg(lastSender).arg(lastText) : lastText
    readonly property string stateWords: !lastMine ? "" : lastState === "read" ? qsTr("read") : lastState === "failed" ? qsTr("not sent") : lastState === "sending" ? qsTr("sending") : ""

    signal opened

    implicitHeight: Theme.row
    leftPadding: Theme.spaceM + Theme.ring
    rightPadding: Theme.spaceXl - Theme.ring
    focusPolicy: Qt.NoFocus

    // A row that waits to be used again is not on the screen, and a screen reader must not find it.
    ListView.onPooled: visible = false
    ListView.onReused: visible = true

    Accessible.role: Accessible.ListItem
    Accessible.name: C.Speech.sentence([title, when, draft !== "" && !current ? qsTr("draft: %1").arg(draft) : line, stateWords, unread > 0 ? qsTr("%n unread", "", unread) : "", typing !== "" ? qsTr("typing") : ""])
    Accessible.selectable: true
    Accessible.selected: current
    Accessible.onPressAction: row.opened()
    onClicked: opened()

    background: Rectangle {
        anchors.fill: parent
        anchors.leftMargin: Theme.spaceS
        anchors.rightMargin: Theme.spaceS
        radius: Theme.corner
        color: row.current ? Theme.accentSoft : row.hovered || row.down ? Theme.hover : Theme.clear

        C.FocusRing {
            gap: 0
            shown: row.ringed
        }
    }

    contentItem: Item {
        C.Avatar {
            id: avatar
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.spaceXs
            initial: row.initial
            hueIndex: row.hueIndex
        }

        C.Label {
            id: titleLabel
            anchors.left: avatar.right
            anchors.leftMargin: Theme.spaceM
            anchors.right: mark.visible ? mark.left : time.left
            anchors.rightMargin: Theme.spaceS
            y: Math.round((parent.height - height - preview.height) / 2) - Theme.hair
            text: row.title
            font.weight: Font.DemiBold
            silent: true
        }

        C.Icon {
            id: mark
            anchors.right: time.left
            anchors.rightMargin: Theme.spaceXs
            anchors.verticalCenter: time.verticalCenter
            visible: name !== ""
            name: row.lastMine ? StateIcons.nameOf(row.lastState) : ""
            color: row.lastState === "failed" ? Theme.attention : Theme.accent
            size: Theme.iconS
        }

        C.Label {
            id: time
            anchors.right: parent.right
            anchors.baseline: titleLabel.baseline
            text: row.when
            color: row.unread > 0 ? Theme.accent : Theme.ink3
            font.pixelSize: Theme.textXs
            silent: true
        }

        C.Label {
            id: preview
            anchors.left: titleLabel.left
            anchors.right: badge.visible ? badge.left : parent.right
            anchors.rightMargin: badge.visible ? Theme.spaceS : 0
            anchors.top: titleLabel.bottom
            anchors.topMargin: Theme.ring
            maximumLineCount: 1
            readonly property bool drafted: row.draft !== "" && !row.current && row.typing === ""
            text: row.typing !== "" ? (row.direct ? qsTr("typing…") : qsTr("%1 typing…", "names").arg(row.typing)) : drafted ? qsTr("Draft: %1").arg(row.draft) : row.line
            color: row.typing !== "" ? Theme.accent : drafted ? Theme.attention : Theme.ink2
            font.pixelSize: Theme.textS
            silent: true
        }

        C.Badge {
            id: badge
            anchors.right: parent.right
            anchors.verticalCenter: preview.verticalCenter
            count: row.unread
        }
    }
}
