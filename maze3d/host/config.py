"""What a host is started with: from the command line, and from a TOML file for those who leave one running.

Owns how the file and the command line make one set of options: the command line wins. All mistakes are told
at once, in a ConfigError. Knows nothing of the file's fields (host/config_file.py).
"""

from __future__ import annotations

import secrets
import shlex
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from maze3d.host.config_file import ConfigFile, Mistake, read_file
from maze3d.host.memory import resident_bytes
from maze3d.host.restarts import CLEAR, minute_of
from maze3d.maze import GENERATORS, MazeError
from maze3d.maze.drawing import MOST_BYTES, DrawingError
from maze3d.maze.formats.drawn import read_drawing
from maze3d.maze.formats.drawn_text import write_text
from maze3d.maze.recipe import size_from
from maze3d.session.host_settings import HostSettings
from maze3d.session.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from maze3d.host.config_file import LimitsTable
    from maze3d.maze.drawing import Drawing

    Maker: TypeAlias = Callable[[str, int, int, int], Drawing]

LONGEST_PASSWORD = 128
MOST_TOLD = 20
"""Mistakes told; of more, their number."""

FILES = ("password_file", "log_file", "maze")
"""What is wrong with these names them."""

OPTIONS = {"rows": "size", "cols": "size", "seats": "max_players", "own": "maze"}
"""By a field of the settings, where the option has another name."""

NOT_FOR_OTHERS = "is for the game's own generators: leave it out."

T = TypeVar("T")


class ConfigError(ValueError):
    """Wrong options or files: one sentence a line."""


@dataclass(frozen=True, slots=True)
class Options:
    """A host to start. `settings` are checked."""

    settings: HostSettings = field(default_factory=HostSettings)
    bind: str = ""
    port: int | None = None
    """None takes the usual one where it is free, or else any; 0 takes any."""
    bots: int = 0
    announce: bool = True
    while_played: bool = False
    """End when everybody has been gone for a while."""
    max_memory_bytes: int = 0
    """0: no limit."""
    restart_minute: int | None = None
    """The minute of the day at which the host begins anew."""
    log_file: Path | None = None
    metrics_port: int | None = None
    """None: no metrics; 0 takes any."""
    metrics_bind: str = "127.0.0.1"
    alert_command: tuple[str, ...] = ()
    """Its words."""


class Wanted:
    """The options asked for, and what is wrong with them."""

    def __init__(self, values: dict[str, Any], wrong: list[Mistake]) -> None:
        self.values = values
        self.wrong = wrong

    def read(self, option: str, how: Callable[[Any], T], without: T) -> T:
        """Return what `how` makes of an option, `without` where it is not given, or wrong: ConfigError."""
        if option not in self.values:
            return without
        try:
            return how(self.values[option])
        except ConfigError as problem:
            self.wrong.append((option, str(problem)))
            return without


def options_from(
    given: Mapping[str, Any],
    file: Path | None,
    folder: Path,
    make: Maker | None = None,
) -> Options:
    """Return the options that the command line (`given`, None for what is not) and the file ask for.

    `folder` is what a relative file on the command line starts from. `make` makes a maze by a generator that
    is not the game's own, of its name, rows, columns and seed; it raises MazeError. Raises ConfigError.
    """
    read, wrong = read_file(file) if file else (ConfigFile(), [])
    if any(
        not option for option, _sentence in wrong
    ):  # nothing in it is known: what else is wrong may not be
        raise _error(wrong, file, given)
    values = {name: value for name, value in read.model_dump(exclude={"limits"}).items() if value is not None}
    if file:  # what it names lies beside it
        values |= {name: str(file.parent / values[name]) for name in FILES if name in values}
    values |= {name: value for name, value in given.items() if value is not None}
    wanted = Wanted(values, wrong)
    settings = _settings(wanted, read.limits, folder)
    maker = settings.generator if make and settings.generator not in GENERATORS and not settings.own else ""
    if maker:
        settings = replace(settings, generator=HostSettings().generator)
        wrong += [(name, f"{name} {NOT_FOR_OTHERS}") for name in ("levels", "braid") if name in values]
    wrong += [(OPTIONS.get(name, name), sentence) for name, sentence in settings.mistakes()]
    options = Options(
        settings,
        bind=values.get("bind", ""),
        port=wanted.read("port", _port, None),
        bots=_bots(wanted, settings.seats),
        announce=values.get("announce", True),
        while_played=values.get("while_played", False),
        max_memory_bytes=wanted.read("max_memory", _memory_limit, 0),
        restart_minute=wanted.read("restart_at", _minute, None),
        log_file=folder / values["log_file"] if values.get("log_file") else None,
        metrics_port=wanted.read("metrics_port", _port, None),
        metrics_bind=values.get("metrics_bind", "127.0.0.1"),
        alert_command=wanted.read("alert_command", _words, ()),
    )
    if maker and make and not wrong:  # last, as it takes its time
        made = wanted.read("generator", lambda name: _made(settings, make, name), settings)
        options = replace(options, settings=made)
    if wrong:
        raise _error(wrong, file, given)
    return options


