#!/usr/bin/python3
"""The files by which systems know the client: well formed, complete, and in agreement with each other and with the theme."""
import configparser
import json
import os
import plistlib
import re
import struct
import unittest
import xml.etree.ElementTree as ET

try:
    import yaml
except ImportError:
    yaml = None

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
ANDROID = os.path.join(ROOT, "packaging/android")
IOS = os.path.join(ROOT, "packaging/ios")
NS = "{http://schemas.android.com/apk/res/android}"
# Pixels of a launcher icon of 48 dp.
DENSITIES = {"mdpi": 48, "hdpi": 72, "xhdpi": 96, "xxhdpi": 144, "xxxhdpi": 192}


def read(*parts):
    with open(os.path.join(ROOT, *parts), encoding="utf-8") as file:
        return file.read()


def png(path):
    """(width, height, whether it can be seen through)."""
    with open(path, "rb") as file:
        head = file.read(33)
    if head[:8] != b"\x89PNG\r\n\x1a\n":
        raise AssertionError(f"{path} is no PNG")
    width, height, _depth, kind = struct.unpack(">IIBB", head[16:26])
    return width, height, kind in (4, 6)


def plist(path):
    # CMake fills the names in.
    return plistlib.loads(re.sub(r"\$\{\w+\}", "filled-in", read(path)).encode())


def theme(name):
    """The light and the dark colour of the theme."""
    dark, light = re.search(rf'property color {name}: dark \? "(#\w+)" : "(#\w+)"', read("qml/theme/Theme.qml")).groups()
    return light, dark


class Android(unittest.TestCase):
    def setUp(self):
        self.manifest = ET.parse(os.path.join(ANDROID, "AndroidManifest.xml")).getroot()
        self.activity = self.manifest.find("application/activity")

    def test_every_resource_is_well_formed(self):
        seen = 0
        for folder, _, files in os.walk(os.path.join(ANDROID, "res")):
            for name in files:
                if name.endswith(".xml"):
                    ET.parse(os.path.join(folder, name))
                    seen += 1
        self.assertGreaterEqual(seen, 9)

    def test_it_may_what_it_needs_and_no_more(self):
        asked = {one.get(NS + "name").rsplit(".", 1)[1] for one in self.manifest.findall("uses-permission")}
        self.assertEqual(asked, {"INTERNET", "ACCESS_NETWORK_STATE", "POST_NOTIFICATIONS"})

    def test_links_lead_into_the_one_window(self):
        links = [one for one in self.activity.findall("intent-filter") if one.find("data") is not None]
        self.assertEqual([one.find("data").get(NS + "scheme") for one in links], ["madang"])
        said = {one.get(NS + "name").rsplit(".", 1)[1] for one in links[0] if one.tag != "data"}
        self.assertEqual(said, {"VIEW", "DEFAULT", "BROWSABLE"})
        self.assertEqual(self.activity.get(NS + "launchMode"), "singleTask")
        self.assertEqual(self.activity.get(NS + "exported"), "true")

    def test_the_composer_stays_above_the_keyboard(self):
        self.assertEqual(self.activity.get(NS + "windowSoftInputMode"), "adjustResize")

    def test_qt_finds_its_places(self):
        named = {one.get(NS + "name"): one.get(NS + "value") for one in self.activity.findall("meta-data")}
        self.assertEqual(named["android.app.lib_name"], "-- %%INSERT_APP_LIB_NAME%% --")
        self.assertIn("%%INSERT_PERMISSIONS", read("packaging/android/AndroidManifest.xml"))
        package = re.search(r"QT_ANDROID_PACKAGE_NAME (\S+)", read("client/app/CMakeLists.txt"))[1]
        self.assertEqual(self.manifest.get("package"), package)

    def test_what_it_refers_to_is_there(self):
        files = [os.path.join(folder, name) for folder, _, names in os.walk(ANDROID) for name in names if name.endswith(".xml")]
        resources = [name for name in files if "/values" in name]
        values = "".join(read(name) for name in resources)
        for name in files:
            for kind, wanted in re.findall(r'"@(?!android)(\w+)/(\w+)"', read(name)) + re.findall(r">@(?!android)(\w+)/(\w+)<", read(name)):
                drawn = any(f"/{kind}" in one and os.path.basename(one).startswith(wanted + ".") for one in files)
                self.assertTrue(drawn or f'name="{wanted}"' in values, f"{name}: @{kind}/{wanted}")

    def test_the_icon_is_there_in_every_density(self):
        for density, pixels in DENSITIES.items():
            self.assertEqual(png(os.path.join(ANDROID, f"res/mipmap-{density}/ic_launcher.png"))[:2], (pixels, pixels))

    def test_the_colours_are_the_themes(self):
        def color(folder, name):
            root = ET.parse(os.path.join(ANDROID, "res", folder, "colors.xml")).getroot()
            return next(one.text for one in root if one.get("name") == name)
        self.assertEqual((color("values", "page"), color("values-night", "page")), theme("page"))
        self.assertEqual(color("values", "accent"), theme("accent")[0])


