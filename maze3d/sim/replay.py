"""A recorded game: the maze's code, the rules and every command, small enough to keep.

Owns the format. Playing it again gives the same match, which is how a saved run goes on, a replay is
watched, and a test holds old games to their checksum. Knows nothing of files.

Bytes (little endian): HEADER (below), the code in ASCII, the log compressed with zlib, and the CRC-32 of
all before it. The log is runs of ticks with the same sticks, buttons and turning: RUN (below), where yaw and
pitch are what each tick of the run adds.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import astuple
from typing import TYPE_CHECKING

from maze3d.sim.difficulty import MAX_KEYS, EscapeRules
from maze3d.sim.match import Match
from maze3d.sim.movement import FULL, clamped
from maze3d.sim.state import Command
from maze3d.sim.units import MAX_PITCH, TICK_RATE, TURN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from maze3d.maze.grid import Maze

MAGIC = b"M3DREC"
VERSION = 1
"""Raised with every change of the format or of the rules that would make old games end differently."""

HEADER = struct.Struct("<6sBB5HIIQ")
"""MAGIC, VERSION, length of the code, the rules in the order of their fields,
ticks, length of the log before compression, checksum of the match at its end."""

RUN = struct.Struct("<HbbBHh")
"""Ticks, forward, strafe, buttons, yaw and pitch to add each tick (yaw modulo a turn)."""

MAX_TICKS = 24 * 3600 * TICK_RATE
"""A day: the longest recording that is read."""

MAX_LOG_BYTES = 24 * 1024 * 1024
"""The largest log that is unpacked."""

_FREE_LOG_BYTES = 1 << 20
_MOST_RATIO = 64
"""A log over the first megabyte is at most so many times as long as the file: what people do packs 3 to 10
times, and what packs better was made to fill the memory."""

_PIECE_BYTES = 1 << 18
_LONGEST_RUN = 65535
_PROGRESS_TICKS = 2048


class ReplayError(ValueError):
    """A recording that is damaged or does not fit: one sentence."""


class Recording:
    """The commands of player 0 so far. `checksum` is that of the match at its end, once it is known."""

    def __init__(self, code: str, rules: EscapeRules) -> None:
        self.code = code
        self.rules = rules
        self.ticks = 0
        self.checksum: int | None = None
        self._runs = bytearray()
        self._run: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
        self._length = 0
        self._yaw = 0
        self._pitch = 0

    def append(self, command: Command) -> None:
        """Add the command of the next tick."""
        command = clamped(command)
        yaw, pitch = command.yaw, command.pitch
        run = (
            command.forward,
            command.strafe,
            command.buttons,
            (yaw - self._yaw) % TURN,
            pitch - self._pitch,
        )
        self._yaw, self._pitch = yaw, pitch
        if run != self._run or self._length == _LONGEST_RUN:
            self._flush()
            self._run = run
        self._length += 1
        self.ticks += 1

    def commands(self) -> Iterator[Command]:
        """Yield the command of every tick from the first."""
        self._flush()
        yaw = pitch = 0
        for length, forward, strafe, buttons, turn, tilt in RUN.iter_unpack(bytes(self._runs)):
            for _tick in range(length):
                yaw, pitch = (yaw + turn) % TURN, pitch + tilt
                yield Command(forward, strafe, yaw, pitch, buttons)

    def to_bytes(self, checksum: int) -> bytes:
        """Return the recording as bytes; `checksum` is that of the match it has led to."""
        self._flush()
        code = self.code.encode("ascii")
        head = HEADER.pack(
            MAGIC, VERSION, len(code), *astuple(self.rules), self.ticks, len(self._runs), checksum
        )
        body = head + code + zlib.compress(bytes(self._runs), 9)
        return body + struct.pack("<I", zlib.crc32(body))

    @classmethod
    def from_bytes(cls, data: bytes) -> Recording:
        """Read a recording; it can be added to. Raises ReplayError, before any memory is taken for it."""
        if len(data) < HEADER.size + 4 or not data.startswith(MAGIC):
            raise ReplayError("This is not a recorded game of maze3d.")
        version = data[len(MAGIC)]
        if version != VERSION:
            raise ReplayError(
                f"This game was recorded in format {version}; this version of maze3d reads {VERSION}."
            )
        if zlib.crc32(data[:-4]) != int.from_bytes(data[-4:], "little"):
            raise ReplayError("The recorded game is damaged: its check sum does not fit.")
        _magic, _version, code_length, *numbers, ticks, log_length, checksum = HEADER.unpack_from(data)
        try:
            code = data[HEADER.size : HEADER.size + code_length].decode("ascii")
        except UnicodeDecodeError as problem:
            raise ReplayError("The recorded game is damaged: its maze code is not text.") from problem
        rules = EscapeRules(*numbers)
        most_log = min(MAX_LOG_BYTES, _FREE_LOG_BYTES + _MOST_RATIO * len(data))
        if rules.keys > MAX_KEYS or ticks > MAX_TICKS or log_length > most_log or log_length % RUN.size:
            raise ReplayError("The recorded game is damaged: its sizes cannot be.")
        recording = cls(code, rules)
        recording._runs = _unpacked(data[HEADER.size + code_length : -4], log_length)
        recording.ticks, recording.checksum = ticks, checksum
        recording._take_up()
        return recording

    def _flush(self) -> None:
        if self._length:
            self._runs += RUN.pack(self._length, *self._run)
        self._length = 0

    def _take_up(self) -> None:
        """Check the runs and go on where they end."""
        total = yaw = pitch = 0
        for length, forward, strafe, _buttons, turn, tilt in RUN.iter_unpack(self._runs):
            total += length
            yaw = (yaw + turn * length) % TURN
            pitch += tilt * length
            if length == 0 or min(forward, strafe) < -FULL or abs(pitch) > MAX_PITCH:
                raise ReplayError("The recorded game is damaged: a command cannot be.")
        if total != self.ticks:
            raise ReplayError(f"The recorded game is damaged: it holds {total} of {self.ticks} ticks.")
        self._yaw, self._pitch = yaw, pitch


def replay(recording: Recording, maze: Maze, progress: Callable[[float], None] | None = None) -> Match:
    """Play a recording and return the match it leads to.

    `progress` is called now and then with a fraction 0 to 1, and may raise to cancel. Raises ReplayError
    when the maze is another one or the match does not end in the recorded state.
    """
    if maze.code != recording.code:
        raise ReplayError(f"The game was recorded in maze {recording.code}, not in {maze.code or 'this'}.")
    match = Match(maze, recording.rules)
    for tick, command in enumerate(recording.commands()):
        match.step({0: command})
        if progress is not None and tick % _PROGRESS_TICKS == 0:
            progress(tick / recording.ticks)
    if recording.checksum is not None and recording.checksum != match.checksum():
        raise ReplayError("The recorded game does not play to its end: it is of another version of maze3d.")
    return match


def _unpacked(packed: bytes, length: int) -> bytearray:
    """Return exactly `length` bytes, never taking memory for more."""
    unpacker = zlib.decompressobj()
    log = bytearray()
    try:
        while not unpacker.eof and len(log) <= length:
            piece = unpacker.decompress(packed, _PIECE_BYTES)
            if not piece:
                break  # it ends before its end
            log += piece
            packed = unpacker.unconsumed_tail
    except zlib.error as problem:
        raise ReplayError("The recorded game is damaged: its log cannot be unpacked.") from problem
    if len(log) != length or not unpacker.eof or unpacker.unused_data:
        raise ReplayError("The recorded game is damaged: its log has another length than it says.")
    return log
