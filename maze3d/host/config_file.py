"""A host's configuration file: its fields, and everything that is wrong with one.

Owns the fields' types and the sentences. Knows nothing of the command line and of what the options do.
"""

from __future__ import annotations

import difflib
import tomllib
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

MOST_CONFIG_BYTES = 64 * 1024

Mistake: TypeAlias = tuple[str, str]
"""The option and a sentence; for the file as a whole "", and what follows its name in a sentence."""

Positive = Annotated[float, Field(gt=0, le=1e9)]
Count = Annotated[int, Field(ge=1, le=10**9)]
Whole = Annotated[int, Field(ge=-(10**9), le=10**9)]


def _on_one_line(words: str) -> str:
    if not words.isprintable():  # a NUL would end every call to the system with an error of its own
        raise ValueError("expected words on one line")
    return words


Line = Annotated[str, AfterValidator(_on_one_line)]


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

    name: Line | None = None
    mode: Line | None = None
    maze: Line | None = None
    size: Line | None = None
    levels: Whole | None = None
    generator: Line | None = None
    braid: Annotated[float, Field(ge=0, le=1)] | None = None
    seed: Annotated[int, Field(ge=0, lt=2**64)] | None = None
    rounds: Whole | None = None
    port: Whole | None = None
    bind: Line | None = None
    max_players: Whole | None = None
    max_per_address: Count | None = None
    password_file: Line | None = None
    bots: Annotated[int, Field(ge=0)] | None = None
    announce: bool | None = None
    while_played: bool | None = None
    max_memory: Count | None = None
    restart_at: Line | None = None
    log_file: Line | None = None
    metrics_port: Whole | None = None
    metrics_bind: Line | None = None
    alert_command: Line | None = None
    limits: LimitsTable = Field(default_factory=LimitsTable)


def read_file(file: Path) -> tuple[ConfigFile, list[Mistake]]:
    """Return what is right in a configuration file, and all that is not."""
    try:
        if file.stat().st_size > MOST_CONFIG_BYTES:
            return ConfigFile(), [
                ("", f"is too large for a configuration: {MOST_CONFIG_BYTES:,} bytes at most.")
            ]
        values = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        return ConfigFile(), [("", _unread(problem))]
    return _checked(values)


def _unread(problem: Exception) -> str:
    if isinstance(problem, OSError):
        return f"cannot be read: {problem.strerror or problem}."
    if isinstance(problem, UnicodeDecodeError):
        return "cannot be read: it is not UTF-8 text."
    if isinstance(problem, tomllib.TOMLDecodeError):
        return f"is no TOML: {problem}."
    if isinstance(problem, RecursionError):
        return "cannot be read: it is nested too deeply."
    return "cannot be read: a number in it has thousands of digits."  # longer than Python reads


def _checked(values: dict[str, Any]) -> tuple[ConfigFile, list[Mistake]]:
    """Return what stands without the wrong options, and what is wrong with those."""
    try:
        return ConfigFile.model_validate(values), []
    except ValidationError as problem:
        mistakes = problem.errors(include_url=False)
    for mistake in mistakes:
        _leave_out(values, [str(part) for part in mistake["loc"]])
    return ConfigFile.model_validate(values), [_told(mistake) for mistake in mistakes]


def _leave_out(values: dict[str, Any], path: list[str]) -> None:
    *tables, name = path
    for table in tables:
        values = values[table]
    values.pop(name, None)


def _told(mistake: ErrorDetails) -> Mistake:
    """Return in the game's own words what pydantic found."""
    path = [str(part) for part in mistake["loc"]]
    where = ".".join(path)
    if mistake["type"] == "extra_forbidden":
        known = LimitsTable.model_fields if path[0] == "limits" else ConfigFile.model_fields
        near = difflib.get_close_matches(path[-1], known, n=1)
        meant = f"; did you mean {'.'.join([*path[:-1], near[0]])}?" if near else "."
        return where, f"there is no option {where:.60}{meant}"
    given = mistake["input"]
    shown = f" is {given!r:.60}" if isinstance(given, str | float | bool) else ""
    said = mistake["msg"].replace("Input should be", "expected").removeprefix("Value error, ")
    return where, f"{where}{shown}: {said}."
