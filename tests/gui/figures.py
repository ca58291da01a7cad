#!/usr/bin/python3
"""What the running client takes of a person's time and memory; for docs/BENCHMARKS.md: ./dev figures

The real client in a window of its own, a real server, and everything seen from outside: time by reading the screen's pixels
until the list of rooms is on them, memory from /proc. Nothing here passes or fails.
"""
import argparse
import glob
import mmap
import os
import statistics
import struct
import subprocess
import time

from desktop import Desktop, die_with_parent

desktop = Desktop()

from server import CLIENT, Server, seed  # noqa: E402
from window import Window  # noqa: E402

PASSWORD = "courtyard at dusk"
WIDTH, HEIGHT = 1200, 820
ROWS = range(160, HEIGHT - 40, 4)  # pixels where the list of rooms is, below its search field
COLUMNS = slice(8, 270)
PATIENCE = 60.0  # seconds


class Screen:
    """A virtual screen whose pixels can be read while they change (Xvfb's file is an XWD image, big-endian)."""

    def __init__(self):
        self.folder = os.path.join(desktop.folder, "pixels")
        os.mkdir(self.folder)
        self.display = desktop.screen(WIDTH, HEIGHT, self.folder)
        path = glob.glob(os.path.join(self.folder, "Xvfb_screen*"))[0]
        with open(path, "rb") as file:
            self.file = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self.file[:100])
        self.line, colours = header[12], header[19]
        self.start = header[0] + colours * 12

    def row(self, y):
        begin = self.start + y * self.line
        return self.file[begin + COLUMNS.start * 4:begin + COLUMNS.stop * 4]

    def painted_lines(self):
        """How many lines of the list's place show more than one colour."""
        lines = 0
        for y in ROWS:
            pixels = self.row(y)
            lines += pixels != pixels[:4] * (len(pixels) // 4)
        return lines


def until(probe):
    end = time.monotonic() + PATIENCE
    while not probe():
        if time.monotonic() > end:
            raise AssertionError("waited for something that did not come")
        time.sleep(0.002)


def painted_after(screen, command):
    """Milliseconds from the start of the program until its window shows something, and until the list of rooms is painted."""
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("NO_AT_BRIDGE", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "MADANG_SERVER")}
    environment.update({"DISPLAY": screen.display, "MADANG_KEYCHAIN": "on"})
    before = screen.row(HEIGHT // 2)
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, preexec_fn=die_with_parent)
    try:
        until(lambda: screen.row(HEIGHT // 2) != before)
        window = time.monotonic() - start
        until(lambda: screen.painted_lines() > len(ROWS) // 2)
        return window * 1000, (time.monotonic() - start) * 1000
    finally:
        process.terminate()
        process.wait()
        until(lambda: screen.row(HEIGHT // 2) == before)


def told(what, figures):
    print(f"{what:64} {statistics.median(figures):8.0f} ms   ({min(figures):.0f} to {max(figures):.0f}, {len(figures)} runs)", flush=True)


def memory(pid):
    with open(f"/proc/{pid}/status") as status:
        found = dict(line.split(":", 1) for line in status)
    return int(found["VmRSS"].split()[0]) / 1024, int(found["VmHWM"].split()[0]) / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=50, help="people who make 20 rooms each (50)")
    parser.add_argument("--runs", type=int, default=9, help="starts of each kind (9)")
    parser.add_argument("--messages", type=int, default=36_000, help="an hour at ten a second (36000)")
    parser.add_argument("--rate", type=int, default=200, help="messages a second by which that hour is told (200)")
    options = parser.parse_args()

    server = Server(desktop.folder)
    profile = os.path.join(desktop.folder, "mina")
    desktop.keyring()
    window = Window(desktop, CLIENT, profile, (WIDTH, HEIGHT), ["--server", server.url], {"MADANG_KEYCHAIN": "on"})
    window.press("button", "Create account")
    window.fill("Display name", "미나")
    window.fill("Handle", "mina")
    window.fill("Password", PASSWORD)
    window.press("button", "Create account")
    window.get("button", "New chat")
    rooms = seed("crowd", server.url, handle="mina", password=PASSWORD, hosts=options.hosts, each=20)["rooms"]
    window.row("Rooms", f"{options.hosts - 1}-")
    window.activate(window.rows(window.get("list", "Rooms"))[0])
    window.get("field", "Message")
    time.sleep(3)

    begin, _ = memory(window.process.pid)
    took = seed("hour", server.url, patience=120 + 2 * options.messages / options.rate, password=PASSWORD, hosts=options.hosts,
                count=options.messages, rate=options.rate)["seconds"]
    time.sleep(3)
    end, peak = memory(window.process.pid)
    print(f"memory with {rooms:,} rooms: {begin:.0f} MB; after {options.messages:,} messages in {took:.0f} s: {end:.0f} MB, "
          f"at most {peak:.0f} MB", flush=True)
    window.close()

    screen = Screen()
    for name, prepare in (("server there", None), ("server away", server.kill)):
        if prepare:
            prepare()
        both = [painted_after(screen, [CLIENT, "--profile", profile]) for _ in range(options.runs)]
        told(f"start to a window, {name}", [one for one, _ in both])
        told(f"start to the painted list of {rooms:,} rooms, {name}", [one for _, one in both])


if __name__ == "__main__":
    try:
        main()
    finally:
        desktop.close()
