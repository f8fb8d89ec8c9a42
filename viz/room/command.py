"""What `leefwereld view --room` says and makes."""

import click

from viz.room.address import Door, checked_token
from viz.room.service import RoomService
from viz.room.words import say
from viz.words.viewer import say as say_of_viewer


def room_of(with_room: bool, room_token: str) -> RoomService | None:
    """The room that the options ask for, or none; a token of one's own asks for one. Raises ConfigError."""
    if room_token:
        return RoomService(Door(token=checked_token(room_token)))
    return RoomService(Door()) if with_room else None


def tell_shared(room: RoomService | None, host: str, lang: str) -> None:
    """Say what it means that others can reach the server."""
    told = say_of_viewer("shared", lang, host=host) if room is None else say("shared_room", lang)
    click.echo(f"leefwereld: {told}", err=True)


def tell_room(room: RoomService | None, address: str, lang: str) -> None:
    """Say where the viewer is, and where phones join."""
    if room is None:
        click.echo(f"leefwereld: {say_of_viewer('serving', lang, address=address)}")
        return
    click.echo(f"leefwereld: {say('lead_at', lang, address=address)}")
    click.echo(f"leefwereld: {say('join_at', lang, address=room.door.address)}")
    if not room.door.open_to_all:
        click.echo(f"leefwereld: {say('add_host', lang)}")
