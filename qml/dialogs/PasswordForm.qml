import QtQuick
import Madang.Components
import Madang.Theme

/*! Another password, for which the present one is asked. */
Column {
    id: form

    //! A SecurityController.
    required property var security

    QtObject {
        id: state
        property bool done: false
        property string missing
    }

    function errorOf(field: string): string {
        return state.missing === field ? qsTr("Please fill this in.") : security.errorField === field ? security.error : "";
    }

    function submit() {
        state.done = false;
        state.missing = present.text === "" ? "old" : fresh.text === "" ? "new" : "";
        if (state.missing !== "")
            (state.missing === "old" ? present : fresh).take();
        else if (!security.busy)
            security.changePassword(present.text, fresh.text);
    }

    function edited() {
        state.missing = "";
        state.done = false;
        security.dismissError();
    }

    spacing: Theme.spaceM

    Connections {
        target: form.security
        function onPasswordChanged() {
            present.text = "";
            fresh.text = "";
            state.done = true;
        }
    }

    SettingsHeading {
        text: qsTr("Password")
        hint: qsTr("Changing it signs you out everywhere else.")
    }
    Field {
        id: present
        width: Math.min(Theme.formWidth, parent.width)
        label: qsTr("Present password")
        secret: true
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoAutoUppercase | Qt.ImhNoPredictiveText
        error: form.errorOf("old")
        onEdited: form.edited()
        onAccepted: fresh.take()
    }
    Field {
        id: fresh
        width: Math.min(Theme.formWidth, parent.width)
        label: qsTr("New password")
        hint: qsTr("at least 8 characters")
        secret: true
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoAutoUppercase | Qt.ImhNoPredictiveText
        error: form.errorOf("new")
        onEdited: form.edited()
        onAccepted: form.submit()
    }
    Button {
        text: qsTr("Change password")
        busy: form.security.busy
        onClicked: form.submit()
    }
    Label {
        width: parent.width
        visible: state.done
        text: qsTr("Your password was changed.")
        color: Theme.accent
        font.pixelSize: Theme.textS
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
    }
}
