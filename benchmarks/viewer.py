"""How quick the viewer is: first picture, weeks a second, scrubbing, and memory over visitors that come and go.

Measured in a real browser where there is one (as tests/viz/test_viewer_browser.py finds it), else the server's side only.
Run with `python benchmarks/viewer.py`; numbers are of this machine, with whatever else it is doing, which is told too.
"""

import argparse
import gc
import json
import os
import shutil
import statistics
import time
from typing import Any

from notes import Figure, note

from abm.settings.errors import ConfigError
from viz.viewer.server import assets_folder, free_port, start, stop, wait_ready
from viz.viewer.visitor import Visitor
from viz.viewer.world import Place

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def memory(process: int | str = "self") -> float:
    """Resident memory of a process in MB (Linux)."""
    with open(f"/proc/{process}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


class Told:
    """Counts what a visitor's page is told."""

    def __init__(self) -> None:
        self.pictures, self.bytes = 0, 0

    def __call__(self, state, picture) -> None:
        self.pictures += 1
        self.bytes = len(json.dumps([state, picture]))


def wait(test) -> None:
    """Until `test()`, at most ten minutes."""
    until = time.monotonic() + 600
    while not test():
        if time.monotonic() > until:
            raise TimeoutError("it took longer than ten minutes")
        time.sleep(0.002)


def server_side(households: int, weeks: int) -> dict[str, float]:
    """Weeks a second of two worlds with pictures made, and the time of a step back and of a picture, on the server."""
    told = Told()
    visitor = Visitor(told, place=Place(households, 5, 1))
    visitor._tell_band = False
    visitor.start()
    wait(lambda: told.pictures)
    visitor.do({"act": "speed", "speed": 0})
    visitor.session.run_to(2)  # the compiled code is loaded by the first week
    began, cpu = time.monotonic(), time.process_time()
    visitor.do({"act": "play"})
    wait(lambda: visitor.session.week >= weeks)
    wall, used = time.monotonic() - began, time.process_time() - cpu
    done = visitor.session.week - 2
    visitor.do({"act": "play", "on": False})
    wait(lambda: not visitor.playing)
    times = []
    for week in range(1, 21):
        number = told.pictures
        began = time.perf_counter()
        visitor.do({"act": "seek", "week": week})
        wait(lambda number=number: told.pictures > number)
        times.append(1e3 * (time.perf_counter() - began))
    visitor.close()
    return {"weeks_s": done / wall, "cpu_ms": 1e3 * used / done, "seek_ms": statistics.median(times), "kb": told.bytes / 1e3}


def come_and_go(visitors: int, households: int) -> list[float]:
    """Memory (MB) after each fifth of the visitors has come, played half a year and gone."""
    found = []
    for number in range(visitors):
        told = Told()
        visitor = Visitor(told, place=Place(households, 5, 1))
        visitor._tell_band = False
        visitor.start()
        visitor.do({"act": "step", "weeks": 26})
        wait(lambda visitor=visitor: visitor.session.week >= 26)
        visitor.close()
        visitor._thread.join()
        if (number + 1) % max(1, visitors // 5) == 0:
            gc.collect()
            found.append(memory())
    return found


def at_once(visitors: int, households: int) -> dict[str, float]:
    """Many visitors at once, each with worlds of their own: weeks a second of all together, memory, and mix-ups.

    Visitors who have played as many weeks must have the same worlds, whoever played beside them.
    """
    before, made = memory(), [Visitor(Told(), place=Place(households, 5, 1)) for _ in range(visitors)]
    for visitor in made:
        visitor._tell_band = False
        visitor.start()
    began, weeks = time.monotonic(), [26 + number % 5 for number in range(visitors)]
    for visitor, count in zip(made, weeks, strict=True):
        visitor.do({"act": "step", "weeks": count})
    wait(lambda: all(visitor.session.week == count for visitor, count in zip(made, weeks, strict=True)))
    seconds, most = time.monotonic() - began, memory()
    worlds: dict[int, set[tuple[str, ...]]] = {}
    for visitor, count in zip(made, weeks, strict=True):
        worlds.setdefault(count, set()).add(visitor.session.digests())
        visitor.close()
    mixed = sum(len(digests) - 1 for digests in worlds.values())
    return {"weeks_s": sum(weeks) / seconds, "mb": (most - before) / visitors, "mixed": mixed}


def in_a_browser(chromium: str) -> dict[str, Any]:
    """Seconds to the first picture, weeks a second at the fastest, and milliseconds from a drag to its drawing."""
    from playwright.sync_api import sync_playwright

    port = free_port("127.0.0.1", None)
    process = start("127.0.0.1", port)
    try:
        wait_ready(process, "127.0.0.1", port, 300)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            found = _measure(browser, f"http://127.0.0.1:{port}/")
            found |= _reactions(browser, f"http://127.0.0.1:{port}/")
            before = memory(process.pid)
            for _ in range(8):
                tab = browser.new_page()
                tab.goto(f"http://127.0.0.1:{port}/")
                tab.wait_for_function("window.leefwereldDrawn")
                tab.close()
            time.sleep(2)
            found["tabs_mb"] = memory(process.pid) - before
            browser.close()
        return found
    finally:
        stop(process)


def _to_the_worlds(tab) -> None:
    """From the story, with which a newcomer begins, to the worlds beside each other."""
    if tab.locator('[data-test="tale"]').count():
        tab.click('[data-test="story-leave"]')


def _measure(browser, address: str) -> dict[str, float]:
    firsts = []
    for _ in range(3):
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        began = time.monotonic()
        tab.goto(address)
        tab.wait_for_function("window.leefwereldDrawn")
        firsts.append(time.monotonic() - began)
        if len(firsts) < 3:
            tab.close()
    _to_the_worlds(tab)
    tab.select_option('[data-test="speed"]', "0")
    tab.keyboard.press("Escape")
    tab.click('[data-test="play"]')
    tab.wait_for_function("window.leefwereldDrawn.shown >= 4")
    began, start_week = time.monotonic(), tab.evaluate("window.leefwereldDrawn.shown")
    tab.wait_for_timeout(6_000)
    week, seconds = tab.evaluate("window.leefwereldDrawn.shown"), time.monotonic() - began
    tab.click('[data-test="play"]')
    tab.wait_for_timeout(1_500)
    drags = tab.evaluate("""async (most) => {
        const bar = document.querySelector('[data-test="scrub"]'), times = [];
        for (let k = 0; k < 25; k++) {
            const week = (k * 7) % most, began = performance.now();
            bar.value = week; bar.dispatchEvent(new Event('input')); bar.dispatchEvent(new Event('change'));
            while (window.leefwereldDrawn.shown !== week && performance.now() - began < 5000)
                await new Promise(r => setTimeout(r, 1));
            times.push(performance.now() - began);
        }
        return times;
    }""", max(2, week))
    tab.close()
    return {
        "first_s": min(firsts), "first_cold_s": firsts[0], "weeks_s": (week - start_week) / seconds,
        "drag_ms": statistics.median(drags), "drag_worst_ms": max(drags),
    }  # fmt: skip


# From a click to what it changes on the page: what to click, and what tells that the page has reacted.
CLICKS = {
    "another view": ("view-teams", "document.querySelector('[data-test=view-teams]').classList.contains('on')"),
    "the people again": ("view-people", "document.querySelector('[data-test=view-people]').classList.contains('on')"),
    "another page": ("page-levers", "document.querySelector('[data-test=lever-search]') !== null"),
    "back to the worlds": ("page-worlds", "document.querySelector('[data-test=view-people]') !== null"),
    "a bookmark": ("bookmark", "document.querySelector('[data-test=book-0]') !== null"),
    "another language": ("lang", "document.querySelector('[data-test=lang]').textContent !== before"),
    "pause": ("play", "document.querySelector('[data-test=play]').textContent !== before"),
}


def _settle(tab, households: int, seed: int) -> None:
    """Two new worlds of so many households, with ten years before them: they do not end before the last click."""
    tab.click('[data-test="setup"]')
    for name, value in (("households", households), ("years", 10), ("seed", seed)):
        tab.fill(f'[data-test="{name}"]', str(value))
    tab.click('[data-test="configure"]')
    tab.wait_for_function("document.querySelector('[data-test=canvas-0]').getAttribute('aria-label').match(/\\d+/g)"
                          f".reduce((all, n) => all + +n, 0) === {households} && window.leefwereldDrawn.shown < 2",
                          timeout=120_000)


def _reactions(browser, address: str, households: int = 10_000, rounds: int = 3) -> dict[str, Any]:
    """Milliseconds from a click to the page's reaction while two worlds of 10,000 play as fast as they can."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto(address)
    tab.wait_for_function("window.leefwereldDrawn")
    _to_the_worlds(tab)
    times: dict[str, list[float]] = {what: [] for what in CLICKS}
    for seed in range(1, rounds + 1):
        _settle(tab, households, seed)
        tab.select_option('[data-test="speed"]', "0")
        tab.click('[data-test="play"]')
        tab.wait_for_timeout(2_000)
        for what, (name, test) in CLICKS.items():
            times[what].append(tab.evaluate(f"""async () => {{
                const target = document.querySelector('[data-test="{name}"]'), before = target.textContent;
                const began = performance.now();
                target.click();
                while (!({test}) && performance.now() - began < 30000) await new Promise(r => setTimeout(r, 1));
                return performance.now() - began;
            }}"""))
            tab.wait_for_timeout(400)
        tab.evaluate("document.querySelector('footer .chip + .plain').click()")  # the bookmark goes
        tab.wait_for_timeout(500)
    drawn = tab.evaluate("window.leefwereldDrawn.shown")
    tab.close()
    return {"clicks": times, "clicks_week": drawn}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the same; it is quick as it is")
    parser.add_argument("--visitors", type=int, default=20, help="visitors that come and go")
    asked = parser.parse_args()
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    figures = []
    for households in (2_000, 10_000):
        found = server_side(households, 150 if households == 2_000 else 60)
        aimed = households == 2_000
        figures.append(Figure(f"two worlds of {households:,} households with pictures made",
                              f"{found['weeks_s']:.1f} weeks a second, {found['cpu_ms']:.1f} ms of processor a week, "
                              f"{found['seek_ms']:.1f} ms to a week back, {found['kb']:.0f} kB a picture",
                              "≥ 10 weeks a second" if aimed else "", found["weeks_s"] >= 10 if aimed else None))  # fmt: skip
    grown = come_and_go(asked.visitors, 2_000)
    held = ", ".join(f"{mb:.0f}" for mb in grown)
    figures.append(Figure(f"memory after each fifth of {asked.visitors} visitors", f"{held} MB"))
    found = at_once(50, 2_000)
    figures.append(Figure("fifty visitors at once", f"{found['weeks_s']:.0f} weeks a second together, {found['mb']:.1f} MB each, "
                          f"{found['mixed']:.0f} with worlds of somebody else"))  # fmt: skip
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        assets_folder()
        if chromium is None:
            raise ConfigError("there is no Chromium on the path")
    except ConfigError as error:
        figures.append(Figure("in a browser", f"not measured: {error}"))
    else:
        found = in_a_browser(chromium)
        figures.append(Figure("first picture in a browser, server up",
                              f"{found['first_s']:.2f} s (the first time {found['first_cold_s']:.2f} s)", "≤ 3 s",
                              found["first_s"] <= 3))  # fmt: skip
        figures.append(Figure("scrubbing, from a drag to its drawing",
                              f"{found['drag_ms']:.0f} ms (worst {found['drag_worst_ms']:.0f} ms)", "≤ 100 ms",
                              found["drag_ms"] <= 100))  # fmt: skip
        figures.append(Figure("in a browser", f"{found['weeks_s']:.1f} weeks a second drawn, eight tabs opened and "
                              f"closed left {found['tabs_mb']:+.1f} MB"))  # fmt: skip
        clicks = [(what, statistics.median(ms), max(ms)) for what, ms in found["clicks"].items()]
        figures.append(Figure("from a click to the page's reaction, two worlds of 10,000 playing, median (worst of three)",
                              ", ".join(f"{what} {middle:.0f} ({most:.0f}) ms" for what, middle, most in clicks)))  # fmt: skip
    note("viewer.py", "The viewer", figures)


if __name__ == "__main__":
    main()
