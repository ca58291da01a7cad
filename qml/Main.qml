import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! The window. What it shows and does comes in through its properties; it keeps only how it looks. */
T.ApplicationWindow {
    id: window

    required property var app
    required property var signIn
    required property var connection
    required property var me
    required property var rooms
    required property var roomsController
    required property var conversation
    required property var links
    required property var settings

    //! The language that the words are in now: the translations answer for themselves.
    readonly property string spoken: qsTr("en", "the code of this very language")

    function turnPage() {
        if (app.page === "main")
            pages.setSource("Pages/MainPage.qml", {
                    "app": app,
                    "connection": connection,
                    "me": me,
                    "rooms": rooms,
                    "roomsController": roomsController,
                    "conversation": conversation,
                    "links": links,
                    "settings": settings
                });
        else if (app.page === "signin")
            pages.setSource("Pages/SignInPage.qml", {
                    "app": app,
                    "signIn": signIn
                });
        else
            // it is not known yet whether somebody is signed in
            pages.setSource("");
    }

    width: Theme.windowWidth
    height: Theme.windowHeight
    minimumWidth: Theme.windowMinWidth
    minimumHeight: Theme.windowMinHeight
    visible: true
    color: Theme.page
    title: app.page === "main" && rooms.totalUnread > 0 ? qsTr("(%1) Madang", "unread count").arg(rooms.totalUnread) : qsTr("Madang")
    font.family: Theme.family
    font.pixelSize: Theme.textM

    Binding {
        target: Theme
        property: "dark"
        value: window.app.theme === "dark" || (window.app.theme !== "light" && window.app.systemDark)
    }
    Binding {
        target: Theme
        property: "touchy"
        value: window.width < Theme.narrowBelow
    }
    Binding {
        target: Theme
        property: "still"
        value: window.app.reducedMotion
    }
    // The system's own customs where it speaks the window's language, else those of the language.
    Binding {
        target: Theme
        property: "locale"
        value: Qt.locale().name.startsWith(window.spoken) ? Qt.locale() : Qt.locale(window.spoken === "ko" ? "ko_KR" : "en_US")
    }

    Connections {
        target: window.app
        function onPageChanged() {
            window.turnPage();
        }
    }
    Component.onCompleted: turnPage()

    // The objects of a page are the same for its life, so they are given once, as it is made (module Madang.Pages).
    Loader {
        id: pages
        anchors.fill: parent
        focus: true
    }
}
