"""A viewer behind a proxy: it can stand under a path, and a page that cannot be built says so by itself."""

import asyncio
import os

import pytest
from click.testing import CliRunner

from abm.settings.errors import ConfigError
from viz.cli.main import main
from viz.viewer.lost import AWAY, LINES, with_word
from viz.viewer.server import checked_path, environment


def answered(headers, parts, kind="http"):
    """What a browser gets of an answer that comes in parts: (headers, body, messages)."""
    sent = []

    async def app(scope, receive, send):
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            for index, part in enumerate(parts):
                await send({"type": "http.response.body", "body": part, "more_body": index + 1 < len(parts)})
        else:
            await send({"type": "websocket.accept"})

    async def send(message):
        sent.append(message)

    asyncio.run(with_word(app)({"type": kind}, None, send))
    return sent


def test_a_page_carries_the_word_in_both_languages():
    page = [b"<html><body>Loading", b" app</bo", b"dy></html>"]
    start, body = answered([(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"37")], page)
    text = body["body"].decode("ascii")
    assert text.startswith("<html><body>Loading app<script>") and text.endswith("</script>\n</body></html>")
    assert all(line[:40] in text for line in LINES + AWAY) and "leefwereldDrawn" in text and "--root-path" in text
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()


@pytest.mark.parametrize("page", [b"<html>x</html>", b"<html>x"])
def test_a_page_without_an_end_carries_it_too(page):
    body = answered([(b"content-type", b"text/html")], [page])[1]["body"]
    assert body.startswith(b"<html>x<script>") and body.endswith(page[7:])


@pytest.mark.parametrize(("headers", "part"), [
    ([(b"content-type", b"application/javascript")], b"x</body>"), ([], b"x"),
    ([(b"content-type", b"text/html"), (b"content-encoding", b"gzip")], b"\x1f\x8b"),
])  # fmt: skip
def test_whatever_else_is_left_as_it_is(headers, part):
    start, body = answered(headers, [part])
    assert start["headers"] == headers and body["body"] == part
    assert answered(headers, [part], "websocket") == [{"type": "websocket.accept"}]


def test_a_browser_gets_a_page_unpacked_so_that_the_word_is_in_it():
    asked = []

    async def app(scope, receive, send):
        asked.append(dict(scope["headers"]))

    packed = (b"Accept-Encoding", b"gzip, br")
    for accept in (b"text/html,*/*", b"*/*"):
        asyncio.run(with_word(app)({"type": "http", "headers": [(b"accept", accept), packed]}, None, None))
    assert [packed[0] in headers for headers in asked] == [False, True]


@pytest.mark.parametrize("path", ["/apps/lw", "/lw/", "/a.b/c-d_e~f"])
def test_the_viewer_can_stand_under_a_path(tmp_path, path):
    assert environment(tmp_path, path)["SOLARA_ROOT_PATH"] == path.rstrip("/")
    assert "SOLARA_ROOT_PATH" not in {key for key in environment(tmp_path) if key not in os.environ}


@pytest.mark.parametrize("path", ["lw", "/", "//x", "/a b", "http://x/y", "/a?b", "/<script>", "/a/../b c"])
def test_another_path_is_refused_in_words(path):
    with pytest.raises(ConfigError, match="--root-path"):
        checked_path(path)
    done = CliRunner().invoke(main, ["view", "--no-browser", "--root-path", path])
    assert done.exit_code == 2 and "--root-path" in done.output
