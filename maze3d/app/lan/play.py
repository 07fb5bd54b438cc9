"""Playing together, from the menus to a match and back: what happens when the player or the host says something.

Owns joining, leaving and what each word of the host does to the game. Knows nothing of drawing or of a frame's
order (frame.py).
"""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import TYPE_CHECKING

from maze3d import __version__
from maze3d.app import flow
from maze3d.app.game import Phase
from maze3d.app.lan import identity, showing
from maze3d.app.lan.finding import Finder
from maze3d.app.lan.hosting import HostChild
from maze3d.app.lan.joined_match import DIFFICULTY, JoinedMatch
from maze3d.app.lan.state import Lan
from maze3d.app.loading import CancelledError, make_maze
from maze3d.maze import MazeError, decode
from maze3d.net.join_code import JoinCodeError, JoinTarget, parse_target
from maze3d.net.peer_sockets import PeerSockets
from maze3d.session import messages as m
from maze3d.session.peer import Ended, Joined, Lost, Me, Peer, State
from maze3d.session.words import clean
from maze3d.sim.state import Event, EventKind
from maze3d.view.screens.lan_data import ChatLine

if TYPE_CHECKING:
    from maze3d.app.game import Game
    from maze3d.view.screens.lan_data import HostChoice

_log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"


def lan_of(game: Game) -> Lan:
    """Return what is going on, begun when first asked for."""
    if game.lan is None:
        who, problem = identity.load(game.folders.data / "lan.json")
        if problem:
            game.ui.notify(problem)
        game.lan = Lan(who)
    return game.lan


# -- hosting and joining


def open_host(game: Game) -> None:
    """Show the form for a host of one's own."""
    lan = lan_of(game)
    game.screens.open_host_game(f"{lan.identity.name}'s maze"[: m.NAME_LENGTH])


def open_join(game: Game) -> None:
    """Show the list of hosts, which begins to fill."""
    lan = lan_of(game)
    if lan.finder is None:
        lan.finder = Finder(lan.identity.favourites)
    game.screens.open_join_game(lan.identity.name)


def host(game: Game, choice: HostChoice) -> None:
    """Start a host and join it as soon as it is ready."""
    lan = lan_of(game)
    try:
        lan.child = HostChild(choice, game.folders.data / "host.log")
    except OSError as problem:
        game.screens.host_game.set_problem(f"The host cannot be started: {problem.strerror or problem}.")
        return
    game.screens.host_game.set_problem("Starting the host ...")


def join(game: Game, target_words: str, password: str = "", name: str = "") -> str:
    """Begin to join what a player typed or chose; return a problem's sentence or ""."""
    lan = lan_of(game)
    name = clean(name, m.NAME_LENGTH)
    if name and name != lan.identity.name:
        lan.identity.name = name
        _keep(game, lan)
    try:
        target = parse_target(target_words)
    except JoinCodeError as problem:
        return str(problem)
    _connect(game, lan, target, password)
    return ""


def _connect(game: Game, lan: Lan, target: JoinTarget, password: str = "", admin: str = "") -> None:
    drop_peer(lan)
    lan.address, lan.port = target.address, target.port
    lan.where = f"[{target.address}]:{target.port}" if ":" in target.address else f"{target.address}:{target.port}"
    known = lan.identity.fingerprints.get(lan.where, "")
    fingerprint = target.fingerprint_start or known
    who = lan.identity
    me = Me(
        name=who.name,
        secret=bytes.fromhex(who.secret),
        colour=who.colour,
        shape=who.shape,
        password=password,
        admin=admin,
        fingerprint=fingerprint,
        resume=who.tokens.get(known or fingerprint, ""),
        version=__version__,
    )
    lan.peer = Peer(me, time.monotonic())
    lan.sockets = PeerSockets(lan.peer, target.address, target.port)
    lan.joined = False
    game.screens.set_join_status(f"Connecting to {lan.where} ...")


def cancel_join(game: Game) -> None:
    """Stop looking for hosts, and joining one."""
    lan = game.lan
    if lan and not lan.joined:
        drop_peer(lan)
        if lan.finder:
            lan.finder.close()
            lan.finder = None


