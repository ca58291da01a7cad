import QtQuick
import Madang.Components
import Madang.Theme

/*! What this is, and what somebody who helps has to know. */
Column {
    id: section

    required property var app
    required property var connection
    //! A StorageController.
    required property var storage
    //! A DiagnosticsController.
    required property var diagnostics

    readonly property var facts: [{
            "label": qsTr("Version"),
            "value": app.version
        }, {
            "label": qsTr("Qt"),
            "value": diagnostics.qt
        }, {
            "label": qsTr("System", "computer"),
            "value": diagnostics.platform
        }, {
            "label": qsTr("Server"),
            "value": diagnostics.server + (diagnostics.serverVersion === "" ? "" : " (" + diagnostics.serverVersion + ")")
        }, {
            "label": qsTr("Protocol"),
            "value": diagnostics.protocol === "" ? qsTr("not known now") : diagnostics.protocol
        }, {
            "label": qsTr("Connection"),
            "value": connectionWords
        }, {
            "label": qsTr("Kept here"),
            "value": storage.bytes < 0 ? qsTr("not known now") : qsTr("%1, %Ln messages", "size", storage.messages).arg(Theme.locale.formattedDataSize(storage.bytes, 1, Locale.DataSizeSIFormat))
        }]

    readonly property string connectionWords: ({
            "connected": qsTr("connected"),
            "connecting": qsTr("connecting"),
            "offline": qsTr("offline"),
            "draining": qsTr("the server is restarting"),
            "replaced": qsTr("taken over by another window")
        })[connection.state] ?? connection.state

    spacing: Theme.spaceL

    Component.onCompleted: {
        storage.refresh();
        diagnostics.refresh();
    }

    Row {
        width: parent.width
        spacing: Theme.spaceM

        Logo {
            anchors.verticalCenter: parent.verticalCenter
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x

            Label {
                text: qsTr("Madang")
                font.pixelSize: Theme.textL
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            Label {
                width: parent.width
                wrapMode: Text.Wrap
                text: qsTr("The courtyard where people meet")
                color: Theme.ink2
                font.pixelSize: Theme.textS
            }
        }
    }
    Column {
        width: parent.width

        SettingsHeading {
            text: qsTr("Diagnostics")
            hint: qsTr("Nothing secret and nothing that anybody wrote.")
        }
        Repeater {
            model: section.facts

            Fact {
                required property var modelData

                width: parent?.width ?? 0
                label: modelData.label
                value: modelData.value
            }
        }
    }
    Row {
        spacing: Theme.spaceM

        Button {
            id: copy
            iconName: "copy"
            text: qsTr("Copy diagnostics")
            onClicked: {
                clipboard.put(section.facts.map(fact => fact.label + ": " + fact.value).join("\n"));
                copied.restart();
            }
        }
        Label {
            anchors.verticalCenter: copy.verticalCenter
            visible: copied.running
            text: qsTr("Copied.")
            color: Theme.accent
            font.pixelSize: Theme.textS
            Accessible.role: Accessible.AlertMessage
        }
    }

    Clipboard {
        id: clipboard
    }
    Timer {
        id: copied
        interval: Theme.announceTime
    }
}
