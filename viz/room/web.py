"""What phones reach: one page, and small JSON answers below the room's address. Nothing here touches a world.

`/r/TOKEN` is the page; `/r/TOKEN/join`, `/state` and `/answer` are what the page asks. A phone proves itself with what `join`
gave it, in a header, so that no other page in its browser can speak for it.
"""

import asyncio
import json
import secrets
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from experiments.words.language import languages
from viz.room.address import same
from viz.room.limits import Limiter, RateLimit
from viz.room.room import FullRoomError, Room, UnknownPhoneError
from viz.room.rounds import UnfitAnswerError
from viz.room.telling import for_phone
from viz.room.words import PHONE, language_of, listed, say

HERE = Path(__file__).parent
HEADER = "x-leefwereld-phone"
MOST_BODY = 4_096  # bytes of an answer; ours have at most about 700
SLOWEST_BODY = 10.0  # seconds in which it must have arrived
ANSWERS = RateLimit(10, 2.0)  # of one phone
LOOKS = RateLimit(20, 3.0)  # of one phone; its page asks every second and a half
JOINS = RateLimit(60, 2.0)  # from one address: a whole room may come from one, behind a proxy
STRANGERS = RateLimit(200, 20.0)  # from one address: pages, and what comes from no phone that has joined
WRONG = RateLimit(20, 0.5)  # tries of a token from one address
STATUS = {"closed": 409, "empty": 400, "not_understood": 400}


class RefusedError(Exception):
    """A request that is not done: the key of the words that say why, and the code."""

    def __init__(self, key: str, code: int) -> None:
        super().__init__(key)
        self.key, self.code = key, code


