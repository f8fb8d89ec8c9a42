"""The commands for sessions of the viewer: `view`, `replay FILE`, and `report FILE` for the group in `viz.cli`."""

import sys
from pathlib import Path
from typing import Any

import click

from experiments.cli.option_types import LANGUAGE, UserPath, Whole

LANG = click.option(
    "--lang", type=LANGUAGE, default="en", show_default=True, help="Language of what is printed."
)


@click.command("view")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Address to listen on; 0.0.0.0 shares it with everybody on your network.")
@click.option("--port", type=Whole(1, 65535), default=None,
              help="Port to listen on.  [default: the first free one from 8765]")
@click.option("--results", type=UserPath(), default=None, metavar="DIR",
              help="Folder with sweeps to look at.  [default: results, when there is one]")
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the page in the browser.")
@click.option("--root-path", default="", metavar="PATH",
              help="Path under which a proxy shows the page, as /apps/lw; the proxy takes it off.  [default: none]")
@click.option("--room", "with_room", is_flag=True,
              help="Let a room take part by phone: guess, draw, vote. Add --host 0.0.0.0 for phones on your network.")
@click.option("--room-token", default="", metavar="WORD",
              help="Last part of the address that phones open.  [default: six signs, anew at each start]")
@LANG
def view_command(
    host: str, port: int | None, results: Path | None, browser: bool, root_path: str, lang: str, **room: Any
) -> None:
    """Open the live viewer: two worlds, the same people, the same luck. Ctrl-C ends it."""
    from abm.compiling.kept import ready
    from experiments.cli.terminal import compiled_once
    from viz.room.command import room_of, tell_room, tell_shared
    from viz.viewer.server import HOST, VIEWER, assets_folder, check_installed, checked_path, view

    if root_path:
        checked_path(root_path)
    opened = room_of(**room)
    if host not in (HOST, "localhost", "::1"):
        tell_shared(opened, host, lang)
    check_installed()
    assets_folder()
    if not ready():
        compiled_once(lang)
    if results is None and Path("results").is_dir():
        results = Path("results")
    view(host, port, browser, results, lambda address: tell_room(opened, address, lang), root_path, opened or VIEWER)


@click.command("replay")
@click.argument("file", type=UserPath(), metavar="FILE")
@LANG
@click.option("--json", "as_json", is_flag=True, help="Print as JSON instead of a table.")
def replay_command(file: Path, lang: str, as_json: bool) -> None:
    """Simulate a session of the viewer again, from FILE, and say whether every world is the same to the last byte.

    Exit code 1 when it is not.
    """
    import json

    from experiments.cli.terminal import compiled_once
    from viz.viewer.record import check, read_file, replay

    record = read_file(file)
    check(record, str(file))
    compiled_once(lang)
    session, same = replay(record)
    told = _told(session, record, same)
    click.echo(json.dumps(told, indent=1, ensure_ascii=False) if as_json else _text(told, lang))
    if not same:
        sys.exit(1)


def _told(session: Any, record: Any, same: bool) -> dict[str, Any]:
    from experiments.runs.plugin import fingerprint
    from viz.words.viewer_rows import LINES

    lines = [world.lines() for world in session.worlds]
    return {
        "same": same,
        "same_model": record.model == fingerprint(),
        "week": session.week,
        "place": session.place._asdict(),
        "worlds": [{"preset": spec.preset, "measures": list(spec.measures)} for spec in session.specs],
        "changes": [change._asdict() for change in session.changes],
        "lines": {name: [world[name][-1] if world[name] else None for world in lines] for name in LINES},
        "digests": list(session.digests()),
    }


def _text(told: dict[str, Any], lang: str) -> str:
    from abm.settings.registry import LEVERS
    from experiments.words.language import named, pick
    from viz.words.viewer import say
    from viz.words.viewer_rows import LINES

    place = told["place"]
    rows = [say("replay_head", lang, week=told["week"], **place)]
    rows += [f"  {'ABC'[k]}  {' + '.join([world['preset'], *world['measures']])}" for k, world in enumerate(told["worlds"])]
    for change in told["changes"]:
        lever = LEVERS[change["lever"]]
        told_lever = f"{named(lever, lang)} → {change['value']:g}"
        rows.append(f"  {say('week', lang)} {change['week']:>3}  {'ABC'[change['world']]}  {told_lever}")
    for name, values in told["lines"].items():
        shown = "".join(f"{'-' if value is None else format(value, '.3f'):>12}" for value in values)
        rows.append(f"  {pick(LINES[name][0], lang):<44}{shown}")
    key = "replay_same" if told["same"] else "replay_other" if told["same_model"] else "replay_model"
    return "\n".join([*rows, say(key, lang)])


def report_session(file: Path, out: Path | None, count: int, uncertainty: str, lang: str) -> tuple[Any, Path]:
    """Run the comparison that a session file asks for and return it with its folder. Raises ConfigError."""
    from experiments.cli.terminal import compiled_once, progress_bar, told_aside
    from experiments.runs.workers import cpu_count
    from viz.viewer.record import check, read_file
    from viz.viewer.session_report import compare_session

    record = read_file(file)
    check(record, str(file))
    folder = out or file.with_suffix("")
    compiled_once(lang)
    with progress_bar() as progress:
        return compare_session(record, str(file), folder, count, uncertainty, cpu_count(), progress, told_aside), folder


def keep_session(file: Path, folder: Path) -> None:
    """Keep the session file beside its report, so that who gets the folder can play it again."""
    from experiments.storage.files import write_bytes

    kept = folder / "session.json"
    if file.resolve() != kept.resolve():
        write_bytes(kept, file.read_bytes())
