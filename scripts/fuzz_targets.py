"""Everything of maze3d that meets bytes from outside: one plain function each, and the table of them.

A function takes any bytes and returns; what its parser refuses it refuses with the parser's own error, which
is swallowed here, so every other exception is a defect. Knows nothing of how inputs are made.
"""

from __future__ import annotations

import contextlib
import random
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import fuzz_files
import fuzz_packs
from fuzz_ends import LINK, NOW, SOURCE, check, host_in_a_round, look_at, peer_in_a_round

from maze3d.maze import MazeError, decode
from maze3d.maze.drawing import MOST_BYTES
from maze3d.net import query
from maze3d.net.addresses import numeric
from maze3d.net.discovery import SERVICE, _announced
from maze3d.net.join_code import JoinCodeError, decode_join, parse_target
from maze3d.session.console import console
from maze3d.session.framing import Kind, WireError, frame
from maze3d.session.mazes import check_code
from maze3d.session.messages import decode_from_host, decode_from_peer
from maze3d.session.packets import decode_commands, decode_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Target:
    """A parser: what it is given and the longest input that can reach it."""

    run: Callable[[bytes], None]
    most_bytes: int


# -- the wire


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Cut an input into parts: a byte of kind, u16 of length, the part."""
    at = 0
    while at + 3 <= len(data):
        size = int.from_bytes(data[at + 1 : at + 3], "big")
        yield data[at], data[at + 3 : at + 3 + size]
        at += 3 + size


def _pieces(data: bytes) -> Iterator[bytes]:
    """Cut a stream at random places, the same for the same stream."""
    rng = random.Random(zlib.crc32(data))
    at = 0
    while at < len(data):
        size = rng.choice((1, 3, 40, 1000, len(data)))
        yield data[at : at + size]
        at += size


def host_datagrams(data: bytes) -> None:
    """Take datagrams at the host: as they are (kind 0), or rubbish in a valid seal (any other)."""
    host, sealer = host_in_a_round()
    for kind, part in _records(data):
        host.datagram(sealer.seal(part) if kind and sealer else part, SOURCE, NOW)
        with contextlib.suppress(WireError):
            decode_commands(part)
    check(host)


def host_stream(data: bytes) -> None:
    """Take a stream at the host, of one who has joined or not (the first byte), cut anywhere."""
    host, _sealer = host_in_a_round(joined=bool(data[:1] > b"\x7f"))
    for piece in _pieces(data[1:]):
        host.received(LINK, piece, NOW)
    check(host)


def host_messages(data: bytes) -> None:
    """Take messages at the host, a line each, framed as they have to be, of one who has the console."""
    host, _sealer = host_in_a_round()
    for line in data.split(b"\n"):
        with contextlib.suppress(WireError):
            decode_from_peer(line)
        host.received(LINK, frame(Kind.MESSAGE, line), NOW)
    check(host)


def host_console(data: bytes) -> None:
    """Take lines typed into the host's console."""
    host, _sealer = host_in_a_round()
    for line in data.decode("utf-8", "surrogateescape").splitlines():
        for answer in console(host, line.strip(), NOW):
            answer.encode("utf-8", "backslashreplace")
    host.stop_asked = False
    check(host)


def peer_datagrams(data: bytes) -> None:
    """Take datagrams at a peer in a round: as they are (kind 0), or rubbish that the host has sealed."""
    peer, sealer = peer_in_a_round()
    for kind, part in _records(data):
        peer.datagram(sealer.seal(part) if kind else part, NOW)
        with contextlib.suppress(WireError):
            decode_snapshot(part)
    look_at(peer)


def peer_stream(data: bytes) -> None:
    """Take a stream at a peer, that plays or not (the first byte), cut anywhere."""
    peer, _sealer = peer_in_a_round(joined=bool(data[:1] > b"\x7f"))
    for piece in _pieces(data[1:]):
        peer.received(piece, NOW)
    look_at(peer)


def peer_messages(data: bytes) -> None:
    """Take messages at a peer, a line each, framed as they have to be."""
    peer, _sealer = peer_in_a_round()
    for line in data.split(b"\n"):
        with contextlib.suppress(WireError):
            decode_from_host(line)
        peer.received(frame(Kind.MESSAGE, line), NOW)
    look_at(peer)


