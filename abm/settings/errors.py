"""The one error for mistakes of users: its message is complete in itself and is printed without a traceback."""

MOST = 3_000  # characters of a message; what it quotes may be of any length


class ConfigError(Exception):
    """A mistake in a file, an option or a value; the message names file, key, value and what is allowed.

    Whatever the message quotes, it stays readable: signs that would steer a terminal are written out, and it has an end.
    """

    def __init__(self, message: str = ""):
        message = "".join(sign if sign.isprintable() or sign == "\n" else _written_out(sign) for sign in message)
        super().__init__(message if len(message) <= MOST else f"{message[: MOST // 2]} ... {message[-MOST // 4 :]}")


def _written_out(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def _short(value: object, most: int) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= most else text[: most - 3] + "..."


def refuse(where: str, key: str, value: object, allowed: str, hint: str = "") -> ConfigError:
    """Return (not raise) a ConfigError in the standard wording: `where`: `key` is `value`; allowed: `allowed`."""
    key = key if len(key) <= 200 else key[:197] + "..."
    return ConfigError(f"{where}: {key} is {_short(value, 80)}; allowed: {allowed}." + (f" {hint}" if hint else ""))


def unknown(where: str, what: str, key: object, value: object, hint: str) -> ConfigError:
    """Return a ConfigError for a key that does not exist; `hint` names the nearest right key or those allowed."""
    return ConfigError(f"{where}: there is no {what} {_short(str(key), 200)} (value {_short(value, 60)}); {hint}")
