"""What outlasts a host: the round, the players' places and scores, the bans. One JSON document, and back.

Owns the document and its ranges. Time in it is `wall_s`, seconds since 1970: any other clock ends with the
process. Knows nothing of files. A token is kept as its hash only; the password is in it, so a file of it is
for the host's owner alone.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, FailFast, Field, ValidationError

from maze3d.maze import decode
from maze3d.maze.randomness import MAX_SEED
from maze3d.mistakes import first_mistake
from maze3d.session.bans import MOST_BANS
from maze3d.session.mazes import check_code, maze_digest
from maze3d.session.messages import (
    MOST_MISTAKES,
    MOST_OWN_BYTES,
    MOST_SEATS,
    NAME_LENGTH,
    Results,
    Round,
)
from maze3d.session.own_maze import drawing_of
from maze3d.session.prediction import can_be
from maze3d.session.reservations import Reservation, hashed
from maze3d.sim.match import Match
from maze3d.sim.modes import MODES
from maze3d.sim.movement import Motion
from maze3d.sim.players import Place
from maze3d.sim.rules import RaceRules, TagRules
from maze3d.sim.units import MAX_PITCH, TURN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maze3d.session.host import Host
    from maze3d.session.host_settings import HostSettings

FORMAT = 1
MOST_TICKS = 1 << 31
MOST_KEYS = 3000
"""In a document: a full host's has half as many. What is unknown costs memory for every other mistake."""

OLD_S = 15 * 60.0
"""After so long nobody waits for a match any more: only bans and counts are taken over."""

Hex = Annotated[str, Field(pattern="^[0-9a-f]*$", max_length=64)]
Seat = Annotated[int, Field(ge=0, lt=MOST_SEATS)]
Count = Annotated[int, Field(ge=0, lt=2**31)]
Whole = Annotated[int, Field(gt=-(2**53), lt=2**53)]
Ticks = Annotated[int, Field(gt=-MOST_TICKS, lt=MOST_TICKS)]
"""What fits a snapshot."""

_CHOSEN = (
    *("name", "mode", "rows", "cols", "levels", "generator", "braid", "own", "rounds", "seats", "password"),
)
"""The settings that make a match what it is."""


class SavedError(ValueError):
    """A document that cannot be what a host has saved: what is wrong, in a few words."""


class Strict(BaseModel):
    """Nothing unknown, nothing converted."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Chosen(Strict):
    """See HostSettings."""

    name: str
    mode: str
    rows: int
    cols: int
    levels: int = 1
    generator: str
    braid: float
    own: Annotated[str, Field(max_length=MOST_OWN_BYTES)] = ""
    rounds: int
    seats: int
    password: str


class Kept(Strict):
    """One player: see Reservation. `token` is the hash."""

    token: Hex
    seat: Seat
    name: Annotated[str, Field(max_length=NAME_LENGTH)]
    key: Hex
    look: tuple[Count, Count]
    score: Whole
    place: Annotated[list[Whole], Field(min_length=len(Place._fields), max_length=len(Place._fields))] | None
    address: str
    bot: bool
    admin: bool


class MatchNumbers(Strict):
    """What cannot be told from the round's announcement."""

    tick: Count
    mode: Annotated[list[Ticks], FailFast(), Field(max_length=4 * MOST_SEATS)]


class Saved(Strict):
    """The whole document. `started` is what the host was told at its start, `chosen` what is so now."""

    format: Literal[1]
    wall_s: float
    started: Chosen
    chosen: Chosen
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)]
    drawn: Count
    phase: Literal["lobby", "round", "results"]
    round: Count
    match_number: Annotated[int, Field(ge=0, le=65535)]
    left_ticks: Ticks
    votes: Annotated[list[tuple[Seat, Literal[0, 1]]], FailFast(), Field(max_length=MOST_SEATS)]
    announced: Round | None
    results: Results | None
    match: MatchNumbers | None
    players: Annotated[list[Kept], FailFast(), Field(max_length=MOST_SEATS)]
    bans: Annotated[list[tuple[str, float]], FailFast(), Field(max_length=MOST_BANS)]
    pass_key: Hex


def to_json(host: Host, started: HostSettings, now: float, wall_s: float) -> bytes:
    """Return all that is worth keeping of a host. Called once a second: no models, plain lists."""
    rounds = host.rounds
    match = rounds.match
    document = {
        "format": FORMAT,
        "wall_s": wall_s,
        "started": chosen(started),
        "chosen": chosen(host.settings),
        **rounds.numbers(),
        "announced": rounds.announced.model_dump() if rounds.announced else None,
        "results": rounds.results.model_dump() if rounds.results else None,
        "match": {"tick": match.tick, "mode": match.mode.numbers(match)} if match else None,
        "players": list(_players(host)),
        "bans": [(who, wall_s + ends - now) for who, ends in host.bans.items()],
        "pass_key": host.pass_key,
    }
    return json.dumps(document, separators=(",", ":")).encode()


