#!/usr/bin/python3
"""Finding things in the real window, by keys alone: messages of a room and of all, offline too, and rooms by a few letters.

One real server, a town of people (town.mjs), one window driven through the accessibility tree. The steps build on each
other and run in the order of their names.
"""
import os
import sys
import unittest

from desktop import Desktop

desktop = Desktop()

from server import CLIENT, Server, seed  # noqa: E402
from window import Window  # noqa: E402

PASSWORD = "courtyard at dusk"

server = window = None


def setUpModule():
    global server, window
    server = Server(desktop.folder)
    seed("town", server.url, password=PASSWORD)
    window = Window(desktop, CLIENT, os.path.join(desktop.folder, "mina"),
                    arguments=["--server", server.url, "--lang", "en"])
    window.fill("Handle", "mina")
    window.fill("Password", PASSWORD)
    window.press("button", "Sign in")
    window.row("Rooms", "Jun Park")


def tearDownModule():
    if window:
        window.close()
    if server:
        server.close()
    desktop.close()


class TestSearch(unittest.TestCase):
    def test_1_the_switcher_opens_a_room(self):
        window.key("ctrl+k")
        window.get("field", "Chat or person")
        window.type("courtd")  # letters in their order
        window.row("Chats and people", "Courtyard design")
        window.key("Return")
        window.gone("field", "Chat or person")
        window.row("Messages", "granite-light-2")

    def test_2_messages_of_the_open_room(self):
        window.key("ctrl+f")
        window.write("Search messages", "벤치")  # two syllables
        window.row("Found messages", "벤치는 은행나무")
        window.key("Return")
        window.shows("1 of 1")
        window.row("Messages", "벤치는 은행나무")

    def test_3_one_syllable_in_all_rooms(self):
        window.press("button", "Close search")
        window.gone("list", "Found messages")
        window.key("ctrl+shift+f")
        window.write("Search", "김")
        row = window.row("Search results", "우리 가족", "김장한다")
        window.activate(row)
        window.row("Messages", "김장한다")
        window.key("ctrl+shift+f")
        window.key("Escape")
        window.get("list", "Rooms")

    def test_4_offline_the_copy_answers_and_says_so(self):
        server.kill()
        window.key("ctrl+f")
        window.fill("Search messages", "배추")
        window.row("Found messages", "배추")
        window.shows("Offline: this is what this computer keeps.")
        window.key("Escape")
        server.start()


if __name__ == "__main__":
    try:
        result = unittest.main(exit=False, verbosity=2, warnings="ignore").result
    finally:
        desktop.close()
    sys.exit(0 if result.wasSuccessful() else 1)
