import QtQuick
import QtQuick.Templates as T
import Madang.Components as C
import Madang.Theme

/*! One of what was found: a room, a person, or a message with the place in it that fits. Roles of FoundModel. */
T.ItemDelegate {
    id: row

    required property int index
    required property string kind
    required property string roomId
    required property string userId
    required property real seq
    required property string title
    required property string handle
    required property int memberCount
    required property int unread
    required property string sender
    required property bool mine
    required property string snippet
    required property string marked
    required property real at
    required property int hueIndex
    required property string initial

    //! All are of one room, so who said it stands in the place of the room's name.
    property bool inRoom: false
    //! The keyboard stands on this one.
    property bool ringed: false
    //! It is the one that is shown beside the list.
    property bool current: false
    //! The present day.
    required property date today

    readonly property bool message: kind === "message"
    readonly property string speaker: mine ? qsTr("You") : sender
    readonly property string head: message && inRoom ? speaker : title
    readonly property string about: message ? snippet : handle !== "" ? "@" + handle : qsTr("%n members", "", memberCount)
    readonly property string when: message ? C.DateWords.brief(at, today, Theme.locale) : ""
    //! What a screen reader says of it.
    readonly property string sentence: C.Speech.sentence([head, message && !inRoom ? speaker : "", when, about, !message && unread > 0 ? qsTr("%n unread", "", unread) : ""])

    signal chosen

    // Found words in the accent. What was escaped holds no "<" but those of the marks.
    function lit(text: string): string {
        return text.replace(/<b>/g, "<b><font color=\"" + Theme.accent + "\">").replace(/<\/b>/g, "</font></b>");
    }

    // A row that waits to be used again is not on the screen, and a screen reader must not find it.
    ListView.onPooled: visible = false
    ListView.onReused: visible = true

    implicitHeight: Math.max(Theme.personRow, words.implicitHeight + 2 * Theme.spaceS + Theme.ring)
    leftPadding: Theme.spaceS
    rightPadding: Theme.spaceM
    focusPolicy: Qt.NoFocus

    Accessible.role: Accessible.ListItem
    Accessible.name: sentence
    Accessible.selectable: true
    Accessible.selected: current
    Accessible.onPressAction: row.chosen()
    onClicked: chosen()

    contentItem: Item {
        C.Avatar {
            id: avatar
            anchors.verticalCenter: row.message ? undefined : parent.verticalCenter
            y: row.message ? Theme.spaceS : 0
            size: row.message ? Theme.avatarS : Theme.avatarM
            initial: row.initial
            hueIndex: row.hueIndex
        }
        Column {
            id: words
            anchors.left: parent.left
            anchors.leftMargin: Theme.avatarM + Theme.spaceM
            anchors.right: badge.visible ? badge.left : parent.right
            anchors.rightMargin: badge.visible ? Theme.spaceS : 0
            anchors.verticalCenter: parent.verticalCenter

            Item {
                width: parent.width
                height: titleLabel.height

                C.Label {
                    id: titleLabel
                    anchors.left: parent.left
                    anchors.right: whenLabel.left
                    anchors.rightMargin: whenLabel.text === "" ? 0 : Theme.spaceS
                    text: row.head
                    font.pixelSize: row.message ? Theme.textS : Theme.textM
                    font.weight: Font.DemiBold
                    silent: true
                }
                C.Label {
                    id: whenLabel
                    anchors.right: parent.right
                    anchors.baseline: titleLabel.baseline
                    text: row.when
                    color: Theme.ink3
                    font.pixelSize: Theme.textXs
                    silent: true
                }
            }
            C.Label {
                width: parent.width
                // Only what is marked here needs a format; names stay what they are.
                textFormat: row.message ? Text.StyledText : Text.PlainText
                text: !row.message ? row.about : row.inRoom || row.speaker === "" ? row.lit(row.marked) : qsTr("%1: %2", "sender: words of a message").arg(row.speaker.replace(/&/g, "&amp;").replace(/</g, "&lt;")).arg(row.lit(row.marked))
                color: Theme.ink2
                font.pixelSize: Theme.textS
                wrapMode: row.message ? Text.Wrap : Text.NoWrap
                elide: Text.ElideRight
                maximumLineCount: 2
                silent: true
            }
        }
        C.Badge {
            id: badge
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            count: row.message ? 0 : row.unread
        }
    }

    background: Rectangle {
        radius: Theme.corner
        color: row.current ? Theme.accentSoft : row.hovered || row.down || row.ringed ? Theme.hover : Theme.clear

        C.FocusRing {
            gap: 0
            shown: row.ringed
        }
    }
}
