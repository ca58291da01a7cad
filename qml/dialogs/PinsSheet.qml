import QtQuick
import QtQuick.Templates as T
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

    ListView {
        id: list
        anchors.fill: parent
        clip: true
        model: sheet.actions.pins.length
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        keyNavigationEnabled: true
        Accessible.role: Accessible.List
        Accessible.name: sheet.title
        T.ScrollBar.vertical: ScrollBar {
        }
        Keys.onReturnPressed: (currentItem as T.ItemDelegate)?.clicked()

        delegate: T.ItemDelegate {
            id: row

            required property int index
            readonly property var pin: sheet.actions.pins[index] ?? ({})

            width: ListView.view?.width ?? 0
            implicitHeight: Theme.personRow
            leftPadding: Theme.spaceS
            rightPadding: unpin.visible ? unpin.width : Theme.spaceS
            focusPolicy: Qt.NoFocus
            onClicked: {
                sheet.close();
                sheet.chosen(pin.seq);
            }

            Accessible.role: Accessible.ListItem
            Accessible.name: Speech.sentence([pin.name ?? "", pin.text ?? ""])
            Accessible.onPressAction: row.clicked()

            contentItem: Item {
                Label {
                    id: name
                    anchors.bottom: parent.verticalCenter
                    width: parent.width
                    text: row.pin.name ?? ""
                    color: Theme.accent
                    font.pixelSize: Theme.textS
                    font.weight: Font.DemiBold
                    silent: true
                }
                Label {
                    anchors.top: name.bottom
                    width: parent.width
                    text: row.pin.text ?? ""
                    silent: true
                }
            }
            background: Rectangle {
                radius: Theme.corner
                color: row.hovered || row.down ? Theme.hover : Theme.clear

                FocusRing {
                    gap: 0
                    shown: row.ListView.isCurrentItem && row.ListView.view.activeFocus
                }
            }
            IconButton {
                id: unpin
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                visible: sheet.actions.canPin
                iconName: "close"
                iconSize: Theme.iconS
                text: qsTr("Unpin")
                onClicked: sheet.actions.pin(row.pin.seq, false)
            }
        }
    }
    Label {
        anchors.centerIn: parent
        visible: list.count === 0
        text: qsTr("Nothing is pinned here")
        color: Theme.ink2
    }
}
