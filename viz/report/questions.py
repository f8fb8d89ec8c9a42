"""Pages of questions: each with the commands that answer it and what they print, nothing written by hand."""

import contextlib
import io
import shlex
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
from pydantic import BaseModel, ConfigDict, ValidationError

from abm.settings.errors import ConfigError, refuse
from abm.settings.files import CONFIGS, read_yaml
from abm.settings.graded import nearest
from abm.settings.shapes import Wording
from experiments.runs.identity import model_fingerprint, package_version
from experiments.words.language import named

FOLDER = CONFIGS / "questions"
FIRST_QUESTIONS = "first_questions"
PLACE = "results/questions"  # where the commands of the file keep their comparisons
SIZES = {"households": "--households", "replications": "--replications"}
SPEAKS = ("--lang", "nl")


class QuestionGuide(BaseModel):
    """A question, the commands that answer it, how to read what they print, and what it does not say."""

    model_config = ConfigDict(extra="forbid")
    ask: Wording
    steps: list[str]
    read: Wording
    limits: Wording


class Chosen(NamedTuple):
    """A question with its number, its commands ready to run."""

    number: int
    question: QuestionGuide
    steps: tuple[tuple[str, ...], ...]


class QuestionPage(NamedTuple):
    """The questions of one page: the name of its file, its title, and how many questions the file has."""

    about: str
    title: Wording
    chosen: list[Chosen]
    of: int


def subjects() -> list[str]:
    """Names of the pages that can be made."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def file_of(about: str) -> Path:
    """The file of a page. Raises ConfigError with the nearest name."""
    if about not in subjects():
        raise refuse("questions", "--about", about, "one of " + ", ".join(subjects()), nearest(about, subjects()))
    return FOLDER / f"{about}.yaml"


def read_questions(path: Path) -> tuple[Wording, list[QuestionGuide]]:
    """Title and questions of a file. Raises ConfigError in words when it is not as it should be."""
    content = read_yaml(path)
    rows = content.get("questions")
    if set(content) != {"title", "questions"} or not isinstance(rows, list) or not rows:
        raise refuse(path.name, "questions", ", ".join(content), "a title and one list, questions, of {ask, steps, read, limits}")
    try:
        title = Wording.model_validate(content["title"])
    except ValidationError:
        raise refuse(path.name, "title", content["title"], "{en: ..., nl: ...}") from None
    found = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(QuestionGuide.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in (f"questions[{number}]", *first["loc"]))
            raise refuse(path.name, key, first["input"], first["msg"]) from None
    return title, found


def asked(only: Sequence[int] = (), sizes: Mapping[str, int | None] | None = None, path: Path | None = None) -> QuestionPage:
    """The questions asked for, with `sizes` (households, replications) instead of their own. Raises ConfigError."""
    path = path or file_of(FIRST_QUESTIONS)
    title, questions = read_questions(path)
    for number in only:
        if not 1 <= number <= len(questions):
            raise refuse("questions", "--only", number, f"a number from 1 to {len(questions)}")
    chosen = [Chosen(number, question, tuple(_sized(shlex.split(step), sizes or {}) for step in question.steps))
              for number, question in enumerate(questions, 1) if not only or number in only]  # fmt: skip
    return QuestionPage(path.stem, title, chosen, len(questions))


def _sized(words: list[str], sizes: Mapping[str, int | None]) -> tuple[str, ...]:
    for name, value in sizes.items():
        if value is not None and SIZES[name] in words:
            words[words.index(SIZES[name]) + 1] = str(value)
    return tuple(words)


def listed(sheet: QuestionPage, lang: str) -> str:
    """Every question with its commands, nothing run."""
    lines = []
    for each in sheet.chosen:
        lines += [f"{each.number}. {named(each.question.ask, lang)}", *(f"   {_command(step)}" for step in each.steps)]
    return "\n".join(lines) + "\n"


def _command(words: Sequence[str]) -> str:
    return shlex.join(["leefwereld", *words])


def page(
    sheet: QuestionPage, commands: click.Group, lang: str = "en", keep: Path | None = None,
    tell: Callable[[str], None] = lambda text: None, sizes: Mapping[str, int | None] | None = None,
) -> tuple[str, bool]:  # fmt: skip
    """The page in Markdown, and whether a step failed. Every step is run as the real command, one that was run before is not.

    `keep` holds the comparisons that the steps make (default: a folder that goes again); `sizes` are those that `asked` was
    given, for the command that makes the page again. Raises ConfigError for mistakes.
    """
    texts, chosen = HEADS.get(lang, HEADS["en"]), sheet.chosen
    parts, failed = [_head(sheet, lang, sizes or {})], False
    done: dict[tuple[str, ...], int] = {}
    total, count = len({step for each in chosen for step in each.steps}), 0
    with contextlib.ExitStack() as stack:
        place = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="leefwereld-")))
        for each in chosen:
            question = each.question
            lines = [f"## {each.number}. {named(question.ask, lang)}", "", f"*{texts['read']}:* {named(question.read, lang)}"]
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
            parts.append("\n".join([*lines, "", f"*{texts['limits']}:* {named(question.limits, lang)}"]))
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
        "intro": "Each question is answered by commands that exist; under each stands what it printed. Nothing here is written "
                 "by hand but the questions and how to read them, which stand in `configs/questions/{about}.yaml`.",
        "made": "Made by `{command}` with model `{fingerprint}`, leefwereld {version}, numba {numba}, numpy {numpy}. The "
                "steps are small, so that the page is made in minutes: a decision needs more households, years and replications.",
        "read": "How to read it", "limits": "What it does not say", "above": "Printed under question {number}.",
        "failed": "Some runs of this command failed (exit code {code}).", "step": "step", "question": "question",
    },
    "nl": {
        "intro": "Elke vraag wordt beantwoord door opdrachten die bestaan; eronder staat wat ze toonden. Met de hand zijn alleen "
                 "de vragen geschreven en hoe je ze leest; die staan in `configs/questions/{about}.yaml`. Sommige opdrachten "
                 "tonen hun antwoord alleen in het Engels.",
        "made": "Gemaakt met `{command}` met model `{fingerprint}`, leefwereld {version}, numba {numba}, numpy {numpy}. De "
                "stappen zijn klein, zodat de pagina in minuten klaar is: een besluit vraagt meer huishoudens, jaren en "
                "herhalingen.",
        "read": "Hoe je het leest", "limits": "Wat het niet zegt", "above": "Staat onder vraag {number}.",
        "failed": "Een deel van de runs van deze opdracht mislukte (code {code}).", "step": "stap", "question": "vraag",
    },
}  # fmt: skip


def _head(sheet: QuestionPage, lang: str, sizes: Mapping[str, int | None]) -> str:
    texts = HEADS.get(lang, HEADS["en"])
    words = ["leefwereld", "questions", *(() if sheet.about == FIRST_QUESTIONS else ("--about", sheet.about))]
    if len(sheet.chosen) < sheet.of:
        words += [word for each in sheet.chosen for word in ("--only", str(each.number))]
    words += [word for name, value in sizes.items() if value is not None for word in (SIZES[name], str(value))]
    made = texts["made"].format(
        command=" ".join([*words, *(SPEAKS if lang == "nl" else ())]), fingerprint=model_fingerprint()[:12],
        version=package_version("leefwereld"), numba=package_version("numba"), numpy=package_version("numpy"),
    )  # fmt: skip
    return "\n\n".join([f"# {named(sheet.title, lang)}", texts["intro"].format(about=sheet.about), made])
