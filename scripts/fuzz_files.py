"""The targets of scripts/fuzz.py that read files: each input is one, alone in a folder.

Owns the folder. What is refused with the reader's own error is swallowed here.
"""

from __future__ import annotations

import contextlib
import shutil
import struct
import tempfile
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz_ends import LINK, NOW, SETTINGS, TICK_S, WALL_S, Entropy, said

from maze3d.app import progress as campaign_progress
from maze3d.app import records, saves, settings_file
from maze3d.app.lan import identity
from maze3d.app.local_match import Setup
from maze3d.campaign import manifest
from maze3d.campaign.reading import read_at
from maze3d.campaign.stages import never_open, next_stage
from maze3d.host.config import ConfigError, options_from
from maze3d.maze import MazeError, decode
from maze3d.maze.drawing import DrawingError
from maze3d.maze.formats.drawn_json import read_json, write_json
from maze3d.maze.formats.drawn_text import read_text, write_text
from maze3d.session import messages as m
from maze3d.session import saved as documents
from maze3d.session.host import Host
from maze3d.sim.replay import Recording, ReplayError, replay
from maze3d.sim.state import Command
from maze3d.view.screens.words import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_REPLAYED_TICKS, MOST_REPLAYED_CELLS = 2000, 400
BACK_TICKS = 12


def _folder() -> Path:
    """Return where the files of inputs are written: in memory where there is such a place."""
    return Path(_made().name) / "input"


@cache
def _made() -> tempfile.TemporaryDirectory[str]:
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    return tempfile.TemporaryDirectory(prefix="maze3d-fuzz-", dir=memory if memory.is_dir() else None)


@contextlib.contextmanager
def _file(data: bytes, name: str) -> Iterator[Path]:
    """Have a folder with that file alone."""
    file = _folder() / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    try:
        yield file
    finally:
        shutil.rmtree(_folder())


def settings(data: bytes) -> None:
    """Read the player's settings: what is wrong is mended, and right from then on."""
    with _file(data, "config/settings.toml"):
        environ = {"MAZE3D_HOME": str(_folder())}
        loaded = settings_file.load(environ=environ)
        again = settings_file.load(environ=environ)
        assert not again.problems, again.problems  # noqa: S101
        assert again.settings == loaded.settings  # noqa: S101
        settings_file.save(loaded.settings, loaded)


def host_config(data: bytes) -> None:
    """Read a host's configuration."""
    with _file(data, "host.toml") as file, contextlib.suppress(ConfigError):
        options_from({}, file, file.parent)


def best_times(data: bytes) -> None:
    """Read the best times."""
    with _file(data, "records.json") as file:
        found = records.Records.load(file)
        found.add(
            records.Run(code="X", levels=1, rows=9, cols=9, difficulty="easy", keys=0, ticks=1, date="")
        )
        assert not records.Records.load(file).problem  # noqa: S101


def progress(data: bytes) -> None:
    """Read what has been finished in campaigns."""
    with _file(data, "progress.json") as file:
        found = campaign_progress.Progress.load(file)
        found.add("a.b", "c", campaign_progress.Done(ticks=1, maze="X", date=""))
        assert not campaign_progress.Progress.load(file).problem  # noqa: S101


def drawn_text(data: bytes) -> None:
    """Read a drawn maze; what is right is right again after it was written."""
    with contextlib.suppress(DrawingError):
        drawing = read_text(data)
        assert read_text(write_text(drawing).encode()).maze.code == drawing.maze.code  # noqa: S101


def drawn_json(data: bytes) -> None:
    """Read a drawn maze as JSON; what is right is right again after it was written."""
    with contextlib.suppress(DrawingError):
        drawing = read_json(data)
        assert read_json(write_json(drawing).encode()).maze.code == drawing.maze.code  # noqa: S101


def campaigns(data: bytes) -> None:
    """Read a campaign, and look what is open in it."""
    with _file(data, manifest.FILE) as file:
        found = read_at(file.parent)
        assert (found.campaign is None) == bool(found.findings)  # noqa: S101
        if found.campaign:
            next_stage(found.campaign, {stage.key for stage in never_open(found.campaign)}, 0)


def lan_identity(data: bytes) -> None:
    """Read who this player is on the LAN."""
    with _file(data, "lan.json") as file:
        who, _problem = identity.load(file)
        assert identity.store(file, who) == ""  # noqa: S101


def saved_runs(data: bytes) -> None:
    """Read a saved run, as it is and with its check sum mended."""
    for content in (data, _with_sum(data)):
        with (
            _file(content, "run") as file,
            contextlib.suppress(saves.DamagedSaveError, MazeError, ReplayError),
        ):
            found = saves.load(file)
            if found:
                clock(found[0].elapsed_ticks)
                Recording.from_bytes(found[1])
                Setup(decode(found[0].code), found[0].difficulty, found[0].keys)


def _with_sum(data: bytes) -> bytes:
    line, newline, recording = data.removeprefix(saves.FIRST_LINE).partition(b"\n")
    try:
        about = saves._About.model_validate_json(line)  # noqa: SLF001
        run = saves.SavedRun(**about.model_dump(exclude={"sha256"}))
    except ValueError:
        return b""
    about = about.model_copy(update={"sha256": saves._digest(run, recording)})  # noqa: SLF001
    return saves.FIRST_LINE + about.model_dump_json().encode() + newline + recording


def replays(data: bytes) -> None:
    """Read a recorded game, its check sum mended; play it when it is short."""
    sealed = data + struct.pack("<I", zlib.crc32(data))
    with contextlib.suppress(ReplayError, MazeError):
        recording = Recording.from_bytes(sealed)
        recipe = decode(recording.code)
        cells = recipe.rows * recipe.cols * recipe.levels
        if recording.ticks <= MOST_REPLAYED_TICKS and cells <= MOST_REPLAYED_CELLS:
            replay(recording, recipe.make())


def host_state(data: bytes) -> None:
    """Read what a host keeps, have another go on with it, and let all come back and walk."""
    try:
        saved = documents.from_json(data)
        host = Host(SETTINGS, 2, Entropy())
        documents.take_bans(host, saved, NOW, WALL_S)
        if not documents.go_on(host, saved, NOW, WALL_S):
            return
    except documents.SavedError:
        return
    for number, kept in enumerate(list(host.reservations)):
        link = LINK + number
        if host.opened(link, f"10.0.{number}.1", NOW):
            host.secured(link, NOW)
            key = kept.key.hex().rjust(32, "0")[:32]
            host.received(link, m.encode(m.Join(version="1.0", name=f"P{number}", key=key)), NOW)
            said(host, link)
    for tick in range(1, BACK_TICKS):
        for session in host.table.joined():
            session.commands.append(Command(forward=127, strafe=127, yaw=tick * 5000))
        if tick % 2 == 0 and host.rounds.match:
            host.rounds.match.waits_until = 0
        host.step(NOW + tick * TICK_S)
    documents.from_json(documents.to_json(host, SETTINGS, NOW, WALL_S))
