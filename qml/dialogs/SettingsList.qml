import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! Who I am, the sections of the settings, and the way out. Arrows walk; beside the page what is walked to is shown at once. */
FocusScope {
    id: root

    //! A list of {name, icon, label}.
    required property var sections
    required property string section
    required property var me
    //! The page comes after the list, not beside it: a section is entered.
    required property bool deep

    signal chosen(string name)
    signal signOutAsked

    function takeFocus() {
        list.currentIndex = Math.max(0, sections.findIndex(one => one.name === section));
        list.forceActiveFocus(Qt.TabFocusReason);
    }

    Row {
        id: head
        width: parent.width
        spacing: Theme.spaceM
        bottomPadding: Theme.spaceM

        Avatar {
            anchors.verticalCenter: names.verticalCenter
            size: Theme.avatarM
            initial: root.me.initial
            hueIndex: root.me.hueIndex
        }
        Column {
            id: names
            width: parent.width - Theme.avatarM - parent.spacing

            Label {
                width: parent.width
                text: root.me.name
                font.weight: Font.DemiBold
            }
            Label {
                width: parent.width
                text: "@" + root.me.handle
                color: Theme.ink2
                font.pixelSize: Theme.textXs
            }
        }
    }

    ListView {
        id: list
        anchors.top: head.bottom
        anchors.bottom: out.top
        anchors.bottomMargin: Theme.spaceS
        width: parent.width
        focus: true
        clip: contentHeight > height
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        model: root.sections.length
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Sections")
        T.ScrollBar.vertical: ScrollBar {
        }
        onCurrentIndexChanged: if (activeFocus && !root.deep && currentIndex >= 0)
            root.chosen(root.sections[currentIndex].name)
        Keys.onReturnPressed: root.chosen(root.sections[currentIndex].name)
        Keys.onEnterPressed: root.chosen(root.sections[currentIndex].name)
        Keys.onSpacePressed: root.chosen(root.sections[currentIndex].name)

        delegate: T.ItemDelegate {
            id: row

            required property int index
            readonly property SettingsList root: ListView.view?.parent as SettingsList
            readonly property var one: root?.sections[index] ?? null
            readonly property bool current: one !== null && one.name === root.section

            width: ListView.view?.width ?? 0
            implicitHeight: Theme.control
            focusPolicy: Qt.NoFocus
            text: one?.label ?? ""
            Accessible.role: Accessible.ListItem
            Accessible.name: text
            Accessible.selectable: true
            Accessible.selected: current
            Accessible.onPressAction: row.clicked()
            onClicked: {
                ListView.view.currentIndex = index;
                root.chosen(one.name);
            }

            contentItem: Item {
                Icon {
                    id: sign
                    x: Theme.spaceS
                    anchors.verticalCenter: parent.verticalCenter
                    name: row.one?.icon ?? ""
                    color: row.current ? Theme.accent : Theme.ink2
                }
                Label {
                    anchors.left: sign.right
                    anchors.leftMargin: Theme.spaceM
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.text
                    color: row.current ? Theme.accent : Theme.ink
                    font.weight: row.current ? Font.DemiBold : Font.Normal
                    silent: true
                }
            }
            background: Rectangle {
                radius: Theme.corner
                color: row.current ? Theme.accentSoft : row.hovered || row.down ? Theme.hover : Theme.clear

                FocusRing {
                    gap: 0
                    shown: row.ListView.isCurrentItem && row.ListView.view.activeFocus
                }
            }
        }
    }

    Button {
        id: out
        anchors.bottom: parent.bottom
        width: parent.width
        iconName: "leave"
        text: qsTr("Sign out")
        onClicked: root.signOutAsked()
    }
}
