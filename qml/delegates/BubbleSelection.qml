import QtQuick
import Madang.Theme

/*!
    Stands in for a bubble's words while some of them are selected: a Text cannot, and a TextEdit costs ten times as much, so
    only this one bubble has one. It paints the same lines at the same places.
*/
TextEdit {
    id: edit

    required property string words

    function selectBetween(from: point, to: point) {
        select(positionAt(from.x, from.y - y), positionAt(to.x, to.y - y));
    }

    // A Text whose lines are looked at leaves the air of its line height above the first one, too.
    readonly property FontMetrics metrics: FontMetrics {
        font: edit.font
    }
    // Of the line height: lines end on 64ths of a pixel here, and would fall behind a Text's.
    readonly property real grain: 0.02

    function html(): string {
        const escaped = words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br/>");
        return "<p style='line-height:" + (100 * Theme.lineHeight + grain) + "%; white-space:pre-wrap; margin:0'>" + escaped + "</p>";
    }

    y: (Theme.lineHeight - 1) * metrics.height
    text: html()
    textFormat: TextEdit.RichText
    wrapMode: TextEdit.Wrap
    readOnly: true
    activeFocusOnPress: false
    selectByMouse: false
    persistentSelection: true
    font.family: Theme.family
    font.pixelSize: Theme.textM
    color: Theme.ink
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    Accessible.ignored: true
}
