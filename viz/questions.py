"""The page of the first day's questions: each with the commands that answer it and what they print, nothing written by hand."""

import contextlib
import io
import shlex
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
from pydantic import BaseModel, ConfigDict, ValidationError

from abm.errors import ConfigError, refuse
from abm.files import CONFIGS, read_yaml

FILE = CONFIGS / "questions.yaml"
PLACE = "results/questions"  # where the commands of the file keep their comparisons
SIZES = {"households": "--households", "replications": "--replications"}
SPEAKS = ("--lang", "nl")


class Words(BaseModel):
    """One text in both languages."""

    model_config = ConfigDict(extra="forbid")
    en: str
    nl: str


class Question(BaseModel):
    """A question, the commands that answer it, how to read what they print, and what it does not say."""

    model_config = ConfigDict(extra="forbid")
    ask: Words
    steps: list[str]
    read: Words
    limits: Words


class Asked(NamedTuple):
    """A question with its number, its commands ready to run."""

    number: int
    question: Question
    steps: tuple[tuple[str, ...], ...]


def read_questions(path: Path = FILE) -> list[Question]:
    """All questions of the file. Raises ConfigError in words when it is not as it should be."""
    content = read_yaml(path)
    rows = content.get("questions")
    if set(content) != {"questions"} or not isinstance(rows, list) or not rows:
        raise refuse(path.name, "questions", ", ".join(content), "one list, questions, of {ask, steps, read, limits}")
    found = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(Question.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in (f"questions[{number}]", *first["loc"]))
            raise refuse(path.name, key, first["input"], first["msg"]) from None
    return found


def asked(only: Sequence[int] = (), sizes: Mapping[str, int | None] | None = None, path: Path = FILE) -> list[Asked]:
    """The questions asked for, with `sizes` (households, replications) instead of their own. Raises ConfigError."""
    questions = read_questions(path)
    for number in only:
        if not 1 <= number <= len(questions):
            raise refuse("questions", "--only", number, f"a number from 1 to {len(questions)}")
    return [Asked(number, question, tuple(_sized(shlex.split(step), sizes or {}) for step in question.steps))
            for number, question in enumerate(questions, 1) if not only or number in only]  # fmt: skip


def _sized(words: list[str], sizes: Mapping[str, int | None]) -> tuple[str, ...]:
    for name, value in sizes.items():
        if value is not None and SIZES[name] in words:
            words[words.index(SIZES[name]) + 1] = str(value)
    return tuple(words)


def listed(chosen: Sequence[Asked], lang: str) -> str:
    """Every question with its commands, nothing run."""
    lines = []
    for each in chosen:
        lines += [f"{each.number}. {getattr(each.question.ask, lang)}", *(f"   {_command(step)}" for step in each.steps)]
    return "\n".join(lines) + "\n"


def _command(words: Sequence[str]) -> str:
    return shlex.join(["leefwereld", *words])


def page(
    chosen: Sequence[Asked], commands: click.Group, lang: str = "en", keep: Path | None = None,
    tell: Callable[[str], None] = lambda text: None, sizes: Mapping[str, int | None] | None = None,
) -> tuple[str, bool]:  # fmt: skip
    """The page in Markdown, and whether a step failed. Every step is run as the real command, one that was run before is not.

    `keep` holds the comparisons that the steps make (default: a folder that goes again); `sizes` are those that `asked` was
    given, for the command that makes the page again. Raises ConfigError for mistakes.
    """
    texts = HEADS[lang]
    parts, failed = [_head(chosen, lang, sizes or {})], False
    done: dict[tuple[str, ...], int] = {}
    total, count = len({step for each in chosen for step in each.steps}), 0
    with contextlib.ExitStack() as stack:
        place = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="leefwereld-")))
        for each in chosen:
            question = each.question
            lines = [f"## {each.number}. {getattr(question.ask, lang)}", "", f"*{texts['read']}:* {getattr(question.read, lang)}"]
            for step in each.steps:
                lines += ["", "```sh", _command(step), "```", ""]
                if step in done:
                    lines.append(texts["above"].format(number=done[step]))
                    continue
                count += 1
                tell(f"{texts['step']} {count}/{total} ({texts['question']} {each.number}): {_command(step)}")
                printed, code = run_step(commands, step, place, lang)
                failed, done[step] = failed or code != 0, each.number
                lines += ["```text", printed.rstrip(), "```"]
                lines += ["", texts["failed"].format(code=code)] if code else []
            parts.append("\n".join([*lines, "", f"*{texts['limits']}:* {getattr(question.limits, lang)}"]))
    return "\n\n".join(parts) + "\n", failed


