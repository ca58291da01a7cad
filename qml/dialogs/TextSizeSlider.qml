import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! From small to large letters, in steps. Under the mouse it waits until it is let go, since everything moves with it. */
Item {
    id: root

    required property int percent

    signal chosen(int percent)

    implicitHeight: Math.max(Theme.control, large.implicitHeight) + words.implicitHeight

    Label {
        id: small
        anchors.verticalCenter: slider.verticalCenter
        text: qsTr("A", "a letter, small and large")
        font.pixelSize: Theme.textXs
        color: Theme.ink2
        silent: true
    }
    T.Slider {
        id: slider

        // As accessibility asks for them.
        readonly property real minimumValue: from
        readonly property real maximumValue: to

        anchors.left: small.right
        anchors.leftMargin: Theme.spaceM
        anchors.right: large.left
        anchors.rightMargin: Theme.spaceM
        height: Math.max(Theme.control, large.implicitHeight)
        from: Theme.percentLeast
        to: Theme.percentMost
        stepSize: Theme.percentStep
        snapMode: T.Slider.SnapAlways
        value: root.percent
        Accessible.role: Accessible.Slider
        Accessible.name: qsTr("Text size")
        Accessible.description: words.text
        onMoved: if (!pressed)
            root.chosen(value)
        onPressedChanged: if (!pressed)
            root.chosen(value)

        background: Item {
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                height: Theme.spaceXs
                radius: height / 2
                color: Theme.line

                Rectangle {
                    width: slider.visualPosition * parent.width
                    height: parent.height
                    radius: height / 2
                    color: Theme.accent
                }
            }
        }
        handle: Rectangle {
            x: slider.visualPosition * (slider.availableWidth - width)
            anchors.verticalCenter: parent?.verticalCenter
            width: Theme.iconM
            height: width
            radius: width / 2
            color: slider.pressed || slider.hovered ? Theme.accentHover : Theme.accent

            FocusRing {
                shown: slider.visualFocus
            }
        }
    }
    Label {
        id: large
        anchors.right: parent.right
        anchors.verticalCenter: slider.verticalCenter
        text: small.text
        font.pixelSize: Theme.textXl
        color: Theme.ink2
        silent: true
    }
    Label {
        id: words
        anchors.top: slider.bottom
        text: slider.value === 100 ? qsTr("100 %, as usual") : qsTr("%1 %", "percent").arg(slider.value)
        color: Theme.ink2
        font.pixelSize: Theme.textS
        silent: true
    }
}
