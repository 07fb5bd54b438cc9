"""What a soak writes down while it goes on: plain data, from which the verdict and the report are made."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Sample:
    """The host as seen from outside, and as it told; `at_s` counts from the start of the soak."""

    at_s: float
    resident_kb: float
    descriptors: int
    threads: int
    joined: int = 0
    sessions: int = 0
    reservations: int = 0
    bytes_held: int = 0
    worst_ms: float = 0.0
    blocks: int = 0
    """In use of Python's small blocks, to see when they grow; judged at the quiet points."""
    c_bytes: int = 0
    """In use of the C library's memory."""


@dataclass(slots=True)
class Window:
    """A time in which late ticks are the soak's own doing: it stopped or killed the host, or counted."""

    why: str
    from_s: float
    to_s: float


@dataclass(slots=True)
class LateTick:
    """A tick done `late_ms` after it was due; for `waited_ms` of it other processes had the processors."""

    at_s: float
    late_ms: float
    waited_ms: float


@dataclass(slots=True)
class Break:
    """One kill or stop, and what the players had of it."""

    kind: str
    at_s: float
    away_s: float = 0.0
    """Until the host ran again."""
    back_s: float = 0.0
    """Until everybody was back in his place."""
    bodies: int = 0
    points: int = 0
    """Bots in the running round, and the points of all: what there was to lose."""
    went_on: bool = True
    """Whether the host went on with the match."""
    lost_s: float = 0.0
    """How much of the match was played in vain."""
    lost: list[str] = field(default_factory=list)
    """What players have lost, a sentence each."""


@dataclass(slots=True)
class Quiet:
    """What the host held while nobody was there."""

    at_s: float
    objects: dict[str, int]
    resident_kb: float
    descriptors: int
    threads: int
    blocks: int = 0
    """Small pieces of memory that Python had given out, and bytes that the C library had: objects.in_use."""
    c_bytes: int = 0


@dataclass(slots=True)
class Record:
    """All of it."""

    options: dict[str, Any]
    samples: list[Sample] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    late: list[LateTick] = field(default_factory=list)
    tick_counts: list[int] = field(default_factory=list)
    """How many ticks took so long, see soaking.host.EDGES_MS."""
    events: list[tuple[float, str]] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    quiet: list[Quiet] = field(default_factory=list)
    """Before and after the long part."""
    long_s: tuple[float, float] = (0.0, 0.0)
    """When the long part began and ended."""
    missing: list[str] = field(default_factory=list)
    """Bots that were not in their place though nothing was broken."""
    loaded_s: float = 0.0
    """For how long guests came and went."""
    visits: Counter[str] = field(default_factory=Counter)
    closed: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    swarms: list[dict[str, Any]] = field(default_factory=list)
    """What the bots said at each end."""
    failures: list[str] = field(default_factory=list)
    """What went wrong with the soak itself, or was logged as an error."""
    exit_code: int | None = None
    """The host's, at the end."""
    seconds: float = 0.0
