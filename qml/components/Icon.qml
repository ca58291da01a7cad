import QtQuick
import Madang.Theme

/*! One icon of the own set (resources/icons), drawn in a colour of the theme by the `icon` image provider. */
Image {
    //! File name in resources/icons without its ending; empty draws nothing.
    property string name
    property color color: Theme.ink2
    property int size: Theme.iconM

    width: size
    height: size
    sourceSize.width: size
    sourceSize.height: size
    source: name === "" ? "" : "image://icon/" + name + "/" + color.toString().slice(1)
}
