import QtTest
import Madang.Theme

/*! What the theme computes. (Its colours: tst_contrast.qml.) */
TestCase {
    name: "Theme"

    function cleanup() {
        Theme.dark = false;
    }

    function test_hues() {
        for (const dark of [false, true]) {
            Theme.dark = dark;
            compare(Theme.hues.length, 8);
            compare(Theme.nameHues.length, 8);
        }
        compare(Theme.hue(-1), Theme.hue(7));
        compare(Theme.hue(9), Theme.hue(1));
    }
}
