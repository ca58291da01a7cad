import QtQuick
import Madang.Components
import Madang.Theme

/*! One person, of the room's members or of all that the server knows. */
Sheet {
    id: sheet

    //! Those to choose from before anything is typed.
    required property var members
    //! A UserSearchModel.
    required property var people

    signal chosen(string userId)

    bodyHeight: Theme.dialogHeight
    onAboutToShow: {
        field.clear();
        people.query = "";
    }
    onOpened: field.forceActiveFocus(Qt.TabFocusReason)

    SearchField {
        id: field
        width: parent.width
        label: qsTr("Search people")
        onDisplayTextChanged: sheet.people.query = displayText
        Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
        onAccepted: list.pickOnly()
    }
    PeopleList {
        id: list
        anchors.top: field.bottom
        anchors.topMargin: Theme.spaceS
        anchors.bottom: parent.bottom
        width: parent.width
        model: field.displayText === "" ? sheet.members : sheet.people
        markable: false
        chosen: []
        onPicked: person => {
            sheet.close();
            sheet.chosen(person.userId);
        }

        EmptyState {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.space2xl
            visible: list.count === 0 && !sheet.people.busy
            title: field.displayText === "" ? qsTr("Find somebody") : qsTr("Nobody found")
            text: field.displayText === "" ? qsTr("Type the beginning of a handle, or a name.") : ""
        }
    }
}
