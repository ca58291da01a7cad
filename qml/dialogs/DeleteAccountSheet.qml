import QtQuick
import Madang.Components
import Madang.Theme

/*! Deletes the account: asks for the password, and for the handle, typed. */
Sheet {
    id: sheet

    required property string handle
    //! A SecurityController.
    required property var security

    readonly property bool sure: typed.text.trim().replace(/^@/, "").toLowerCase() === handle && password.text !== ""

    function submit() {
        if (sure && !security.busy)
            security.deleteAccount(password.text);
    }

    title: qsTr("Delete the account?")
    onAboutToShow: {
        typed.text = "";
        password.text = "";
        security.dismissError();
    }
    onOpened: cancel.forceActiveFocus(Qt.TabFocusReason)

    Column {
        width: parent.width
        spacing: Theme.spaceL

        Label {
            width: parent.width
            wrapMode: Text.Wrap
            text: qsTr("Your account, your sessions and what this computer keeps of it go for good. What you have written stays with those whom you wrote to.")
            color: Theme.ink2
            lineHeight: Theme.lineHeight
        }
        Field {
            id: typed
            width: parent.width
            label: qsTr("Type your handle: %1").arg(sheet.handle)
            inputMethodHints: Qt.ImhNoAutoUppercase | Qt.ImhLowercaseOnly | Qt.ImhNoPredictiveText
            onAccepted: password.take()
        }
        Field {
            id: password
            width: parent.width
            label: qsTr("Your password")
            secret: true
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoAutoUppercase | Qt.ImhNoPredictiveText
            error: sheet.security.errorField === "delete" ? sheet.security.error : ""
            onEdited: sheet.security.dismissError()
            onAccepted: sheet.submit()
        }
        Flow {
            anchors.right: parent.right
            layoutDirection: Qt.LeftToRight
            spacing: Theme.spaceS

            Button {
                id: cancel
                text: qsTr("Cancel")
                onClicked: sheet.close()
            }
            Button {
                tone: "danger"
                text: qsTr("Delete for good")
                busy: sheet.security.busy
                enabled: !busy && sheet.sure
                onClicked: sheet.submit()
            }
        }
    }
}
