"""The one error for mistakes of users: its message is complete in itself and is printed without a traceback."""


class ConfigError(Exception):
    """A mistake in a file, an option or a value; the message names file, key, value and what is allowed."""


def refuse(where: str, key: str, value: object, allowed: str, hint: str = "") -> ConfigError:
    """Return (not raise) a ConfigError in the standard wording: `where`: `key` is `value`; allowed: `allowed`."""
    shown = repr(value) if isinstance(value, str) else str(value)
    shown = shown if len(shown) <= 80 else shown[:77] + "..."
    return ConfigError(f"{where}: {key} is {shown}; allowed: {allowed}." + (f" {hint}" if hint else ""))


def unknown(where: str, what: str, key: object, value: object, hint: str) -> ConfigError:
    """Return a ConfigError for a key that does not exist; `hint` names the nearest right key or those allowed."""
    shown = repr(value) if isinstance(value, str) else str(value)
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    return ConfigError(f"{where}: there is no {what} {str(key)!r} (value {shown}); {hint}")
