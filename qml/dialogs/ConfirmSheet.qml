import QtQuick
import Madang.Components
import Madang.Theme

/*! Asks before something that cannot be undone. */
Sheet {
    id: sheet

    required property string question
    required property string action

    signal confirmed

    onOpened: cancel.forceActiveFocus(Qt.TabFocusReason)

    Column {
        width: parent.width
        spacing: Theme.spaceXl

        Label {
            width: parent.width
            wrapMode: Text.Wrap
            text: sheet.question
            color: Theme.ink2
            lineHeight: Theme.lineHeight
        }
        Row {
            anchors.right: parent.right
            spacing: Theme.spaceS

            Button {
                id: cancel
                text: qsTr("Cancel")
                onClicked: sheet.close()
            }
            Button {
                tone: "danger"
                text: sheet.action
                onClicked: {
                    sheet.close();
                    sheet.confirmed();
                }
            }
        }
    }
}
