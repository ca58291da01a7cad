pragma Singleton
import QtQuick

/*!
    Every colour, size and duration of the window; nothing else holds a literal. Sizes are device-independent
    pixels on a grid of 4, durations milliseconds. `dark`, `still`, `touchy` and `locale`
    are set by Main.
*/
QtObject {
    id: theme

    //! Paints the dark theme.
    property bool dark: false
    //! The system asks for reduced motion: all durations are 0.
    property bool still: false
    //! A finger's window: controls grow to the touch target.
    property bool touchy: false
    //! How large letters are, as a share of what is usual; what holds them grows along.
    property real textScale: 1
    //! Rows of lists take less room.
    property bool compact: false
    //! The locale of dates and numbers.
    property var locale: Qt.locale()

    // Ground and ink
    readonly property color page: dark ? "#171614" : "#F7F4EE"
    readonly property color panel: dark ? "#1F1E1B" : "#FFFFFF"
    readonly property color raised: dark ? "#282622" : "#FFFFFF"
    readonly property color sunken: dark ? "#171614" : "#F4F0E8"
    readonly property color ink: dark ? "#EDE9E1" : "#211F1B"
    readonly property color ink2: dark ? "#ADA79D" : "#625D54"
    readonly property color ink3: dark ? "#A59E92" : "#6B655B"
    readonly property color line: dark ? "#34312C" : "#E7E2D8"
    readonly property color hover: dark ? "#26241F" : "#F7F4EE"
    readonly property color veil: dark ? "#99000000" : "#59211F1B"
    readonly property color clear: "#00000000"

    // What stands out
    readonly property color accent: dark ? "#4DB593" : "#1B7057"
    readonly property color accentHover: dark ? "#5FC3A5" : "#175F4A"
    readonly property color accentInk: dark ? "#0E1F19" : "#FFFFFF"
    readonly property color accentSoft: dark ? "#24302A" : "#EAF3EE"
    readonly property color accentMark: dark ? "#2E4A3F" : "#CFE5DA"
    readonly property color attention: dark ? "#F08A5D" : "#B84317"
    readonly property color attentionHover: dark ? "#F5A27D" : "#9C3812"
    readonly property color attentionInk: dark ? "#171614" : "#FFFFFF"
    readonly property color attentionSoft: dark ? "#38261C" : "#FBEEE7"
    readonly property color myBubble: dark ? "#1D3B31" : "#DDF0E6"
    readonly property color myInk2: dark ? "#A9C2B7" : "#4D6259"
    readonly property color theirBubble: raised
    readonly property color theirLine: dark ? raised : line
    readonly property color avatarInk: "#FFFFFF"
    //! Grounds within bubbles: what is quoted, and code.
    readonly property color myQuote: dark ? "#17302A" : "#CBE5D7"
    readonly property color theirQuote: dark ? "#1D2C27" : "#F2EEE6"

    //! Grounds of avatars, the same in both themes.
    readonly property var hues: ["#237A63", "#B04E34", "#3F6A99", "#8F569C", "#8A6612", "#487647", "#A8436B", "#4F5DB3"]
    //! Colours of names written on a panel or bubble.
    readonly property var nameHues: dark ? ["#5FC3A5", "#E8937B", "#86AEDA", "#C99BD3", "#D9B25E", "#8DBF8B", "#E08DAF", "#9AA6EA"] : hues

    // Type
    readonly property string family: ({
            "windows": "Malgun Gothic",
            "osx": "Apple SD Gothic Neo",
            "android": "sans-serif"
        })[Qt.platform.os] || "Noto Sans CJK KR"
    //! For emoji that stand alone, since faces of letters have some of them, too, without colour.
    readonly property string emojiFamily: ({
            "windows": "Segoe UI Emoji",
            "osx": "Apple Color Emoji"
        })[Qt.platform.os] || "Noto Color Emoji"
    //! For code; the generic name leaves the choice to the system.
    readonly property string codeFamily: ({
            "windows": "Consolas",
            "osx": "Menlo"
        })[Qt.platform.os] || "monospace"
    readonly property int textXs: Math.round(12 * textScale)
    readonly property int textS: Math.round(13 * textScale)
    readonly property int textM: Math.round(15 * textScale)
    readonly property int textL: Math.round(18 * textScale)
    readonly property int textXl: Math.round(24 * textScale)
    readonly property real lineHeight: 1.12
    //! What the size of all letters can be set to.
    readonly property int percentLeast: 80
    readonly property int percentMost: 160
    readonly property int percentStep: 10

    //! Of one, two and three emoji alone.
    readonly property int emojiPicked: 24
    readonly property var emojiLarge: [48, 40, 32]

    // Space
    readonly property int hair: 1
    readonly property int ring: 2
    readonly property int spaceXs: 4
    readonly property int spaceS: 8
    readonly property int spaceM: 12
    readonly property int spaceL: 16
    readonly property int spaceXl: 24
    readonly property int space2xl: 32
    readonly property int space3xl: 48

    // Corners
    readonly property int cornerTip: 4
    readonly property int corner: 8
    readonly property int cornerBubble: 14

    // Controls
    readonly property int touch: 48
    readonly property int control: Math.max(touchy ? touch : 40, 18 + oneLine)
    readonly property int controlS: 9 + Math.round(19 * textScale)
    readonly property int switchWidth: 44
    readonly property int switchHeight: 24
    readonly property int iconS: Math.round(16 * signScale)
    readonly property int iconM: Math.round(20 * signScale)
    readonly property int iconL: Math.round(24 * signScale)
    readonly property int badge: 4 + Math.round(16 * textScale)
    //! How far a message is drawn aside to be answered.
    readonly property int swipe: 56
    readonly property int chip: 7 + Math.round(19 * textScale)
    readonly property int chipEmoji: Math.round(18 * textScale)
    readonly property int replyQuote: 5 + twoLines
    readonly property int avatarXs: 26
    readonly property int avatarS: 34
    readonly property int avatarM: 40
    readonly property int avatarL: 44
    readonly property int avatarXl: 64
    readonly property int logo: 64
    readonly property int bar: 23 + twoLines
    readonly property int row: (compact ? 13 : 27) + twoLines
    readonly property int personRow: (compact ? 7 : 15) + twoLines
    readonly property int scrollBar: 6
    //! Pixels a second from which a swipe goes on by itself.
    readonly property int swipeSpeed: 600
    //! What one notch of the wheel scrolls.
    readonly property int wheelNotch: 96

    //! Heights of a line of body text, and of one with a smaller one below it.
    readonly property int oneLine: Math.round(22 * textScale)
    readonly property int twoLines: Math.round(41 * textScale)
    //! Signs beside words grow half as much as they.
    readonly property real signScale: (1 + wordScale) / 2
    //! Widths that words have to fit into grow with them, but not shrink.
    readonly property real wordScale: Math.max(1, textScale)

    // Layout
    readonly property int windowWidth: 1200
    readonly property int windowHeight: 820
    readonly property int windowMinWidth: 320
    readonly property int windowMinHeight: 420
    readonly property int narrowBelow: 600
    readonly property int wideFrom: 960
    readonly property int roomsTight: 240
    readonly property int roomsMin: 280
    readonly property int roomsWidth: 332
    readonly property int roomsMax: Math.round(360 * wordScale)
    readonly property int detailsWidth: 320
    readonly property int textMax: Math.round(640 * wordScale)
    readonly property int dialogWidth: Math.round(420 * wordScale)
    readonly property int dialogHeight: Math.round(560 * wordScale)
    readonly property int switcherWidth: Math.round(520 * wordScale)
    readonly property int settingsWidth: Math.round(780 * wordScale)
    readonly property int settingsHeight: Math.round(600 * wordScale)
    readonly property int settingsList: Math.round(210 * wordScale)
    readonly property int formWidth: Math.round(380 * wordScale)
    readonly property int menuWidth: Math.round(200 * wordScale)
    readonly property int composerLines: 8
    readonly property int completionRows: 5
    readonly property int emojiCell: touchy ? touch : 40
    readonly property int emojiColumns: touchy ? 7 : 8
    readonly property int emojiRows: 6

    // Time
    readonly property int quick: still ? 0 : 120
    readonly property int calm: still ? 0 : 180
    //! In which a gliding scroll has gone 63 % of what is left.
    readonly property int glide: 50
    //! The same of a list that was thrown.
    readonly property int throwTime: 325
    //! How long the message that one was led to stays marked, and a scroll bar after the last scroll.
    readonly property int markTime: 1200
    readonly property int barTime: 900
    //! How long what is only spoken can be found in the accessibility tree.
    readonly property int announceTime: 3000
    //! One turn of the spinner; not a transition, so it is not shortened, only stopped, by `still`.
    readonly property int turn: 1000
    //! A wait longer than this shows what is awaited.
    readonly property int patience: 300
    readonly property int tooltipDelay: 600
    //! How often what is on screen is looked at, to tell what was read.
    readonly property int glance: 200
    readonly property int hour: 3600000

    //! Opacity of what cannot be used now.
    readonly property real faint: 0.45
    //! Most of a window that has no room for details that the room list may take.
    readonly property real roomsShare: 0.4
    //! Shortest thumb of a scroll bar, as a share of the bar.
    readonly property real thumbShare: 0.06
    //! Height of an avatar's initial, as a share of the avatar.
    readonly property real initialShare: 0.44

    //! Colour of an avatar for a hue index of any size.
    function hue(index: int): color {
        return hues[((index % hues.length) + hues.length) % hues.length];
    }

    //! Colour of a name for a hue index of any size.
    function nameHue(index: int): color {
        return nameHues[((index % nameHues.length) + nameHues.length) % nameHues.length];
    }
}
