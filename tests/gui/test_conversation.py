#!/usr/bin/python3
"""Two people, two real windows, one real server: from signing up to signing out, through the accessibility tree.

The steps build on each other and run in the order of their names.
"""
import os
import re
import sys
import time
import unittest

from desktop import Desktop

desktop = Desktop()

from server import CLIENT, Server, seed  # noqa: E402
from window import Window  # noqa: E402

PASSWORD = "courtyard at dusk"
server = mina = jun = None


def setUpModule():
    global server, mina, jun
    server = Server(desktop.folder)
    mina, jun = (Window(desktop, CLIENT, os.path.join(desktop.folder, name),
                        arguments=["--server", server.url, "--lang", "en", "--theme", theme])
                 for name, theme in (("mina", "light"), ("jun", "dark")))


def tearDownModule():
    for window in (mina, jun):
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


def send(window, text):
    window.write("Message", text)
    window.press("button", "Send")


def lines(window):
    """The numbers of the seeded lines that are on screen, from top to bottom."""
    listing = window.get("list", "Messages")

    def look():
        found = []
        for row in window.rows(listing):
            number = re.search(r"\bline (\d+)\b", row.get_name()) if window.on_screen(row) else None
            if number:
                found.append((window.top(row), int(number[1])))
        return [number for _, number in sorted(found)]

    # Looking takes many questions, and rows are reused while the list moves: what two looks agree on was there.
    state = {}

    def same_twice():
        before, state["now"] = state.get("now"), look()
        return state["now"] and before == state["now"]
    window.wait("the list to stand still", same_twice)
    return state["now"]


