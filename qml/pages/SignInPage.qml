import QtQuick
import Madang.Components
import Madang.Panes
import Madang.Theme

/*! The way in: a server, a handle and a password; or a new account with a name to show. */
FocusScope {
    id: page

    required property var app
    //! An AccountsController.
    required property var accounts
    required property var signIn

    QtObject {
        id: state
        //! A new account is being made.
        property bool creating: false
        //! The person went on typing since the last answer, so its error is out of date.
        property bool stale: true
        property string missing
    }

    function errorOf(name: string, field: Field): string {
        if (state.missing === name)
            return qsTr("Please fill this in.");
        return !state.stale && signIn.errorField === name ? signIn.error : "";
    }

    function edited() {
        state.stale = true;
        state.missing = "";
    }

    function submit() {
        if (signIn.busy)
            return;
        const fields = [["server", server], ["handle", handle], ["password", password]];
        if (state.creating)
            fields.push(["name", displayName]);
        const empty = fields.find(entry => entry[1].text.trim() === "");
        state.missing = empty ? empty[0] : "";
        if (empty) {
            empty[1].take();
            return;
        }
        state.stale = false;
        signIn.serverUrl = server.text.trim();
        if (state.creating)
            signIn.createAccount(handle.text.trim(), password.text, displayName.text.trim());
        else
            signIn.signIn(handle.text.trim(), password.text);
    }

    function turn() {
        state.creating = !state.creating;
        edited();
        (handle.text === "" ? handle : password.text === "" ? password : state.creating ? displayName : handle).take();
    }

    Keys.onPressed: event => {
        if (accounts.canGoBack && (event.key === Qt.Key_Escape || event.key === Qt.Key_Back)) {
            event.accepted = true;
            accounts.goBack();
        }
    }
    Component.onCompleted: {
        server.text = signIn.serverUrl || signIn.lastServer || "";
        handle.text = signIn.handle || signIn.lastHandle || "";
        (server.text === "" ? server : handle.text === "" ? handle : password).take();
    }

    Connections {
        target: page.signIn
        function onErrorChanged() {
            const field = {
                "server": server,
                "handle": handle,
                "password": password,
                "name": displayName
            }[page.signIn.errorField];
            if (page.signIn.error !== "" && field)
                field.take();
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.page
    }

    FollowingFlickable {
        id: view
        anchors.top: news.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        contentHeight: Math.max(height, above + form.height + Theme.spaceXl)

        //! What stands at the top keeps its place where the form fills the page.
        readonly property real above: Math.max(languages.height, others.height) + 2 * Theme.spaceL

        OtherAccounts {
            id: others
            anchors.left: parent.left
            anchors.top: parent.top
            anchors.margins: Theme.spaceL
            accounts: page.accounts
        }

        // Before anybody is signed in, the window must still be readable to the one who sits before it.
        LanguageChoice {
            id: languages
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.spaceL
            app: page.app
        }

        Column {
            id: form
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(view.above, Math.round((view.height - height) / 2))
            width: Math.min(Theme.formWidth, page.width - 2 * Theme.spaceXl)
            spacing: Theme.spaceL

            Welcome {
                width: parent.width
                text: state.creating ? qsTr("A place in the courtyard for you") : qsTr("The courtyard where people meet")
            }

            Field {
                id: server
                width: parent.width
                label: qsTr("Server")
                hint: "127.0.0.1:8765"
                inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase
                error: page.errorOf("server", server)
                onEdited: page.edited()
                onAccepted: handle.take()
            }
            Field {
                id: handle
                width: parent.width
                label: qsTr("Handle")
                hint: state.creating ? qsTr("3 to 32 of a–z, 0–9, _ and .") : qsTr("as in @mina")
                maximumLength: 32
                inputMethodHints: Qt.ImhNoAutoUppercase | Qt.ImhLowercaseOnly | Qt.ImhNoPredictiveText
                error: page.errorOf("handle", handle)
                onEdited: page.edited()
                onAccepted: password.take()
            }
            Field {
                id: password
                width: parent.width
                label: qsTr("Password")
                hint: state.creating ? qsTr("at least 8 characters") : ""
                secret: true
                inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoAutoUppercase | Qt.ImhNoPredictiveText
                error: page.errorOf("password", password)
                onEdited: page.edited()
                onAccepted: state.creating ? displayName.take() : page.submit()
            }
            Field {
                id: displayName
                width: parent.width
                visible: state.creating
                label: qsTr("Display name")
                hint: qsTr("what others see")
                maximumLength: 64
                error: page.errorOf("name", displayName)
                onEdited: page.edited()
                onAccepted: page.submit()
            }

            Label {
                width: parent.width
                visible: text !== ""
                wrapMode: Text.Wrap
                text: !state.stale && page.signIn.errorField === "" ? page.signIn.error : ""
                color: Theme.attention
                font.pixelSize: Theme.textS
                Accessible.role: Accessible.AlertMessage
            }

            Button {
                width: parent.width
                tone: "primary"
                text: state.creating ? qsTr("Create account") : qsTr("Sign in")
                busy: page.signIn.busy
                onClicked: page.submit()
            }

            Button {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: page.signIn.busy
                tone: "link"
                text: qsTr("Cancel")
                onClicked: page.signIn.cancel()
            }
            Row {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: !page.signIn.busy
                spacing: Theme.spaceXs

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: state.creating ? qsTr("Here before?") : qsTr("New here?")
                    color: Theme.ink2
                    font.pixelSize: Theme.textS
                }
                Button {
                    anchors.verticalCenter: parent.verticalCenter
                    tone: "link"
                    text: state.creating ? qsTr("Sign in") : qsTr("Create account")
                    onClicked: page.turn()
                }
            }
        }
    }

    // Why one is here again, most of all.
    NoticeLine {
        id: news
        width: parent.width
        text: page.app.notice
        onDismissed: page.app.dismissNotice()
    }
}
