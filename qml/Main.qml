import QtQuick
import QtQuick.Templates as T
import Madang.Theme

/*! The window. What it shows and does comes in through its properties; it keeps only how it looks. */
T.ApplicationWindow {
    id: window

    required property var app
    //! An AccountsController, and through it all that belongs to the account that is shown.
    required property var accounts
    required property var settings

    //! The system's. (A var, since its declared type is a bare QObject.)
    property var inputMethod: Qt.inputMethod
    //! What the system draws over the window's edges; kept up by whoever made the window, where a system says it.
    property var insets: ({
            "left": 0,
            "top": 0,
            "right": 0,
            "bottom": 0
        })

    //! The language that the words are in now: the translations answer for themselves.
    readonly property string spoken: qsTr("en", "the code of this very language")

    QtObject {
        id: state
        //! Which page of which account is shown.
        property string shown
        //! How much of the window the on-screen keyboard covers.
        readonly property real keyboard: window.inputMethod.visible && window.inputMethod.keyboardRectangle.height > 0 ? Math.max(0, window.height - window.inputMethod.keyboardRectangle.y) : 0
    }

    // What a page is given is the same for its life: another account's page is another page.
    function turnPage() {
        const shown = app.page + " " + accounts.currentId;
        if (state.shown === shown)
            return;
        window.inputMethod.commit(); // a syllable that is still being composed belongs to the page that goes
        state.shown = shown;
        const account = accounts.current;
        if (app.page === "main")
            pages.setSource("Pages/MainPage.qml", {
                    "app": app,
                    "accounts": accounts,
                    "settings": settings,
                    "connection": account.connection,
                    "me": account.me,
                    "rooms": account.rooms,
                    "roomsController": account.roomsController,
                    "conversation": account.conversation,
                    "finder": account.finder,
                    "links": account.links,
                    "security": account.security,
                    "storage": account.storage,
                    "diagnostics": account.diagnostics
                });
        else if (app.page === "signin")
            pages.setSource("Pages/SignInPage.qml", {
                    "app": app,
                    "accounts": accounts,
                    "signIn": account.signIn
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
    title: accounts.totalUnread > 0 ? qsTr("(%1) Madang", "unread count").arg(accounts.totalUnread) : qsTr("Madang")
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
    Binding {
        target: Theme
        property: "textScale"
        value: window.settings.textSize / 100
    }
    Binding {
        target: Theme
        property: "compact"
        value: window.settings.compact
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
    Connections {
        target: window.accounts
        function onCurrentChanged() {
            window.turnPage();
        }
    }
    Instantiator {
        model: 9

        Shortcut {
            required property int index
            sequence: "Ctrl+Alt+" + (index + 1)
            onActivated: window.accounts.chooseAt(index)
        }
    }
    Component.onCompleted: turnPage()

    //! The program comes to its end, and does not stay in the tray.
    property bool ending: false

    // Whoever has its icon in the tray may stay there.
    onClosing: close => {
        close.accepted = ending || !settings.closeToTray;
        if (!close.accepted)
            hide();
    }

    // Above the on-screen keyboard, where the system does not make room for it by itself, and within the safe area.
    Loader {
        id: pages
        anchors.fill: parent
        anchors.leftMargin: window.insets.left
        anchors.topMargin: window.insets.top
        anchors.rightMargin: window.insets.right
        anchors.bottomMargin: Math.max(window.insets.bottom, state.keyboard)
        focus: true
    }
}
