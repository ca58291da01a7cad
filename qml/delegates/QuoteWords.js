.pragma library

/** What stands for a message that is quoted: its words, or why there are none. */
function line(state, text) {
    switch (state) {
    case "deleted":
        return qsTr("Deleted message");
    case "gone":
        return qsTr("This message is no longer there");
    case "waiting":
        return qsTr("Message not loaded");
    default:
        return text;
    }
}
