"""Who gets what of the server while a room is open: phones the room, and nobody but the facilitator the viewer."""

import os
import re
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from viz.room.address import EVERYWHERE, LOOPBACK, same
from viz.room.room import Room
from viz.room.web import Web, word_page
from viz.room.words import language_of

COOKIE = "leefwereld_room"
ALWAYS = ("/readyz",)  # says only that the server is there
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d+)?")


def with_room(app: App, room: Room) -> App:
    """The same server with a room: `app` is for who has the facilitator's key, as a cookie that `/?key=` gives."""
    phones = Web(room).app()

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        kind, path = scope["type"], scope.get("path", "")
        if kind == "lifespan" or path in ALWAYS:
            await app(scope, receive, send)
        elif kind == "http" and path.startswith("/r/"):
            await phones(scope, receive, send)
        elif kind == "http" and path == "/" and _has_key(scope, room):
            await _welcome(room)(scope, receive, send)
        elif _leads(scope, room):
            _find(scope, room)
            await app(scope, receive, send)
        elif kind == "http":
            await word_page("facilitator", language_of("", _header(scope, b"accept-language")), 403)(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})

    return served


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope.get("headers", ()) if key.lower() == name), "")


def _leads(scope: Scope, room: Room) -> bool:
    """Whether the cookie holds the key."""
    try:
        found = SimpleCookie(_header(scope, b"cookie")).get(COOKIE)
    except CookieError:
        return False
    return found is not None and same(found.value, room.door.key)


def _find(scope: Scope, room: Room) -> None:
    """Where the facilitator finds this server, phones find it too, unless that is an address of one machine alone, or of none."""
    if scope["type"] != "http" or scope.get("path") != "/":
        return
    host = HOST.fullmatch(_header(scope, b"host"))
    if host and host[1].strip("[]") not in (*LOOPBACK, *EVERYWHERE):
        room.found_at(f"{scope.get('scheme', 'http')}://{host[0]}{os.environ.get('SOLARA_ROOT_PATH', '')}")


def _has_key(scope: Scope, room: Room) -> bool:
    """Whether the address holds the key."""
    try:
        given = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=20).get("key", [""])
    except ValueError:
        return False
    return same(given[0], room.door.key)


def _welcome(room: Room) -> App:
    """The key becomes a cookie, so that it does not stay in the address on the projector."""
    from starlette.responses import RedirectResponse

    answer = RedirectResponse("./", 303)
    answer.set_cookie(COOKIE, room.door.key, httponly=True, samesite="lax")
    return answer
