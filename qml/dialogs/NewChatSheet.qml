import QtQuick
import Madang.Components
import Madang.Theme

/*! Finds people by handle or name: one of them for a chat of two, or several and a name for a group. */
Sheet {
    id: sheet

    required property var roomsController
    readonly property var found: roomsController.userSearch

    QtObject {
        id: state
        property bool group: false
        property bool tried: false
        //! The people of the group to be: {userId, name, hueIndex, initial}.
        property var chosen: []
    }

    function isChosen(userId: string): bool {
        return state.chosen.some(person => person.userId === userId);
    }

    function toggle(person: var) {
        state.chosen = isChosen(person.userId) ? state.chosen.filter(other => other.userId !== person.userId) : state.chosen.concat([person]);
    }

    function pick(person: var) {
        if (state.group) {
            toggle(person);
        } else if (!roomsController.busy) {
            state.tried = true;
            roomsController.startDirect(person.userId);
        }
    }

    function create() {
        if (!createButton.enabled)
            return;
        state.tried = true;
        roomsController.createGroup(groupName.text.trim(), state.chosen.map(person => person.userId));
    }

    title: qsTr("New chat")
    bodyHeight: Theme.dialogHeight

    onAboutToShow: {
        state.group = false;
        state.tried = false;
        state.chosen = [];
        groupName.text = "";
        search.clear();
        found.query = "";
    }
    onOpened: search.forceActiveFocus(Qt.TabFocusReason)

    Connections {
        target: sheet.roomsController
        function onRoomOpened() {
            sheet.close();
        }
    }

    Choices {
        id: ways
        width: parent.width
        label: qsTr("Kind of chat")
        value: state.group
        options: [{
                "value": false,
                "label": qsTr("One person")
            }, {
                "value": true,
                "label": qsTr("Group")
            }]
        onChosen: value => state.group = value
    }

    Field {
        id: groupName
        anchors.top: ways.bottom
        anchors.topMargin: Theme.spaceM
        width: parent.width
        visible: state.group
        label: qsTr("Group name")
        maximumLength: 64
        onAccepted: sheet.create()
    }

    SearchField {
        id: search
        anchors.top: state.group ? groupName.bottom : ways.bottom
        anchors.topMargin: Theme.spaceM
        width: parent.width
        label: qsTr("Search people")
        onTextEdited: sheet.found.query = text
        onTextChanged: if (text === "")
            sheet.found.query = ""
        Keys.onDownPressed: people.forceActiveFocus(Qt.TabFocusReason)
        onAccepted: people.pickOnly()
    }

    ChosenPeople {
        id: chips
        anchors.top: search.bottom
        anchors.topMargin: visible ? Theme.spaceS : 0
        width: parent.width
        visible: state.group && state.chosen.length > 0
        height: visible ? implicitHeight : 0
        people: state.chosen
        onRemoved: person => sheet.toggle(person)
    }

    PeopleList {
        id: people
        anchors.top: chips.bottom
        anchors.topMargin: Theme.spaceS
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.spaceS
        width: parent.width
        model: sheet.found
        markable: state.group
        chosen: state.chosen
        onPicked: person => sheet.pick(person)

        EmptyState {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.space2xl
            visible: people.count === 0 && !sheet.found.busy
            iconName: search.text === "" ? "people" : ""
            title: search.text === "" ? qsTr("Find somebody") : qsTr("Nobody found")
            text: search.text === "" ? qsTr("Type the beginning of a handle, or a name.") : qsTr("Check the handle with the person: it is written without spaces.")
        }
        Wait {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.space2xl
            active: sheet.found.busy && people.count === 0
            text: qsTr("Searching…")
        }
    }

    Item {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.max(problem.visible ? problem.implicitHeight : 0, createButton.visible ? createButton.height : 0)

        Label {
            id: problem
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - (createButton.visible ? createButton.width + Theme.spaceM : 0)
            visible: text !== ""
            wrapMode: Text.Wrap
            text: state.tried && sheet.roomsController.error !== "" ? sheet.roomsController.error : sheet.found.error
            color: Theme.attention
            font.pixelSize: Theme.textS
            Accessible.role: Accessible.AlertMessage
        }
        Button {
            id: createButton
            anchors.right: parent.right
            visible: state.group
            tone: "primary"
            text: qsTr("Create group")
            busy: sheet.roomsController.busy
            enabled: !busy && state.chosen.length > 0 && groupName.text.trim() !== ""
            onClicked: sheet.create()
        }
    }
}
