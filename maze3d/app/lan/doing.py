"""What a player does in a match besides walking: words, looks, votes, watching, the menu.

Knows nothing of how it reaches the host.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.app.lan import showing
from maze3d.app.lan.state import keep, lan_of, screens_of

if TYPE_CHECKING:
    from maze3d.app.game import Game


def ready(game: Game, on: bool) -> None:  # noqa: FBT001 - as the screens call it
    """Say whether one is ready."""
    lan = lan_of(game)
    if lan.peer:
        lan.peer.ready(on=on)


def say(game: Game, text: str) -> None:
    """Say something to all."""
    lan = lan_of(game)
    if lan.peer and text.strip():
        lan.peer.chat(text)


def look(game: Game, colour: int, shape: int) -> None:
    """Look otherwise from now on."""
    lan = lan_of(game)
    lan.identity.colour, lan.identity.shape = colour, shape
    keep(game, lan)
    if lan.peer:
        lan.peer.look(colour, shape)


def mute(game: Game, seat: int, on: bool) -> None:  # noqa: FBT001 - as the screens call it
    """Read no more of what somebody writes, or again."""
    lan = lan_of(game)
    (lan.muted.add if on else lan.muted.discard)(seat)
    showing.lobby(game, lan)


def console(game: Game, words: str) -> None:
    """Say something to the host's console."""
    lan = lan_of(game)
    if lan.peer:
        lan.peer.console(words)


def vote(game: Game, choice: int) -> None:
    """Vote for one of the next mazes."""
    lan = lan_of(game)
    if lan.peer and choice in {0, 1}:
        lan.own_vote = 1 if choice else 0
        lan.peer.vote(lan.own_vote)
        showing.results(game, lan)


def watch_next(game: Game) -> None:
    """Look over another one's shoulder."""
    if game.lan and game.lan.match and not game.lan.match.playing:
        game.lan.match.watch_next()


def fly(game: Game) -> None:
    """Fly about instead of watching somebody."""
    if game.lan and game.lan.match and not game.lan.match.playing:
        game.lan.match.fly()


def open_menu(game: Game) -> None:
    """Open the menu over the round, which goes on."""
    lan = game.lan
    if lan and lan.peer and lan.match and not lan.menu:
        lan.menu = True
        game.devices.release()
        screens_of(game).open_pause(showing.round_words(lan.peer), admin=lan.peer.admin)


def resume(game: Game) -> None:
    """Close the menu."""
    lan = game.lan
    if lan and lan.match:
        lan.menu = False
        game.ui.show()
        _x, _y, yaw, pitch = lan.match.eye
        game.devices.grab(yaw, pitch)


def open_chat(game: Game) -> None:
    """Let the player type something to all over the game."""
    if game.lan and game.lan.match:
        game.hud.chat.open(lambda text: say(game, text))
