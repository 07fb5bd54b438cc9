"""The list of hosts: those the LAN tells of and the favourites, each asked now and then what it plays.

Owns what is asked when. Questions run in threads of their own; the list is read in any frame. Knows nothing
of how it is shown.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from maze3d import __version__
from maze3d.net.discovery import Browser
from maze3d.net.join_code import JoinTarget, target_words
from maze3d.net.query import HostInfo, QueryError, query
from maze3d.view.language import say
from maze3d.view.screens.lan_data import FoundHost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maze3d.app.lan.identity import Favourite
    from maze3d.net.discovery import Announced

ASK_EVERY_S = 5.0
ANSWER_S = 3.0
AT_ONCE = 4
MOST_ASKED = 32
"""Hosts asked; the LAN may be full of lies, and a question costs a handshake."""


class Finder:
    """Looks until closed. `favourites` may change at any time."""

    def __init__(self, favourites: Sequence[Favourite]) -> None:
        self.favourites = list(favourites)
        self._browser = Browser()
        self._threads = ThreadPoolExecutor(AT_ONCE, "asks a host")
        self._asked: dict[str, tuple[float, Future[HostInfo]]] = {}
        self._known: dict[str, HostInfo] = {}
        self._problems: dict[str, str] = {}

    def look(self, now: float) -> tuple[FoundHost, ...]:
        """Return the list as of now, favourites first, and ask those it is time for."""
        hosts = {host.key: host for host in map(_from_announcement, self._browser.found())}
        for favourite in self.favourites:
            key = target_words(favourite.address, favourite.port)
            host = hosts.get(key) or _unknown(key, favourite)
            hosts[key] = replace(host, favourite=True)
        self._take_answers()
        for key in list(hosts)[:MOST_ASKED]:
            host = hosts[key]
            if now - self._asked.get(key, (-ASK_EVERY_S, None))[0] >= ASK_EVERY_S:
                target = JoinTarget(host.address, host.port, "")
                self._asked[key] = (now, self._threads.submit(query, target, ANSWER_S))
            hosts[key] = self._with_answer(host)
        self._forget_gone(hosts)
        return tuple(
            sorted(hosts.values(), key=lambda each: (not each.favourite, each.name.casefold(), each.key))
        )

    def close(self) -> None:
        """Look no more."""
        self._browser.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _take_answers(self) -> None:
        for key, (_asked, answer) in self._asked.items():
            if not answer.done() or answer.cancelled():
                continue
            try:
                self._known[key] = answer.result()
                self._problems.pop(key, None)
            except QueryError as problem:
                self._problems[key] = str(problem)

    def _with_answer(self, host: FoundHost) -> FoundHost:
        info = self._known.get(host.key)
        problem = self._problems.get(host.key, "")
        if info is None or problem:
            return replace(host, problem=problem or host.problem)
        return replace(
            host,
            name=info.name,
            version=info.version,
            mode=info.mode,
            rows=info.rows,
            cols=info.cols,
            levels=info.levels,
            players=info.players,
            seats=info.seats,
            locked=info.locked,
            ping_ms=info.ping_ms,
            phase=_phase_words(info),
            problem=_version_problem(info.version),
        )

    def _forget_gone(self, hosts: dict[str, FoundHost]) -> None:
        for kept in (self._asked, self._known, self._problems):
            for key in [key for key in kept if key not in hosts]:
                del kept[key]


def _from_announcement(host: Announced) -> FoundHost:
    told = host.properties
    version = told.get("v", "")
    return FoundHost(
        key=target_words(host.address, host.port),
        name=host.name,
        address=host.address,
        port=host.port,
        version=version,
        mode=told.get("mode", ""),
        rows=_number(told.get("rows")),
        cols=_number(told.get("cols")),
        levels=_number(told.get("levels")) or 1,
        players=_number(told.get("players")),
        seats=_number(told.get("seats")),
        locked=told.get("locked") == "1",
        ping_ms=None,
        favourite=False,
        phase="",
        problem=_version_problem(version),
    )


def _unknown(key: str, favourite: Favourite) -> FoundHost:
    return FoundHost(
        key=key,
        name=favourite.name,
        address=favourite.address,
        port=favourite.port,
        version="",
        mode="",
        rows=0,
        cols=0,
        levels=1,
        players=0,
        seats=0,
        locked=False,
        ping_ms=None,
        favourite=True,
        phase="",
    )


def _version_problem(version: str) -> str:
    if version in {"", __version__}:
        return ""
    return say("host_row.other_version", theirs=version, own=__version__)


def _phase_words(info: HostInfo) -> str:
    if info.phase == "lobby":
        return say("host_row.lobby")
    return say("round.number", round=info.round, rounds=info.rounds)


def _number(words: str | None) -> int:
    return int(words) if words and words.isdecimal() and len(words) < 6 else 0