def _error(wrong: list[Mistake], file: Path | None, given: Mapping[str, Any]) -> ConfigError:
    """Return the error that tells all mistakes, those of the file with its name."""
    lines = []
    for option, sentence in wrong:
        in_file = file and given.get(option) is None and option not in FILES
        between = ": " if option else " "
        lines.append(f"{file}{between}{sentence}" if in_file else sentence)
    if len(lines) > MOST_TOLD:
        lines[MOST_TOLD:] = [f"There are {len(lines) - MOST_TOLD} more mistakes."]
    return ConfigError("\n".join(lines))


def _settings(wanted: Wanted, table: LimitsTable, folder: Path) -> HostSettings:
    """Return what the matches are like, as far as it is right by itself."""
    changes = {name: value for name, value in table.model_dump().items() if value is not None}
    values = wanted.values
    if "max_per_address" in values:
        changes["sessions_per_address"] = values["max_per_address"]
    known = {each.name for each in fields(HostSettings)}
    settings = HostSettings(limits=replace(Limits(), **changes))
    settings = replace(settings, **{name: value for name, value in values.items() if name in known})
    rows, cols = wanted.read("size", _size, (settings.rows, settings.cols))
    password = wanted.read("password_file", lambda name: read_password(folder / name), "")
    seats = values.get("max_players", settings.seats)
    settings = replace(settings, rows=rows, cols=cols, seats=seats, password=password)
    return wanted.read("maze", lambda name: _with_own_maze(settings, folder / name, values), settings)


def _size(words: str) -> tuple[int, int]:
    size = size_from(words)
    if size is None:
        raise ConfigError(f'size "{words}" cannot be: write rows and columns, such as 15x15.')
    return size


def _with_own_maze(settings: HostSettings, path: Path, values: Mapping[str, Any]) -> HostSettings:
    """Return the settings with a drawn maze for all rounds. Raises ConfigError with all its mistakes."""
    others = [name for name in ("size", "levels", "generator", "braid", "seed") if name in values]
    if others:
        raise ConfigError(f"a drawn maze says all about itself: leave {', '.join(others)} out.")
    try:
        with path.open("rb") as file:
            drawing = read_drawing(path.name, file.read(MOST_BYTES + 1))
    except OSError as problem:
        raise ConfigError(f"the maze {path} cannot be read: {problem.strerror or problem}.") from problem
    except DrawingError as problem:
        raise ConfigError(problem.in_file(str(path))) from problem
    settings = replace(settings, rows=drawing.rows, cols=drawing.cols, levels=drawing.levels)
    return replace(settings, own=write_text(drawing))


def _made(settings: HostSettings, make: Maker, name: str) -> HostSettings:
    """Return the settings with one maze for all rounds, made now. Raises ConfigError."""
    seed = secrets.randbits(32) if settings.seed is None else settings.seed
    try:
        drawing = make(name, settings.rows, settings.cols, seed)
    except MazeError as problem:
        raise ConfigError(str(problem)) from problem
    return replace(settings, own=write_text(drawing))


def _bots(wanted: Wanted, seats: int) -> int:
    """Return how many seats are for bots; of how many is only known where `max_players` is right."""
    bots: int = wanted.values.get("bots", 0)
    seats_are_known = "max_players" not in {option for option, _sentence in wanted.wrong}
    if seats_are_known and not 0 <= bots < seats:
        expected = f"expected 0 to {seats - 1}, a seat less than there are"
        wanted.wrong.append(("bots", f"{bots} bots cannot be: {expected}."))
    return bots


def _port(port: int) -> int:
    if not 0 <= port <= 65535:
        raise ConfigError(f"port {port} cannot be: expected 1 to 65535, or 0 for any that is free.")
    return port


def _words(command: str) -> tuple[str, ...]:
    """Return a command's words, as a shell would see them; no shell ever does."""
    try:
        words = tuple(shlex.split(command))
    except ValueError as problem:
        raise ConfigError(f"alert-command cannot be read: {str(problem).lower()}.") from problem
    if not words:
        raise ConfigError("alert-command is empty: expected a command to run.")
    return words


def _memory_limit(megabytes: int) -> int:
    """Return a limit in bytes. Raises ConfigError for one that a host without players does not keep."""
    used = resident_bytes()
    if not used:
        raise ConfigError("max-memory cannot be kept: this system does not say how much a process holds.")
    least = int(used / CLEAR / 2**20) + 32
    if megabytes < least:
        raise ConfigError(f"{megabytes} MB are too little memory: expected at least {least}.")
    return megabytes * 2**20


def _minute(words: str) -> int:
    minute = minute_of(words)
    if minute is None:
        raise ConfigError(f'"{words}" is no time of day: expected hours and minutes, such as 04:30.')
    return minute


def read_password(path: Path | str) -> str:
    """Return the first line of a file. Raises ConfigError."""
    file = Path(path)
    try:
        with file.open(encoding="utf-8") as opened:
            password = opened.readline(LONGEST_PASSWORD + 2).rstrip("\r\n")
    except OSError as problem:
        raise ConfigError(
            f"the password file {file} cannot be read: {problem.strerror or problem}."
        ) from problem
    except UnicodeDecodeError as problem:
        raise ConfigError(f"the password file {file} cannot be read: it is not UTF-8 text.") from problem
    if not 1 <= len(password) <= LONGEST_PASSWORD:
        raise ConfigError(
            f"the first line of {file} cannot be a password: 1 to {LONGEST_PASSWORD} characters are expected."
        )
    return password
