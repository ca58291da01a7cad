import QtQuick
import Madang.Theme

/*! A hairline between two grounds. */
Rectangle {
    implicitWidth: Theme.hair
    implicitHeight: Theme.hair
    color: Theme.line
}