def favourite(game: Game, key: str, on: bool) -> None:  # noqa: FBT001 - as the screens call it
    """Keep a host in the list, or not."""
    lan = lan_of(game)
    kept = [each for each in lan.identity.favourites if showing.host_key(each.address, each.port) != key]
    if on and lan.finder:
        found = next((each for each in lan.finder.look(time.monotonic()) if each.key == key), None)
        if found:
            kept.append(identity.Favourite(address=found.address, port=found.port, name=found.name))
    lan.identity.favourites = kept
    if lan.finder:
        lan.finder.favourites = kept
    _keep(game, lan)


def look(game: Game, colour: int, shape: int) -> None:
    """Look otherwise from now on."""
    lan = lan_of(game)
    lan.identity.colour, lan.identity.shape = colour, shape
    _keep(game, lan)
    if lan.peer:
        lan.peer.look(colour, shape)


def mute(game: Game, seat: int, on: bool) -> None:  # noqa: FBT001 - as the screens call it
    """Read no more of what somebody writes, or again."""
    lan = lan_of(game)
    (lan.muted.add if on else lan.muted.discard)(seat)
    showing.lobby(game, lan)


def vote(game: Game, choice: int) -> None:
    """Vote for one of the next mazes."""
    lan = lan_of(game)
    if lan.peer and choice in {0, 1}:
        lan.own_vote = 1 if choice else 0
        lan.peer.vote(lan.own_vote)
        showing.results(game, lan)


# -- leaving


def leave(game: Game, *, stop: bool = False) -> None:
    """Leave the match in order; with `stop` the host of one's own ends for everyone."""
    lan = game.lan
    if lan is None:
        return
    if lan.peer and lan.sockets and lan.peer.state is State.IN:
        if stop:
            lan.peer.console("stop")
            lan.sockets.flush(time.monotonic())
        lan.identity.keep_token(lan.peer.fingerprint, "")
        lan.peer.leave()
        lan.sockets.flush(time.monotonic())
    _keep(game, lan)
    drop_peer(lan)
    if lan.child:
        if stop:
            lan.child.stop()
        else:
            lan.child.let_go()
        lan.child = None


def to_title(game: Game, *, stop: bool = False) -> None:
    """Leave, and go back to the title."""
    leave(game, stop=stop)
    _leave_round(game)
    if game.lan:
        game.lan.lines.clear()
        game.lan.muted.clear()
    flow.to_title(game)


def close(game: Game) -> None:
    """The game ends: leave, and stop what was started for nobody else."""
    lan = game.lan
    if lan is None:
        return
    alone = lan.peer is None or not any(
        not member.bot and member.seat != lan.peer.seat for member in lan.peer.members
    )
    leave(game, stop=alone)
    if lan.finder:
        lan.finder.close()


def drop_peer(lan: Lan) -> None:
    """Let peer and sockets go."""
    if lan.sockets:
        lan.sockets.close()
    lan.peer = lan.sockets = lan.match = None
    lan.joined = lan.menu = False
    lan.pictures.clear()


# -- what the host says


def hear(game: Game, lan: Lan, now: float) -> None:
    """Take in what has come, and what has become of the host that was started."""
    _follow_child(game, lan)
    if lan.finder and not lan.joined:
        game.screens.set_hosts(lan.finder.look(now))
    peer = lan.peer
    if peer is None or lan.sockets is None:
        return
    lan.sockets.poll(0.0, time.monotonic)
    for event in peer.events():
        _log.debug("host: %s", type(event).__name__)
        _take(game, lan, peer, event, now)
        if lan.peer is not peer:
            return
    peer.step(now)
    lan.sockets.flush(now)


def _follow_child(game: Game, lan: Lan) -> None:
    child = lan.child
    if child is None or lan.peer:
        return
    if child.problem:
        game.screens.host_game.set_problem(child.problem)
        child.let_go()
        lan.child = None
    elif child.ready:
        target = JoinTarget(LOOPBACK, int(str(child.ready["port"])), str(child.ready["fingerprint"]))
        _connect(game, lan, target, admin=child.admin_token)


