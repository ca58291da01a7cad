import QtQuick
import Madang.Dialogs

/*! The dialogs of the main page, each by the function that opens it. */
Item {
    id: sheets

    //! The MainPage.
    required property var page
    required property KeyTable table

    signal roomChosen(string roomId)
    signal personChosen(string userId)

    function newChat() {
        newChatSheet.open();
    }
    function openSettings() {
        settingsSheet.open();
    }
    function showKeys() {
        keysSheet.open();
    }
    function switchChat() {
        switcher.open();
    }

    NewChatSheet {
        id: newChatSheet
        roomsController: sheets.page.roomsController
    }
    SettingsSheet {
        id: settingsSheet
        app: sheets.page.app
        connection: sheets.page.connection
        me: sheets.page.me
        settings: sheets.page.settings
        security: sheets.page.security
        storage: sheets.page.storage
        diagnostics: sheets.page.diagnostics
        onSignOutAsked: {
            close();
            leaving.open();
        }
    }
    KeysSheet {
        id: keysSheet
        table: sheets.table
    }
    SwitcherSheet {
        id: switcher
        switcher: sheets.page.finder.switcher
        onRoomChosen: roomId => sheets.roomChosen(roomId)
        onPersonChosen: userId => sheets.personChosen(userId)
    }
    ConfirmSheet {
        id: leaving
        title: qsTr("Sign out?")
        question: sheets.page.connection.waiting > 0 ? qsTr("%n messages have not been sent yet and would be lost.", "", sheets.page.connection.waiting) : qsTr("You can sign in again at any time with your password.")
        action: qsTr("Sign out")
        onConfirmed: sheets.page.connection.signOut()
    }
}
