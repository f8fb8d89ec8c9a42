"""A real Firefox, driven by Marionette, the protocol that it brings itself: no driver is installed. Sockets and JSON, no more."""

import json
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from browsing import any_port
from patience import PATIENCE, deadline

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"ArrowRight": "\ue014", "ArrowLeft": "\ue012", "Enter": "\ue007", "Space": " ", "Escape": "\ue00c", "Tab": "\ue004"}


class Firefox:
    """One window with an empty profile. Use as a context."""

    def __init__(self, width=1280, height=800):
        self._home = tempfile.TemporaryDirectory(prefix="leefwereld-firefox-", ignore_cleanup_errors=True)
        port = any_port()
        prefs = {"marionette.port": port, "datareporting.policy.dataSubmissionEnabled": False, "app.update.enabled": False,
                 "browser.shell.checkDefaultBrowser": False, "intl.accept_languages": "en-GB"}  # fmt: skip
        lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in prefs.items()]
        (Path(self._home.name) / "user.js").write_text("\n".join(lines), encoding="utf-8")
        words = [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", self._home.name, "--width", str(width),
                 "--height", str(height)]  # fmt: skip
        self._process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._number, self._rest = 0, b""
        self._socket = self._reach(port)
        self._read()  # it greets
        self.ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {}}})
        self.ask("WebDriver:SetWindowRect", {"width": width, "height": height})

    def _reach(self, port):
        left = deadline()
        while left():
            try:
                return socket.create_connection(("127.0.0.1", port), PATIENCE)
            except OSError:
                time.sleep(0.2)
        raise AssertionError("Firefox never opened its port")

    def _read(self):
        while b":" not in self._rest:
            self._rest += self._more()
        size, _, self._rest = self._rest.partition(b":")
        while len(self._rest) < int(size):
            self._rest += self._more()
        told, self._rest = self._rest[: int(size)], self._rest[int(size) :]
        return json.loads(told)

    def _more(self):
        found = self._socket.recv(65536)
        assert found, "Firefox has gone"
        return found

    def ask(self, what, fields=None):
        """One command; what Firefox answers to it."""
        self._number += 1
        text = json.dumps([0, self._number, what, fields or {}]).encode()
        self._socket.sendall(f"{len(text)}:".encode() + text)
        _, _, error, found = self._read()
        assert error is None, error
        return found.get("value", found) if isinstance(found, dict) else found

    def go(self, address):
        """Open a page."""
        self.ask("WebDriver:Navigate", {"url": address})

    def run(self, script, *given):
        """What a script in the page gives back."""
        return self.ask("WebDriver:ExecuteScript", {"script": script, "args": list(given)})

    def at(self, name):
        """The element that the page calls so for tests; nothing when there is none."""
        return self.run(f"return document.querySelector('[data-test=\"{name}\"]')")

    def text(self, name):
        """What it says."""
        return self.run("return arguments[0].innerText", self.at(name))

    def box(self, name):
        """Where it stands in the window: left, top, width, height."""
        script = ("arguments[0].scrollIntoView({block: 'nearest'}); const b = arguments[0].getBoundingClientRect();"
                  " return [b.x, b.y, b.width, b.height]")
        return self.run(script, self.at(name))

    def click(self, name):
        """Press it with the mouse, in its middle."""
        self.until(lambda: self.at(name), what=name)
        x, y, wide, high = self.box(name)
        self.mouse([(x + wide / 2, y + high / 2)])

    def mouse(self, points):
        """Press at the first point, move over the others, let go at the last."""
        moves = [{"type": "pointerMove", "duration": 40, "x": round(x), "y": round(y), "origin": "viewport"} for x, y in points]
        actions = [moves[0], {"type": "pointerDown", "button": 0}, *moves[1:], {"type": "pointerUp", "button": 0}]
        source = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions}
        self.ask("WebDriver:PerformActions", {"actions": [source]})

    def key(self, *names):
        """Press keys, one after another."""
        pressed = [KEYS.get(name, name) for name in names]
        actions = [{"type": kind, "value": key} for key in pressed for kind in ("keyDown", "keyUp")]
        self.ask("WebDriver:PerformActions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def until(self, test, *, what):
        """Wait until `test()` is true."""
        left = deadline()
        while left():
            if test():
                return
            time.sleep(0.1)
        raise AssertionError(f"the page never showed {what}")

    def __enter__(self):
        return self

    def __exit__(self, *told):
        self._socket.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._home.cleanup()
