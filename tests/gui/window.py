"""One running client, seen and used as a screen reader and a keyboard do it.

Create a desktop.Desktop before importing this: the accessibility library takes its bus from the environment then.
"""
import contextlib
import os
import subprocess
import time
import warnings

from desktop import die_with_parent

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

warnings.simplefilter("ignore", DeprecationWarning)  # the names of Debian's libatspi are the old ones

PATIENCE = 20.0  # seconds for what should take a moment; only a broken client waits so long

ROLES = {"field": {Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT, Atspi.Role.PARAGRAPH},
         "button": {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON},
         "check": {Atspi.Role.CHECK_BOX, Atspi.Role.CHECK_MENU_ITEM},
         "list": {Atspi.Role.LIST},
         "row": {Atspi.Role.LIST_ITEM},
         "item": {Atspi.Role.MENU_ITEM, Atspi.Role.CHECK_MENU_ITEM, Atspi.Role.RADIO_MENU_ITEM}}


class NotThere(AssertionError):
    pass


class Window:
    def __init__(self, desktop, binary, profile, size=(1200, 820), arguments=(), environment=(), words=None):
        """`words` gives the interface's words in the window's language by their English ones, which callers use."""
        self.screen = desktop.screen(*size)
        self.size = size
        self.words = words or {}
        self.log = open(os.path.join(desktop.folder, os.path.basename(profile) + ".log"), "ab")
        self.command = [binary, "--profile", profile, *arguments]
        self.desktop = desktop
        self.environment = {**os.environ, "DISPLAY": self.screen, **dict(environment)}
        self.environment.pop("MADANG_SERVER", None)  # a setting of the client's, too
        # A keyring that is new to this session bus would open a window of its own over ours.
        self.environment.setdefault("MADANG_KEYCHAIN", "off")
        self.open()

    def open(self):
        self.process = subprocess.Popen(self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=self.log,
                                        stderr=self.log, start_new_session=True, preexec_fn=die_with_parent)
        self.desktop.processes.append(self.process)
        self.application = self.wait("an application in the accessibility tree", self._application)
        window = self.wait("a window", lambda: self.xdotool("search", "--onlyvisible", "--pid", str(self.process.pid)).split()[-1:])
        self.id = window[0]
        # No window manager here: place the window and give it the keyboard.
        self.xdotool("windowmove", self.id, "0", "0")
        self.xdotool("windowsize", self.id, *map(str, self.size))
        self.xdotool("windowfocus", self.id)

    def _application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the client ended with {self.process.returncode}; its log: {self.log.name}")
        root = Atspi.get_desktop(0)
        for index in range(root.get_child_count()):
            child = root.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                child.set_cache_mask(Atspi.Cache.NONE)  # what is asked is what is there now
                return child
        return None

    def close(self):
        """Ends the client as the session's end does; the profile stays."""
        self.process.terminate()
        self.process.wait(PATIENCE)

    # --- waiting and finding ------------------------------------------------------------------------

    def wait(self, what, probe, patience=PATIENCE):
        """The first true answer of `probe`."""
        end = time.monotonic() + patience
        while True:
            try:
                found = probe()
            except (gi.repository.GLib.Error, AttributeError):  # an object that went away while it was looked at
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise NotThere(f"waited {patience:.0f} s for {what}; there is:\n{self.outline()}")
            time.sleep(0.05)

    def walk(self, parent=None, shown_only=True):
        """All objects below `parent`, or the whole window, in reading order."""
        parent = parent or self.application
        for index in range(parent.get_child_count()):
            child = parent.get_child_at_index(index)
            if child is None:
                continue
            states = child.get_state_set()
            if shown_only and states.contains(Atspi.StateType.INVALID):
                continue
            visible = states.contains(Atspi.StateType.SHOWING) or states.contains(Atspi.StateType.VISIBLE)
            if shown_only and not visible and child.get_role() != Atspi.Role.APPLICATION:
                continue
            yield child
            yield from self.walk(child, shown_only)

    def find(self, role, name, parent=None):
        """The object of that role whose name is `name`, or for which the function `name` is true; or None."""
        fits = name if callable(name) else lambda text: text == self.words.get(name, name)
        for candidate in self.walk(parent):
            if candidate.get_role() in ROLES[role] and fits(candidate.get_name() or ""):
                return candidate
            # Qt gives a password field no name (6.4): its role must do.
            if role == "field" and name == "Password" and candidate.get_role() == Atspi.Role.PASSWORD_TEXT:
                return candidate
        return None

    def get(self, role, name, parent=None, patience=PATIENCE):
        what = name if isinstance(name, str) else getattr(name, "__doc__", None) or "one that fits"
        return self.wait(f"{role} \"{what}\"", lambda: self.find(role, name, parent), patience)

    def has(self, role, name):
        try:
            return self.find(role, name) is not None
        except gi.repository.GLib.Error:
            return False

    def gone(self, role, name):
        self.wait(f"{role} \"{name}\" to go", lambda: not self.has(role, name))

    def sentences(self, listing):
        """What the rows of a list say."""
        return [row.get_name() for row in self.rows(self.get("list", listing))]

    @staticmethod
    def rows(listing):
        """The rows of a list: its children, without looking into each."""
        found = []
        for index in range(listing.get_child_count()):
            child = listing.get_child_at_index(index)
            # A row that is added above while one looks gives the next index to the same one again.
            if child is not None and child not in found and child.get_role() in ROLES["row"]:
                found.append(child)
        return found

    @staticmethod
    def on_screen(found):
        return found.get_state_set().contains(Atspi.StateType.SHOWING)

    @staticmethod
    def top(found):
        """Pixels from the screen's upper edge."""
        return found.get_component_iface().get_extents(Atspi.CoordType.SCREEN).y

    def texts(self):
        """Everything that a screen reader could say of the window."""
        try:
            return [found.get_name() for found in self.walk() if found.get_name()]
        except gi.repository.GLib.Error:
            return []

    def shows(self, text, patience=PATIENCE):
        self.wait(f"the words \"{text}\"", lambda: any(text in name for name in self.texts()), patience)

    def row(self, listing, *words):
        """The row of a list whose sentence holds all the words."""
        def holds(sentence):
            return all(word in sentence for word in words)
        holds.__doc__ = " … ".join(words)
        return self.wait(f"row \"{holds.__doc__}\" in {listing}",
                         lambda: next((row for row in self.rows(self.find("list", listing)) if holds(row.get_name())), None))

    def outline(self):
        """The tree, for a person who looks for why a test failed."""
        lines = []

        def note(parent, depth):
            for index in range(parent.get_child_count()):
                child = parent.get_child_at_index(index)
                if child is not None and depth < 24:
                    states = child.get_state_set()
                    hidden = "" if states.contains(Atspi.StateType.SHOWING) else " (not showing)"
                    focused = " (focused)" if states.contains(Atspi.StateType.FOCUSED) else ""
                    lines.append("  " * depth + f"{child.get_role_name()} \"{child.get_name()}\"{hidden}{focused}")
                    note(child, depth + 1)
        try:
            note(self.application, 1)
        except (AttributeError, gi.repository.GLib.Error) as error:
            lines.append(f"  … {error}")
        return "\n".join(lines[:200])

    @contextlib.contextmanager
    def announcements(self):
        """Gives a function that gives what this window has announced since: what a screen reader speaks unasked."""
        said = []

        def note(event, _=None):
            shown = event.detail1 == 1 and event.source.get_role() == Atspi.Role.NOTIFICATION
            if shown and event.source.get_process_id() == self.process.pid:
                said.append(event.source.get_name())

        def heard():
            while GLib.MainContext.default().iteration(False):
                pass
            return said
        listener = Atspi.EventListener.new(note, None)
        listener.register("object:state-changed:showing")
        try:
            yield heard
        finally:
            listener.deregister("object:state-changed:showing")

    # --- using ----------------------------------------------------------------------------------------

    def press(self, role, name, parent=None):
        """What a screen reader's "activate" does."""
        def act():
            target = self.find(role, name, parent)
            if target is None or not target.get_state_set().contains(Atspi.StateType.ENABLED):
                return False
            return self.activate(target)
        self.wait(f"{role} \"{name}\" that can be pressed", act)

    @staticmethod
    def activate(target):
        action = target.get_action_iface()
        names = [action.get_action_name(index) for index in range(action.get_n_actions())] if action else []
        for wanted in ("Press", "press", "click", "Toggle"):
            if wanted in names:
                return action.do_action(names.index(wanted))
        return False

    def focus(self, role, name):
        def grab():
            target = self.find(role, name)
            if target is None:
                return False
            if target.get_state_set().contains(Atspi.StateType.FOCUSED):
                return True
            if not target.get_component_iface().grab_focus():
                action = target.get_action_iface()
                for index in range(action.get_n_actions() if action else 0):
                    if action.get_action_name(index) == "SetFocus":
                        action.do_action(index)
            return False
        self.wait(f"{role} \"{name}\" to take the focus", grab)

    def fill(self, name, text):
        """Replaces what a field holds, by keys."""
        self.focus("field", name)
        self.key("ctrl+a", "Delete")
        self.type(text)

    def write(self, name, text):
        """Types into a field, after what it holds."""
        self.focus("field", name)
        self.type(text)

    def xdotool(self, *arguments):
        result = subprocess.run(["xdotool", *arguments], env=self.environment, capture_output=True, text=True, timeout=60)
        return result.stdout

    def key(self, *names):
        self.xdotool("key", "--clearmodifiers", "--delay", "20", *names)

    def type(self, text):
        """Keys for what a US keyboard has, and the clipboard for the rest: Korean comes from an input method, which
        there is none of here, and fake keysyms race with the client's reading of the keymap."""
        if text.isascii():
            self.xdotool("type", "--clearmodifiers", "--delay", "8", "--", text)
        else:
            self.paste(text)

    def paste(self, text):
        # xclip stays to serve the selection until another one takes it.
        subprocess.run(["xclip", "-selection", "clipboard"], env=self.environment, input=text.encode(), check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20)
        self.key("ctrl+v")

    def scroll(self, notches):
        """The wheel, in the middle of the conversation: positive is up, into the past."""
        self.xdotool("mousemove", str(self.size[0] * 2 // 3), str(self.size[1] // 2))
        self.xdotool("click", "--repeat", str(abs(notches)), "--delay", "8", "4" if notches > 0 else "5")

    def picture(self, path):
        subprocess.run(["import", "-window", "root", "-silent", path], env=self.environment, check=True, timeout=60)
