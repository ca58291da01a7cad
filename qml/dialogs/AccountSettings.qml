import QtQuick
import Madang.Components
import Madang.Theme

/*! The account itself: who one is, the password, the ways out. */
Column {
    id: section

    required property var me
    //! A SecurityController.
    required property var security

    signal signOutAsked

    spacing: Theme.spaceXl

    Component.onCompleted: security.dismissError()

    Column {
        width: parent.width
        spacing: Theme.spaceXs

        SettingsHeading {
            text: qsTr("You")
        }
        Fact {
            width: parent.width
            label: qsTr("Name")
            value: section.me.name
        }
        Fact {
            width: parent.width
            label: qsTr("Handle")
            value: "@" + section.me.handle
        }
    }
    PasswordForm {
        width: parent.width
        security: section.security
    }
    Column {
        width: parent.width
        spacing: Theme.spaceS

        SettingsHeading {
            text: qsTr("Leave")
            hint: qsTr("Signing out removes what this computer keeps of the account. Deleting the account cannot be undone.")
        }
        Flow {
            width: parent.width
            spacing: Theme.spaceS

            Button {
                iconName: "leave"
                text: qsTr("Sign out on this device")
                onClicked: section.signOutAsked()
            }
            Button {
                tone: "danger"
                iconName: "trash"
                text: qsTr("Delete account…")
                onClicked: deleting.open()
            }
        }
    }

    DeleteAccountSheet {
        id: deleting
        handle: section.me.handle
        security: section.security
    }
}
