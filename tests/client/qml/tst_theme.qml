import QtQuick
import QtTest
import Madang.Theme

/*! Text and its ground reach 4.5 : 1 in both themes (WCAG 2.1, 1.4.3). */
TestCase {
    name: "Theme"

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

    function cleanup() {
        Theme.dark = false;
    }

    function test_formula() {
        fuzzyCompare(contrast(Qt.color("#000000"), Qt.color("#FFFFFF")), 21, 0.01);
        fuzzyCompare(contrast(Qt.color("#777777"), Qt.color("#FFFFFF")), 4.48, 0.01);
    }

    function test_contrast_data() {
        const grounds = ["page", "panel", "raised", "sunken", "hover", "accentSoft"];
        const pairs = [["accentInk", "accent"], ["accentInk", "accentHover"], ["attentionInk", "attention"], ["attentionInk", "attentionHover"], ["attention", "attentionSoft"], ["ink", "attentionSoft"], ["ink", "myBubble"], ["myInk2", "myBubble"], ["accent", "myBubble"], ["accent", "panel"], ["accent", "page"], ["accent", "accentSoft"], ["attention", "panel"], ["attention", "page"], ["attention", "raised"], ["page", "ink"]];
        for (const ground of grounds)
            for (const ink of ["ink", "ink2", "ink3"])
                pairs.push([ink, ground]);
        const rows = [];
        for (const dark of [false, true])
            for (const [ink, ground] of pairs)
                rows.push({"tag": (dark ? "dark " : "light ") + ink + " on " + ground, dark, ink, ground});
        return rows;
    }

    function test_contrast(data) {
        Theme.dark = data.dark;
        verify(contrast(Theme[data.ink], Theme[data.ground]) >= 4.5, contrast(Theme[data.ink], Theme[data.ground]).toFixed(2));
    }

    function test_hues() {
        for (const dark of [false, true]) {
            Theme.dark = dark;
            compare(Theme.hues.length, 8);
            for (let i = 0; i < 8; ++i) {
                verify(contrast(Qt.color(Theme.nameHue(i)), Theme.theirBubble) >= 4.5, "name " + i + " " + contrast(Qt.color(Theme.nameHue(i)), Theme.theirBubble).toFixed(2));
                verify(contrast(Theme.avatarInk, Qt.color(Theme.hue(i))) >= 4.5, "avatar " + i + " " + contrast(Theme.avatarInk, Qt.color(Theme.hue(i))).toFixed(2));
            }
        }
        compare(Theme.hue(-1), Theme.hue(7));
        compare(Theme.hue(9), Theme.hue(1));
    }
}
