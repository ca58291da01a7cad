#!/usr/bin/python3
"""Three accounts in one window: two of one server and one of another. They are added, turned to by menu and by keys, counted,
found again after a restart by a real keyring, and signed out of one by one.

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


class Accounts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        desktop.keyring()
        cls.home, cls.office = (Server(os.path.join(desktop.folder, name)) for name in ("home", "office"))
        for server in (cls.home, cls.office):
            seed("town", server.url, password=PASSWORD)
        cls.window = Window(desktop, CLIENT, os.path.join(desktop.folder, "profile"),
                            arguments=["--server", cls.home.url, "--lang", "en"], environment={"MADANG_KEYCHAIN": "on"})

    @classmethod
    def tearDownClass(cls):
        desktop.close()

    def sign_in(self, server, handle, name):
        self.window.fill("Server", server)
        self.window.fill("Handle", handle)
        self.window.fill("Password", PASSWORD)
        self.window.press("button", "Sign in")
        self.shows(name)

    def shows(self, name):
        """The window has turned to the account of `name`, and its rooms are there."""
        self.window.get("button", f"Account of {name}")
        self.window.row("Rooms", "한강 러닝 크루")

    def menu(self, name):
        self.window.press("button", f"Account of {name}")
        return self.window.get("item", "Add account")

    def account(self, handle, server, *words):
        """The line of the menu that says all this."""
        def fits(text):
            return f"@{handle}, {server.listen}" in text and all(word in text for word in words)
        fits.__doc__ = f"@{handle} at {server.listen} {words}"
        return self.window.get("item", fits)

    def test_1_one_signs_in(self):
        self.sign_in(self.home.url, "mina", "미나")

    def test_2_adding_another_can_be_given_up(self):
        self.window.activate(self.menu("미나"))
        self.window.press("button", "Back")
        self.shows("미나")

    def test_3_one_of_the_same_server_and_one_of_another_are_added(self):
        self.window.activate(self.menu("미나"))
        self.sign_in(self.home.url, "daniel", "Daniel Weber")
        self.window.activate(self.menu("Daniel Weber"))
        self.sign_in(self.office.url, "jiwoo", "지우")
        self.menu("지우")
        self.account("mina", self.home)
        self.account("daniel", self.home)
        self.account("jiwoo", self.office, "shown now")
        self.window.key("Escape")
        self.window.gone("item", "Add account")

    def test_4_keys_turn_to_another_and_the_menu_too(self):
        self.window.key("ctrl+alt+2")
        self.shows("Daniel Weber")
        self.window.key("ctrl+alt+1")
        self.shows("미나")
        self.menu("미나")
        self.window.activate(self.account("daniel", self.home))
        self.shows("Daniel Weber")

    def test_5_what_another_account_has_unread_leads_to_it(self):
        seed("say", self.office.url, handle="minho", password=PASSWORD, peer="jiwoo", text="점심 같이 먹어요?")
        self.menu("Daniel Weber")
        self.window.activate(self.account("jiwoo", self.office, " unread"))
        self.shows("지우")
        self.window.row("Rooms", "민호", "점심 같이 먹어요?")

    def test_6_a_restart_brings_all_back_without_a_password(self):
        self.window.close()
        self.window.open()
        self.shows("지우")  # the one that was shown last
        for key, name in (("ctrl+alt+1", "미나"), ("ctrl+alt+2", "Daniel Weber")):
            self.window.key(key)
            self.shows(name)

    def test_7_signing_out_of_one_leaves_the_others(self):
        self.window.press("button", "Settings")
        self.window.press("button", "Sign out")
        self.window.shows("You can sign in again at any time")
        self.window.gone("list", "Sections")
        self.window.press("button", "Sign out")
        self.shows("미나")
        self.window.close()
        self.window.open()
        self.shows("미나")
        self.window.key("ctrl+alt+2")
        self.shows("지우")


if __name__ == "__main__":
    try:
        result = unittest.main(exit=False, verbosity=2, warnings="ignore").result
    finally:
        desktop.close()
    sys.exit(0 if result.wasSuccessful() else 1)