def from_json(data: bytes) -> Saved:
    """Read a document. Raises SavedError."""
    if data.count(b'":') > MOST_KEYS:
        raise SavedError("it is in too many parts")
    try:
        return Saved.model_validate_json(data)
    except ValidationError as problem:
        raise SavedError(first_mistake(problem, most=MOST_MISTAKES)) from None


def take_bans(host: Host, saved: Saved, now: float, wall_s: float) -> None:
    """Keep out whom the host before has kept out."""
    for who, ends in saved.bans:
        if ends > wall_s:
            host.bans.restore(who, now + ends - wall_s)


def go_on(host: Host, saved: Saved, now: float, wall_s: float) -> bool:
    """Have `host` go on with a saved match: everybody's seat is kept, as for players who were lost.

    False when there is none to go on with, or it is too old. Raises SavedError, and changes nothing, for one
    that cannot be.
    """
    if wall_s - saved.wall_s > OLD_S or not (saved.players or saved.match):
        return False
    settings = replace(host.settings, **saved.chosen.model_dump())
    problem = settings.check()
    if problem:
        raise SavedError(problem)
    _check(saved)
    match = _match(saved.announced, saved.match, settings.own) if saved.announced and saved.match else None
    if match and not all(_is_in(match, kept.place) for kept in saved.players if kept.place):
        raise SavedError("a player is where nobody can be")
    host.settings = settings
    host.pass_key = saved.pass_key
    host.rounds.restore(saved, settings, match)
    for kept in saved.players:
        host.reservations.keep_hashed(bytes.fromhex(kept.token), _reservation(host, kept, now))
    return True


def chosen(settings: HostSettings) -> dict[str, Any]:
    """Return the settings that make a match what it is."""
    return {name: getattr(settings, name) for name in _CHOSEN}


def _match(announced: Round, kept: MatchNumbers, own: str) -> Match:
    """Return the running match, its players still away. Raises SavedError."""
    try:
        drawn = drawing_of(own).maze if own else None
        check_code(announced.code, drawn.code if drawn else "")
        maze = drawn if drawn and drawn.code == announced.code else decode(announced.code).make()
        rules = TagRules(**announced.rules) if announced.mode == "tag" else RaceRules(**announced.rules)
        match = Match(maze, rules, ())
        match.resume(kept.tick, kept.mode)
    except (ValueError, TypeError) as wrong:  # a code's, a maze's, the rules' or the mode's
        raise SavedError(f"its match cannot be: {wrong}") from wrong
    if match.mode.ticks_left(match) >= MOST_TICKS:
        raise SavedError("its match would never end")
    if maze_digest(maze) != announced.digest:
        raise SavedError("its maze is another one now: the versions differ")
    return match


def _is_in(match: Match, numbers: list[int]) -> bool:
    """Tell whether a place is in the maze; another would end the host at its first tick, at every start."""
    place = Place(*numbers)
    levels, rows, cols = match.maze.passages.shape
    turned = 0 <= place.yaw < TURN and abs(place.pitch) <= MAX_PITCH
    return turned and can_be(Motion(place.x, place.y, level=place.level), levels, rows, cols)


def _players(host: Host) -> Iterable[dict[str, Any]]:
    """Yield those who are here as if they had just been lost, then those who are."""
    match = host.rounds.match
    for player in host.table.joined():
        body = match.players.get(player.seat) if match else None
        yield {
            "token": hashed(player.token).hex(),
            "seat": player.seat,
            "name": player.name,
            "key": player.key.hex(),
            "look": player.look,
            "score": player.score,
            "place": body.place() if body else None,
            "address": player.address if player.counted else "",
            "bot": player.bot,
            "admin": player.admin,
        }
    for token_hash, kept in host.reservations.items():
        place = kept.place if kept.match == host.rounds.match_number else None
        fields = kept._asdict() | {"token": token_hash.hex(), "key": kept.key.hex(), "place": place}
        yield {name: value for name, value in fields.items() if name not in {"match", "ends"}}


def _reservation(host: Host, kept: Kept, now: float) -> Reservation:
    fields = kept.model_dump(exclude={"token", "key", "place"})
    return Reservation(
        **fields,
        key=bytes.fromhex(kept.key),
        place=Place(*kept.place) if kept.place else None,
        match=host.rounds.match_number,
        ends=now + host.settings.limits.reservation_s,
    )


def _check(saved: Saved) -> None:
    """Raise SavedError for parts that do not fit together."""
    running = saved.phase == "round"
    if running != (saved.match is not None) or running != (saved.announced is not None):
        raise SavedError("a round needs its match and its announcement")
    if (saved.phase == "results") != (saved.results is not None):
        raise SavedError("results are there when they are shown only")
    if saved.announced and saved.announced.mode not in MODES:
        raise SavedError(f'there is no mode "{saved.announced.mode}"')
    if len({kept.seat for kept in saved.players}) != len(saved.players):
        raise SavedError("two players have one seat")
    if any(len(kept.token) % 2 or len(kept.key) % 2 for kept in saved.players):
        raise SavedError("half a byte")
