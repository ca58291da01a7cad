import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Dialogs
import Madang.Theme

/*! Whose account is shown, and the way to the others. Their unread messages stand on it as a count. */
T.Button {
    id: control

    //! An AccountsController.
    required property var accounts
    required property var me

    implicitWidth: Theme.control
    implicitHeight: Theme.control
    text: qsTr("Account of %1", "name").arg(me.name)

    Accessible.name: text
    Accessible.description: accounts.unreadElsewhere > 0 ? qsTr("%n unread in other accounts", "", accounts.unreadElsewhere) : ""
    Accessible.onPressAction: control.clicked()
    onClicked: menu.popup(control, 0, height + Theme.spaceXs)

    contentItem: Item {
        Avatar {
            anchors.centerIn: parent
            size: Theme.avatarS + Theme.ring
            initial: control.me.initial
            hueIndex: control.me.hueIndex

            FocusRing {
                shown: control.visualFocus
            }
        }
        Badge {
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.rightMargin: -Theme.spaceS
            anchors.topMargin: -Theme.spaceXs
            count: control.accounts.unreadElsewhere
            border.color: Theme.panel
            border.width: Theme.ring
            implicitHeight: Theme.badge + Theme.ring
        }
    }

    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
    Tip {
        text: control.text
        shown: control.hovered && !menu.visible
    }

    AccountsMenu {
        id: menu
        accounts: control.accounts
    }
}
