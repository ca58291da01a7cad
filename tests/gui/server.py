"""The real server, and wire clients that fill it, for tests of the window."""
import json
import os
import re
import subprocess
import threading

from desktop import die_with_parent

HERE = os.path.dirname(os.path.abspath(__file__))
BUILT = os.path.join(HERE, "../../build/release/bin")
SERVER = os.environ.get("MADANG_SERVER", os.path.join(BUILT, "madang-server"))
CLIENT = os.environ.get("MADANG_CLIENT", os.path.join(BUILT, "madang"))
NODE = os.environ.get("MADANG_NODE", "node")


class Server:
    """On SQLite or, where MADANG_TEST_STORES is "services", on PostgreSQL and Redis of its own."""

    def __init__(self, folder):
        self.data = os.path.join(folder, "server")
        self.listen = "127.0.0.1:0"
        self.services = None
        self.stores = []
        if os.environ.get("MADANG_TEST_STORES") == "services":
            self.services = subprocess.Popen([NODE, os.path.join(HERE, "services.mjs")], stdin=subprocess.PIPE,
                                             stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent)
            # The test runner, whose services these are, may say something of its own first.
            addresses = json.loads(next(line for line in self.services.stdout if line.startswith("{")))
            self.stores = ["--database", addresses["database"], "--redis", addresses["redis"]]
        self.start()

    def start(self):
        """Starts on the data and, the second time, the port of before."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MADANG_")}
        self.process = subprocess.Popen([SERVER, "--listen", self.listen, "--data", self.data, *self.stores], env=environment,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        preexec_fn=die_with_parent)
        log = []
        for line in self.process.stdout:
            log.append(line)
            found = re.search(r"listening on (\S+:\d+)", line)
            if found:
                self.listen = found[1]
                break
        else:
            raise RuntimeError("the server did not start:\n" + "".join(log))
        self.url = f"ws://{self.listen}/ws"
        # What it says later must be read, or the pipe fills and it stops.
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def stop(self):
        self.process.terminate()
        return self.process.wait(30)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        """Stops it, and the services under it."""
        self.stop()
        if self.services:
            self.services.communicate(timeout=30)


def seed(command, url, patience=120, **spec):
    """Runs one command of seed.mjs against the server, for at most so many seconds; returns what it prints."""
    result = subprocess.run([NODE, os.path.join(HERE, "seed.mjs"), command, url, json.dumps(spec)], capture_output=True, text=True,
                            timeout=patience)
    if result.returncode:
        raise RuntimeError(f"seed.mjs {command}: {result.stderr}")
    return json.loads(result.stdout or "{}")
