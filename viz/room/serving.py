"""The server process of a viewer with a room: `python -m viz.room.serving HOST PORT`, with what `viz.room.service` gives it."""

import sys

from viz.room.gate import with_room
from viz.room.opening import opened
from viz.viewer.serving import main


def serve(host: str, port: int) -> None:
    """Serve the viewer behind its door until the process is ended."""
    place = opened()
    if place is None:
        sys.exit("this process needs the environment that leefwereld view --room gives it")
    room = place.room
    main(host, port, lambda app: with_room(app, room))


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
