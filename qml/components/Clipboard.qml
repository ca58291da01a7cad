import QtQuick

/*! Puts text on the system's clipboard, which QML itself cannot reach otherwise. */
TextEdit {
    function put(words: string) {
        text = words;
        selectAll();
        copy();
        text = "";
    }

    visible: false
    textFormat: TextEdit.PlainText
    Accessible.ignored: true
}