class Ios(unittest.TestCase):
    def test_the_bundle_says_who_it_is(self):
        info = plist("packaging/ios/Info.plist.in")
        self.assertEqual(info["UILaunchStoryboardName"], "LaunchScreen")
        self.assertTrue(os.path.exists(os.path.join(IOS, "LaunchScreen.storyboard")))
        self.assertEqual(info["CFBundleLocalizations"], ["en", "ko"])
        self.assertIn("NSLocalNetworkUsageDescription", info)

    def test_the_launch_screen_is_well_formed_and_finds_its_colour(self):
        screen = ET.parse(os.path.join(IOS, "LaunchScreen.storyboard")).getroot()
        self.assertEqual(screen.get("launchScreen"), "YES")
        name = screen.find(".//view/color").get("name")
        with open(os.path.join(IOS, f"Assets.xcassets/{name}.colorset/Contents.json"), encoding="utf-8") as file:
            colors = [one["color"]["components"] for one in json.load(file)["colors"]]
        told = tuple("#" + "".join(one[part][2:] for part in ("red", "green", "blue")) for one in colors)
        self.assertEqual(told, theme("page"))

    def test_the_icon_is_opaque_and_large_enough(self):
        with open(os.path.join(IOS, "Assets.xcassets/AppIcon.appiconset/Contents.json"), encoding="utf-8") as file:
            image = json.load(file)["images"][0]
        self.assertEqual(png(os.path.join(IOS, "Assets.xcassets/AppIcon.appiconset", image["filename"])), (1024, 1024, False))


class Everywhere(unittest.TestCase):
    def test_the_same_links_on_every_system(self):
        for path in ("packaging/ios/Info.plist.in", "packaging/macos/Info.plist.in"):
            self.assertEqual(plist(path)["CFBundleURLTypes"][0]["CFBundleURLSchemes"], ["madang"], path)
        desktop = configparser.ConfigParser(interpolation=None)
        desktop.read(os.path.join(ROOT, "packaging/desktop/madang.desktop"), encoding="utf-8")
        self.assertIn("x-scheme-handler/madang", desktop["Desktop Entry"]["MimeType"])

    @unittest.skipIf(yaml is None, "no YAML for Python on this machine")
    def test_the_workflows_are_well_formed(self):
        folder = os.path.join(ROOT, ".github/workflows")
        self.assertGreaterEqual(len(os.listdir(folder)), 3)
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                flow = yaml.safe_load(file)
            for job in flow["jobs"].values():
                self.assertIn("runs-on", job, name)
                for step in job["steps"]:
                    self.assertTrue(("run" in step) != ("uses" in step), f"{name}: {step}")


if __name__ == "__main__":
    unittest.main()
