import QtQuick
import Madang.Components
import Madang.Theme

/*! Over a conversation that fills the window: where one is among what a search found, and the ways along it and back to it. */
Rectangle {
    id: bar

    //! A SearchController.
    required property var search

    signal listAsked
    signal closeAsked

    implicitHeight: Theme.control + Theme.spaceXs
    color: Theme.panel

    Button {
        id: words
        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceXs
        anchors.right: up.left
        anchors.verticalCenter: parent.verticalCenter
        tone: "link"
        text: qsTr("“%1”: %2 of %3", "a found message").arg(bar.search.query.trim()).arg(bar.search.current + 1).arg(bar.search.count)
        onClicked: bar.listAsked()
    }
    IconButton {
        id: up
        anchors.right: down.left
        anchors.verticalCenter: parent.verticalCenter
        enabled: bar.search.current > 0
        iconName: "down"
        rotation: 180
        text: qsTr("Previous found message")
        onClicked: bar.search.step(-1)
    }
    IconButton {
        id: down
        anchors.right: cross.left
        anchors.verticalCenter: parent.verticalCenter
        enabled: bar.search.current < bar.search.count - 1 || bar.search.hasMore
        iconName: "down"
        text: qsTr("Next found message")
        onClicked: bar.search.step(1)
    }
    IconButton {
        id: cross
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceXs
        anchors.verticalCenter: parent.verticalCenter
        iconName: "close"
        text: qsTr("Close search")
        onClicked: bar.closeAsked()
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
