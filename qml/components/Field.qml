import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! A labelled line of input, with an error below it. Give it the focus with `take()`. */
Item {
    id: field

    required property string label
    property alias text: input.text
    property alias hint: hintLabel.text
    property alias inputMethodHints: input.inputMethodHints
    property alias maximumLength: input.maximumLength
    property string error
    //! Hides what is typed, with a button that shows it.
    property bool secret: false
    property bool shown: false

    //! Enter was pressed.
    signal accepted
    //! The person changed the text.
    signal edited

    function take() {
        input.forceActiveFocus(Qt.TabFocusReason);
        input.selectAll();
    }

    // Qt 6.4 tells AT-SPI no name for a password's text, so the group around it bears the name.
    Accessible.role: secret ? Accessible.Grouping : Accessible.NoRole
    Accessible.name: secret ? label : ""

    implicitWidth: Theme.formWidth
    implicitHeight: problem.visible ? problem.y + problem.height : input.y + input.height

    Label {
        id: caption
        text: field.label
        font.pixelSize: Theme.textS
        color: Theme.ink2
        silent: true
    }

    T.TextField {
        id: input

        anchors.top: caption.bottom
        anchors.topMargin: Theme.spaceXs
        width: parent.width
        height: Theme.control
        leftPadding: Theme.spaceM
        rightPadding: field.secret ? eye.width + Theme.spaceXs : Theme.spaceM
        verticalAlignment: TextInput.AlignVCenter
        echoMode: field.secret && !field.shown ? TextInput.Password : TextInput.Normal
        color: Theme.ink
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        font.family: Theme.family
        font.pixelSize: Theme.textM
        selectByMouse: true

        Accessible.name: field.label
        Accessible.description: field.error !== "" ? field.error : field.hint

        onAccepted: field.accepted()
        onTextEdited: field.edited()

        background: Rectangle {
            radius: Theme.corner
            color: Theme.raised
            border.color: field.error !== "" ? Theme.attention : input.activeFocus ? Theme.accent : Theme.line
            border.width: input.activeFocus ? Theme.ring : Theme.hair
        }

        Label {
            id: hintLabel
            anchors.fill: parent
            leftPadding: input.leftPadding
            verticalAlignment: Text.AlignVCenter
            visible: input.length === 0 && input.preeditText === ""
            color: Theme.ink3
            silent: true
        }

        IconButton {
            id: eye
            anchors.right: parent.right
            visible: field.secret
            iconName: field.shown ? "eye-off" : "eye"
            text: field.shown ? qsTr("Hide password") : qsTr("Show password")
            onClicked: field.shown = !field.shown
        }
    }

    Label {
        id: problem
        anchors.top: input.bottom
        anchors.topMargin: Theme.spaceXs
        width: parent.width
        visible: text !== ""
        text: field.error
        wrapMode: Text.Wrap
        color: Theme.attention
        font.pixelSize: Theme.textS
        Accessible.role: Accessible.AlertMessage
    }
}
