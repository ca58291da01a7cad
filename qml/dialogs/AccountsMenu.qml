import QtQuick
import Madang.Components
import Madang.Delegates
import Madang.Theme

/*! The accounts of this profile, to turn to one of them, and a line to add one. */
Menu {
    id: menu

    //! An AccountsController.
    required property var accounts

    title: qsTr("Accounts")
    implicitWidth: Theme.roomsMin

    Instantiator {
        model: menu.accounts
        delegate: AccountRow {
            onTriggered: menu.accounts.choose(accountId)
        }
        onObjectAdded: (index, object) => menu.insertItem(index, object as AccountRow)
        onObjectRemoved: (index, object) => menu.removeItem(object as AccountRow)
    }
    MenuRow {
        iconName: "plus"
        text: qsTr("Add account")
        onTriggered: menu.accounts.addAccount()
    }
}
