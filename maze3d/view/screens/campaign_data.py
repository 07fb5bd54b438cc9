"""What goes into the campaign's screens and what comes out: plain records and the calls they make.

Times are in ticks, 60 a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class StageData:
    """A stage as the screens show it."""

    campaign: str
    key: str
    number: int
    title: str
    par_ticks: int
    limits: tuple[int, int, int]
    """Of gold, silver and bronze."""
    rules: str
    """The maze and what helps in it, in a sentence or two."""
    before: str = ""
    """To be read before it; {hint} stands for the key of that action."""
    open: bool = False
    finished: bool = False
    medal: str = ""
    best_ticks: int | None = None
    locked: str = ""
    """What opens it, in words; "" when it is open."""


@dataclass(frozen=True, slots=True)
class CampaignData:
    """A campaign as the screen shows it."""

    key: str
    """Its id, or the name of its file when it has none."""
    title: str
    about: str = ""
    facts: str = ""
    """Author and licence."""
    stages: tuple[StageData, ...] = ()
    next: str = ""
    """The stage to go on with, "" when there is none."""
    findings: tuple[str, ...] = ()
    """Why it cannot be played, a sentence each."""


@dataclass(frozen=True, slots=True)
class StageResult:
    """A finished stage. `medal` is "gold", "silver", "bronze" or ""."""

    stage: StageData
    """As it stands after this run."""
    ticks: int
    medal: str
    best_ticks: int | None
    """The best time before this one."""
    after: str
    """To be read after it."""
    facts: str
    """How it was walked, in words."""
    unlocked: tuple[str, ...] = ()
    """The titles of what this run has opened."""
    next: StageData | None = None
    """The stage that comes after it, open or not; None after the last."""
    complete: bool = False
    """Whether every stage is finished now."""


@dataclass(frozen=True, slots=True)
class CampaignActions:
    """What the screens ask for. Everything returns at once."""

    campaigns: Callable[[], Sequence[CampaignData]]
    """Return all there are."""
    chosen: Callable[[], str]
    """Return which of them was played last."""
    choose: Callable[[str], None]
    """Remember that one as the one that is played."""
    play: Callable[[str, str], None]
    """Play a stage of a campaign."""
    to_list: Callable[[], None]
    """Leave the match for the list of stages; what is not over is saved."""
    folder: str
    """Where campaigns are put, in words."""
