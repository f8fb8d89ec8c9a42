"""Commands that speak to a person: every mistake is one line on stderr and exit code 2, with the nearest right name."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from abm.settings.errors import ConfigError

USER_MISTAKE = 2
INTERRUPTED = 130


def near(word: str, names: Iterable[str]) -> str:
    """ "; did you mean …?" with the nearest of the names, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(names), 1, 0.5)
    return f"; did you mean '{found[0]}'?" if found else ""


class Friendly(click.Group):
    """A group whose mistakes end in "leefwereld: message" and exit code 2, and an interruption in 130."""

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
        try:
            code = super().main(args, prog_name, complete_var, False, **extra)
        except (ConfigError, click.ClickException) as error:
            message = error.format_message() if isinstance(error, click.ClickException) else str(error)
            click.echo(f"leefwereld: {one_line(message)}{_where(error)}", err=True)
            sys.exit(USER_MISTAKE)
        except (KeyboardInterrupt, click.Abort):
            click.echo("leefwereld: stopped", err=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            # Whoever read our output has seen enough; closing stderr keeps Python from telling about it at exit.
            sys.stderr.close()
            sys.exit(0)
        sys.exit(code if isinstance(code, int) else 0)

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


def _where(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return f" (see {context.command_path} --help)" if context is not None else ""
