"""The host's console: a line of words in, what was done in lines out.

The same for the terminal and for an admin in the game. Owns the words. Knows nothing of where they are typed.
"""

from __future__ import annotations

import difflib
import ipaddress
from dataclasses import replace
from typing import TYPE_CHECKING

from maze3d.maze import MazeError, decode
from maze3d.maze.recipe import size_from
from maze3d.session.bans import FOREVER_S
from maze3d.session.messages import CHAT_LENGTH, Goodbye, Said, encode
from maze3d.session.words import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.session.host import Host
    from maze3d.session.table import Session

HELP = (
    "players                       who is here: seat, name, address, ping, bytes held",
    "kick PLAYER [REASON]          end a player's session",
    "ban PLAYER [MINUTES]          keep a player out, by key; for ever when no time is given",
    "ban ADDRESS [MINUTES]         keep an address out",
    "bans                          who is kept out",
    "unban ADDRESS|KEY             let them in again",
    "mute PLAYER [MINUTES]         let nobody read what a player writes; unmute PLAYER ends it",
    "next                          begin, end the round, or go on from the results",
    "settings [NAME VALUE]         show or change mode, size, levels, rounds, generator, braid, password",
    "settings like CODE            mazes such as this code's",
    "say WORDS                     tell everybody",
    "restart                       begin anew: everybody is back in his place after some seconds",
    "stop                          say goodbye to all and end",
)
_MINUTE_S = 60.0
_MOST_DIGITS = 7
"""Of a number that is typed."""


def console(host: Host, words: str, now: float) -> list[str]:
    """Do what a line asks for and return the answer."""
    name, _, rest = words.strip().partition(" ")
    if not name:
        return []
    command = _COMMANDS.get(name.lower())
    if command:
        return command(host, rest.strip(), now)
    more = host.commands.get(name.lower())
    if more:
        return more(rest.strip(), now)
    near = difflib.get_close_matches(name.lower(), [*_COMMANDS, *host.commands], n=1, cutoff=0.5)
    meant = f"did you mean {near[0]}?" if near else "help lists those there are."
    return [f'There is no command "{clean(name, 40)}": {meant}']


def _help(host: Host, _words: str, _now: float) -> list[str]:
    return [*HELP, *host.help]


def _players(host: Host, _words: str, now: float) -> list[str]:
    lines = [
        f"{player.seat:>2}  {player.name}  {player.address}  {player.round_trip_ms} ms  "
        f"{player.bytes_held():,} bytes  score {player.score}"
        + ("  admin" if player.admin else "")
        + ("  bot" if player.bot else "")
        + ("  muted" if now < player.muted_until else "")
        for player in host.table.joined()
    ]
    lines += [
        f"{kept.seat:>2}  {kept.name}  lost, seat kept for {max(0, kept.ends - now):.0f} s"
        for kept in host.reservations
    ]
    return lines or ["Nobody is here."]


def _kick(host: Host, words: str, now: float) -> list[str]:
    player, reason = _player(host, words)
    if player is None:
        return [_nobody(words)]
    name = player.name
    text = clean(reason, CHAT_LENGTH) or "The host has sent you away."
    host.table.close(player, "kicked", now, encode(Goodbye(reason="kicked", text=text)))
    return [f"{name} is out."]


def _ban(host: Host, words: str, now: float) -> list[str]:
    player, minutes = _player(host, words)
    mark: str | bytes = player.key if player else ""
    if player is None:
        mark, _, minutes = words.partition(" ")
        if not _is_address(str(mark)):
            return [_nobody(words)]
    seconds = _seconds(minutes)
    if seconds is None:
        return [f'"{minutes}" is no time: expected a number of minutes.']
    if not host.bans.add(mark, now + seconds, now):
        return ["There are too many bans: unban somebody first."]
    out = [each for each in host.table.joined() if mark in {each.key, each.address}]
    for each in out:
        host.end(each, "banned", "The host has banned you.", now)
    return [f"{each.name} is out." for each in out] + ([] if player else [f"{words} is banned."])


def _bans(host: Host, _words: str, now: float) -> list[str]:
    return host.bans.lines(now) or ["Nobody is banned."]


def _unban(host: Host, words: str, _now: float) -> list[str]:
    return [f"{words} may come in again." if host.bans.remove(words) else f'"{words}" is not banned.']


def _mute(host: Host, words: str, now: float) -> list[str]:
    player, minutes = _player(host, words)
    seconds = _seconds(minutes)
    if player is None:
        return [_nobody(words)]
    if seconds is None:
        return [f'"{minutes}" is no time: expected a number of minutes.']
    player.muted_until = now + seconds
    return [f"{player.name} is muted."]


