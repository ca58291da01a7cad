import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! Switches to a room or a person by a few letters: type, Enter. Arrows walk, Esc puts it away. */
T.Popup {
    id: sheet

    //! A SwitcherController.
    required property var switcher

    signal roomChosen(string roomId)
    signal personChosen(string userId)

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round(Math.max(Theme.spaceL, (parent.height - Theme.dialogHeight) / 3)) : 0
    width: parent ? Math.min(Theme.switcherWidth, parent.width - 2 * Theme.spaceL) : Theme.switcherWidth
    height: parent ? Math.min(Theme.dialogHeight, parent.height - 2 * Theme.spaceL) : Theme.dialogHeight
    padding: Theme.spaceM
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    onAboutToShow: {
        switcher.query = "";
        switcher.open = true;
        field.text = "";
        list.currentIndex = 0;
        list.keyed = list.count > 0;
        list.positionViewAtBeginning();
        field.forceActiveFocus(Qt.ShortcutFocusReason);
    }
    onClosed: switcher.open = false

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.quick
            easing.type: Easing.OutCubic
        }
    }

    contentItem: Item {
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Switch chat")

        SearchField {
            id: field
            width: parent.width
            label: qsTr("Chat or person")
            escapable: false
            Accessible.description: list.sentence
            onDisplayTextChanged: {
                sheet.switcher.query = displayText;
                list.currentIndex = 0;
                list.keyed = list.count > 0;
            }
            onAccepted: list.chooseCurrent()
            Keys.priority: Keys.BeforeItem
            Keys.onPressed: event => list.take(event)
        }

        FoundList {
            id: list
            anchors.top: field.bottom
            anchors.topMargin: Theme.spaceXs
            anchors.bottom: parent.bottom
            width: parent.width
            label: qsTr("Chats and people")
            model: sheet.switcher.found
            onChosen: row => {
                sheet.close();
                if (row.kind === "room")
                    sheet.roomChosen(row.roomId);
                else
                    sheet.personChosen(row.userId);
            }
        }
        EmptyState {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.verticalCenter: list.verticalCenter
            visible: list.count === 0 && !sheet.switcher.busy
            title: field.displayText === "" ? qsTr("No chats yet") : qsTr("Nobody and nothing is called “%1”.").arg(field.displayText)
        }
        Wait {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.verticalCenter: list.verticalCenter
            active: list.count === 0 && sheet.switcher.busy
            text: qsTr("Searching…")
        }
    }

    background: Rectangle {
        radius: Theme.cornerBubble
        color: Theme.panel
        border.color: Theme.line
    }

    T.Overlay.modal: Rectangle {
        color: Theme.veil
    }
}
