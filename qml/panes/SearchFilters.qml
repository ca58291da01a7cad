import QtQuick
import Madang.Components
import Madang.Dialogs
import Madang.Theme

/*! Where a search looks: in which rooms, whose messages, of before when. */
Column {
    id: filters

    required property var search
    required property var conversation
    required property var people

    //! Something was chosen in a dialog, which took the keyboard.
    signal chosen

    spacing: Theme.spaceS

    Today {
        id: clock
    }

    Choices {
        width: parent.width
        visible: filters.conversation.roomId !== ""
        label: qsTr("Where to search")
        value: filters.search.roomId === "" ? "all" : "room"
        options: [{
                "value": "room",
                "label": qsTr("This chat")
            }, {
                "value": "all",
                "label": qsTr("All chats")
            }]
        onChosen: value => filters.search.roomId = value === "room" ? filters.conversation.roomId : ""
    }
    Flow {
        width: parent.width
        spacing: Theme.spaceS - Theme.ring

        FilterChip {
            width: Math.min(implicitWidth, filters.width)
            on: filters.search.senderId !== ""
            text: on ? qsTr("From %1", "sender").arg(filters.search.senderName) : qsTr("From anybody")
            onClicked: person.open()
            onCleared: filters.search.senderId = ""
        }
        FilterChip {
            width: Math.min(implicitWidth, filters.width)
            on: filters.search.before > 0
            text: on ? qsTr("Before %1", "date").arg(new Date(filters.search.before).toLocaleDateString(Theme.locale, qsTr("MMM d, yyyy", "date of a search"))) : qsTr("Of any time")
            onClicked: date.show(filters.search.before > 0 ? filters.search.before : clock.date.getTime())
            onCleared: filters.search.before = 0
        }
    }

    PersonSheet {
        id: person
        title: qsTr("Whose messages?")
        members: filters.conversation.members
        people: filters.people
        onChosen: userId => filters.search.senderId = userId
        onClosed: filters.chosen()
    }
    DateSheet {
        id: date
        title: qsTr("Before which day?")
        today: clock.date
        onChosen: time => filters.search.before = time
        onClosed: filters.chosen()
    }
}
