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
from maze3d.sim.modes.escape import facing
from maze3d.sim.state import Event, EventKind
from maze3d.view.screens.lan_data import ChatLine

if TYPE_CHECKING:
    from maze3d.app.game import Game
    from maze3d.view.screens.lan_data import HostChoice
    from maze3d.view.screens.lan_screens import LanScreens

_log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"


def lan_of(game: Game) -> Lan:
    """Return what is going on, begun when first asked for."""
    if game.lan is None:
        who, problem = identity.load(game.folders.data / "lan.json")
        if problem:
            game.ui.notify(problem)
        game.lan = Lan(who)
        _screens(game).player_name = who.name
    return game.lan


def _screens(game: Game) -> LanScreens:
    assert game.screens.lan  # noqa: S101 - made with the others
    return game.screens.lan


def _default_name(lan: Lan) -> str:
    return f"{lan.identity.name}'s match"[: m.NAME_LENGTH]


# -- hosting and joining


def open_host(game: Game) -> None:
    """Show the form for a host of one's own."""
    lan = lan_of(game)
    _screens(game).open_host_game(_default_name(lan))


def open_join(game: Game) -> None:
    """Show the list of hosts, which begins to fill."""
    lan = lan_of(game)
    if lan.finder is None:
        lan.finder = Finder(lan.identity.favourites)
    _screens(game).open_join_game()


def host(game: Game, choice: HostChoice) -> None:
    """Start a host and join it as soon as it is ready."""
    lan = lan_of(game)
    try:
        lan.child = HostChild(choice, game.folders.data / "host.log")
    except OSError as problem:
        sentence = f"The host cannot be started: {problem.strerror or problem}."
        _screens(game).open_host_game(_default_name(lan), sentence)


def join_chosen(game: Game, target: str, password: str) -> None:
    """Join a host of the list, by its key, or what was typed."""
    lan = lan_of(game)
    found = next((each for each in lan.found if each.key == target), None)
    problem = found.problem if found else ""
    if found and not problem:
        lan.host_name = found.name
        _connect(game, lan, JoinTarget(found.address, found.port, ""), password)
        return
    lan.host_name = target
    problem = problem or join(game, target, password)
    if problem:
        _screens(game).join_game.set_status(problem, bad=True)


def join(game: Game, target_words: str, password: str = "") -> str:
    """Begin to join a join code or an address; return a problem's sentence or ""."""
    try:
        target = parse_target(target_words)
    except JoinCodeError as problem:
        return str(problem)
    _connect(game, lan_of(game), target, password)
    return ""


def join_from_command(game: Game, target: str, password: str, name: str) -> None:
    """Join right after the start."""
    if name:
        set_name(game, name)
    open_join(game)
    join_chosen(game, target, password)


def _connect(game: Game, lan: Lan, target: JoinTarget, password: str = "", admin: str = "") -> None:
    drop_peer(lan)
    lan.address, lan.port = target.address, target.port
    lan.where = showing.host_key(target.address, target.port)
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
        resume=_token(lan, fingerprint),
        version=__version__,
    )
    lan.peer = Peer(me, time.monotonic())
    lan.sockets = PeerSockets(lan.peer, target.address, target.port)
    _screens(game).join_game.set_status(f"Connecting to {lan.where} ...", connecting=True)


def _token(lan: Lan, fingerprint: str) -> str:
    """Return the token kept for a host whose certificate begins like that."""
    tokens = lan.identity.tokens.items()
    return next((token for known, token in tokens if fingerprint and known.startswith(fingerprint)), "")


def set_name(game: Game, name: str) -> None:
    """Be called that from now on."""
    lan = lan_of(game)
    cleaned = clean(name, m.NAME_LENGTH)
    if cleaned and cleaned != lan.identity.name:
        lan.identity.name = cleaned
        _keep(game, lan)
    if game.screens.lan:
        game.screens.lan.player_name = lan.identity.name


def cancel_join(game: Game) -> None:
    """Call off joining or starting a host; else stop looking for hosts."""
    lan = game.lan
    if lan is None or lan.joined:
        return
    if lan.child:
        lan.child.stop()
        lan.child = None
        drop_peer(lan)
    elif lan.peer:
        drop_peer(lan)
        _screens(game).join_game.set_status("")
    else:
        _stop_looking(lan)


def favourite(game: Game, key: str, on: bool) -> None:  # noqa: FBT001 - as the screens call it
    """Keep a host in the list, or not."""
    lan = lan_of(game)
    kept = [each for each in lan.identity.favourites if showing.host_key(each.address, each.port) != key]
    if on:
        found = next((each for each in lan.found if each.key == key), None)
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


# -- over the running round


def open_menu(game: Game) -> None:
    """Open the menu over the round, which goes on."""
    lan = game.lan
    if lan and lan.peer and lan.match and not lan.menu:
        lan.menu = True
        game.devices.release()
        _screens(game).open_pause(showing.round_words(lan.peer), admin=lan.peer.admin)


