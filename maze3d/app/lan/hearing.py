"""What a host says, and what that does to the game.

Owns a case for each event of the peer. Knows nothing of drawing or of a frame's order.
"""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from maze3d.app import flow
from maze3d.app.game import Phase
from maze3d.app.lan import showing
from maze3d.app.lan.joined_match import DIFFICULTY, JoinedMatch
from maze3d.app.lan.joining import default_name, follow_child
from maze3d.app.lan.leaving import drop_peer, leave_round, to_title
from maze3d.app.lan.state import keep, screens_of, stop_looking
from maze3d.app.loading import CancelledError, make_maze
from maze3d.maze import decode
from maze3d.maze.drawing import is_drawn
from maze3d.session import messages as m
from maze3d.session.peer import Ended, Joined, OwnMazeHere
from maze3d.sim.modes.escape import facing
from maze3d.sim.state import Event, EventKind
from maze3d.view.language import commas, say
from maze3d.view.screens.lan_data import ChatLine
from maze3d.view.screens.words import size_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.app.game import Game
    from maze3d.app.lan.state import Lan
    from maze3d.session.peer import Peer

_log = logging.getLogger(__name__)

KINDS = frozenset(int(kind) for kind in EventKind)


def hear(game: Game, lan: Lan, now: float) -> None:
    """Take in what has come, and what has become of the host that was started."""
    follow_child(game, lan)
    if lan.finder and not lan.joined:
        lan.found = lan.finder.look(now)
        screens_of(game).join_game.set_hosts(lan.found)
    peer = lan.peer
    if peer is None or lan.sockets is None:
        return
    lan.sockets.poll(0.0, time.monotonic)
    for event in peer.events():
        _log.debug("host: %s", type(event).__name__)
        if type(event) in TAKEN:
            TAKEN[type(event)](game, lan, peer, event)
        if lan.peer is not peer:
            return


def tell(lan: Lan, now: float) -> None:
    """Send what is due, the commands of this frame too."""
    if lan.peer and lan.sockets:
        lan.peer.step(now)
        lan.sockets.flush(now)


def _lobby(game: Game, lan: Lan, _peer: Peer, told: m.Lobby) -> None:
    lan.phase_ends = time.monotonic() + told.seconds_left if told.seconds_left >= 0 else None
    if told.phase == "lobby" and lan.shown in {"round", "results"}:
        leave_round(game)
        flow.walk_backdrop(game)
        lan.shown = ""
    _log.debug("lobby: %d players", len(told.members))
    showing.lobby(game, lan)


def _joined(game: Game, lan: Lan, peer: Peer, _event: Joined) -> None:
    lan.joined = True
    lan.identity.remember(lan.where, peer.fingerprint)
    lan.identity.keep_token(peer.fingerprint, peer.token)
    keep(game, lan)
    stop_looking(lan)
    screens_of(game).started_host = lan.child is not None
    screens_of(game).join_game.set_status("")
    _log.debug("joined seat %d", peer.seat)


def _ended(game: Game, lan: Lan, peer: Peer, event: Ended) -> None:
    was_in = lan.joined
    if event.reason not in {"lost", "timeout", "reset", "error", "replaced"} and peer.fingerprint:
        lan.identity.keep_token(peer.fingerprint, "")
    keep(game, lan)
    drop_peer(lan)
    _log.debug("ended: %s", event.reason)
    started_here, lan.child = lan.child, None
    if started_here:
        started_here.stop()
    if was_in:
        leave_round(game)
        screens_of(game).forget()
        flow.later(game, partial(flow.to_title, game))
        game.ui.notify(event.text)
        return
    if started_here:  # the form waits for its host
        screens_of(game).open_host_game(default_name(lan), event.text)
        return
    screens_of(game).join_game.set_status(event.text, bad=True)
    if event.reason == "password":
        screens_of(game).join_game.ask_password(lan.where, lan.host_name, wrong=bool(peer.me.password))