def run_step(commands: click.Group, step: Sequence[str], place: Path, lang: str) -> tuple[str, int]:
    """What a command prints, and its exit code; it keeps what it keeps in `place`. Raises ConfigError for mistakes."""
    words = [word.replace(PLACE, str(place)) for word in step]
    command = commands.commands.get(words[0])
    if command is not None and any("--lang" in parameter.opts for parameter in command.params):
        words += ["--lang", lang]
    printed, code = io.StringIO(), 0
    with contextlib.redirect_stdout(printed):
        try:
            commands.main(words, prog_name="leefwereld", standalone_mode=False)
        except click.Abort:
            raise KeyboardInterrupt from None
        except click.ClickException as error:
            raise ConfigError(f"{_command(step)}: {error.format_message()}") from None
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else 1
            if code == 130:
                raise KeyboardInterrupt from None
    return printed.getvalue().replace(str(place), PLACE), code


HEADS = {
    "en": {
        "title": "The first day's questions",
        "intro": "Each question is answered by commands that exist; under each stands what it printed. Nothing here is written "
                 "by hand but the questions and how to read them, which stand in `configs/questions.yaml`.",
        "made": "Made by `{command}` with model `{fingerprint}`, leefwereld {version}, numba {numba}, numpy {numpy}. The "
                "steps are small, so that the page is made in minutes: a decision needs more households, years and replications.",
        "read": "How to read it", "limits": "What it does not say", "above": "Printed under question {number}.",
        "failed": "Some runs of this command failed (exit code {code}).", "step": "step", "question": "question",
    },
    "nl": {
        "title": "De vragen van de eerste dag",
        "intro": "Elke vraag wordt beantwoord door opdrachten die bestaan; eronder staat wat ze toonden. Met de hand zijn alleen "
                 "de vragen geschreven en hoe je ze leest; die staan in `configs/questions.yaml`. Sommige opdrachten tonen hun "
                 "antwoord alleen in het Engels.",
        "made": "Gemaakt met `{command}` met model `{fingerprint}`, leefwereld {version}, numba {numba}, numpy {numpy}. De "
                "stappen zijn klein, zodat de pagina in minuten klaar is: een besluit vraagt meer huishoudens, jaren en "
                "herhalingen.",
        "read": "Hoe je het leest", "limits": "Wat het niet zegt", "above": "Staat onder vraag {number}.",
        "failed": "Een deel van de runs van deze opdracht mislukte (code {code}).", "step": "stap", "question": "vraag",
    },
}  # fmt: skip


def _head(chosen: Sequence[Asked], lang: str, sizes: Mapping[str, int | None]) -> str:
    from experiments.identity import model_fingerprint, package_version

    texts = HEADS[lang]
    words = ["leefwereld", "questions", *(word for each in chosen for word in ("--only", str(each.number)))]
    if len(chosen) == len(read_questions()):
        words = words[:2]
    words += [word for name, value in sizes.items() if value is not None for word in (SIZES[name], str(value))]
    made = texts["made"].format(
        command=" ".join([*words, *(SPEAKS if lang == "nl" else ())]), fingerprint=model_fingerprint()[:12],
        version=package_version("leefwereld"), numba=package_version("numba"), numpy=package_version("numpy"),
    )  # fmt: skip
    return "\n\n".join([f"# {texts['title']}", texts["intro"], made])
