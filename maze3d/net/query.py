"""What is played at a host, asked before joining: one question, one answer.

Blocks, so it is for a thread beside the game. Owns the check of the answer, which anybody on the LAN may have
written: what is in it has to be right; what else is in it is passed over, as newer games may say more.
"""

from __future__ import annotations

import json
import socket
import ssl
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from maze3d.net.addresses import Endpoint, numeric, resolve
from maze3d.net.certificate import fingerprint_of, peer_context
from maze3d.session.framing import Kind, Unframer, WireError, frame
from maze3d.session.words import clean

if TYPE_CHECKING:
    from maze3d.net.join_code import JoinTarget

MOST_ANSWER_BYTES = 4096
"""The longest frame that is taken as an answer."""

_MOST_FRAMES = 4
"""A greeting, the answer, and room for what newer hosts say first."""

_READ_BYTES = 4096
_MOST_NUMBER = 1_000_000
_MOST_LETTERS = 64

_T = TypeVar("_T")


class QueryError(Exception):
    """No answer could be had: a sentence."""


@dataclass(frozen=True, slots=True)
class HostInfo:
    """What a host says of itself. `fingerprint`: its certificate's; `ping_ms`: from question to answer."""

    name: str
    version: str
    mode: str
    rows: int
    cols: int
    levels: int
    players: int
    seats: int
    locked: bool
    round: int
    rounds: int
    phase: str
    fingerprint: str
    ping_ms: int


def query(target: JoinTarget, timeout_s: float) -> HostInfo:
    """Ask a host what is played there, within `timeout_s`. Raises QueryError."""
    end = time.monotonic() + timeout_s
    where = f"{target.address} port {target.port}"
    place = numeric(target.address, target.port)
    places = [place] if place else resolve(target.address, target.port)
    if not places:
        raise QueryError(f'No computer called "{target.address}" is known here.')
    try:
        with _connect(places, end) as raw, peer_context().wrap_socket(raw) as stream:
            fingerprint = fingerprint_of(stream.getpeercert(binary_form=True) or b"")
            if not fingerprint.startswith(target.fingerprint_start):
                raise QueryError(f"The host at {where} is another one than the join code is for.")
            asked = time.monotonic()
            stream.sendall(frame(Kind.MESSAGE, b'{"type":"query"}'))
            answer = _answer(stream, end)
            ping_ms = round((time.monotonic() - asked) * 1000)
    except TimeoutError:
        raise QueryError(f"{where} did not answer within {timeout_s:g} s.") from None
    except ConnectionRefusedError:
        raise QueryError(f"No host is running at {where}.") from None
    except (ssl.SSLEOFError, ConnectionError):
        raise QueryError(f"{where} ended the connection without an answer.") from None
    except (
        ssl.SSLError,
        ValueError,
        RecursionError,
    ):  # of a bad frame, bad UTF-8 and bad JSON the latter two
        raise QueryError(f"What answers at {where} is not a maze3d host.") from None
    except OSError as problem:
        raise QueryError(f"{where} cannot be reached: {problem.strerror or problem}.") from None
    return _checked(answer, where, fingerprint, ping_ms)


def _connect(places: list[Endpoint], end: float) -> socket.socket:
    """Return a connection to the first place that takes one. Raises OSError."""
    problem: OSError = TimeoutError()
    for number, place in enumerate(places):
        raw = socket.socket(place.family, socket.SOCK_STREAM)
        try:
            raw.settimeout(_left_s(end) / (len(places) - number))
            raw.connect(place.where)
            raw.settimeout(_left_s(end))
        except OSError as failed:
            raw.close()
            problem = failed
        else:
            return raw
    raise problem


def _answer(stream: socket.socket, end: float) -> dict[str, Any]:
    """Return the first message that is not a greeting. Raises OSError, ValueError."""
    unframer = Unframer(MOST_ANSWER_BYTES)
    frames = 0
    while frames < _MOST_FRAMES:
        stream.settimeout(_left_s(end))
        data = stream.recv(_READ_BYTES)
        if not data:
            raise ConnectionAbortedError
        for _kind, body in unframer.feed(data):
            message = json.loads(body)
            if not isinstance(message, dict) or message.get("type") != "hello":
                return message if isinstance(message, dict) else {}
            frames += 1
    raise WireError("it only greets")


def _left_s(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _checked(answer: dict[str, Any], where: str, fingerprint: str, ping_ms: int) -> HostInfo:
    """Return the answer when everything in it is right. Raises QueryError naming what is not."""

    def field(name: str, kind: type[_T]) -> _T:
        value = answer.get(name)
        # bool is a kind of int: neither may stand for the other.
        if type(value) is not kind or (isinstance(value, int) and not 0 <= value <= _MOST_NUMBER):
            raise QueryError(f'The host at {where} says something wrong about its "{name}".')
        return value

    if field("type", str) != "info":
        raise QueryError(f"The host at {where} does not say what is played there.")
    return HostInfo(
        name=clean(field("name", str), _MOST_LETTERS),
        version=clean(field("version", str), _MOST_LETTERS),
        mode=clean(field("mode", str), _MOST_LETTERS),
        rows=field("rows", int),
        cols=field("cols", int),
        levels=field("levels", int) if "levels" in answer else 1,  # as before there were any
        players=field("players", int),
        seats=field("seats", int),
        locked=field("locked", bool),
        round=field("round", int),
        rounds=field("rounds", int),
        phase=clean(field("phase", str), _MOST_LETTERS),
        fingerprint=fingerprint,
        ping_ms=ping_ms,
    )
