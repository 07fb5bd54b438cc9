"""What a host is started with: from the command line, and from a TOML file for those who leave one running.

Owns the file's fields and how it and the command line make one set of options: the command line wins. Every
mistake is a ConfigError, one sentence.
"""

from __future__ import annotations

import difflib
import secrets
import shlex
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

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

    from maze3d.maze.drawing import Drawing

    Maker: TypeAlias = Callable[[str, int, int, int], Drawing]

    from pydantic_core import ErrorDetails

LONGEST_PASSWORD = 128
MOST_CONFIG_BYTES = 64 * 1024
FILES = ("password_file", "log_file", "maze")

Positive = Annotated[float, Field(gt=0, le=1e9)]
Count = Annotated[int, Field(ge=1, le=10**9)]
Whole = Annotated[int, Field(ge=-(10**9), le=10**9)]


class ConfigError(ValueError):
    """A wrong option or file: one sentence."""


class LimitsTable(BaseModel):
    """[limits]: everything in session.limits.Limits, all of it optional."""

    model_config = ConfigDict(strict=True, extra="forbid")

    sessions_per_address: Count | None = None
    half_open: Count | None = None
    half_open_per_address: Count | None = None
    handshake_s: Positive | None = None
    silence_s: Positive | None = None
    reservation_s: Positive | None = None
    connects_per_s: Positive | None = None
    connect_burst: Count | None = None
    messages_per_s: Positive | None = None
    message_burst: Count | None = None
    packets_per_s: Positive | None = None
    packet_burst: Count | None = None
    bytes_per_s: Positive | None = None
    byte_burst: Count | None = None
    chat_per_s: Positive | None = None
    chat_burst: Count | None = None
    outbox_bytes: Count | None = None
    waiting_commands: Count | None = None
    burst_ticks: Count | None = None
    password_tries_per_s: Positive | None = None
    password_burst: Count | None = None
    addresses: Count | None = None


class ConfigFile(BaseModel):
    """The file: the options of `maze3d host` with _ for -, and [limits]."""

    model_config = ConfigDict(strict=True, extra="forbid")

    name: str | None = None
    mode: str | None = None
    maze: str | None = None
    size: str | None = None
    levels: Whole | None = None
    generator: str | None = None
    braid: Annotated[float, Field(ge=0, le=1)] | None = None
    seed: Annotated[int, Field(ge=0, lt=2**64)] | None = None
    rounds: Whole | None = None
    port: Whole | None = None
    bind: str | None = None
    max_players: Whole | None = None
    max_per_address: Count | None = None
    password_file: str | None = None
    bots: Annotated[int, Field(ge=0)] | None = None
    announce: bool | None = None
    while_played: bool | None = None
    max_memory: Count | None = None
    restart_at: str | None = None
    log_file: str | None = None
    metrics_port: Whole | None = None
    metrics_bind: str | None = None
    alert_command: str | None = None
    limits: LimitsTable = Field(default_factory=LimitsTable)


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
    read = read_file(file) if file else ConfigFile()
    wanted = {name: value for name, value in read.model_dump(exclude={"limits"}).items() if value is not None}
    if file:  # what it names lies beside it
        wanted |= {name: str(file.parent / wanted[name]) for name in FILES if name in wanted}
    wanted |= {name: value for name, value in given.items() if value is not None}
    changes = {name: value for name, value in read.limits.model_dump().items() if value is not None}
    if "max_per_address" in wanted:
        changes["sessions_per_address"] = wanted["max_per_address"]
    limits = replace(Limits(), **changes)
    settings = HostSettings(limits=limits)
    known = {each.name for each in fields(HostSettings)}
    settings = replace(settings, **{name: value for name, value in wanted.items() if name in known})
    if "max_players" in wanted:
        settings = replace(settings, seats=wanted["max_players"])
    if "size" in wanted:
        size = size_from(wanted["size"])
        if size is None:
            raise ConfigError(f'size "{wanted["size"]}" cannot be: write rows and columns, such as 15x15.')
        settings = replace(settings, rows=size[0], cols=size[1])
    settings = _with_maze(settings, wanted, folder, make)
    if "password_file" in wanted:
        settings = replace(settings, password=read_password(folder / wanted["password_file"]))
    problem = settings.check()
    if problem:
        raise ConfigError(problem)
    port, bots = _port(wanted.get("port")), wanted.get("bots", 0)
    if not 0 <= bots < settings.seats:
        raise ConfigError(
            f"{bots} bots cannot be: expected 0 to {settings.seats - 1}, a seat less than there are."
        )
    return Options(
        settings,
        bind=wanted.get("bind", ""),
        port=port,
        bots=bots,
        announce=wanted.get("announce", True),
        while_played=wanted.get("while_played", False),
        max_memory_bytes=_memory_limit(wanted.get("max_memory")),
        restart_minute=_minute(wanted.get("restart_at")),
        log_file=folder / wanted["log_file"] if wanted.get("log_file") else None,
        metrics_port=_port(wanted.get("metrics_port")),
        metrics_bind=wanted.get("metrics_bind", "127.0.0.1"),
        alert_command=_words(wanted.get("alert_command")),
    )


def _with_maze(
    settings: HostSettings, wanted: Mapping[str, Any], folder: Path, make: Maker | None
) -> HostSettings:
    """Return the settings with one maze for all rounds, where that is asked for. Raises ConfigError."""
    if "maze" in wanted:
        return _with_own_maze(settings, folder / wanted["maze"], wanted)
    if make and settings.generator not in GENERATORS:
        return _with_made_maze(settings, make, wanted)
    return settings