def _said(game: Game, lan: Lan, peer: Peer, event: m.Said) -> None:
    if event.seat in lan.muted and event.seat >= 0:
        return
    colour = next((member.colour for member in peer.members if member.seat == event.seat), 0)
    line = ChatLine(event.seat, event.name, colour, event.text, system=event.seat < 0)
    screens_of(game).lobby.add_chat(line)
    game.hud.chat.add(line)


def _results(game: Game, lan: Lan, _peer: Peer, _told: m.Results) -> None:
    """Show the standings over what is left of the round."""
    lan.own_vote, lan.phase_ends, lan.menu = None, None, False
    game.devices.release()
    game.hud.stop()
    lan.shown = ""
    showing.results(game, lan)


def _round(game: Game, lan: Lan, peer: Peer, announced: m.Round) -> None:
    flow.later(game, partial(_enter_round, game, lan, peer, announced))


def _own_maze(game: Game, lan: Lan, peer: Peer, offered: m.OwnMaze) -> None:
    """Ask before anything of a drawn maze is taken, but for a host that was started here."""
    if lan.child or offered.sha256 in lan.agreed:
        peer.take_own_maze()
        return

    def agree() -> None:
        lan.agreed.add(offered.sha256)
        if lan.peer is peer:
            peer.take_own_maze()

    title = offered.title
    if offered.author:
        title = commas([title, say("drawn.by", author=offered.author)])
    size = size_words(offered.rows, offered.cols, offered.levels)
    kilobytes = -(-offered.size // 1024)
    game.ui.ask(
        say("drawn.offer", title=title, size=size, kilobytes=kilobytes),
        agree,
        yes=say("drawn.take"),
        no=say("menu.leave"),
        on_no=partial(to_title, game),
    )


def _own_maze_here(game: Game, lan: Lan, peer: Peer, _event: OwnMazeHere) -> None:
    if peer.round:
        _round(game, lan, peer, peer.round)


def _happened(_game: Game, lan: Lan, _peer: Peer, told: m.Happened) -> None:
    if told.kind in KINDS:
        lan.heard.append(Event(told.tick, EventKind(told.kind), told.player, told.x, told.y, told.value))


def _votes(game: Game, lan: Lan, _peer: Peer, _told: m.Votes) -> None:
    showing.results(game, lan)


def _console_lines(game: Game, _lan: Lan, _peer: Peer, told: m.ConsoleLines) -> None:
    for line in told.lines:
        screens_of(game).console.add_line(line)


def _enter_round(game: Game, lan: Lan, peer: Peer, announced: m.Round) -> None:
    """Make the round's maze and go in."""
    if lan.peer is not peer or peer.round is not announced:
        return
    drawing = peer.own.drawing if is_drawn(announced.code) else None
    if drawing is None and is_drawn(announced.code):
        return  # it has not been agreed to, or is on its way
    try:
        maze = make_maze(game, drawing or decode(announced.code))
    except CancelledError:
        to_title(game)
        return
    peer.set_maze(maze)
    if peer.maze is not maze:
        return
    lan.match = JoinedMatch(peer, maze, announced)
    lan.heard.clear()
    lan.menu, lan.shown = False, "round"
    game.sounds.stop_all()
    game.world.load(maze, light=DIFFICULTY.light)
    game.world.own_id = peer.seat
    game.match = game.bot = None
    game.phase = Phase.JOINED
    game.ui.show()
    showing.start_round(game, lan, lan.match)
    game.devices.grab(float(facing(maze)), 0.0)
    _log.debug("joined round %s %s", announced.code, announced.mode)


TAKEN: dict[type[Any], Callable[[Game, Lan, Peer, Any], None]] = {
    Joined: _joined,
    Ended: _ended,
    m.Lobby: _lobby,
    m.Round: _round,
    m.Happened: _happened,
    m.Results: _results,
    m.Votes: _votes,
    m.Said: _said,
    m.ConsoleLines: _console_lines,
    m.OwnMaze: _own_maze,
    OwnMazeHere: _own_maze_here,
}
"""What is done with each of a peer's events; the others need nothing done."""