def resume(game: Game) -> None:
    """Close the menu."""
    lan = game.lan
    if lan and lan.match:
        lan.menu = False
        game.ui.show()
        _x, _y, yaw, pitch = lan.match.eye
        game.devices.grab(yaw, pitch)


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
        game.lan.muted.clear()
    _screens(game).forget()
    flow.later(game, partial(flow.to_title, game))


def close(game: Game) -> None:
    """The game ends: leave, and stop what was started for nobody else."""
    lan = game.lan
    if lan is None:
        return
    alone = lan.peer is None or not any(
        not member.bot and member.seat != lan.peer.seat for member in lan.peer.members
    )
    leave(game, stop=alone)
    _stop_looking(lan)


def _stop_looking(lan: Lan) -> None:
    if lan.finder:
        lan.finder.close()
    lan.finder, lan.found = None, ()


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
        lan.found = lan.finder.look(now)
        _screens(game).join_game.set_hosts(lan.found)
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
        child.let_go()
        lan.child = None
        _screens(game).open_host_game(_default_name(lan), child.problem)
    elif child.ready:
        target = JoinTarget(LOOPBACK, int(str(child.ready["port"])), str(child.ready["fingerprint"]))
        _connect(game, lan, target, admin=child.admin_token)


def _take(game: Game, lan: Lan, peer: Peer, event: object, now: float) -> None:
    match event:
        case Joined():
            _joined(game, lan, peer, back=event.back)
        case Lost():
            _log.debug("lost: %s", event.reason)
        case Ended():
            _ended(game, lan, peer, event)
        case m.Lobby():
            lan.phase_ends = now + event.seconds_left if event.seconds_left >= 0 else None
            if event.phase == "lobby" and game.phase is Phase.JOINED:
                _leave_round(game)
                flow.walk_backdrop(game)
                lan.shown = ""
            showing.lobby(game, lan)
        case m.Round():
            flow.later(game, partial(_enter_round, game, lan, peer, event))
        case m.Happened():
            lan.heard.append(
                Event(event.tick, EventKind(event.kind), event.player, event.x, event.y, event.value)
            )
        case m.Results():
            _round_over(game, lan)
        case m.Votes():
            showing.results(game, lan)
        case m.Said():
            _said(game, lan, peer, event)
        case m.ConsoleLines():
            for line in event.lines:
                _screens(game).console.add_line(line)


def _joined(game: Game, lan: Lan, peer: Peer, *, back: bool) -> None:
    lan.joined = True
    lan.identity.remember(lan.where, peer.fingerprint)
    lan.identity.keep_token(peer.fingerprint, peer.token)
    _keep(game, lan)
    _stop_looking(lan)
    _screens(game).started_host = lan.child is not None
    _screens(game).join_game.set_status("")
    if back:
        game.ui.notify("Back in the match.")
    _log.debug("joined seat %d", peer.seat)


def _ended(game: Game, lan: Lan, peer: Peer, event: Ended) -> None:
    was_in = lan.joined
    if event.reason not in {"lost", "timeout", "reset", "error", "replaced"} and peer.fingerprint:
        lan.identity.keep_token(peer.fingerprint, "")
    _keep(game, lan)
    drop_peer(lan)
    _log.debug("ended: %s", event.reason)
    if lan.child:
        lan.child.stop()
        lan.child = None
    if was_in:
        _leave_round(game)
        _screens(game).forget()
        flow.later(game, partial(flow.to_title, game))
        game.ui.notify(event.text)
        return
    _screens(game).join_game.set_status(event.text, bad=True)
    if event.reason == "password":
        _screens(game).join_game.ask_password(lan.where, lan.host_name, wrong=bool(peer.me.password))


def _said(game: Game, lan: Lan, peer: Peer, event: m.Said) -> None:
    if event.seat in lan.muted and event.seat >= 0:
        return
    colour = next((member.colour for member in peer.members if member.seat == event.seat), 0)
    line = ChatLine(event.seat, event.name, colour, event.text, system=event.seat < 0)
    _screens(game).lobby.add_chat(line)
    showing.chat(game, line)


def _round_over(game: Game, lan: Lan) -> None:
    """Show the standings over what is left of the round."""
    lan.own_vote, lan.phase_ends, lan.menu = None, None, False
    game.devices.release()
    game.hud.stop()
    lan.shown = ""
    showing.results(game, lan)


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


def _leave_round(game: Game) -> None:
    if game.lan:
        game.lan.match = None
        game.lan.menu = False
    game.devices.release()
    game.hud.stop()
    game.world.own_id, game.world.show_own = 0, False
    game.world.set_looks({})
    game.sounds.stop_all()
    if game.phase is Phase.JOINED:
        game.phase = Phase.TITLE


def _keep(game: Game, lan: Lan) -> None:
    problem = identity.store(game.folders.data / "lan.json", lan.identity)
    if problem:
        game.ui.notify(problem)
