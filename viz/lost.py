"""What the browser shows when the viewer's page cannot be built: a word in the page itself, instead of an endless "Loading".

The page comes as plain HTML and is then filled over a connection that stays open (a WebSocket) with files from beside it.
Behind a proxy either may not get through; only what stands in the first answer can say so.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

AFTER_SECONDS = 20
Scope = MutableMapping[str, Any]
App = Callable[[Scope, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]]

SCRIPT = """<script>
(function () {
  function word() {
    if (window.leefwereldDrawn || document.getElementById("leefwereld-lost")) return;
    var box = document.createElement("div");
    box.id = "leefwereld-lost"; box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;left:0;right:0;top:0;z-index:9999;padding:1em;background:#fff;color:#1d2733;" +
      "border-bottom:3px solid #c1272d;font:16px/1.5 sans-serif";
    (%(lines)s).forEach(function (text) { var p = document.createElement("p"); p.textContent = text; box.appendChild(p); });
    document.body.appendChild(box);
    var look = setInterval(function () { if (window.leefwereldDrawn) { box.remove(); clearInterval(look); } }, 500);
  }
  setTimeout(word, %(after)d);
})();
</script>
"""
LINES = (
    "De pagina wordt niet opgebouwd. Staat er een proxy tussen? Die moet WebSockets doorlaten; staat de pagina onder een pad "
    "(/map/), start dan met: leefwereld view --root-path /map. Is de machine alleen traag, dan verdwijnt dit bericht vanzelf.",
    "The page is not being built. Is there a proxy in between? It must let WebSockets through; if the page stands under a path "
    "(/folder/), start with: leefwereld view --root-path /folder. On a machine that is merely slow this message goes by itself.",
)


def with_word(app: App) -> App:
    """The same server, whose pages say after a while that nothing came."""
    import json

    script = (SCRIPT % {"lines": json.dumps(list(LINES)), "after": AFTER_SECONDS * 1000}).encode("ascii")

    async def served(scope: Scope, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        begun: list[Any] = []
        parts: list[bytes] = []

        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                begun.append(message)
            elif begun and message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    body = _with(b"".join(parts), script)
                    await send(_sized(begun.pop(), len(body)))
                    await send({"type": "http.response.body", "body": body})
            else:
                await send(message)

        await app(scope, receive, sending)

    return served


def _is_page(message: Any) -> bool:
    headers = {name.lower(): value for name, value in message.get("headers", ())}
    return headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers


def _with(body: bytes, script: bytes) -> bytes:
    at = body.rfind(b"</body>")
    return body[:at] + script + body[at:] if at >= 0 else body


def _sized(message: Any, size: int) -> Any:
    headers = [(name, value) for name, value in message["headers"] if name.lower() != b"content-length"]
    return {**message, "headers": [*headers, (b"content-length", str(size).encode("ascii"))]}
