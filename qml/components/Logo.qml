import QtQuick
import Madang.Theme

/*! The courtyard with its gate open, somebody in it. */
Icon {
    name: "logo"
    size: Theme.logo
    color: Theme.accent
    Accessible.ignored: true

    Icon {
        name: "logo-person"
        size: Theme.logo
        color: Theme.attention
    }
}
