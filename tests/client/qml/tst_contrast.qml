import QtQuick
import QtTest
import Madang.Theme

/*!
    Every colour of the theme says here what it is for, and reaches its contrast there in both themes: text 4.5 : 1 (WCAG
    2.1, 1.4.3), what is no text and has to be seen 3 : 1 (1.4.11). A colour without a line here fails.
*/
TestCase {
    name: "Contrast"

    readonly property var lists: ["page", "panel", "raised", "sunken", "hover", "accentSoft"]

    //! Text in this colour on each of these grounds.
    readonly property var texts: ({
            "ink": lists.concat(["attentionSoft", "myBubble", "theirBubble", "myQuote", "theirQuote", "accentMark"]),
            "ink2": lists.concat(["theirBubble", "theirQuote"]),
            "ink3": lists.concat(["theirBubble"]),
            "accent": ["page", "panel", "raised", "accentSoft", "myBubble", "theirBubble"],
            "accentInk": ["accent", "accentHover"],
            "attention": ["page", "panel", "raised", "attentionSoft", "theirBubble"],
            "attentionInk": ["attention", "attentionHover"],
            "myInk2": ["myBubble", "myQuote"],
            "page": ["ink"],
            "avatarInk": ["hues"],
            "nameHues": ["panel", "theirBubble"]
        })
    //! Rings, borders and marks that tell something by themselves.
    readonly property var marks: ({
            "accent": ["page", "panel", "raised", "sunken", "hover", "accentSoft", "myBubble", "theirBubble"],
            "attention": ["page", "panel", "raised"],
            "ink3": ["panel", "raised"],
            "accentInk": ["accent"]
        })
    //! What nobody has to see to understand the window: hairlines beside space, the veil, nothing at all.
    readonly property var quiet: ["line", "theirLine", "veil", "clear"]

    function channel(value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    function luminance(color) {
        return 0.2126 * channel(color.r) + 0.7152 * channel(color.g) + 0.0722 * channel(color.b);
    }

    function contrast(one, other) {
        const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    }

    function isColor(value) {
        return value !== null && typeof value === "object" && value.hslHue !== undefined;
    }

    //! The colours of a name: one, or those of a list.
    function colors(name) {
        const value = Theme[name];
        if (isColor(value))
            return [value];
        return Array.from(value).map(one => Qt.color(one));
    }

    function named() {
        const found = [];
        for (const name of stage.propertiesOf(Theme)) {
            const value = Theme[name];
            const listed = Array.isArray(value) && value.length > 0 && /^#/.test(value[0]);
            if (isColor(value) || listed)
                found.push(name);
        }
        return found;
    }

    function cleanup() {
        Theme.dark = false;
    }

    function test_formula() {
        fuzzyCompare(contrast(Qt.color("#000000"), Qt.color("#FFFFFF")), 21, 0.01);
        fuzzyCompare(contrast(Qt.color("#777777"), Qt.color("#FFFFFF")), 4.48, 0.01);
    }

    function test_everyColourSaysWhatItIsFor() {
        const all = named();
        verify(all.length > 25, all.length + " colours");
        const inks = Object.keys(texts).concat(Object.keys(marks));
        const grounds = Object.values(texts).concat(Object.values(marks)).reduce((all, some) => all.concat(some), []);
        for (const name of all)
            verify(inks.includes(name) || grounds.includes(name) || quiet.includes(name), "nothing is said of the contrast of " + name);
        for (const name of inks.concat(grounds, quiet))
            verify(all.includes(name), name + " is no colour of the theme");
    }

    function test_contrast_data() {
        const rows = [];
        for (const dark of [false, true])
            for (const [pairs, least] of [[texts, 4.5], [marks, 3]])
                for (const ink in pairs)
                    for (const ground of pairs[ink])
                        rows.push({"tag": [dark ? "dark" : "light", ink, "on", ground, "≥", least].join(" "), dark, ink, ground, least});
        return rows;
    }

    function test_contrast(data) {
        Theme.dark = data.dark;
        for (const ink of colors(data.ink))
            for (const ground of colors(data.ground)) {
                const reached = contrast(ink, ground);
                verify(reached >= data.least, ink + " on " + ground + " is " + reached.toFixed(2));
            }
    }
}
