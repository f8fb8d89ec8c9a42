"""Requests to an ASGI application without a server or a network: what it answers, whole."""

import asyncio
import json
from typing import NamedTuple


class Answer(NamedTuple):
    """What came back."""

    code: int
    headers: dict
    body: bytes

    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()


async def asked(app, method, path, body=b"", headers=None, client=("10.0.0.9", 5)):
    """One request; `body` is bytes, a list of parts, or what becomes JSON."""
    parts = body if isinstance(body, list) else [body if isinstance(body, bytes) else json.dumps(body).encode()]
    path, _, query = path.partition("?")
    given = [(name.lower().encode(), value.encode()) for name, value in {"host": "room", **(headers or {})}.items()]
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(),
             "headers": given, "client": client, "server": ("room", 80), "scheme": "http", "root_path": "", "http_version": "1.1",
             "asgi": {"version": "3.0"}}  # fmt: skip
    left, found = list(parts), {"body": b""}

    async def receive():
        part = left.pop(0) if left else None
        if part is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part, "more_body": bool(left)}

    async def send(message):
        if message["type"] == "http.response.start":
            found["code"] = message["status"]
            found["headers"] = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            found["body"] += message.get("body", b"")

    await app(scope, receive, send)
    return Answer(found["code"], found["headers"], found["body"])


class Phone:
    """A phone at a room: it has joined, and asks."""

    def __init__(self, app, token, name="", lang="en", client=("10.0.0.9", 5)):
        self.app, self.base, self.lang, self.client, self.id = app, f"/r/{token}", lang, client, ""
        self.joined = self.ask("POST", "/join", {"name": name})
        self.id = self.joined.json().get("phone", "")

    def ask(self, method, path, body=b"", **headers):
        sign = "&" if "?" in path else "?"
        given = {"x-leefwereld-phone": self.id, **headers}
        return asyncio.run(asked(self.app, method, f"{self.base}{path}{sign}lang={self.lang}", body, given, self.client))

    def look(self):
        return self.ask("GET", "/state").json()["round"]

    def answer(self, body):
        return self.ask("POST", "/answer", body)
