#!/usr/bin/python3
"""Two people, one of them at two devices, on a real server: answers, reactions, forwarding, earlier versions, pins, and a draft that
goes along, through the accessibility tree.

The steps build on each other and run in the order of their names.
"""
import os
import sys
import unittest

from desktop import Desktop

desktop = Desktop()

from server import CLIENT, Server  # noqa: E402
from window import Atspi, Window  # noqa: E402

PASSWORD = "courtyard at dusk"
server = mina = phone = jun = None


def open_window(name, size=(1000, 760), theme="light"):
    return Window(desktop, CLIENT, os.path.join(desktop.folder, name), size=size,
                  arguments=["--server", server.url, "--lang", "en", "--theme", theme])


def setUpModule():
    global server, mina, jun
    server = Server(desktop.folder)
    mina, jun = open_window("mina"), open_window("jun", theme="dark")


def tearDownModule():
    for window in (mina, phone, jun):
        if window:
            window.close()
    if server:
        server.close()
    desktop.close()


def sign_up(window, handle, name):
    window.press("button", "Create account")  # the way to the form
    window.get("field", "Display name")
    window.fill("Handle", handle)
    window.fill("Password", PASSWORD)
    window.fill("Display name", name)
    window.press("button", "Create account")  # the form's own
    window.get("list", "Rooms")


def send(window, text):
    window.write("Message", text)
    window.press("button", "Send")


def do(window, words, item):
    """Chooses a line of a message's menu."""
    assert window.activate(window.row("Messages", words))
    window.press("item", item)


def written(window):
    """What stands in the composer."""
    field = window.find("field", "Message")
    return Atspi.Text.get_text(field, 0, -1) if field else None


class Talk(unittest.TestCase):
    def test_01_begin(self):
        sign_up(mina, "mina", "Mina")
        sign_up(jun, "jun", "Jun")
        mina.press("button", "New chat")
        mina.write("Search people", "jun")
        mina.press("row", "Jun, @jun")
        mina.get("field", "Message")
        send(mina, "**When** do we *meet*, @jun?")
        # Marks are read, not shown.
        mina.row("Messages", "You", "When do we meet, @jun?", "sent")
        self.assertTrue(jun.activate(jun.row("Rooms", "Mina")))
        jun.row("Messages", "Mina", "When do we meet, @jun?")

    def test_02_answer(self):
        do(jun, "When do we meet", "Reply")
        jun.get("button", "Cancel the reply")
        send(jun, "At seven")
        for window in (mina, jun):
            window.row("Messages", "When do we meet, @jun?", "At seven", "reply to Mina")
        self.assertFalse(jun.has("button", "Cancel the reply"))

    def test_03_react(self):
        self.assertTrue(mina.activate(mina.row("Messages", "At seven")))
        mina.press("button", "React with 👍")
        mina.get("button", "👍 1, you reacted")
        jun.press("button", "👍 1")
        jun.get("button", "👍 2, you reacted")
        mina.get("button", "👍 2, you reacted")
        mina.press("button", "👍 2, you reacted")
        mina.get("button", "👍 1")
        jun.get("button", "👍 1, you reacted")

    def test_04_look_at_earlier_versions(self):
        do(jun, "At seven", "Edit")
        jun.fill("Message", "At eight")
        jun.press("button", "Save")
        mina.row("Messages", "At eight", "edited")
        do(mina, "At eight", "Earlier versions")
        mina.row("Earlier versions", "At seven")
        mina.key("Escape")
        mina.gone("list", "Earlier versions")

    def test_05_forward(self):
        do(mina, "At eight", "Forward")
        mina.press("check", "Jun")
        mina.press("button", "Forward")
        for window in (mina, jun):
            window.row("Messages", "Forwarded from Jun", "At eight")

    def test_06_see_who_read_it(self):
        do(mina, "When do we meet", "Who read it")
        mina.row("Read by", "Jun, @jun")
        mina.key("Escape")

    def test_07_go_on_writing_on_another_device(self):
        global phone
        phone = open_window("phone", size=(420, 760))
        phone.fill("Handle", "mina")
        phone.fill("Password", PASSWORD)
        phone.press("button", "Sign in")
        self.assertTrue(phone.activate(phone.row("Rooms", "Jun")))
        mina.write("Message", "half a sen")
        phone.wait("the draft of the other device", lambda: written(phone) == "half a sen")
        phone.write("Message", "tence")
        mina.wait("the rest of it", lambda: written(mina) == "half a sentence")
        phone.press("button", "Send")
        jun.row("Messages", "half a sentence")
        mina.wait("the composer to be empty", lambda: written(mina) == "")

    def test_08_pick_an_emoji(self):
        mina.focus("field", "Message")
        mina.press("button", "Emoji")
        mina.write("Search emoji", "토끼 얼굴")
        mina.key("Return")
        mina.wait("the emoji in the field", lambda: written(mina) == "🐰")
        mina.key("Return")
        jun.row("Messages", "🐰")


if __name__ == "__main__":
    try:
        result = unittest.main(exit=False, verbosity=2, warnings="ignore").result
    finally:
        desktop.close()
    sys.exit(0 if result.wasSuccessful() else 1)
