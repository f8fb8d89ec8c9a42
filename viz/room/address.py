"""The words of a room's address: its token, the key of the facilitator's page, and where phones find this machine."""

import contextlib
import hmac
import re
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

from abm.settings.errors import ConfigError

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when read from a wall
TOKEN_LENGTH = 6
ALLOWED = re.compile(r"[A-Za-z0-9_-]{4,40}")
TOKEN, KEY, BASE, OPEN = (f"LEEFWERELD_ROOM_{name}" for name in ("TOKEN", "KEY", "BASE", "OPEN"))
LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::", "")
# Addresses that documents may use as examples: to "connect" a datagram socket there sends nothing, but shows our own address.
NOWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


def new_token() -> str:
    """A token that nobody can guess and everybody can type."""
    return "".join(secrets.choice(SIGNS) for _ in range(TOKEN_LENGTH))


def new_key() -> str:
    """The facilitator's key."""
    return secrets.token_urlsafe(18)


def checked_token(word: str) -> str:
    """A token that somebody chose. Raises ConfigError when it does not fit in an address, or is soon guessed."""
    if not ALLOWED.fullmatch(word):
        raise ConfigError(f"--room-token is '{word:.60}'; allowed: 4 to 40 letters, digits, - and _, as in an address")
    return word


def same(given: str, wanted: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how much of them is."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode("utf-8"))


def reachable(host: str) -> bool:
    """Whether other machines can reach what listens to `host`."""
    return host not in LOOPBACK


def seen_as(host: str) -> str:
    """The address under which others find a server that listens to `host`: of "everywhere" the one of this network."""
    if host not in EVERYWHERE:
        return host
    for family, address in NOWHERE:
        with contextlib.suppress(OSError), contextlib.closing(socket.socket(family, socket.SOCK_DGRAM)) as probe:
            probe.connect((address, 9))
            return str(probe.getsockname()[0])
    return LOOPBACK[0]


def base_url(host: str, port: int, root_path: str = "") -> str:
    """Address of the server as others type it: http://192.168.1.7:8765, without a slash behind it."""
    seen = seen_as(host)
    return f"http://{f'[{seen}]' if ':' in seen else seen}:{port}{root_path}"


@dataclass
class Door:
    """Where the room is and who may in: phones with the token, the facilitator with the key.

    `base` is the address of the server as phones find it; `open_to_all` whether other machines can reach it.
    """

    token: str = field(default_factory=new_token)
    key: str = field(default_factory=new_key)
    base: str = "http://127.0.0.1:8765"
    open_to_all: bool = False

    @property
    def address(self) -> str:
        """What phones type or scan."""
        return f"{self.base}/r/{self.token}"

    def environment(self) -> dict[str, str]:
        """What the server process is to find in its environment."""
        return {TOKEN: self.token, KEY: self.key, BASE: self.base, OPEN: "1" if self.open_to_all else ""}


def door_of(environment: Mapping[str, str]) -> Door | None:
    """The door that an environment tells of, or nothing when the viewer was started without a room."""
    token, key = environment.get(TOKEN, ""), environment.get(KEY, "")
    return Door(token, key, environment.get(BASE, ""), bool(environment.get(OPEN))) if token and key else None
