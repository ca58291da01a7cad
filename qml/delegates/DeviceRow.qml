import QtQuick
import Madang.Components as C
import Madang.Theme

/*! A device that the person is signed in on. Roles of DeviceListModel. */
Item {
    id: row

    required property string sessionId
    required property string name
    required property string kind
    required property real seenAt
    required property string address
    required property bool current
    //! The present day.
    required property date today

    readonly property string about: current ? qsTr("This device") : qsTr("Last seen %1", "day or time").arg(C.DateWords.brief(seenAt, today, Theme.locale))

    readonly property string picture: kind === "mobile" ? "phone" : "device"

    signal endAsked

    implicitHeight: words.implicitHeight + 2 * Theme.spaceS
    Accessible.role: Accessible.ListItem
    Accessible.name: C.Speech.sentence([name, about, address])

    C.Icon {
        id: sign
        anchors.verticalCenter: parent.verticalCenter
        name: row.picture
        color: row.current ? Theme.accent : Theme.ink2
        size: Theme.iconL
    }
    Column {
        id: words
        anchors.left: sign.right
        anchors.leftMargin: Theme.spaceM
        anchors.right: end.visible ? end.left : parent.right
        anchors.rightMargin: Theme.spaceS
        anchors.verticalCenter: parent.verticalCenter

        C.Label {
            width: parent.width
            text: row.name
            font.weight: Font.DemiBold
            silent: true
        }
        C.Label {
            width: parent.width
            text: row.about
            color: row.current ? Theme.accent : Theme.ink2
            font.pixelSize: Theme.textS
            silent: true
        }
        C.Label {
            width: parent.width
            visible: text !== ""
            text: row.address
            color: Theme.ink3
            font.pixelSize: Theme.textXs
            silent: true
        }
    }
    C.IconButton {
        id: end
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: !row.current
        enabled: row.enabled
        iconName: "leave"
        text: qsTr("Sign out %1", "device").arg(row.name)
        onClicked: row.endAsked()
    }
}