def _with_own_maze(settings: HostSettings, path: Path, wanted: Mapping[str, Any]) -> HostSettings:
    """Return the settings with a drawn maze for all rounds. Raises ConfigError with all its mistakes."""
    other = next((name for name in ("size", "levels", "generator", "braid", "seed") if name in wanted), "")
    if other:
        raise ConfigError(f"a drawn maze says all about itself: leave {other} out.")
    try:
        with path.open("rb") as file:
            drawing = read_drawing(path.name, file.read(MOST_BYTES + 1))
    except OSError as problem:
        raise ConfigError(f"the maze {path} cannot be read: {problem.strerror or problem}.") from problem
    except DrawingError as problem:
        raise ConfigError("\n".join(each.at(str(path)) for each in problem.mistakes)) from problem
    return replace(
        settings, own=write_text(drawing), rows=drawing.rows, cols=drawing.cols, levels=drawing.levels
    )


def _with_made_maze(settings: HostSettings, make: Maker, wanted: Mapping[str, Any]) -> HostSettings:
    """Return the settings with one maze for all rounds, made now. Raises ConfigError."""
    for name in ("levels", "braid"):
        if name in wanted:
            raise ConfigError(f"{name} is for the game's own generators: leave it out.")
    seed = secrets.randbits(32) if settings.seed is None else settings.seed
    try:
        drawing = make(settings.generator, settings.rows, settings.cols, seed)
    except MazeError as problem:
        raise ConfigError(str(problem)) from problem
    return replace(settings, own=write_text(drawing), generator=HostSettings().generator)


def _port(port: int | None) -> int | None:
    if port is not None and not 0 <= port <= 65535:
        raise ConfigError(f"port {port} cannot be: expected 1 to 65535, or 0 for any that is free.")
    return port


def _words(command: str | None) -> tuple[str, ...]:
    """Return a command's words, as a shell would see them; no shell ever does."""
    if command is None:
        return ()
    try:
        words = tuple(shlex.split(command))
    except ValueError as problem:
        raise ConfigError(f"alert-command cannot be read: {str(problem).lower()}.") from problem
    if not words:
        raise ConfigError("alert-command is empty: expected a command to run.")
    return words


def _memory_limit(megabytes: int | None) -> int:
    """Return a limit in bytes. Raises ConfigError for one that a host without players does not keep."""
    if megabytes is None:
        return 0
    used = resident_bytes()
    if not used:
        raise ConfigError("max-memory cannot be kept: this system does not say how much a process holds.")
    least = int(used / CLEAR / 2**20) + 32
    if megabytes < least:
        raise ConfigError(f"{megabytes} MB are too little memory: expected at least {least}.")
    return megabytes * 2**20


def _minute(words: str | None) -> int | None:
    if words is None:
        return None
    minute = minute_of(words)
    if minute is None:
        raise ConfigError(f'"{words}" is no time of day: expected hours and minutes, such as 04:30.')
    return minute


def read_file(file: Path) -> ConfigFile:
    """Read a configuration file. Raises ConfigError with the file's name and the place."""
    try:
        text = file.read_text("utf-8") if file.stat().st_size <= MOST_CONFIG_BYTES else None
    except OSError as problem:
        raise ConfigError(f"{file} cannot be read: {problem.strerror or problem}.") from problem
    except UnicodeDecodeError as problem:
        raise ConfigError(f"{file} cannot be read: it is not UTF-8 text.") from problem
    if text is None:
        raise ConfigError(f"{file} is too large for a configuration: {MOST_CONFIG_BYTES:,} bytes at most.")
    try:
        return ConfigFile.model_validate(tomllib.loads(text))
    except ValidationError as problem:
        raise ConfigError(f"{file}: {_sentence(problem.errors(include_url=False)[0])}") from problem
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError(f"{file} is no TOML: {problem}.") from problem
    except ValueError as problem:  # longer than Python reads
        raise ConfigError(f"{file} cannot be read: a number in it has thousands of digits.") from problem
    except RecursionError as problem:
        raise ConfigError(f"{file} cannot be read: it is nested too deeply.") from problem


def _sentence(mistake: ErrorDetails) -> str:
    """Return in the game's own words what pydantic found."""
    path = [str(part) for part in mistake["loc"]]
    where = ".".join(path)
    if mistake["type"] == "extra_forbidden":
        known = LimitsTable.model_fields if path[0] == "limits" else ConfigFile.model_fields
        near = difflib.get_close_matches(path[-1], known, n=1)
        meant = f"; did you mean {'.'.join([*path[:-1], near[0]])}?" if near else "."
        return f"there is no option {where}{meant}"
    given = mistake["input"]
    shown = f" is {given!r:.60}" if isinstance(given, str | float | bool) else ""
    return f"{where}{shown}: {mistake['msg'].replace('Input should be', 'expected')}."


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
    except ValueError as problem:
        is_no_text = isinstance(problem, UnicodeDecodeError)
        reason = "it is not UTF-8 text" if is_no_text else "no file has such a name"
        raise ConfigError(f"the password file {file} cannot be read: {reason}.") from problem
    if not 1 <= len(password) <= LONGEST_PASSWORD:
        raise ConfigError(
            f"the first line of {file} cannot be a password: 1 to {LONGEST_PASSWORD} characters are expected."
        )
    return password
