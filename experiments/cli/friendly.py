"""Commands that speak to a person: every mistake is one line on stderr and exit code 2, with the nearest right name."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from abm.settings.errors import ConfigError
from abm.settings.files import own_folder, put_in_force, using
from experiments.cli.groups import write_groups
from experiments.cli.option_types import UserPath
from experiments.cli.streams import accept_every_sign
from experiments.runs.stopping import code_of, listen
from experiments.words.language import SHIPPED, languages, pick
from experiments.words.mistakes import in_language

USER_MISTAKE = 2
INTERRUPTED = 130
# Commands that are about what comes along, or about finished tables alone: they take no other configs folder.
SHIPPED_ONLY = ("calibrate", "odd", "diff", "questions")


def near(word: str, names: Iterable[str]) -> str:
    """ "; did you mean …?" with the nearest of the names, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(names), 1, 0.5)
    return f"; did you mean '{found[0]}'?" if found else ""


def _put(ctx: click.Context, param: click.Parameter, folder: Path | None) -> None:
    put_in_force(folder)
    if own_folder():
        from experiments.runs.plugin import forget_outcomes, put_own

        ctx.call_on_close(forget_outcomes)
        put_own()


def _settle(ctx: click.Context, param: click.Parameter, name: str | None) -> None:
    if name is not None:
        from experiments.place.layer import put_place

        put_place(name)


class Friendly(click.Group):
    """A group whose mistakes end in "leefwereld: message" and exit code 2, and an interruption in 130.

    Every command takes --configs, which puts another configs folder in force while it runs, and --place, which lays the
    numbers of a municipality over it.
    """

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """As click's, and give the command the options --configs and --place."""
        if cmd.name not in SHIPPED_ONLY and not any(param.name == "configs" for param in cmd.params):
            cmd.params.append(click.Option(
                ["--configs"], type=UserPath(), metavar="DIR", expose_value=False, callback=_put, is_eager=True,
                help="Another configs folder, with rows of your own.",
            ))  # fmt: skip
            if not isinstance(cmd, click.Group):
                cmd.params.append(click.Option(
                    ["--place"], metavar="FILE|NAME", expose_value=False, callback=_settle,
                    help="Your municipality: a file made by leefwereld place make, or national.",
                ))  # fmt: skip
        super().add_command(cmd, name)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """As click's; with `standalone_mode=False` errors are raised instead of told."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, **extra)
        accept_every_sign()
        listen()
        try:
            with using(None):
                code = super().main(args, prog_name, complete_var, False, **extra)
        except SystemExit as stop:
            sys.exit(code_of(stop.code, INTERRUPTED) if isinstance(stop.code, int) else stop.code)
        except (ConfigError, click.ClickException) as error:
            message = error.format_message() if isinstance(error, click.ClickException) else str(error)
            lang = _language(sys.argv[1:] if args is None else args)
            click.echo(f"leefwereld: {in_language(one_line(message), lang)}{_where(error, lang)}", err=True)
            sys.exit(USER_MISTAKE)
        except (KeyboardInterrupt, click.Abort):
            lang = _language(sys.argv[1:] if args is None else args)
            click.echo(f"leefwereld: {pick(('stopped', 'gestopt'), lang)}", err=True)
            sys.exit(code_of(INTERRUPTED, INTERRUPTED))
        except BrokenPipeError:
            # Whoever read our output has seen enough; closing stderr keeps Python from telling about it at exit.
            sys.stderr.close()
            sys.exit(0)
        sys.exit(code if isinstance(code, int) else 0)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As click's, but by what a person wants, and with whole sentences."""
        write_groups(formatter, {name: self.commands[name] for name in self.list_commands(ctx)})

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, naming the nearest command when there is none of that name."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and self.get_command(ctx, name) is None:
            known = self.list_commands(ctx)
            raise click.UsageError(f"there is no command '{name}'{near(name, known)} (commands: {', '.join(known)})")
        return super().resolve_command(ctx, args)


def one_line(message: str) -> str:
    """A message on one line, and no longer than a person reads, whatever it quotes."""
    return str(ConfigError(" ".join(message.split())))


def _where(error: Exception, lang: str) -> str:
    context = getattr(error, "ctx", None)
    return f" ({pick(('see', 'zie'), lang)} {context.command_path} --help)" if context is not None else ""


def _language(args: Sequence[str]) -> str:
    """The language that --lang asks for, before any option is read; English where it asks for none that is offered."""
    words = [word for arg in args for word in arg.split("=", 1)]
    asked = dict(zip(words, words[1:])).get("--lang", "en")
    return asked if asked in SHIPPED or own_folder() and asked in languages() else "en"