class Web:
    """The phones' side of one room."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._answers, self._looks, self._joins = map(Limiter, (ANSWERS, LOOKS, JOINS))
        self._wrong, self._strangers = map(Limiter, (WRONG, STRANGERS))

    def app(self) -> Starlette:
        """The ASGI application; it is asked for paths that begin with /r/."""
        routes = [
            Route("/r/{token}", self.page, methods=["GET"]),
            Route("/r/{token}/join", partial(self._answered, self.join), methods=["POST"]),
            Route("/r/{token}/state", partial(self._answered, self.state), methods=["GET"]),
            Route("/r/{token}/answer", partial(self._answered, self.answer), methods=["POST"]),
        ]
        return Starlette(routes=routes, exception_handlers={404: self._lost, 405: self._lost})

    # ------------------------------------------------------------------ requests

    async def page(self, request: Request) -> Response:
        """The page of a phone, or a kind word when the token is not that of the room."""
        try:
            self._check(request)
            self._slow(request)
        except RefusedError as refused:
            return word_page(refused.key, request_language(request), refused.code)
        nonce = secrets.token_urlsafe(12)
        policy = (f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
                  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")  # fmt: skip
        text = page_text().replace("{{nonce}}", nonce).replace("{{lang}}", request_language(request))
        return HTMLResponse(text, headers=SAFE | {"content-security-policy": policy})

    async def join(self, request: Request) -> dict[str, Any]:
        """A phone that comes in: {name} gives {phone}."""
        if not self._joins.allows(_address(request)):
            raise RefusedError("too_often", 429)
        body = await _body(request)
        try:
            return {"phone": self.room.join(body.get("name"))}
        except FullRoomError:
            raise RefusedError("full", 503) from None

    async def state(self, request: Request) -> dict[str, Any] | None:
        """What the phone shows; None when it has the newest (`?version=`)."""
        phone, lang = self._phone(request, self._looks), request_language(request)
        if request.query_params.get("version") == f"{self.room.version}{lang}":
            self.room.here(phone)
            return None
        told = self.room.look(phone, lambda asked, phone: for_phone(asked, phone, lang))
        return told | {"version": f"{told['version']}{lang}"}

    async def answer(self, request: Request) -> dict[str, Any]:
        """An answer to the question that it names."""
        phone = self._phone(request, self._answers)
        self.room.answer(phone, await _body(request))
        return {"kept": True}

    # ------------------------------------------------------------------ who may

    def _check(self, request: Request) -> None:
        """Raise RefusedError when the token is not that of the room, or too many were tried."""
        if same(request.path_params["token"], self.room.door.token):
            return
        raise RefusedError("wrong_token", 404) if self._wrong.allows(_address(request)) else RefusedError("too_often", 429)

    def _slow(self, request: Request) -> None:
        """Raise RefusedError when strangers at an address ask too much; phones of the room have limits of their own."""
        if not self._strangers.allows(_address(request)):
            raise RefusedError("too_often", 429)

    def _phone(self, request: Request, limiter: Limiter) -> str:
        """The phone that asks. Raises RefusedError for one that is not known, or asks too often."""
        phone = request.headers.get(HEADER, "")
        if not self.room.knows(phone):
            self._slow(request)
            raise RefusedError("unknown", 403)
        if not limiter.allows(phone):
            raise RefusedError("too_often", 429)
        return phone

    async def _answered(self, do: Any, request: Request) -> Response:
        try:
            self._check(request)
            found = await do(request)
        except RefusedError as refused:
            return _refusal(refused.key, refused.code, request)
        except UnknownPhoneError:
            return _refusal("unknown", 403, request)
        except UnfitAnswerError as unfit:
            return _refusal(unfit.key, STATUS[unfit.key], request)
        except ClientDisconnect:
            return Response(status_code=400)
        return Response(status_code=204, headers=SAFE) if found is None else JSONResponse(found, headers=SAFE)

    async def _lost(self, request: Request, error: Exception) -> Response:
        return word_page("nothing_here", request_language(request), 404)


SAFE = {
    "cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "x-frame-options": "DENY",
}  # fmt: skip


def request_language(request: Request) -> str:
    """The language of whoever asks."""
    return language_of(request.query_params.get("lang", ""), request.headers.get("accept-language", ""))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _refusal(key: str, code: int, request: Request) -> JSONResponse:
    return JSONResponse({"why": key, "word": say(key, request_language(request))}, code, headers=SAFE)


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object of a request. Raises RefusedError for what is too long, too slow, or none."""
    try:
        text = await asyncio.wait_for(_read(request), SLOWEST_BODY)
    except TimeoutError:
        raise RefusedError("too_slow", 408) from None
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise RefusedError("not_understood", 400) from None
    if not isinstance(found, dict):
        raise RefusedError("not_understood", 400)
    return found


async def _read(request: Request) -> bytes:
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > MOST_BODY:
            raise RefusedError("too_large", 413)
    return bytes(parts)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def word_page(key: str, lang: str, code: int) -> HTMLResponse:
    """A page of one sentence, in both languages, that of whoever asks first."""
    nonce = secrets.token_urlsafe(12)
    order = sorted(languages(), key=lambda each: each != lang)
    lines = "".join(f'<p lang="{each}">{say(key, each)}</p>' for each in order)
    text = (f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f'<title>Leefwereld</title><style nonce="{nonce}">body{{margin:1.5rem;font:1.1rem/1.5 system-ui,sans-serif}}</style>'
            f"<main>{lines}</main></html>")  # fmt: skip
    return HTMLResponse(text, code, headers=SAFE | {"content-security-policy": f"default-src 'none'; style-src 'nonce-{nonce}'"})


@lru_cache(maxsize=1)
def page_text() -> str:
    """The phones' page with its words, style and script in it; {{nonce}} and {{lang}} are still to be filled in."""
    style, script, page = ((HERE / f"phone.{kind}").read_text(encoding="utf-8") for kind in ("css", "js", "html"))
    words = json.dumps({lang: listed(PHONE, lang) for lang in languages()}, ensure_ascii=False).replace("<", "\\u003c")
    return page.replace("{{style}}", style).replace("{{script}}", script).replace("{{words}}", words)
