import QtQuick
import Madang.Theme
import "Markup.js" as Markup

/*!
    Stands in for words of a bubble while some of them are selected: a Text cannot, and a TextEdit costs ten times as much, so
    only what is selected has one. It paints the same lines at the same places.
*/
TextEdit {
    id: edit

    //! What it stands in for.
    property BubbleText words: null

    function selectBetween(from: point, to: point) {
        select(positionAt(from.x, from.y - air), positionAt(to.x, to.y - air));
    }

    // A Text whose lines are looked at leaves the air of its line height above the first one, too.
    readonly property FontMetrics metrics: FontMetrics {
        font: edit.font
    }
    readonly property string format: words?.format ?? "plain" // null while it goes
    readonly property string marked: format === "plain" ? Markup.escaped(words?.plain ?? "") : words?.markup ?? ""
    // Of the line height: lines end on 64ths of a pixel here, and would fall behind a Text's.
    readonly property real grain: 0.02

    readonly property real air: format === "rich" ? 0 : (Theme.lineHeight - 1) * metrics.height

    x: words?.x ?? 0
    y: (words?.y ?? 0) + air
    width: words?.width ?? 0
    text: Markup.rich(marked, Theme.accent, words?.codeGround ?? Theme.sunken, Theme.codeFamily, 100 * Theme.lineHeight + (format === "rich" ? 0 : grain))
    textFormat: TextEdit.RichText
    wrapMode: TextEdit.Wrap
    readOnly: true
    activeFocusOnPress: false
    selectByMouse: false
    persistentSelection: true
    font: words?.font ?? Qt.font({})
    color: words?.color ?? Theme.ink
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    Accessible.ignored: true
}
