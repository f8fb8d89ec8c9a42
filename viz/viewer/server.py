"""`leefwereld view`: the Solara server as a process of its own, on this machine unless asked otherwise, without internet."""

import contextlib
import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable
from pathlib import Path

from abm.settings.errors import ConfigError

HERE = Path(__file__).parent
HOST = "127.0.0.1"
FIRST_PORT, PORTS = 8765, 40
START_WITHIN = 180.0  # seconds; a laptop that is busy with other things needs them
# Of everything that Solara can serve, what the viewer's page asks for.
NEEDED = (
    "@widgetti/solara-vuetify-app@10.1.1/dist/main8.css",
    "@widgetti/solara-vuetify-app@10.1.1/dist/fonts.css",
    "@widgetti/solara-vuetify-app@10.1.1/dist/solara-vuetify-app8.min.js",
    "requirejs@2.3.6/require.js",
)
CULL_AFTER = "5m"  # a page that lost its connection and did not come back is let go of


def assets_folder() -> Path:
    """Folder with the browser's part of Solara. Raises ConfigError when it is not installed."""
    named = os.environ.get("SOLARA_ASSETS_PROXY_CACHE_DIR")
    folder = Path(named) if named else Path(sys.prefix) / "share" / "solara" / "cdn"
    for file in NEEDED:
        if not (folder / file).is_file():
            raise ConfigError(
                f"{folder}: {file} is missing, which the viewer's page needs; install the extra: pip install 'leefwereld[viewer]'"
            )
    return folder


class Service:
    """What the server process is: its module, the page that it shows, and what it finds in its environment besides."""

    module, page = "viz.viewer.serving", "viz.viewer.app"

    def place(self, host: str, port: int, root_path: str) -> None:
        """Take in where it will stand, before it begins."""

    def environment(self) -> dict[str, str]:
        """What the process finds in its environment."""
        return {}

    def entrance(self, address: str) -> str:
        """The address to open, from that of the server."""
        return address


VIEWER = Service()


def environment(folder: Path, root_path: str = "") -> dict[str, str]:
    """Environment of the server: local assets only, no telemetry, visitors let go of soon; the path it stands under."""
    under = {"SOLARA_ROOT_PATH": checked_path(root_path)} if root_path else {}
    return os.environ | under | {
        "MALLOC_ARENA_MAX": "2",  # a thread a visitor, each with memory of its own to be freed into, holds twice as much
        "SOLARA_APP": "viz.viewer.app",
        "SOLARA_MODE": "production",
        "SOLARA_ASSETS_PROXY_CACHE_DIR": str(folder),
        # A file that is not in the folder must fail at once, not be fetched from a content network.
        "SOLARA_ASSETS_CDN": "http://127.0.0.1:9/",
        "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
        "SOLARA_ASSETS_EXTRA_LOCATIONS": "viz.viewer.assets",
        "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
        "SOLARA_KERNEL_CULL_TIMEOUT": CULL_AFTER,
        "SOLARA_SESSION_SAME_SITE": "lax",
        "SOLARA_THEME_SHOW_BANNER": "false",
        "SOLARA_THEME_LOADER": "plain",
        "SOLARA_THEME_FORCE_REFRESH": "true",  # a page whose visitor is gone asks anew, and comes back as it was left
    }


def checked_path(path: str) -> str:
    """A path under which a proxy shows the viewer: /apps/lw, without a slash behind it. Raises ConfigError."""
    if not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+/?", path):
        raise ConfigError(f"--root-path is '{path}'; allowed: a path as in an address, /apps/lw, of letters, digits and . _ ~ -")
    return path.rstrip("/")


def check_installed() -> None:
    """Raise ConfigError when the extra with Solara has not been installed."""
    for name in ("solara", "ipyvuetify", "uvicorn"):
        if importlib.util.find_spec(name) is None:
            lacking = f"the viewer needs {name}, which is not installed"
            raise ConfigError(f"{lacking}; install the extra: pip install 'leefwereld[viewer]'")


def free_port(host: str, port: int | None) -> int:
    """The port asked for, or the first free one from FIRST_PORT on. Raises ConfigError when it is taken."""
    for candidate in [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS):
        with contextlib.closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
                return int(candidate)
            except OverflowError:
                raise ConfigError(f"--port is {candidate}; allowed: 1 to 65535") from None
            except socket.gaierror:
                raise ConfigError(f"--host is '{host}'; allowed: an address of this machine, such as {HOST} or 0.0.0.0") from None
            except OSError as error:
                if port is not None or error.errno not in (98, 48, 10048):
                    raise ConfigError(f"--host {host} --port {candidate}: cannot be used ({error.strerror})") from None
    raise ConfigError(f"no port from {FIRST_PORT} to {FIRST_PORT + PORTS - 1} is free; name one with --port")


def start(
    host: str, port: int, results: Path | None = None, root_path: str = "", service: Service = VIEWER
) -> subprocess.Popen[bytes]:
    """Start the server process; it is not ready yet. Raises ConfigError when something is not installed."""
    check_installed()
    env = environment(assets_folder(), root_path) | {"SOLARA_APP": service.page} | service.environment()
    if results is not None:
        env["LEEFWERELD_RESULTS"] = str(results.resolve())
    # The project may be a checkout that is not installed: the server must find it whatever folder it is started in.
    env["PYTHONPATH"] = os.pathsep.join([str(HERE.parents[1]), *filter(None, [env.get("PYTHONPATH")])])
    command = [sys.executable, "-m", service.module, host, str(port)]
    return subprocess.Popen(command, env=env)


def wait_ready(process: "subprocess.Popen[bytes]", host: str, port: int, within: float = START_WITHIN) -> None:
    """Return when the server answers. Raises ConfigError when it ends or does not answer in time."""
    asked = "[::1]" if host == "::" else "127.0.0.1" if host == "0.0.0.0" else f"[{host}]" if ":" in host else host
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + within
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ConfigError(f"the server ended with code {process.returncode} before it was ready; see what it said above")
        with contextlib.suppress(urllib.error.URLError, OSError):
            answer = opener.open(f"http://{asked}:{port}/readyz", timeout=2)
            with contextlib.closing(answer):
                if answer.status == 200:
                    return
        time.sleep(0.05)
    stop(process)
    raise ConfigError(f"the server did not answer within {within:g} seconds")


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End the server process, kindly first."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ended(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def view(host: str, port: int | None, browser: bool, results: Path | None, tell: Callable[[str], None],
         root_path: str = "", service: Service = VIEWER) -> None:
    """Serve until interrupted; `tell` is called with the address when it is ready. Raises ConfigError."""
    if results is not None and not results.is_dir():
        raise ConfigError(f"--results {results}: there is no such folder")
    chosen = free_port(host, port)
    signal.signal(signal.SIGTERM, _ended)  # whoever ends this process ends the server too
    service.place(host, chosen, root_path)
    process = start(host, chosen, results, root_path, service)
    try:
        wait_ready(process, host, chosen)
        address = service.entrance(f"http://{f'[{host}]' if ':' in host else host}:{chosen}/")
        tell(address)
        if browser:
            webbrowser.open(address.replace("0.0.0.0", "127.0.0.1").replace("[::]", "[::1]"))
        process.wait()
    except KeyboardInterrupt:
        pass
    finally:
        stop(process)
