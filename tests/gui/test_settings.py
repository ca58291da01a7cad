#!/usr/bin/python3
"""Settings that reach the server, in the real window: devices that are signed out, the password, the end of the account.

One real server; one person in two windows, as on two devices. The steps build on each other and run in the order of
their names.
"""
import configparser
import os
import sys
import unittest

from desktop import Desktop

desktop = Desktop()

from server import CLIENT, Server  # noqa: E402
from window import Window  # noqa: E402

from gi.repository import Atspi  # noqa: E402

PASSWORD = "courtyard at dusk"
CHANGED = "courtyard at dawn"

server = here = there = None


def setUpModule():
    global server, here, there
    server = Server(desktop.folder)
    here, there = (Window(desktop, CLIENT, os.path.join(desktop.folder, name),
                          arguments=["--server", server.url, "--lang", "en"]) for name in ("here", "there"))
    here.press("button", "Create account")  # the way to the form
    here.get("field", "Display name")
    here.fill("Handle", "mina")
    here.fill("Password", PASSWORD)
    here.fill("Display name", "Mina")
    here.press("button", "Create account")  # the form's own
    here.get("button", "New chat")
    sign_in(there, PASSWORD)
    there.get("button", "New chat")


def tearDownModule():
    for window in (here, there):
        if window:
            window.close()
    if server:
        server.close()
    desktop.close()


def sign_in(window, password):
    window.fill("Handle", "mina")
    window.fill("Password", password)
    window.press("button", "Sign in")


def section(name):
    """Opens a section of the settings, and the settings where they are not open."""
    if not here.has("list", "Sections"):
        here.press("button", "Settings")
    here.activate(here.row("Sections", name))


def fill_secret(window, name, text):
    """Into a password field, which has its name from the group around it (Qt 6.4)."""
    def grab():
        for group in window.walk():
            if group.get_name() != name:
                continue
            for field in window.walk(group):
                if field.get_role() == Atspi.Role.PASSWORD_TEXT:
                    field.get_component_iface().grab_focus()
                    return field.get_state_set().contains(Atspi.StateType.FOCUSED)
        return False
    window.wait(f"the field \"{name}\" to take the focus", grab)
    window.key("ctrl+a", "Delete")
    window.type(text)


class TestSettings(unittest.TestCase):
    def test_1_other_devices_are_signed_out(self):
        section("Devices")
        here.row("Devices", "This device")
        here.wait("both devices", lambda: len(here.rows(here.find("list", "Devices"))) == 2)
        here.press("button", "Sign out everywhere else")
        here.shows("Only this device stays signed in.")
        dialog = here.wait("the question", lambda: next(
            (found for found in here.walk() if found.get_name() == "Sign out everywhere else?"
             and found.get_role() == Atspi.Role.DIALOG), None))
        here.press("button", "Sign out", dialog)
        there.shows("You were signed out, because this session was ended elsewhere.")
        here.wait("one device", lambda: len(here.rows(here.find("list", "Devices"))) == 1)

    def test_2_the_password_is_changed(self):
        section("Account")
        fill_secret(here, "Present password", "not this one")
        fill_secret(here, "New password", CHANGED)
        here.press("button", "Change password")
        here.shows("This is not your password.")
        fill_secret(here, "Present password", PASSWORD)
        here.press("button", "Change password")
        here.shows("Your password was changed.")
        sign_in(there, CHANGED)
        there.get("button", "New chat")

    def test_3_letters_of_any_size_are_kept(self):
        section("Appearance")
        slider = here.wait("the slider", lambda: next((found for found in here.walk() if found.get_role() == Atspi.Role.SLIDER), None))
        slider.get_component_iface().grab_focus()
        here.wait("it to take the focus", lambda: slider.get_state_set().contains(Atspi.StateType.FOCUSED))
        here.key(*["Right"] * 6)
        here.wait("its value", lambda: slider.get_value_iface().get_current_value() == 160)
        ini = configparser.ConfigParser()
        here.wait("the file of the profile", lambda: ini.read(os.path.join(desktop.folder, "here", "madang.ini"))
                  and ini.get("look", "textSize", fallback="") == "160")

    def test_4_the_account_is_deleted_everywhere(self):
        section("Account")
        here.press("button", "Delete account…")
        here.fill("Type your handle: mina", "mina")
        fill_secret(here, "Your password", CHANGED)
        here.press("button", "Delete for good")
        here.get("button", "Sign in")
        there.get("button", "Sign in")
        sign_in(there, CHANGED)
        there.shows("The handle or the password is wrong.")
        self.assertEqual([], os.listdir(os.path.join(desktop.folder, "here", "copies")))


if __name__ == "__main__":
    try:
        result = unittest.main(exit=False, verbosity=2, warnings="ignore").result
    finally:
        desktop.close()
    sys.exit(0 if result.wasSuccessful() else 1)
