#!/usr/bin/python3
"""The client as a program of a desktop: notices over a real message bus, answered, clicked and withdrawn, and a second
start that hands over a link. Two real windows, one real server, a notification server that remembers.

The steps build on each other and run in the order of their names.
"""
import os
import subprocess
import sys
import time
import unittest

from desktop import Desktop

desktop = Desktop()

from server import CLIENT, Server  # noqa: E402
from window import PATIENCE, Window  # noqa: E402

from gi.repository import Gio, GLib  # noqa: E402

PASSWORD = "courtyard at dusk"
NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
INTERFACE = """<node><interface name="org.freedesktop.Notifications">
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationReplied"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""


class Notices:
    """What the desktop shows: {id: (title, body)}."""

    def __init__(self):
        self.shown = {}
        self.told = []  # every body that was shown
        self.last = 0
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(os.environ["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)
        self.bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], self.called, None, None)
        Gio.bus_own_name_on_connection(self.bus, NAME, 0, None, None)

    def called(self, _bus, _sender, _path, _interface, method, parameters, answer):
        given = parameters.unpack()
        if method == "GetCapabilities":
            answer.return_value(GLib.Variant("(as)", (["body", "actions", "inline-reply"],)))
        elif method == "Notify":
            number = given[1] or self.last + 1
            self.last = max(self.last, number)
            self.shown[number] = (given[3], given[4])
            self.told.append(given[4])
            answer.return_value(GLib.Variant("(u)", (number,)))
        else:
            self.shown.pop(given[0], None)
            answer.return_value(None)

    def wait(self, what, probe):
        """Answers the bus until `probe` is true."""
        end = time.monotonic() + PATIENCE
        while True:
            while GLib.MainContext.default().iteration(False):
                pass
            if probe():
                return
            if time.monotonic() > end:
                raise AssertionError(f"waited for {what}; there is {self.shown}, there was {self.told}")
            time.sleep(0.02)

    def tell(self, signal, text):
        self.bus.emit_signal(None, PATH, NAME, signal, GLib.Variant("(us)", (next(iter(self.shown)), text)))


server = mina = jun = notices = None


def setUpModule():
    global server, mina, jun, notices
    notices = Notices()
    server = Server(desktop.folder)
    mina, jun = (Window(desktop, CLIENT, os.path.join(desktop.folder, name),
                        arguments=["--server", server.url, "--lang", "en"]) for name in ("mina", "jun"))
    for window, handle, name in ((mina, "mina", "Mina"), (jun, "jun", "Jun")):
        window.press("button", "Create account")  # the way to the form
        window.get("field", "Display name")
        window.fill("Handle", handle)
        window.fill("Password", PASSWORD)
        window.fill("Display name", name)
        window.press("button", "Create account")  # the form's own
        window.get("button", "New chat")
    jun.press("button", "New chat")
    jun.fill("Search people", "mina")
    jun.activate(jun.get("row", "Mina, @mina"))
    jun.get("field", "Message")


def tearDownModule():
    for window in (mina, jun):
        if window:
            window.close()
    if server:
        server.close()
    desktop.close()


def say(text):
    jun.write("Message", text)
    jun.press("button", "Send")


class TestDesktop(unittest.TestCase):
    def test_1_messages_are_gathered(self):
        say("are you there?")
        notices.wait("a notice", lambda: list(notices.shown.values()) == [("Jun", "are you there?")])
        say("hello again")
        notices.wait("both in one", lambda: list(notices.shown.values()) == [("Jun", "are you there?\nhello again")])

    def test_2_a_reply_is_sent_from_the_notice(self):
        notices.tell("NotificationReplied", "on my way")
        notices.wait("it to go", lambda: not notices.shown)
        jun.shows("on my way")

    def test_3_a_click_opens_the_room(self):
        say("look at this")
        notices.wait("a notice", lambda: list(notices.shown.values()) == [("Jun", "look at this")])
        notices.tell("ActionInvoked", "default")
        mina.shows("look at this")
        notices.wait("it to go", lambda: not notices.shown)

    def test_4_what_is_on_screen_is_not_told(self):
        say("you see this")
        mina.shows("you see this")
        jun.shows("you see this, read")
        notices.wait("nothing", lambda: not notices.shown)
        self.assertNotIn("you see this", notices.told)

    def test_5_a_second_start_hands_its_link_over(self):
        environment = {**mina.environment, "DISPLAY": mina.screen}
        link = "madang://elsewhere.test/room/r000000000000b"
        second = subprocess.run([*mina.command, link], env=environment, timeout=PATIENCE, check=False)
        self.assertEqual(second.returncode, 0)
        mina.shows("another server")


if __name__ == "__main__":
    try:
        result = unittest.main(exit=False, verbosity=2, warnings="ignore").result
    finally:
        desktop.close()
    sys.exit(0 if result.wasSuccessful() else 1)
