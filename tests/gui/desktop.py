"""A desktop for tests: virtual screens and one session bus with the accessibility bus behind it, all of it private.

Each client gets a screen of its own, so that keyboard focus and clipboard of one never reach the other, while one
accessibility tree shows them all.
"""
import ctypes
import os
import shutil
import signal
import subprocess
import tempfile


# Which programs are tested, and on which stores: not settings of theirs.
OURS = {"MADANG_SERVER", "MADANG_CLIENT", "MADANG_NODE", "MADANG_TEST_STORES"}


def die_with_parent():
    """In a child: ends it when the test ends in whatever way, also by SIGKILL (Linux prctl, PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Desktop:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="madang-gui-")
        self.processes = []
        runtime = os.path.join(self.folder, "run")
        os.mkdir(runtime, 0o700)
        home = os.path.join(self.folder, "home")
        os.mkdir(home)
        foreign = ("MADANG_", "XDG_", "WAYLAND_", "DBUS_", "QT_", "AT_SPI")
        for name in [name for name in os.environ if name.startswith(foreign)]:
            if name not in OURS:
                del os.environ[name]
        os.environ.update({
            "HOME": home,
            "XDG_RUNTIME_DIR": runtime,
            "LC_ALL": "C.UTF-8",
            "NO_AT_BRIDGE": "0",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_QUICK_BACKEND": "software",
            "QSG_RENDER_LOOP": "basic",
        })
        # The buses' helpers look for an X display of their own.
        os.environ["DISPLAY"] = self.screen(640, 480)
        bus = self.start(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"], stdout=subprocess.PIPE)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()

    def start(self, command, **options):
        """A process that ends with the desktop."""
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True,
                                   stderr=subprocess.DEVNULL, preexec_fn=die_with_parent, **options)
        self.processes.append(process)
        return process

    def keyring(self):
        """The system's place for secrets, unlocked; for clients that keep their tokens (MADANG_KEYCHAIN=on)."""
        ring = subprocess.Popen(["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"],
                                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                start_new_session=True, preexec_fn=die_with_parent)
        self.processes.append(ring)
        ring.stdin.write(b"a password of the desktop's")
        ring.stdin.close()
        subprocess.run(["gdbus", "wait", "--session", "--timeout", "20", "org.freedesktop.secrets"], check=True)

    def screen(self, width, height, pixels=None):
        """A new virtual screen; returns its name for DISPLAY. What it shows is kept in the folder `pixels`, where that is given."""
        reading, writing = os.pipe()
        # -displayfd picks a free number; without a keyboard repeat a slow machine types no letter twice.
        self.start(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp",
                    "-noreset", "-r", "+extension", "XTEST", *(["-fbdir", pixels] if pixels else [])],
                   pass_fds=[writing], stdout=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        return ":" + number

    def close(self):
        for process in reversed(self.processes):
            try:
                os.killpg(process.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
        for process in self.processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
