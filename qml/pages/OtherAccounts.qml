import QtQuick
import Madang.Components
import Madang.Dialogs
import Madang.Theme

/*! On a sign-in page beside which there are accounts: the way back to them, and out of one whose session is over. */
Grid {
    id: ways

    //! An AccountsController.
    required property var accounts

    spacing: Theme.spaceS
    // A phone has no room for both beside the languages.
    columns: Theme.touchy ? 1 : 2

    Button {
        visible: ways.accounts.canGoBack
        tone: "link"
        iconName: "back"
        text: qsTr("Back")
        onClicked: ways.accounts.goBack()
    }
    Button {
        visible: ways.accounts.canForget
        tone: "link"
        text: qsTr("Remove this account")
        onClicked: forgetting.open()
    }
    ConfirmSheet {
        id: forgetting
        title: qsTr("Remove this account?")
        question: qsTr("What you wrote and did not send goes with it. What lies on the server stays, and you can sign in again at any time.")
        action: qsTr("Remove")
        onConfirmed: ways.accounts.forgetCurrent()
    }
}