class Conversation(unittest.TestCase):
    def test_01_sign_up(self):
        sign_up(mina, "mina", "미나")
        mina.get("list", "Rooms")
        sign_up(jun, "jun", "Jun Park")
        jun.get("list", "Rooms")

    def test_02_find_each_other(self):
        mina.press("button", "New chat")
        mina.write("Search people", "jun")
        mina.press("row", "Jun Park, @jun")
        mina.get("field", "Message")
        mina.row("Rooms", "Jun Park")

    def test_03_talk_in_korean_and_english(self):
        send(mina, "안녕! 내일 일곱 시에 볼까? 👋")
        mina.row("Messages", "You", "안녕! 내일 일곱 시에 볼까? 👋", "sent")
        # It is in the list of who is not looking, with its text and count.
        row = jun.row("Rooms", "미나", "안녕! 내일 일곱 시에 볼까? 👋", "1 unread")
        self.assertTrue(jun.activate(row))
        jun.row("Messages", "미나", "안녕! 내일 일곱 시에 볼까? 👋")
        mina.row("Messages", "안녕! 내일 일곱 시에 볼까? 👋", "read")
        send(jun, "Seven it is. See you at the gate!")
        mina.row("Messages", "Jun Park", "Seven it is. See you at the gate!")
        # Enter sends, too; Shift+Enter breaks the line.
        mina.write("Message", "first line")
        mina.key("shift+Return")
        mina.type("둘째 줄")
        mina.key("Return")
        jun.row("Messages", "first line\n둘째 줄")

    def test_03_then_hear_what_arrives(self):
        with mina.announcements() as said:
            send(jun, "Can you hear me?")
            mina.wait("the words to be announced", lambda: any("Jun Park, Can you hear me?" in words for words in said()))
            send(mina, "Loud and clear")
            mina.row("Messages", "Loud and clear", "sent")
            self.assertFalse(any("Loud and clear" in words for words in said()), "one's own words are no news")
        # Read in order, from the top.
        rows = mina.sentences("Messages")
        self.assertLess([i for i, name in enumerate(rows) if "Can you hear me?" in name],
                        [i for i, name in enumerate(rows) if "Loud and clear" in name])

    def test_04_see_who_is_typing(self):
        jun.write("Message", "Let me th")
        mina.shows("typing")
        jun.fill("Message", "Let me think")
        jun.press("button", "Send")
        mina.row("Messages", "Let me think")

    def test_05_edit(self):
        self.assertTrue(mina.activate(mina.row("Messages", "안녕! 내일 일곱 시에 볼까? 👋")))
        mina.press("item", "Edit")
        mina.get("button", "Save")
        mina.fill("Message", "안녕! 내일 여덟 시에 볼까?")
        mina.press("button", "Save")
        for window in (mina, jun):
            window.row("Messages", "안녕! 내일 여덟 시에 볼까?", "edited")
        self.assertFalse(any("일곱 시" in name for name in jun.sentences("Messages")))

    def test_06_delete(self):
        self.assertTrue(jun.activate(jun.row("Messages", "Let me think")))
        jun.press("item", "Delete")
        jun.shows("Delete this message?")
        jun.press("button", "Delete")
        for window in (mina, jun):
            window.row("Messages", "Message deleted")
            self.assertFalse(any("Let me think" in name for name in window.sentences("Messages")))

    def test_07_what_others_wrote_cannot_be_edited(self):
        self.assertTrue(mina.activate(mina.row("Messages", "Seven it is")))
        mina.get("item", "Copy")
        self.assertFalse(mina.has("item", "Edit"))
        self.assertFalse(mina.has("item", "Delete"))
        mina.key("Escape")
        mina.gone("item", "Copy")

    def test_08_scroll_back_through_500_messages(self):
        seed("talk", server.url, people=["mina", "jun"], password=PASSWORD, count=500, prefix="line")
        mina.wait("the newest line", lambda: lines(mina)[-1:] == [500])
        seen = set(lines(mina))
        step = 1  # notches of the wheel, about half a screen once it is known how far they go

        def further_back():
            nonlocal step
            mina.scroll(step)
            now = lines(mina)
            self.assertEqual(now, list(range(now[0], now[0] + len(now))), "lines are missing or out of order")
            first = min(seen)
            if now[-1] < first - 1:  # too far at once: back until it joins
                step = max(1, step - 1)
                while lines(mina)[-1] < first - 1:
                    mina.scroll(-1)
                now = lines(mina)
            elif first - now[0] < len(now) // 2:
                step += 1
            seen.update(now)
            return 1 in seen
        mina.wait("the first line", further_back, patience=240)
        self.assertEqual(seen, set(range(1, 501)))

        # What is being read stays where it is while something new arrives.
        lines(mina)
        before = mina.top(mina.row("Messages", "line 4,"))
        send(jun, "something new meanwhile")
        jun.row("Messages", "something new meanwhile", "sent")
        mina.row("Rooms", "Jun Park", "something new meanwhile")
        lines(mina)
        self.assertEqual(mina.top(mina.row("Messages", "line 4,")), before)

        mina.press("button", "To the latest")
        mina.row("Messages", "something new meanwhile")

    def test_09_survive_a_restart_of_the_server(self):
        server.kill()
        mina.shows("Offline")
        send(mina, "서버가 없을 때 쓴 말")
        mina.row("Messages", "서버가 없을 때 쓴 말", "sending")
        jun.write("Message", "half a sentence")
        server.start()
        # It goes out by itself, once, and what was being written is still there.
        jun.row("Messages", "미나", "서버가 없을 때 쓴 말")
        mina.row("Messages", "서버가 없을 때 쓴 말", "read")
        jun.write("Message", " and its end")
        jun.press("button", "Send")
        mina.row("Messages", "half a sentence and its end")
        for window in (mina, jun):
            rows = window.sentences("Messages")
            self.assertEqual(sum("서버가 없을 때 쓴 말" in name for name in rows), 1, rows)

    def test_10_what_was_typed_survives_a_crash_of_the_client(self):
        server.kill()
        mina.shows("Offline")
        send(mina, "written before the crash")
        mina.row("Messages", "written before the crash", "sending")
        mina.write("Message", "a draft of mine")
        time.sleep(2)  # a draft is kept a moment after the last key
        mina.process.kill()
        mina.process.wait()
        server.start()
        mina.open()
        # There is no keychain here, which the client says, and asks for the password again.
        mina.get("button", "Sign in")
        mina.fill("Password", PASSWORD)
        mina.press("button", "Sign in")
        jun.row("Messages", "미나", "written before the crash")
        mina.activate(mina.row("Rooms", "Jun Park", "a draft of mine"))
        mina.row("Messages", "written before the crash", "read")
        mina.press("button", "Send")
        jun.row("Messages", "미나", "a draft of mine")
        rows = jun.sentences("Messages")
        self.assertEqual(sum("written before the crash" in name for name in rows), 1, rows)

    def test_11_sign_out(self):
        for window in (jun, mina):
            window.press("button", "Settings")
            window.press("button", "Sign out")
            window.shows("Sign out?")
            window.press("button", "Sign out")
            window.get("field", "Handle")
            self.assertFalse(window.has("list", "Rooms"))

    def test_12_wrong_password_is_said_and_the_right_one_lets_in(self):
        mina.fill("Handle", "mina")
        mina.fill("Password", "not the password")
        mina.press("button", "Sign in")
        mina.shows("password")
        self.assertFalse(mina.has("list", "Rooms"))
        mina.fill("Password", PASSWORD)
        mina.press("button", "Sign in")
        mina.row("Rooms", "Jun Park", "a draft of mine")


if __name__ == "__main__":
    try:
        result = unittest.main(exit=False, verbosity=2, warnings="ignore").result
    finally:
        desktop.close()
    sys.exit(0 if result.wasSuccessful() else 1)
