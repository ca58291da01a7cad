import QtQuick
import Madang.Components
import Madang.Theme

/*! Something the person should know once, with a cross to put it away. */
Rectangle {
    id: line

    required property string text
    //! Something went wrong, rather than is so.
    property bool grave: false

    signal dismissed

    implicitHeight: visible ? Math.max(cross.height, words.implicitHeight + 2 * Theme.spaceS) : 0
    visible: text !== ""
    color: grave ? Theme.attentionSoft : Theme.accentSoft

    Icon {
        id: sign
        x: Theme.spaceL
        anchors.verticalCenter: parent.verticalCenter
        name: line.grave ? "alert" : "info"
        color: line.grave ? Theme.attention : Theme.accent
    }
    Label {
        id: words
        anchors.left: sign.right
        anchors.leftMargin: Theme.spaceS
        anchors.right: cross.left
        anchors.verticalCenter: parent.verticalCenter
        text: line.text
        wrapMode: Text.Wrap
        font.pixelSize: Theme.textS
        Accessible.role: Accessible.AlertMessage
    }
    IconButton {
        id: cross
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        iconName: "close"
        iconSize: Theme.iconS
        text: qsTr("Dismiss")
        onClicked: line.dismissed()
    }
}
