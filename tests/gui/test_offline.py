#!/usr/bin/python3
"""What a person has without a network: the list of rooms and their talk after a restart, writing, and what was written sent once
when the server is back, though the client was killed meanwhile. A real keyring keeps who is signed in.

The steps build on each other and run in the order of their names.
"""
import os
import sys
import unittest

from desktop import Desktop

desktop = Desktop()

from server import CLIENT, Server, seed  # noqa: E402
from window import Window  # noqa: E402

PASSWORD = "courtyard at dusk"
WRITTEN = "Written in the tunnel"
SECOND = "터널에서 하나 더"


class Offline(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        desktop.keyring()
        cls.server = Server(desktop.folder)
        seed("town", cls.server.url, password=PASSWORD)
        cls.window = Window(desktop, CLIENT, os.path.join(desktop.folder, "mina"), arguments=["--server", cls.server.url],
                            environment={"MADANG_KEYCHAIN": "on"})

    @classmethod
    def tearDownClass(cls):
        desktop.close()

    def open_room(self, title):
        self.window.activate(self.window.row("Rooms", title))
        self.window.get("field", "Message")

    def test_01_reads_two_rooms(self):
        self.window.fill("Handle", "mina")
        self.window.fill("Password", PASSWORD)
        self.window.press("button", "Sign in")
        self.open_room("Jun Park")
        self.window.row("Messages", "일곱 시!")
        self.open_room("Courtyard design")
        self.window.row("Messages", "granite-light-2")

    def test_02_starts_without_a_server(self):
        self.window.close()
        self.server.kill()
        self.window.open()
        # Nobody is asked for a password, and every room is there.
        for title in ("Jun Park", "Courtyard design", "우리 가족", "한강 러닝 크루"):
            self.window.row("Rooms", title)
        self.open_room("Jun Park")
        self.window.row("Messages", "Are we still on for tomorrow?")

    def test_03_writes_without_a_server(self):
        for text in (WRITTEN, SECOND):
            self.window.write("Message", text)
            self.window.press("button", "Send")
            self.window.row("Messages", text)
        self.window.shows("2 waiting to be sent")

    def test_04_is_killed_and_still_has_it(self):
        self.window.process.kill()
        self.window.process.wait()
        self.window.open()
        self.open_room("Jun Park")
        self.window.row("Messages", WRITTEN)
        self.window.row("Messages", SECOND)

    def test_05_sends_it_once_when_the_server_is_back(self):
        self.server.start()
        # Asked as another client would: the server's own history.
        self.window.wait("both to be sent", lambda: self.sent()[-2:] == [WRITTEN, SECOND])
        self.window.close()
        self.window.open()
        self.open_room("Jun Park")
        self.window.row("Messages", SECOND)
        self.assertEqual(self.sent().count(WRITTEN), 1)
        self.assertEqual(self.sent().count(SECOND), 1)
        rows = [sentence for sentence in self.window.sentences("Messages") if WRITTEN in sentence]
        self.assertEqual(len(rows), 1, rows)

    def sent(self):
        return seed("history", self.server.url, handle="jun", password=PASSWORD, peer="mina")["texts"]


if __name__ == "__main__":
    try:
        result = unittest.main(exit=False, verbosity=2, failfast=True, warnings="ignore").result
    finally:
        desktop.close()
    sys.exit(0 if result.wasSuccessful() else 1)
