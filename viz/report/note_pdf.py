"""A page on paper: printed to PDF by a browser that is there already; no library of ours makes PDF."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from abm.settings.errors import ConfigError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
PLACES = (Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path("/Applications/Chromium.app/Contents/MacOS/Chromium"))  # fmt: skip
FLAGS = ("--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-extensions", "--no-pdf-header-footer", "--generate-pdf-document-outline")  # fmt: skip
PATIENCE = 120.0  # seconds


def browser() -> str | None:
    """A browser that prints without a window, None where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or next((str(path) for path in PLACES if path.is_file()), None)


def to_pdf(page: str) -> bytes:
    """The page as PDF. Raises ConfigError, with what to do instead, when there is no browser or it does not print."""
    program = browser()
    if program is None:
        raise ConfigError("--pdf needs Chromium, Chrome or Edge, and none was found; leave --pdf out and print from a browser")
    with tempfile.TemporaryDirectory(prefix="leefwereld-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "page.html", folder / "page.pdf"
        source.write_text(page, encoding="utf-8")
        words = [program, *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}"]
        words += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it does not start for root otherwise
        try:
            done = subprocess.run([*words, source.as_uri()], capture_output=True, text=True, timeout=PATIENCE)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ConfigError(_refused(program, str(error))) from None
        if not target.is_file():
            raise ConfigError(_refused(program, (done.stderr.strip().splitlines() or ["it says nothing"])[-1]))
        return target.read_bytes()


def _refused(program: str, why: str) -> str:
    return f"'{program}' did not print the page ({why}); leave --pdf out and print the page from a browser"
