import QtQuick
import Madang.Components
import Madang.Theme

/*! What is to be known of a search: how much was found and where one stands in it, what could not be looked through, what went wrong. */
Column {
    id: told

    //! A SearchController.
    required property var search

    readonly property string tally: {
        const search = told.search;
        if (search.count === 0)
            return "";
        const count = search.hasMore ? qsTr("more than %1", "found messages").arg(search.count) : search.count;
        return search.current >= 0 ? qsTr("%1 of %2", "a found message").arg(search.current + 1).arg(count) : search.hasMore ? qsTr("More than %1 found").arg(search.count) : qsTr("%n found", "messages", search.count);
    }

    spacing: Theme.spaceXs

    Item {
        width: parent.width
        height: ways.height
        visible: told.tally !== ""

        Label {
            anchors.left: parent.left
            anchors.right: ways.left
            anchors.verticalCenter: parent.verticalCenter
            text: told.tally
            color: Theme.ink2
            font.pixelSize: Theme.textXs
        }
        Row {
            id: ways
            anchors.right: parent.right

            IconButton {
                height: Theme.touchy ? Theme.control : Theme.controlS
                width: height
                enabled: told.search.current > 0
                iconName: "down"
                iconSize: Theme.iconS
                rotation: 180
                text: qsTr("Previous found message")
                onClicked: told.search.step(-1)
            }
            IconButton {
                height: Theme.touchy ? Theme.control : Theme.controlS
                width: height
                enabled: told.search.current < told.search.count - 1 || told.search.hasMore
                iconName: "down"
                iconSize: Theme.iconS
                text: qsTr("Next found message")
                onClicked: told.search.step(1)
            }
        }
    }
    Wait {
        active: told.search.busy && told.search.count > 0
        text: qsTr("Searching the server…")
    }
    SearchNote {
        width: parent.width
        iconName: "offline"
        text: told.search.offline ? qsTr("Offline: this is what this computer keeps.") : ""
    }
    SearchNote {
        width: parent.width
        iconName: "info"
        text: told.search.incomplete ? qsTr("The server is still going through older messages. Some may be missing.") : ""
    }
    SearchNote {
        width: parent.width
        iconName: "alert"
        grave: true
        text: told.search.error
    }
}
