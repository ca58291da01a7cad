import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! Pinned messages; Enter leads to the current one's place. */
ListView {
    id: list

    //! Offers to unpin.
    required property bool removable

    signal chosen(real seq)
    signal unpinned(real seq)

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    highlightMoveDuration: 0
    keyNavigationEnabled: true
    Accessible.role: Accessible.List
    T.ScrollBar.vertical: ScrollBar {
    }
    Keys.onReturnPressed: (currentItem as T.ItemDelegate)?.clicked()

    delegate: T.ItemDelegate {
        id: row

        required property var modelData
        readonly property PinList list: ListView.view as PinList

        width: ListView.view?.width ?? 0
        implicitHeight: Theme.personRow
        leftPadding: Theme.spaceS
        rightPadding: unpin.visible ? unpin.width : Theme.spaceS
        focusPolicy: Qt.NoFocus
        onClicked: list.chosen(modelData.seq)

        Accessible.role: Accessible.ListItem
        Accessible.name: Speech.sentence([modelData.name, modelData.text])
        Accessible.onPressAction: row.clicked()

        contentItem: Item {
            Label {
                id: name
                anchors.bottom: parent.verticalCenter
                width: parent.width
                text: row.modelData.name
                color: Theme.accent
                font.pixelSize: Theme.textS
                font.weight: Font.DemiBold
                silent: true
            }
            Label {
                anchors.top: name.bottom
                width: parent.width
                text: row.modelData.text
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
            visible: row.list?.removable ?? false
            iconName: "close"
            iconSize: Theme.iconS
            text: qsTr("Unpin")
            onClicked: row.list.unpinned(row.modelData.seq)
        }
    }
}
