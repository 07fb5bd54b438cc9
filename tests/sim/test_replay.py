from __future__ import annotations

import struct
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.sim import replay as format_
from maze3d.sim.difficulty import EscapeRules
from maze3d.sim.match import Match
from maze3d.sim.movement import clamped
from maze3d.sim.replay import Recording, ReplayError, replay
from maze3d.sim.state import Buttons, Command
from tests.sim.games import GAMES, GOLDEN, game
from tests.sim.rooms import room

if TYPE_CHECKING:
    from collections.abc import Iterable


HALL = room(
    """
    +-+-+-+-+
    |A. . .B|
    +-+-+-+-+
""",
    code="HALL",
)
RULES = EscapeRules(hints=1, hint_ticks=30, hint_cells=3, chalk=9)
hostile = st.builds(
    Command,
    forward=st.integers(-300, 300),
    strafe=st.integers(-300, 300),
    yaw=st.integers(-200000, 200000),
    pitch=st.integers(-40000, 40000),
    buttons=st.integers(0, 15).map(Buttons),
)


def recorded(commands: Iterable[Command]) -> tuple[Match, Recording]:
    match, recording = Match(HALL, RULES), Recording("HALL", RULES)
    for command in commands:
        match.step({0: command})
        recording.append(command)
    return match, recording


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(hostile, st.integers(1, 40)), max_size=12))
def test_any_run_is_saved_and_goes_on_where_it_was(runs: list[tuple[Command, int]]) -> None:
    commands = [command for command, ticks in runs for _ in range(ticks)]
    match, recording = recorded(commands)
    back = Recording.from_bytes(recording.to_bytes(match.checksum()))
    assert (back.code, back.rules, back.ticks) == ("HALL", RULES, len(commands))
    assert list(back.commands()) == [clamped(command) for command in commands]
    again = replay(back, HALL)
    assert again.snapshot() == match.snapshot()
    more = Command(forward=127, yaw=777, pitch=-5)
    for each, record in ((match, recording), (again, back)):
        each.step({0: more})
        record.append(more)
    assert back.to_bytes(again.checksum()) == recording.to_bytes(match.checksum())


def test_a_long_stand_is_a_few_bytes() -> None:
    match, recording = recorded([Command()] * 70_000)
    assert len(recording.to_bytes(match.checksum())) < 100
    assert len(list(recording.commands())) == 70_000


@pytest.mark.parametrize("name", GAMES)
def test_golden_games_play_to_their_checksum(name: str) -> None:
    """A failure means that saved runs and shared replays break: see tests/sim/games.py."""
    recording = Recording.from_bytes((GOLDEN / f"{name}.m3d").read_bytes())
    maze, match, again = game(name)
    assert maze.code == recording.code
    played = replay(recording, maze)
    assert played.over
    assert played.checksum() == recording.checksum
    assert again.rules == recording.rules
    assert match.over


def test_progress_is_told_and_may_cancel() -> None:
    match, recording = recorded([Command(yaw=tick) for tick in range(5000)])
    back = Recording.from_bytes(recording.to_bytes(match.checksum()))
    told: list[float] = []
    replay(back, HALL, told.append)
    assert told == sorted(told)
    assert len(told) == 3

    def cancel(_done: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replay(back, HALL, cancel)


def test_a_replay_that_ends_elsewhere_or_in_another_maze_is_refused() -> None:
    match, recording = recorded([Command(forward=99, yaw=16384)] * 50)
    wrong = Recording.from_bytes(recording.to_bytes(match.checksum() ^ 1))
    with pytest.raises(ReplayError, match="another version"):
        replay(wrong, HALL)
    other = room("+-+-+\n|A.B|\n+-+-+", code="OTHER")
    with pytest.raises(ReplayError, match="in maze HALL, not in OTHER"):
        replay(recording, other)


def sealed(body: bytes) -> bytes:
    return body + struct.pack("<I", zlib.crc32(body))


def made(
    *,
    ticks: int = 3,
    log: bytes | None = None,
    length: int | None = None,
    keys: int = 0,
    packed: bytes | None = None,
) -> bytes:
    log = format_.RUN.pack(3, 0, 0, 0, 0, 0) if log is None else log
    length = len(log) if length is None else length
    head = format_.HEADER.pack(format_.MAGIC, format_.VERSION, 4, keys, 1, 30, 3, 9, ticks, length, 0)
    return sealed(head + b"HALL" + (zlib.compress(log) if packed is None else packed))


def run(*values: int) -> bytes:
    return format_.RUN.pack(*values)


def test_the_untouched_crafted_recording_is_read() -> None:
    assert Recording.from_bytes(made()).ticks == 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a recorded game"),
        (b"PNG" * 40, "not a recorded game"),
        (made()[:6] + b"\x09" + made()[7:], "format 9"),
        (made()[:-1] + b"\x00", "check sum"),
        (made(keys=4), "sizes"),
        (made(ticks=format_.MAX_TICKS + 1), "sizes"),
        (made(length=2**32 - 4), "sizes"),
        (made(log=run(2, 0, 0, 0, 0, 0) * 200_000, ticks=400_000), "sizes"),
        (made(length=18), "another length"),
        (made(log=run(3, 0, 0, 0, 0, 0) * 2), "holds 6 of 3 ticks"),
        (made(log=run(0, 0, 0, 0, 0, 0) + run(3, 0, 0, 0, 0, 0)), "command cannot be"),
        (made(log=run(3, -128, 0, 0, 0, 0)), "command cannot be"),
        (made(log=run(3, 0, 0, 0, 0, 30000)), "command cannot be"),
        (made(packed=b"junk junk"), "cannot be unpacked"),
        (made(packed=zlib.compress(run(3, 0, 0, 0, 0, 0)) + b"tail"), "another length"),
    ],
)
def test_damage_is_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(ReplayError, match=message) as caught:
        Recording.from_bytes(data)
    assert "\n" not in str(caught.value)


def test_a_zip_bomb_takes_no_memory() -> None:
    bomb = made(packed=zlib.compress(bytes(200_000_000), 9), length=90)
    tracemalloc.start()
    try:
        with pytest.raises(ReplayError, match="another length"):
            Recording.from_bytes(bomb)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_a_long_game_is_read_whole() -> None:
    """Twenty minutes of a mouse that never rests: more than one piece, and well packed for what people do."""
    commands = [Command(forward=127, yaw=t * t * 7 % 65536) for t in range(20 * 3600)]
    recording = Recording("HALL", RULES)
    for command in commands:
        recording.append(command)
    again = Recording.from_bytes(recording.to_bytes(5))
    assert list(again.commands()) == commands


WHOLE = recorded([Command(forward=t % 100, yaw=t * 37) for t in range(80)])[1].to_bytes(5)


@settings(max_examples=300, deadline=None)
@given(junk=st.binary(max_size=80), at=st.integers(0, len(WHOLE)), cut=st.integers(0, 40), seal=st.booleans())
def test_fuzzed_bytes_raise_nothing_but_replay_errors(junk: bytes, at: int, cut: int, *, seal: bool) -> None:
    data = WHOLE[:at] + junk + WHOLE[at + cut :]
    if seal and len(data) > 4:
        data = sealed(data[:-4])
    try:
        recording = Recording.from_bytes(data)
    except ReplayError:
        return
    assert len(list(recording.commands())) == recording.ticks
