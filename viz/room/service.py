"""The viewer with a room as a server process: what `viz.viewer.server` needs to know of it."""

from viz.room.address import Door, base_url, reachable
from viz.viewer.server import Service


class RoomService(Service):
    """The viewer's page for who has the key of the door, and the phones' pages for who has its token."""

    module, page = "viz.room.serving", "viz.room.app"

    def __init__(self, door: Door) -> None:
        self.door = door

    def place(self, host: str, port: int, root_path: str) -> None:
        """Phones find the room where the server stands."""
        self.door.base, self.door.open_to_all = base_url(host, port, root_path), reachable(host)

    def environment(self) -> dict[str, str]:
        """The door."""
        return self.door.environment()

    def entrance(self, address: str) -> str:
        """The facilitator's address holds the key, and is one that a browser on this machine can open."""
        here = address.replace("//0.0.0.0", "//127.0.0.1").replace("//[::]", "//[::1]")
        return f"{here}?key={self.door.key}"
