#!/usr/bin/python3
"""The client's icon in the tray of a free desktop: shown to a panel, closed to, opened from, and ended by its menu.

The panel is one of ours, on a message bus of its own (StatusNotifierItem, com.canonical.dbusmenu). The steps build on
each other and run in the order of their names.
"""
import ctypes
import os
import struct
import sys
import time
import unittest

from desktop import Desktop

desktop = Desktop()

from server import CLIENT  # noqa: E402
from window import PATIENCE, Window  # noqa: E402

from gi.repository import Gio, GLib  # noqa: E402

NAME = "org.kde.StatusNotifierWatcher"
INTERFACE = """<node><interface name="org.kde.StatusNotifierWatcher">
  <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
  <method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
  <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
  <property name="ProtocolVersion" type="i" access="read"/>
  <signal name="StatusNotifierHostRegistered"/>
</interface></node>"""
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"


class Panel:
    """The desktop's panel: what has registered with it, and a hand that clicks there."""

    def __init__(self):
        self.items = []
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(os.environ["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object("/StatusNotifierWatcher", interface, self.called, self.asked, None)
        Gio.bus_own_name_on_connection(self.bus, NAME, 0, None, None)

    def called(self, _bus, _sender, _path, _interface, method, parameters, answer):
        if method == "RegisterStatusNotifierItem":
            self.items.append(parameters.unpack()[0])
        answer.return_value(None)

    def asked(self, _bus, _sender, _path, _interface, name):
        return GLib.Variant("i", 0) if name == "ProtocolVersion" else GLib.Variant("b", True)

    def wait(self, what, probe):
        """Answers the bus until `probe` gives something true, and gives that."""
        end = time.monotonic() + PATIENCE
        while True:
            while GLib.MainContext.default().iteration(False):
                pass
            try:
                found = probe()
            except GLib.Error:  # nobody there yet, or any more
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise AssertionError(f"waited for {what}; registered: {self.items}")
            time.sleep(0.02)

    def call(self, path, interface, method, arguments):
        return self.bus.call_sync(self.items[-1], path, interface, method, arguments, None, 0, 5000, None).unpack()

    def property(self, name):
        return self.call("/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (ITEM, name)))[0]

    def lines(self):
        """The menu's lines: {words: number}."""
        path = self.property("Menu")
        _, (_, _, children) = self.call(path, MENU, "GetLayout", GLib.Variant("(iias)", (0, -1, [])))
        return {properties.get("label", ""): number for number, properties, _ in children}

    def choose(self, words):
        number = self.wait(f"the line \"{words}\"", lambda: self.lines().get(words))
        self.call(self.property("Menu"), MENU, "Event", GLib.Variant("(isvu)", (number, "clicked", GLib.Variant("i", 0), 0)))


panel = window = None


def setUpModule():
    global panel, window
    panel = Panel()
    profile = os.path.join(desktop.folder, "mina")
    os.makedirs(profile)
    with open(os.path.join(profile, "madang.ini"), "w", encoding="utf-8") as ini:
        ini.write("[window]\ncloseToTray=true\n")
    window = Window(desktop, CLIENT, profile, arguments=["--lang", "en"])
    window.get("button", "Sign in")


def tearDownModule():
    if window and window.process.poll() is None:
        window.close()
    desktop.close()


def ask_to_close(of):
    """What a window's cross does, of which there is none here: WM_DELETE_WINDOW (ICCCM 4.2.8.1)."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(of.screen.encode()))
    protocols, delete = (x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    # XClientMessageEvent, filled up to the size of an XEvent.
    client_message = 33
    event = struct.pack("iLiPLLi5l", client_message, 0, 1, 0, int(of.id), protocols, 32, delete, 0, 0, 0, 0).ljust(192, b"\0")
    x11.XSendEvent(display, ctypes.c_ulong(int(of.id)), 0, ctypes.c_long(0), event)
    x11.XFlush(display)
    x11.XCloseDisplay(display)


def is_shown():
    return bool(window.xdotool("search", "--onlyvisible", "--pid", str(window.process.pid)).split())


class TestTray(unittest.TestCase):
    def test_1_the_panel_gets_an_icon(self):
        panel.wait("an icon", lambda: panel.items)
        panel.wait("its picture", lambda: panel.property("IconPixmap"))
        self.assertIn("Madang", str(panel.property("ToolTip")))

    def test_2_its_menu_is_in_the_language_of_the_window(self):
        panel.wait("the menu", lambda: {"Open Madang", "Quit"} <= set(panel.lines()))

    def test_3_closing_leaves_it_running(self):
        self.assertTrue(is_shown())
        ask_to_close(window)
        panel.wait("the window to go", lambda: not is_shown())
        panel.wait("the icon to answer still", lambda: panel.property("ToolTip"))
        self.assertIsNone(window.process.poll())

    def test_4_a_click_brings_the_window_back(self):
        panel.call("/StatusNotifierItem", ITEM, "Activate", GLib.Variant("(ii)", (0, 0)))
        panel.wait("the window", is_shown)
        window.get("button", "Sign in")

    def test_5_quit_ends_it(self):
        panel.choose("Quit")
        panel.wait("the end", lambda: window.process.poll() is not None)
        self.assertEqual(window.process.returncode, 0)


if __name__ == "__main__":
    try:
        result = unittest.main(exit=False, verbosity=2, warnings="ignore").result
    finally:
        desktop.close()
    sys.exit(0 if result.wasSuccessful() else 1)
