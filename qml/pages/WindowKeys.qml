import QtQuick
import Madang.Dialogs

/*! The keys that work everywhere in the window: those of the table, which KeysSheet tells. */
Item {
    id: keys

    required property KeyTable table
    //! The MainPage, its Ways and its PageSheets.
    required property var page
    required property var ways
    required property var sheets

    // Made once: another language changes only the words of the table.
    readonly property var acts: table.rows.filter(row => row.act).map(row => row.act)
    readonly property var does: ({
            "switch": () => sheets.switchChat(),
            "search": () => ways.searchHere(),
            "searchAll": () => ways.searchEverywhere(),
            "nextHit": () => page.finder.search.step(1),
            "previousHit": () => page.finder.search.step(-1),
            "newChat": () => sheets.newChat(),
            "previous": () => ways.step(-1, false),
            "next": () => ways.step(1, false),
            "previousUnread": () => ways.step(-1, true),
            "nextUnread": () => ways.step(1, true),
            "nextPane": () => ways.walkPanes(1),
            "previousPane": () => ways.walkPanes(-1),
            "settings": () => sheets.openSettings(),
            "keys": () => sheets.showKeys()
        })

    function keysOf(act: string): var {
        return table.rows.find(row => row.act === act)?.keys ?? [];
    }

    Repeater {
        model: keys.acts

        Item {
            id: one

            required property string modelData
            readonly property WindowKeys keys: parent as WindowKeys

            Shortcut {
                sequences: one.keys?.keysOf(one.modelData) ?? []
                onActivated: one.keys.does[one.modelData]()
            }
        }
    }
}