def _take(game: Game, lan: Lan, peer: Peer, event: object, now: float) -> None:
    match event:
        case Joined():
            _joined(game, lan, peer, back=event.back)
        case Lost():
            game.hud.together.say_lost()
        case Ended():
            _ended(game, lan, peer, event)
        case m.Lobby():
            lan.phase_ends = now + event.seconds_left if event.seconds_left >= 0 else None
            if event.phase == "lobby" and game.phase is Phase.JOINED:
                _leave_round(game)
                flow.walk_backdrop(game)
            showing.lobby(game, lan)
        case m.Round():
            flow.later(game, partial(_enter_round, game, lan, peer, event))
        case m.Happened():
            lan.heard.append(
                Event(event.tick, EventKind(event.kind), event.player, event.x, event.y, event.value)
            )
        case m.Results():
            lan.own_vote = None
            showing.round_over(game, lan)
        case m.Votes():
            showing.results(game, lan)
        case m.Said():
            _said(game, lan, peer, event)
        case m.ConsoleLines():
            for line in event.lines:
                game.screens.host_console.add_line(line)


def _joined(game: Game, lan: Lan, peer: Peer, *, back: bool) -> None:
    lan.joined = True
    lan.identity.remember(lan.where, peer.fingerprint)
    lan.identity.keep_token(peer.fingerprint, peer.token)
    _keep(game, lan)
    if lan.finder:
        lan.finder.close()
        lan.finder = None
    if back:
        game.hud.together.say_back()
    _log.debug("joined seat %d", peer.seat)
    showing.open_lobby(game, lan)


def _ended(game: Game, lan: Lan, peer: Peer, event: Ended) -> None:
    was_in = lan.joined
    if event.reason not in {"lost", "timeout", "reset", "error", "replaced"}:
        lan.identity.keep_token(peer.fingerprint, "")
    _keep(game, lan)
    drop_peer(lan)
    if lan.child and not lan.child.running:
        lan.child.let_go()
        lan.child = None
    if was_in:
        _leave_round(game)
        flow.to_title(game)
        game.ui.notify(event.text)
    else:
        game.screens.set_join_status(event.text, failed=True, reason=event.reason)
    _log.debug("ended: %s", event.reason)


def _said(game: Game, lan: Lan, peer: Peer, event: m.Said) -> None:
    if event.seat in lan.muted and event.seat >= 0:
        return
    colour = next((member.colour for member in peer.members if member.seat == event.seat), 0)
    line = ChatLine(event.seat, event.name, colour, event.text, system=event.seat < 0)
    lan.lines.append(line)
    game.screens.add_chat(line)
    game.hud.together.chat.add(line)


def _enter_round(game: Game, lan: Lan, peer: Peer, announced: m.Round) -> None:
    """Make the round's maze and go in."""
    if lan.peer is not peer or peer.round is not announced:
        return
    try:
        maze = make_maze(game, decode(announced.code))
    except (MazeError, CancelledError):
        to_title(game)
        return
    peer.set_maze(maze)
    if peer.ended:
        return
    lan.match = JoinedMatch(peer, maze, announced)
    lan.heard.clear()
    lan.menu = False
    game.sounds.stop_all()
    game.world.load(maze, light=DIFFICULTY.light)
    game.world.own_id = peer.seat
    game.match = game.bot = None
    game.phase = Phase.JOINED
    game.ui.show()
    game.hud.start(maze, DIFFICULTY, 0)
    game.hud.together.start()
    showing.looks(game, lan)
    game.devices.grab(facing(announced, lan), 0)
    _log.debug("joined round %s %s", announced.code, announced.mode)


def facing(announced: m.Round, lan: Lan) -> float:
    """Return where to look at the start: as the body does."""
    del announced
    if lan.match is None:
        return 0.0
    from maze3d.sim.modes.escape import facing as along  # noqa: PLC0415 - a name of this module too

    return float(along(lan.match.maze))


def _leave_round(game: Game) -> None:
    if game.lan:
        game.lan.match = None
        game.lan.menu = False
    game.devices.release()
    game.hud.stop()
    game.hud.together.stop()
    game.world.own_id, game.world.show_own = 0, False
    game.sounds.stop_all()
    if game.phase is Phase.JOINED:
        game.phase = Phase.TITLE


def _keep(game: Game, lan: Lan) -> None:
    problem = identity.store(game.folders.data / "lan.json", lan.identity)
    if problem:
        game.ui.notify(problem)
