import QtQuick
import Madang.Components
import Madang.Theme

/*! How much of the account lies on this computer, and giving it up. */
Column {
    id: section

    //! A StorageController.
    required property var storage

    readonly property string size: storage.bytes < 0 ? "" : Theme.locale.formattedDataSize(storage.bytes, 1, Locale.DataSizeSIFormat)
    readonly property string most: Theme.locale.formattedDataSize(storage.bytesMost, 0, Locale.DataSizeSIFormat)

    spacing: Theme.spaceM

    Component.onCompleted: storage.refresh()

    SettingsHeading {
        text: qsTr("Kept on this computer")
        hint: qsTr("Messages that you have read are kept here, so that they are there at once and without a network. The oldest go by themselves past %1.", "size").arg(section.most)
    }
    Row {
        spacing: Theme.spaceS

        Label {
            text: section.size
            font.pixelSize: Theme.textXl
            font.weight: Font.DemiBold
            visible: text !== ""
        }
        Wait {
            anchors.verticalCenter: parent.verticalCenter
            active: section.storage.busy
            text: section.size === "" ? qsTr("Measuring…") : qsTr("Clearing…")
        }
    }
    Rectangle {
        width: parent.width
        height: Theme.spaceXs
        radius: height / 2
        color: Theme.line
        visible: section.size !== ""

        Rectangle {
            width: Math.max(height, Math.min(1, section.storage.bytes / section.storage.bytesMost) * parent.width)
            height: parent.height
            radius: height / 2
            color: Theme.accent
        }
    }
    Label {
        width: parent.width
        visible: section.size !== ""
        text: qsTr("%Ln messages", "", section.storage.messages)
        color: Theme.ink2
        font.pixelSize: Theme.textS
    }
    Button {
        iconName: "trash"
        text: qsTr("Clear…")
        enabled: !section.storage.busy && section.storage.messages > 0
        onClicked: confirm.open()
    }

    ConfirmSheet {
        id: confirm
        title: qsTr("Clear what is kept here?")
        question: qsTr("Messages are fetched from the server again as you read. What you have typed and not sent stays.")
        action: qsTr("Clear")
        onConfirmed: section.storage.clear()
    }
}
