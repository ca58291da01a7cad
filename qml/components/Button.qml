import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! A button with words. `tone`: "primary" (the one thing to do here), "plain", "danger", or "link" (words only). */
T.Button {
    id: control

    property string tone: "plain"
    property string iconName
    //! Its work is under way: shows a spinner and takes no clicks.
    property bool busy: false

    readonly property bool filled: tone === "primary" || tone === "danger"
    readonly property color inkColor: tone === "primary" ? Theme.accentInk : tone === "danger" ? Theme.attentionInk : tone === "link" ? Theme.accent : Theme.ink
    readonly property color groundColor: {
        const lit = control.hovered || control.down;
        switch (tone) {
        case "primary":
            return lit ? Theme.accentHover : Theme.accent;
        case "danger":
            return lit ? Theme.attentionHover : Theme.attention;
        case "link":
            return lit ? Theme.accentSoft : Theme.clear;
        default:
            return lit ? Theme.hover : Theme.raised;
        }
    }

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: tone === "link" && !Theme.touchy ? Theme.controlS : Theme.control
    leftPadding: tone === "link" ? Theme.spaceS : Theme.spaceL
    rightPadding: leftPadding
    spacing: Theme.spaceS
    enabled: !busy
    opacity: enabled || busy ? 1 : Theme.faint

    Accessible.name: text
    Accessible.onPressAction: if (enabled)
        control.clicked()

    contentItem: Item {
        implicitWidth: words.implicitWidth
        implicitHeight: words.implicitHeight

        Row {
            id: words
            anchors.centerIn: parent
            spacing: control.spacing

            Spinner {
                anchors.verticalCenter: parent.verticalCenter
                visible: control.busy
                color: control.inkColor
                size: Theme.iconS
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: control.iconName !== "" && !control.busy
                name: control.iconName
                color: control.inkColor
                size: Theme.iconS
            }
            Label {
                text: control.text
                color: control.inkColor
                font.pixelSize: control.tone === "link" ? Theme.textS : Theme.textM
                font.weight: control.tone === "plain" ? Font.Normal : Font.DemiBold
                silent: true
            }
        }
    }

    background: Rectangle {
        radius: Theme.corner
        color: control.groundColor
        border.color: Theme.line
        border.width: control.tone === "plain" ? Theme.hair : 0

        FocusRing {
            shown: control.visualFocus
        }
    }

    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
}
