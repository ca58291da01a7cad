import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! A dialog in the middle of the window: a title, a way out (Esc, the cross, a click beside it), and its content. */
T.Popup {
    id: sheet

    required property string title
    default property alias body: holder.data
    //! Fills the window, so it has no corners.
    property bool square: false
    //! Offers the way back within the sheet.
    property bool backward: false
    //! Height the content would like to have.
    property real bodyHeight: holder.childrenRect.height

    signal backAsked

    parent: T.Overlay.overlay
    //! On a phone it comes from below, as wide as the window.
    readonly property bool low: Theme.touchy && !square
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? low ? parent.height - height : Math.round((parent.height - height) / 2) : 0
    width: !parent ? Theme.dialogWidth : low ? parent.width : Math.min(Theme.dialogWidth, parent.width - 2 * Theme.spaceL)
    height: Math.min(head.height + bodyHeight + topPadding + bottomPadding, parent ? parent.height - 2 * Theme.spaceL : Theme.dialogHeight)
    padding: square ? Theme.spaceL : low ? Theme.spaceM : Theme.spaceXl
    topPadding: Theme.spaceM
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.quick
            easing.type: Easing.OutCubic
        }
    }
    exit: Transition {
        NumberAnimation {
            property: "opacity"
            to: 0
            duration: Theme.quick
            easing.type: Easing.OutCubic
        }
    }

    contentItem: Item {
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        Item {
            id: head
            width: parent.width
            height: Theme.touch + Theme.spaceXs

            IconButton {
                id: back
                anchors.left: parent.left
                anchors.leftMargin: -Theme.spaceM
                anchors.verticalCenter: parent.verticalCenter
                visible: sheet.backward
                iconName: "back"
                text: qsTr("Back")
                onClicked: sheet.backAsked()
            }
            Label {
                anchors.left: sheet.backward ? back.right : parent.left
                anchors.leftMargin: sheet.backward ? Theme.spaceS : 0
                anchors.right: cross.left
                anchors.verticalCenter: parent.verticalCenter
                text: sheet.title
                font.pixelSize: Theme.textL
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            IconButton {
                id: cross
                anchors.right: parent.right
                anchors.rightMargin: -Theme.spaceM
                anchors.verticalCenter: parent.verticalCenter
                iconName: "close"
                text: qsTr("Close")
                onClicked: sheet.close()
            }
        }

        Item {
            id: holder
            y: head.height
            width: parent.width
            height: parent.height - y
        }
    }

    background: Item {
        Rectangle {
            width: parent.width
            // The lower corners of one that comes from below are below.
            height: parent.height + (sheet.low ? radius : 0)
            radius: sheet.square ? 0 : Theme.cornerBubble
            color: Theme.panel
            border.color: Theme.line
            border.width: sheet.square ? 0 : Theme.hair
        }
    }

    T.Overlay.modal: Rectangle {
        color: Theme.veil
    }
}
