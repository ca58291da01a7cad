import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! The keys that the window knows, as this system writes them. */
Sheet {
    id: sheet

    required property KeyTable table

    title: qsTr("Keyboard shortcuts")
    bodyHeight: content.height

    Flickable {
        id: view
        anchors.fill: parent
        contentHeight: content.height
        boundsBehavior: Flickable.StopAtBounds
        clip: contentHeight > height
        activeFocusOnTab: contentHeight > height
        Keys.onDownPressed: contentY = Math.min(contentHeight - height, contentY + Theme.control)
        Keys.onUpPressed: contentY = Math.max(0, contentY - Theme.control)
        T.ScrollBar.vertical: ScrollBar {
        }

        Glide {
            view: view
        }

        Column {
            id: content
            width: parent.width
            spacing: Theme.spaceS
            Accessible.role: Accessible.List
            Accessible.name: sheet.title

            Repeater {
                model: sheet.table.rows

                Item {
                    id: entry

                    required property var modelData
                    readonly property string keys: modelData.keys.map((key, index) => written.count > index ? written.objectAt(index).nativeText : key).join(" / ").replace(/Up\b/g, "↑").replace(/Down\b/g, "↓").replace(/Left\b/g, "←").replace(/Return\b/g, "Enter")

                    width: parent?.width ?? 0
                    height: Math.max(does.implicitHeight, cap.height)
                    Accessible.role: Accessible.ListItem
                    Accessible.name: modelData.does + ", " + keys

                    // Only to say how the system writes them.
                    Instantiator {
                        id: written
                        model: entry.modelData.keys

                        Shortcut {
                            required property string modelData
                            sequence: modelData
                            enabled: false
                        }
                    }
                    Label {
                        id: does
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width - cap.width - Theme.spaceM
                        text: entry.modelData.does
                        wrapMode: Text.Wrap
                        font.pixelSize: Theme.textS
                        silent: true
                    }
                    Rectangle {
                        id: cap
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        width: keysLabel.implicitWidth + 2 * Theme.spaceS
                        height: keysLabel.implicitHeight + Theme.spaceXs
                        radius: Theme.cornerTip
                        color: Theme.sunken
                        border.color: Theme.line

                        Label {
                            id: keysLabel
                            anchors.centerIn: parent
                            text: entry.keys
                            color: Theme.ink2
                            font.pixelSize: Theme.textXs
                            silent: true
                        }
                    }
                }
            }
        }
    }
}
