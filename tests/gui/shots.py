#!/usr/bin/python3
"""Pictures of the running client in each of its states: ./dev shot [-- NAME…]

Light, dark and with the largest letters, wide and narrow, English and Korean, into shots/, with a contact sheet of each. A NAME
keeps only the series whose name holds it, such as "ko-dark" or "large-narrow". The client talks to a real server with people and rooms in it (town.mjs).
"""
import glob
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as xml

from desktop import Desktop

desktop = Desktop()

from server import CLIENT, HERE, Server, seed  # noqa: E402
from window import Window  # noqa: E402

ROOT = os.path.normpath(os.path.join(HERE, "../.."))
OUT = os.path.join(ROOT, "shots")
PASSWORD = "courtyard at dusk"
SIZES = {"wide": (1200, 820), "narrow": (390, 820)}


def words(language):
    """The interface's words in a language, by their English ones."""
    found = {}
    for path in glob.glob(os.path.join(ROOT, "resources/translations", f"*_{language}.ts")):
        for message in xml.parse(path).getroot().iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.text and message.get("numerus") != "yes":
                found[message.findtext("source")] = translation.text
    return found


class Studio:
    """One client in one language, look and size, and the pictures taken of it."""

    def __init__(self, server, language, look, size):
        self.name = f"{language}-{look}-{size}"
        self.narrow = size == "narrow"
        self.server = server
        self.count = 0
        profile = os.path.join(desktop.folder, self.name)
        theme = look
        if look == "large":  # the largest letters
            theme = "light"
            os.mkdir(profile)
            with open(os.path.join(profile, "madang.ini"), "w") as settings:
                settings.write("[look]\ntextSize=160\n")
        self.window = Window(desktop, CLIENT, profile, SIZES[size], ["--server", server.url, "--lang", language, "--theme", theme],
                             environment={"MADANG_KEYCHAIN": "on"}, words=words(language))

    def take(self, state):
        time.sleep(0.5)  # fades and slides have ended
        self.count += 1
        path = os.path.join(OUT, f"{self.name}-{self.count:02}-{state}.png")
        self.window.picture(path)
        print(f"  {os.path.relpath(path, ROOT)}", flush=True)

    # --- the steps ------------------------------------------------------------------------------------

    def sign_in(self):
        window = self.window
        window.get("button", "Sign in")
        self.take("sign-in")
        window.press("button", "Create account")
        window.get("field", "Display name")
        window.fill("Handle", "mina")
        window.fill("Password", "short")
        window.fill("Display name", "미나")
        window.press("button", "Create account")
        time.sleep(1)
        self.take("refused")
        window.scroll(-30)  # what leads back may be below the window's edge
        time.sleep(0.5)
        window.press("button", "Sign in")
        window.fill("Handle", "mina")
        window.fill("Password", PASSWORD)
        window.press("button", "Sign in")
        window.row("Rooms", "Jun Park")

    def rooms(self):
        self.take("rooms")

    def to_rooms(self):
        """On a phone's width, back to the list of rooms from wherever one is."""
        while self.narrow and self.window.has("button", "Back"):
            self.window.press("button", "Back")
            time.sleep(0.4)

    def enter(self, title):
        self.to_rooms()
        self.window.activate(self.window.row("Rooms", title))
        self.window.get("field", "Message")

    def menu_of(self, words):
        self.window.activate(self.window.row("Messages", words))
        self.window.get("item", "Reply")

    def dismiss(self, role, name):
        self.window.key("Escape")
        self.window.gone(role, name)

    def conversation(self):
        self.enter("Jun Park")
        self.window.row("Messages", "일곱 시!")
        self.take("conversation")

    def menu(self):
        self.menu_of("장소는 늘 가던 데로")
        self.window.get("item", "Edit")
        self.take("menu")

    def editing(self):
        self.window.press("item", "Edit")
        self.window.get("button", "Save")
        self.take("editing")
        self.window.press("button", "Cancel editing")

    def replying(self):
        self.menu_of("You are the best")
        self.window.press("item", "Reply")
        self.window.get("button", "Cancel the reply")
        self.take("replying")
        self.window.press("button", "Cancel the reply")

    def emoji(self):
        self.window.press("button", "Emoji")
        self.window.get("field", "Search emoji")
        self.take("emoji")
        self.dismiss("field", "Search emoji")

    def group(self):
        self.enter("Courtyard design")
        self.window.row("Messages", "stonemason")
        self.take("group")
        self.window.write("Message", "@")
        self.window.get("list", "Members to mention")
        self.take("mention")
        self.window.key("Escape", "BackSpace")
        self.window.press("button", "Details")
        self.window.get("list", "Members")
        self.take("details")
        # The header's own button closes them too, where they stand beside the conversation.
        self.window.press("button", "Back" if self.narrow else "Close details")

    def of_messages(self):
        window = self.window
        self.menu_of("밝은 화강암에 한 표")
        window.press("item", "Forward")
        window.get("button", "Close")
        self.take("forward")
        window.key("Escape")
        window.gone("button", "Close")
        self.menu_of("The bench should stand")
        window.press("item", "Who read it")
        window.get("button", "Close")
        self.take("readers")
        window.key("Escape")
        window.gone("button", "Close")
        self.menu_of("The bench should stand")
        window.press("item", "Select")
        window.get("button", "Cancel the selection")
        self.take("selection")
        window.press("button", "Cancel the selection")
        window.press("button", "All pinned messages")
        window.get("button", "Close")
        self.take("pins")
        window.key("Escape")
        window.gone("button", "Close")

    def search(self):
        window = self.window
        window.key("ctrl+f")
        window.write("Search messages", "벤치")
        window.row("Found messages", "벤치는 은행나무")
        self.take("search-room")
        window.key("Escape")
        window.gone("list", "Found messages")
        window.key("ctrl+shift+f")
        window.write("Search", "김")
        window.row("Search results", "우리 가족", "김장한다")
        self.take("search-everywhere")
        window.key("Escape")
        window.gone("list", "Search results")

    def switcher(self):
        window = self.window
        window.key("ctrl+k")
        window.get("field", "Chat or person")
        window.write("Chat or person", "ㅎㄱ")
        window.row("Chats and people", "한강 러닝 크루")
        self.take("switcher")
        self.dismiss("field", "Chat or person")

    def new_chat(self):
        self.to_rooms()
        self.window.press("button", "New chat")
        self.window.write("Search people", "ha")
        self.window.row("People", "@haneul")
        self.take("new-chat")
        self.window.key("Escape")  # empties the field first
        self.dismiss("field", "Search people")

    def settings(self):
        window = self.window
        self.to_rooms()
        window.press("button", "Settings")
        sections = window.get("list", "Sections")
        time.sleep(0.4)
        names = [row.get_name() for row in window.rows(sections)]
        if self.narrow:
            self.take("settings")
        for number, name in enumerate(names):
            window.activate(window.wait(f"the section {name}", lambda: next(
                (row for row in window.rows(window.find("list", "Sections")) if row.get_name() == name), None)))
            self.take(f"settings-{number + 1}")
            if self.narrow:
                window.press("button", "Back")
                window.get("list", "Sections")
        window.key("Escape")
        window.gone("list", "Sections")

    def others(self):
        window = self.window
        window.press("button", lambda name: "미나" in name and "Jun" not in name)
        window.get("item", "Add account")
        self.take("accounts")
        self.dismiss("item", "Add account")
        window.key("ctrl+slash")
        window.get("button", "Close")
        self.take("keys")
        window.key("Escape")
        window.gone("button", "Close")
        self.enter("Jun Park")
        window.focus("field", "Message")
        window.key("ctrl+g")
        window.get("button", "Close")
        self.take("date")
        window.key("Escape")
        window.gone("button", "Close")

    def offline(self):
        self.enter("Jun Park")
        self.server.kill()
        time.sleep(1.5)
        self.window.write("Message", "버스가 늦네, 오 분만 기다려 줘!")
        self.window.press("button", "Send")
        time.sleep(1)
        self.take("offline")
        self.server.start()

    def shoot(self):
        """All pictures; a state that cannot be reached is told and does not keep the others from being seen."""
        missed = []
        try:
            self.sign_in()
            for state in (self.rooms, self.conversation, self.menu, self.editing, self.replying, self.emoji, self.group,
                          self.of_messages, self.search, self.switcher, self.new_chat, self.settings, self.others, self.offline):
                try:
                    state()
                except AssertionError as error:
                    print(f"  {state.__name__}: {error}", file=sys.stderr, flush=True)
                    self.take(f"failed-{state.__name__}")
                    missed.append(state.__name__)
                    self.window.key("Escape", "Escape")
        finally:
            self.window.close()
        return missed