def _unmute(host: Host, words: str, _now: float) -> list[str]:
    player, _rest = _player(host, words)
    if player is None:
        return [_nobody(words)]
    player.muted_until = 0.0
    return [f"{player.name} can be read again."]


def _next(host: Host, _words: str, _now: float) -> list[str]:
    before = host.rounds.phase
    host.rounds.skip()
    return [
        f"From {before} to {host.rounds.phase}." if host.rounds.phase != before else "Nobody to play yet."
    ]


def _settings(host: Host, words: str, _now: float) -> list[str]:
    settings = host.settings
    name, _, value = words.partition(" ")
    if not name:
        return [
            f"mode {settings.mode}",
            f"size {settings.rows}x{settings.cols}",
            f"levels {settings.levels}",
            f"rounds {settings.rounds}",
            f"generator {settings.generator}",
            f"braid {settings.braid}",
            f"password {'set' if settings.password else 'none'}",
        ]
    try:
        fields = _SETTINGS[name.lower()](value.strip())
    except KeyError:
        return [f'There is no setting "{name}": expected {", ".join(_SETTINGS)}.']
    except (ValueError, MazeError) as problem:
        return [f'{name} "{value}" cannot be: {problem}.']
    changed = replace(settings, **fields)  # type: ignore[arg-type] # each entry of _SETTINGS makes its own fields
    problem_words = changed.check()
    if problem_words:
        return [problem_words]
    host.settings = changed
    host.rounds.take(changed)
    told = "set" if "password" in fields and value else value.strip() or "none"  # it may be logged
    return [f"{name} is {told} from the next maze on."]


def _say(host: Host, words: str, _now: float) -> list[str]:
    said = clean(words, CHAT_LENGTH)
    if said:
        host.tell(Said(seat=-1, name=host.settings.name, text=said))
    return [f"Said: {said}"] if said else ["Say what?"]


def _stop(host: Host, _words: str, _now: float) -> list[str]:
    host.stop_asked = True
    return ["The host ends."]


def _restart(host: Host, _words: str, _now: float) -> list[str]:
    host.restart_asked = "asked for on the console"
    return ["The host begins anew."]


def _size(value: str) -> dict[str, object]:
    size = size_from(value)
    if size is None:
        raise ValueError("expected rows and columns, such as 15x20")
    return {"rows": size[0], "cols": size[1], "own": ""}


def _whole(value: str) -> int:
    number = _number(value)
    if number is None:
        raise ValueError("expected a whole number")
    return number


def _maze(value: str) -> dict[str, object]:
    recipe = decode(value)
    return {
        "rows": recipe.rows,
        "cols": recipe.cols,
        "levels": recipe.levels,
        "generator": recipe.generator,
        "braid": recipe.braid,
        "own": "",
    }


_SETTINGS: dict[str, Callable[[str], dict[str, object]]] = {
    "mode": lambda value: {"mode": value},
    "size": _size,
    "like": _maze,
    "levels": lambda value: {"levels": _whole(value), "own": ""},
    "rounds": lambda value: {"rounds": _whole(value)},
    "generator": lambda value: {"generator": value, "own": ""},
    "braid": lambda value: {"braid": float(value)},
    "password": lambda value: {"password": value},
}
_COMMANDS: dict[str, Callable[[Host, str, float], list[str]]] = {
    "help": _help,
    "players": _players,
    "kick": _kick,
    "ban": _ban,
    "bans": _bans,
    "unban": _unban,
    "mute": _mute,
    "unmute": _unmute,
    "next": _next,
    "settings": _settings,
    "say": _say,
    "restart": _restart,
    "stop": _stop,
}


def _player(host: Host, words: str) -> tuple[Session | None, str]:
    """Return the player that `words` begin with, by the seat's number or the name, and what follows."""
    parts = words.split()
    for count in range(len(parts), 0, -1):
        name = " ".join(parts[:count]).casefold()
        for each in host.table.joined():
            if name in {each.name.casefold(), str(each.seat)}:
                return each, " ".join(parts[count:])
    return None, words


def _nobody(words: str) -> str:
    who = clean(words.partition(" ")[0], 40)
    return f'Nobody here is "{who}": players lists the seats.' if who else "Who? players lists the seats."


def _is_address(who: str) -> bool:
    try:
        ipaddress.ip_address(who)
    except ValueError:
        return False
    return True


def _seconds(minutes: str) -> float | None:
    if not minutes:
        return FOREVER_S
    number = _number(minutes)
    return number * _MINUTE_S if number else None


def _number(words: str) -> int | None:
    return int(words) if words.isdecimal() and len(words) <= _MOST_DIGITS else None