class _Socket:
    """What a query reads from, one record at a time."""

    def __init__(self, data: bytes) -> None:
        self._pieces = _pieces(data)

    def settimeout(self, _seconds: float) -> None:
        """Take the time as endless."""

    def recv(self, _size: int) -> bytes:
        """Return what is next."""
        return next(self._pieces, b"")


def answers(data: bytes) -> None:
    """Read what answers when a host is asked what it plays."""
    source: Any = _Socket(data)
    with contextlib.suppress(query.QueryError, OSError, ValueError, RecursionError):
        found = query._answer(source, float("inf"))  # noqa: SLF001 - the parser itself
        with contextlib.suppress(query.QueryError):
            query._checked(found, "there", "ab" * 32, 1)  # noqa: SLF001
            return
    return


def announcements(data: bytes) -> None:
    """Read what the LAN's list hears: name, port, how many addresses, those, the properties' text."""
    from zeroconf import BadTypeInNameException, ServiceInfo  # noqa: PLC0415 - slow to import

    name, _, rest = data.partition(b"\0")
    count = rest[2] % 3 if len(rest) > 2 else 0
    addresses = [rest[3 + 4 * at : 7 + 4 * at].ljust(4, b"\1") for at in range(count)]
    label = name.decode("utf-8", "replace")
    try:
        info = ServiceInfo(
            SERVICE,
            f"{label}.{SERVICE}",
            int.from_bytes(rest[:2], "big"),
            addresses=addresses,
            properties=rest[3 + 4 * count :],
        )
    except BadTypeInNameException:  # no such name gets here
        return
    _announced(info)


# -- words


def maze_codes(data: bytes) -> None:
    """Read a maze code, typed or told by a host."""
    text = data.decode("utf-8", "surrogateescape")
    with contextlib.suppress(MazeError):
        decode(text)
    with contextlib.suppress(WireError):
        check_code(text)


def join_codes(data: bytes) -> None:
    """Read a join code or an address, and see what a numeric one leads to: nothing is looked up."""
    text = data.decode("utf-8", "surrogateescape")
    with contextlib.suppress(JoinCodeError):
        decode_join(text)
    with contextlib.suppress(JoinCodeError):
        target = parse_target(text)
        numeric(target.address, target.port)


TARGETS: dict[str, Target] = {
    "host_datagrams": Target(host_datagrams, 2048),
    "host_stream": Target(host_stream, 64 * 1024),
    "host_messages": Target(host_messages, 8 * 1024),
    "host_console": Target(host_console, 16 * 1024),
    "peer_datagrams": Target(peer_datagrams, 2048),
    "peer_stream": Target(peer_stream, 64 * 1024),
    "peer_messages": Target(peer_messages, 64 * 1024),
    "answers": Target(answers, 64 * 1024),
    "announcements": Target(announcements, 1024),
    "maze_codes": Target(maze_codes, 4 * 1024),
    "join_codes": Target(join_codes, 4 * 1024),
    "settings": Target(fuzz_files.settings, 64 * 1024),
    "host_config": Target(fuzz_files.host_config, 64 * 1024),
    "host_state": Target(fuzz_files.host_state, 64 * 1024),
    "best_times": Target(fuzz_files.best_times, 64 * 1024),
    "progress": Target(fuzz_files.progress, 64 * 1024),
    "drawn_text": Target(fuzz_files.drawn_text, MOST_BYTES + 1024),
    "drawn_json": Target(fuzz_files.drawn_json, MOST_BYTES + 1024),
    "pack_zips": Target(fuzz_packs.pack_zips, 64 * 1024),
    "pack_manifests": Target(fuzz_packs.pack_manifests, 64 * 1024),
    "pack_palettes": Target(fuzz_packs.pack_palettes, 64 * 1024),
    "pack_pictures": Target(fuzz_packs.pack_pictures, 64 * 1024),
    "pack_sounds": Target(fuzz_packs.pack_sounds, 64 * 1024),
    "pack_models": Target(fuzz_packs.pack_models, 64 * 1024),
    "campaigns": Target(fuzz_files.campaigns, 64 * 1024),
    "lan_identity": Target(fuzz_files.lan_identity, 64 * 1024),
    "saved_runs": Target(fuzz_files.saved_runs, 64 * 1024),
    "replays": Target(fuzz_files.replays, 64 * 1024),
}