def contact_sheet(name):
    paths = sorted(glob.glob(os.path.join(OUT, f"{name}-[0-9]*.png")))
    if not paths:
        return
    # Debian's ImageMagick has no font of its own; the Korean one is there for the client.
    font = glob.glob("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
    label = ["-font", font[0], "-label", "%t"] if font else []
    geometry = "600x410+8+8" if "wide" in name else "290x610+8+8"
    subprocess.run(["montage", *label, *paths, "-tile", "5x" if "wide" in name else "10x", "-geometry", geometry, "-background",
                    "#8a857b", os.path.join(OUT, f"sheet-{name}.png")], check=True)


def main(wanted):
    os.makedirs(OUT, exist_ok=True)
    for old in glob.glob(os.path.join(OUT, "*.png")):
        if not wanted:
            os.remove(old)
    desktop.keyring()
    failed = []
    for language in ("en", "ko"):
        for look in ("light", "dark", "large"):
            for size in SIZES:
                name = f"{language}-{look}-{size}"
                if wanted and not any(part in name for part in wanted):
                    continue
                # A server for each, so that what one picture changed is not in the next.
                server = Server(os.path.join(desktop.folder, f"town-{name}"))
                seed("town", server.url, password=PASSWORD)
                print(f"{name}:", flush=True)
                try:
                    failed += [f"{name} {state}" for state in Studio(server, language, look, size).shoot()]
                except AssertionError as error:
                    print(f"  {error}", file=sys.stderr)
                    failed.append(name)
                server.kill()
                contact_sheet(name)
    if failed:
        sys.exit(f"not all pictures could be taken: {', '.join(failed)}")
    print("shots/sheet-*.png show them all")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    finally:
        desktop.close()
