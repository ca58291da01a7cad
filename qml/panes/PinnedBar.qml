import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! Under the header: the newest pinned message. A press leads to it, the next press to the one before. */
T.AbstractButton {
    id: bar

    //! MessageActions.
    required property var actions

    signal jumpAsked(real seq)
    signal listAsked

    readonly property int count: actions?.pins?.length ?? 0
    readonly property var pin: actions?.pins?.[Math.min(state.at, count - 1)] ?? ({})

    QtObject {
        id: state
        property int at: 0
    }

    Connections {
        target: bar.actions
        function onPinsChanged() {
            state.at = 0;
        }
    }

    implicitHeight: visible ? Theme.personRow - Theme.spaceS : 0
    visible: count > 0
    onClicked: {
        jumpAsked(pin.seq);
        state.at = (state.at + 1) % count;
    }

    Accessible.role: Accessible.Button
    Accessible.name: Speech.sentence([qsTr("Pinned message"), pin.name ?? "", pin.text ?? ""])
    Accessible.onPressAction: bar.clicked()

    contentItem: Item {
        Icon {
            id: sign
            x: Theme.spaceL + Theme.spaceXs
            anchors.verticalCenter: parent.verticalCenter
            name: "pin"
            size: Theme.iconM
            color: Theme.accent
        }
        Label {
            id: title
            anchors.left: sign.right
            anchors.leftMargin: Theme.spaceM
            anchors.right: all.left
            anchors.bottom: parent.verticalCenter
            text: bar.count > 1 ? qsTr("Pinned message %1 of %2").arg(Math.min(state.at, bar.count - 1) + 1).arg(bar.count) : qsTr("Pinned message")
            color: Theme.accent
            font.pixelSize: Theme.textXs
            font.weight: Font.DemiBold
            silent: true
        }
        Label {
            anchors.left: title.left
            anchors.right: all.left
            anchors.top: title.bottom
            text: bar.pin.text ?? ""
            color: Theme.ink2
            font.pixelSize: Theme.textS
            silent: true
        }
        IconButton {
            id: all
            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceS
            anchors.verticalCenter: parent.verticalCenter
            iconName: "pin"
            text: qsTr("All pinned messages")
            onClicked: bar.listAsked()
        }
    }
    background: Rectangle {
        color: bar.hovered || bar.down ? Theme.hover : Theme.panel

        FocusRing {
            gap: -Theme.ring
            shown: bar.visualFocus
        }
        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
}
