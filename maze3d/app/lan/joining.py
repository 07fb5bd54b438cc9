"""Into a match: a host of one's own, the list of others, and the connection to one.

Owns who a player is to a host and which host he means. Knows nothing of what is played there.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from maze3d import __version__
from maze3d.app.lan import identity
from maze3d.app.lan.finding import Finder
from maze3d.app.lan.hosting import HostChild
from maze3d.app.lan.leaving import drop_peer
from maze3d.app.lan.state import keep, lan_of, screens_of, stop_looking
from maze3d.net.join_code import JoinCodeError, JoinTarget, parse_target, target_words
from maze3d.net.peer_sockets import PeerSockets
from maze3d.session.messages import NAME_LENGTH
from maze3d.session.peer import Me, Peer
from maze3d.session.words import clean
from maze3d.view.language import say

if TYPE_CHECKING:
    from maze3d.app.game import Game
    from maze3d.app.lan.state import Lan
    from maze3d.view.screens.lan_data import FoundHost, HostChoice

LOOPBACK = "127.0.0.1"


def default_name(lan: Lan) -> str:
    """Return what a match is called that was given no name."""
    return say("host.default_name", name=lan.identity.name)[:NAME_LENGTH]


def open_host(game: Game) -> None:
    """Show the form for a host of one's own."""
    lan = lan_of(game)
    screens_of(game).open_host_game(default_name(lan))


def open_join(game: Game) -> None:
    """Show the list of hosts, which begins to fill."""
    lan = lan_of(game)
    if lan.finder is None:
        lan.finder = Finder(lan.identity.favourites)
    screens_of(game).open_join_game()


def host(game: Game, choice: HostChoice) -> None:
    """Start a host and join it as soon as it is ready."""
    lan = lan_of(game)
    try:
        lan.child = HostChild(choice, game.folders.data / "host.log")
    except OSError as problem:
        sentence = say("host.cannot_start", problem=problem.strerror or problem)
        screens_of(game).open_host_game(default_name(lan), sentence)


def join_chosen(game: Game, chosen: str, password: str) -> None:
    """Join a host of the list, by its key, or what was typed."""
    lan = lan_of(game)
    found = next((each for each in lan.found if each.key == chosen), None)
    lan.host_name = found.name if found else chosen
    try:
        target = _target_of(found) if found else parse_target(chosen)
    except JoinCodeError as problem:
        screens_of(game).join_game.set_status(str(problem), bad=True)
    else:
        _connect(game, lan, target, password)


def _target_of(host: FoundHost) -> JoinTarget:
    if host.problem:
        raise JoinCodeError(host.problem)
    return JoinTarget(host.address, host.port, "")


def join_from_command(game: Game, target: str, password: str, name: str) -> None:
    """Join right after the start."""
    if name:
        set_name(game, name)
    open_join(game)
    join_chosen(game, target, password)


def _connect(game: Game, lan: Lan, target: JoinTarget, password: str = "", admin: str = "") -> None:
    drop_peer(lan)
    lan.port = target.port
    lan.where = target_words(target.address, target.port)
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
    lan.peer = Peer(me, time.monotonic(), target.address)
    lan.sockets = PeerSockets(lan.peer, target.address, target.port)
    screens_of(game).join_game.set_status(say("join.connecting", where=lan.where), connecting=True)


def _token(lan: Lan, fingerprint: str) -> str:
    """Return the token kept for a host whose certificate begins like that."""
    tokens = lan.identity.tokens.items()
    return next((token for known, token in tokens if fingerprint and known.startswith(fingerprint)), "")


def set_name(game: Game, name: str) -> None:
    """Be called that from now on; asked after every letter, so it is written down when one joins or ends."""
    lan = lan_of(game)
    lan.identity.name = clean(name, NAME_LENGTH) or lan.identity.name
    screens_of(game).player_name = lan.identity.name


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
        screens_of(game).join_game.set_status("")
    else:
        stop_looking(lan)


def favourite(game: Game, key: str, on: bool) -> None:  # noqa: FBT001 - as the screens call it
    """Keep a host in the list, or not."""
    lan = lan_of(game)
    kept = [each for each in lan.identity.favourites if target_words(each.address, each.port) != key]
    if on:
        found = next((each for each in lan.found if each.key == key), None)
        if found:
            kept.append(identity.Favourite(address=found.address, port=found.port, name=found.name))
    lan.identity.favourites = kept
    if lan.finder:
        lan.finder.favourites = kept
    keep(game, lan)


def follow_child(game: Game, lan: Lan) -> None:
    """Join the host that was started once it is ready, or say why it is not."""
    child = lan.child
    if child is None or lan.peer:
        return
    if child.problem:
        child.let_go()
        lan.child = None
        screens_of(game).open_host_game(default_name(lan), child.problem)
    elif child.ready:
        target = JoinTarget(LOOPBACK, int(str(child.ready["port"])), str(child.ready["fingerprint"]))
        _connect(game, lan, target, admin=child.admin_token)
