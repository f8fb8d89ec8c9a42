"""What the browser shows when the viewer's page cannot be built, or loses its server: a word in the page itself, not "Loading".

The page comes as plain HTML and is then filled over a connection that stays open (a WebSocket) with files from beside it.
Behind a proxy either may not get through; only what stands in the first answer can say so.
"""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

AFTER_SECONDS, GONE_SECONDS = 20, 4  # on the page, before it says that nothing came; that the connection is lost
AGAIN_SECONDS = 10  # without a connection, before the page asks whether there is a server again, and is loaded anew
Scope = MutableMapping[str, Any]
App = Callable[[Scope, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]]

SCRIPT = """<script>
(function () {
  var gone = null, opened = Date.now();
  function tell(lines) {
    if (document.getElementById("leefwereld-lost")) return;
    var box = document.createElement("div");
    box.id = "leefwereld-lost"; box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;left:0;right:0;top:0;z-index:200000;padding:1em;background:#fff;color:#1d2733;" +
      "border-bottom:3px solid #c1272d;font:16px/1.5 sans-serif";
    lines.forEach(function (text) { var p = document.createElement("p"); p.textContent = text; box.appendChild(p); });
    document.body.appendChild(box);
  }
  function away() {
    var solara = window.solara, status = solara && solara.debug && solara.debug.connectionStatus;
    return status && status !== "connected";
  }
  setInterval(function () {
    var drawn = window.leefwereldDrawn, box = document.getElementById("leefwereld-lost");
    gone = away() ? gone || Date.now() : null;
    if (drawn && !gone) { if (box) box.remove(); }
    else if (drawn ? Date.now() - gone > %(gone)d : Date.now() - opened > %(after)d) tell(drawn ? %(away)s : %(lines)s);
    if (drawn && gone && Date.now() - gone > %(again)d) {
      gone = Date.now();
      fetch((window.solara.rootPath || "") + "/readyz")
        .then(function (answer) { if (answer.ok) location.reload(); }, function () {});
    }
  }, 500);
})();
</script>
"""
LINES = (
    "De pagina wordt niet opgebouwd. Staat er een proxy tussen? Die moet WebSockets doorlaten; staat de pagina onder een pad "
    "(/map/), start dan met: leefwereld view --root-path /map. Is de machine alleen traag, dan verdwijnt dit bericht vanzelf.",
    "The page is not being built. Is there a proxy in between? It must let WebSockets through; if the page stands under a path "
    "(/folder/), start with: leefwereld view --root-path /folder. On a machine that is merely slow this message goes by itself.",
)
AWAY = (
    "De verbinding met de server is weg. Komt ze terug, dan staat deze pagina er weer zoals u haar achterliet; sluit dit tabblad "
    "dus niet. Is de viewer gestopt, start hem dan opnieuw op dezelfde poort.",
    "The connection with the server is lost. When it returns, this page returns as you left it; so do not close this tab. "
    "If the viewer was ended, start it again on the same port.",
)


def with_word(app: App) -> App:
    """The same server, whose pages say after a while that nothing came."""
    seconds = {"after": AFTER_SECONDS * 1000, "gone": GONE_SECONDS * 1000, "again": AGAIN_SECONDS * 1000}
    script = (SCRIPT % {"lines": json.dumps(LINES), "away": json.dumps(AWAY), **seconds}).encode("ascii")

    async def served(scope: Scope, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        scope = _plain(scope)
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


def _plain(scope: Scope) -> Scope:
    """A browser that asks for a page gets it as it is: in packed bytes no word could be put."""
    headers = list(scope.get("headers", ()))
    if any(name.lower() == b"accept" and b"text/html" in value for name, value in headers):
        headers = [(name, value) for name, value in headers if name.lower() != b"accept-encoding"]
    return {**scope, "headers": headers}


def _is_page(message: Any) -> bool:
    headers = {name.lower(): value for name, value in message.get("headers", ())}
    return headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers


def _with(body: bytes, script: bytes) -> bytes:
    """The page with the script before its end (Solara's page has no end of its body), which a reader may make larger."""
    body = body.replace(b", maximum-scale=1, user-scalable=no", b"")
    at = next((found for end in (b"</body>", b"</html>") if (found := body.rfind(end)) >= 0), len(body))
    return body[:at] + script + body[at:]


def _sized(message: Any, size: int) -> Any:
    headers = [(name, value) for name, value in message["headers"] if name.lower() != b"content-length"]
    return {**message, "headers": [*headers, (b"content-length", str(size).encode("ascii"))]}
