import QtQuick
import Madang.Components
import Madang.Delegates
import Madang.Theme

/*! Where the person is signed in, and ending that elsewhere. */
Column {
    id: section

    //! A SecurityController.
    required property var security
    //! Nothing above tells which section this is.
    property bool titled: true

    readonly property alias today: clock.date

    function askToEnd(sessionId: string, name: string) {
        ending.sessionId = sessionId;
        ending.name = name;
        one.open();
    }

    QtObject {
        id: ending
        property string sessionId
        property string name
    }

    spacing: Theme.spaceS

    Component.onCompleted: security.refresh()

    SettingsHeading {
        text: section.titled ? qsTr("Devices") : ""
        hint: qsTr("You are signed in here. End what you do not know, and change your password then.")
    }
    Today {
        id: clock
    }
    Column {
        width: parent.width
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Devices")

        Repeater {
            model: section.security.devices

            DeviceRow {
                readonly property DeviceSettings page: parent?.parent as DeviceSettings

                width: parent?.width ?? 0
                today: page?.today ?? new Date(0)
                enabled: !(page?.security.busy ?? false)
                onEndAsked: page.askToEnd(sessionId, name)
            }
        }
    }
    Wait {
        active: section.security.loading && section.security.devices.count === 0
        text: qsTr("Loading devices…")
    }
    Label {
        width: parent.width
        visible: text !== ""
        text: section.security.errorField === "devices" ? section.security.error : ""
        color: Theme.attention
        font.pixelSize: Theme.textS
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
    }
    Button {
        visible: section.security.devices.count > 1
        busy: section.security.busy
        iconName: "leave"
        text: qsTr("Sign out everywhere else")
        onClicked: all.open()
    }

    ConfirmSheet {
        id: one
        title: qsTr("Sign out there?")
        question: qsTr("“%1” has to sign in again with your password.", "device").arg(ending.name)
        action: qsTr("Sign out")
        onConfirmed: section.security.revoke(ending.sessionId)
    }
    ConfirmSheet {
        id: all
        title: qsTr("Sign out everywhere else?")
        question: qsTr("Only this device stays signed in.")
        action: qsTr("Sign out")
        onConfirmed: section.security.revokeOthers()
    }
}
