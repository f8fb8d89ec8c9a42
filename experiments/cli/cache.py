"""`leefwereld cache`: where compiled code, starting states and places are kept, how much of it there is, and how to empty it."""

from typing import Any

import click

from experiments.cli.shared_options import JSON, LANG

KINDS = ("code", "warm", "part", "places")


def cache_facts() -> dict[str, Any]:
    """Folder, bound and what is kept, as JSON can hold it; `folder` is None where nothing can be kept."""
    from abm.compiling.kept import cache_root, contents, most_bytes
    from experiments.place.folders import kept_places, sizes

    root, found = cache_root(), contents()
    kinds = {kind: [kept.size for kept in found if kept.kind == kind] for kind in KINDS} | {"places": sizes(kept_places())}
    return {"folder": None if root is None else str(root), "most_bytes": most_bytes(),
            "kinds": {kind: {"files": len(sizes), "bytes": sum(sizes)} for kind, sizes in kinds.items() if sizes}}  # fmt: skip


@click.command("cache")
@click.option("--empty", "emptied", is_flag=True, help="Remove what is kept; it is made again when it is needed.")
@JSON
@LANG
def cache_command(emptied: bool, as_json: bool, lang: str) -> None:
    """Show where compiled code, starting states and places are kept and how much of it there is; with --empty remove them.

    LEEFWERELD_CACHE names another folder, LEEFWERELD_CACHE_MB how many MB it may hold. Results are never kept there.
    """
    from abm.compiling.kept import empty
    from experiments.comparison.store import to_json
    from experiments.place.folders import empty_places
    from experiments.words.say import say

    gone = [sum(parts) for parts in zip(empty(), empty_places(), strict=True)] if emptied else None
    found = cache_facts() | ({} if gone is None else {"removed": {"files": gone[0], "bytes": gone[1]}})
    if as_json:
        click.echo(to_json(found), nl=False)
        return
    if gone is not None:
        click.echo(say("cache_removed", lang, files=gone[0], size=_mb(gone[1], lang)))
    folder = found["folder"] or say("cache_nowhere", lang)
    click.echo(say("cache_at", lang, folder=folder, most=_mb(found["most_bytes"], lang)))
    for kind, facts in found["kinds"].items():
        click.echo("  " + say(f"cache_{kind}", lang, files=facts["files"], size=_mb(facts["bytes"], lang)))


def _mb(size: int, lang: str) -> str:
    from experiments.words.say import number

    return f"{number(size / 1e6, 1 if size < 1e8 else 0, lang)} MB"
