import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! A field that searches as one types; Esc empties it. */
T.TextField {
    id: field

    required property string label
    //! Esc empties the field; else it is for whoever is around it.
    property bool escapable: true
    //! The keys that lead here, shown at the right while the field is empty.
    property string keys

    implicitHeight: Theme.control
    leftPadding: Theme.spaceM + Theme.iconM + Theme.spaceS
    rightPadding: Theme.control
    verticalAlignment: TextInput.AlignVCenter
    color: Theme.ink
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    font.family: Theme.family
    font.pixelSize: Theme.textM
    selectByMouse: true
    inputMethodHints: Qt.ImhNoPredictiveText

    Accessible.name: label
    Accessible.searchEdit: true

    Keys.onEscapePressed: event => {
        event.accepted = escapable && text !== "";
        if (event.accepted)
            clear();
    }

    background: Rectangle {
        radius: Theme.corner
        color: Theme.sunken
        border.color: Theme.accent
        border.width: field.activeFocus ? Theme.ring : 0
    }

    Icon {
        x: Theme.spaceM
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        color: Theme.ink3
    }

    Label {
        anchors.fill: parent
        leftPadding: field.leftPadding
        verticalAlignment: Text.AlignVCenter
        visible: field.length === 0 && field.preeditText === ""
        text: field.label
        color: Theme.ink3
        silent: true
    }

    Rectangle {
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceM
        anchors.verticalCenter: parent.verticalCenter
        width: keysLabel.implicitWidth + 2 * Theme.spaceXs
        height: keysLabel.implicitHeight + Theme.ring
        radius: Theme.cornerTip
        visible: field.keys !== "" && field.length === 0 && !Theme.touchy
        color: Theme.clear
        border.color: Theme.line

        Label {
            id: keysLabel
            anchors.centerIn: parent
            text: field.keys
            color: Theme.ink3
            font.pixelSize: Theme.textXs
            silent: true
        }
    }

    IconButton {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: field.length > 0
        iconName: "close"
        iconSize: Theme.iconS
        text: qsTr("Clear search")
        onClicked: {
            field.clear();
            field.forceActiveFocus();
        }
    }
}
