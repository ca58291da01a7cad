#!/usr/bin/python3
"""Pictures of the running client in each of its states: ./dev shot [-- NAME…]

Light and dark, wide and narrow, English and Korean, into shots/, with a contact sheet of all. A NAME keeps only the pictures whose
name holds it, such as "ko-dark" or "narrow-conversation". The client talks to a real server with people and rooms in it (town.mjs).
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
    """One client at one size, theme and language, and the pictures taken of it."""

    def __init__(self, server, language, theme, size):
        self.name = f"{language}-{theme}-{size}"
        self.narrow = size == "narrow"
        self.server = server
        self.window = Window(desktop, CLIENT, os.path.join(desktop.folder, self.name), SIZES[size],
                             ["--server", server.url, "--lang", language, "--theme", theme], words=words(language))

    def take(self, state):
        time.sleep(0.6)  # fades and slides have ended
        path = os.path.join(OUT, f"{self.name}-{state}.png")
        self.window.picture(path)
        print(f"  {os.path.relpath(path, ROOT)}", flush=True)

    def sign_in(self):
        window = self.window
        window.get("button", "Sign in")
        self.take("01-sign-in")
        window.press("button", "Create account")
        window.get("field", "Display name")
        window.fill("Handle", "mina")
        window.fill("Password", "short")
        window.fill("Display name", "미나")
        window.press("button", "Create account")
        time.sleep(1)
        self.take("02-refused")
        window.press("button", "Sign in")
        window.fill("Handle", "mina")
        window.fill("Password", PASSWORD)
        window.press("button", "Sign in")
        window.row("Rooms", "Jun Park")

    def rooms(self):
        self.take("03-rooms")

    def enter(self, title):
        """Opens a room; on a phone's width from wherever one is."""
        window = self.window
        if self.narrow and window.has("button", "Back"):
            window.press("button", "Back")
        window.activate(window.row("Rooms", title))
        window.get("field", "Message")

    def conversation(self):
        self.enter("Jun Park")
        self.window.row("Messages", "일곱 시!")
        self.take("04-conversation")

    def menu(self):
        self.window.activate(self.window.row("Messages", "장소는 늘 가던 데로"))
        self.window.get("item", "Edit")
        self.take("05-menu")

    def editing(self):
        self.window.press("item", "Edit")
        self.window.get("button", "Save")
        self.take("06-editing")
        self.window.press("button", "Cancel editing")

    def group(self):
        self.enter("Courtyard design")
        self.window.row("Messages", "granite-light-2")
        self.take("07-group")
        self.window.press("button", "Details")
        self.window.get("list", "Members")
        self.take("08-details")
        # The header's own button closes them too, where they stand beside the conversation.
        self.window.press("button", "Back" if self.narrow else "Close details")

    def new_chat(self):
        if self.narrow:
            self.window.press("button", "Back")
        self.window.press("button", "New chat")
        self.window.write("Search people", "ha")
        self.window.row("People", "@haneul")
        self.take("09-new-chat")
        self.window.key("Escape", "Escape")
        self.window.gone("field", "Search people")

    def settings(self):
        self.window.press("button", "Settings")
        self.window.get("button", "Sign out")
        self.take("10-settings")
        self.window.key("Escape")
        self.window.gone("button", "Sign out")

    def offline(self):
        self.enter("Jun Park")
        self.server.kill()
        time.sleep(1.5)
        self.window.write("Message", "버스가 늦네, 오 분만 기다려 줘!")
        self.window.press("button", "Send")
        time.sleep(1)
        self.take("11-offline")
        self.server.start()

    def shoot(self):
        try:
            for state in (self.sign_in, self.rooms, self.conversation, self.menu, self.editing, self.group, self.new_chat,
                          self.settings, self.offline):
                state()
        finally:
            self.window.close()


def contact_sheet():
    paths = sorted(glob.glob(os.path.join(OUT, "*-wide-*.png"))) + sorted(glob.glob(os.path.join(OUT, "*-narrow-*.png")))
    # Debian's ImageMagick has no font of its own; the Korean one is there for the client.
    font = glob.glob("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
    label = ["-font", font[0], "-label", "%t"] if font else []
    subprocess.run(["montage", *label, *paths, "-tile", "11x", "-geometry", "300x300+8+8", "-background", "#8a857b",
                    os.path.join(OUT, "contact-sheet.png")], check=True)


def main(wanted):
    os.makedirs(OUT, exist_ok=True)
    failed = []
    for language in ("en", "ko"):
        for theme in ("light", "dark"):
            for size in SIZES:
                name = f"{language}-{theme}-{size}"
                if wanted and not any(part in name for part in wanted):
                    continue
                # A server for each, so that what one picture changed is not in the next.
                server = Server(os.path.join(desktop.folder, f"town-{name}"))
                seed("town", server.url, password=PASSWORD)
                print(f"{name}:", flush=True)
                try:
                    Studio(server, language, theme, size).shoot()
                except AssertionError as error:
                    print(f"  {error}", file=sys.stderr)
                    failed.append(name)
                server.kill()
    contact_sheet()
    if failed:
        sys.exit(f"not all pictures could be taken: {', '.join(failed)}")
    print("shots/contact-sheet.png shows them all")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    finally:
        desktop.close()
