"""The running game: everything that lives as long as the window, and what is going on in it.

Owns the record of the parts and the phase, and how player and terminal are warned. Knows nothing of how the
phase changes (app/flow.py) or of what a frame does (app/frame.py).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from maze3d.app.campaigns import Campaigns
from maze3d.app.keeping import Keeping
from maze3d.view.language import english

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.app.lan.state import Lan
    from maze3d.app.loading import Making
    from maze3d.app.local_match import LocalMatch
    from maze3d.app.packs import Packs
    from maze3d.app.paths import Folders
    from maze3d.app.records import Records
    from maze3d.app.settings_file import LoadedSettings
    from maze3d.bot import Bot
    from maze3d.view.audio.player import Sounds
    from maze3d.view.hud.hud import Hud
    from maze3d.view.input.devices import Devices
    from maze3d.view.screens.actions import ResultData
    from maze3d.view.screens.all_screens import Screens
    from maze3d.view.screens.campaign_data import StageResult
    from maze3d.view.settings import Settings
    from maze3d.view.ui.ui import Ui
    from maze3d.view.world import World


class Phase(Enum):
    """What is going on."""

    TITLE = auto()
    """A bot walks behind the title."""
    PLAYING = auto()
    PAUSED = auto()
    JOINED = auto()
    """A round that is played at a host, which never stands still."""
    OVER = auto()
    """The exit was reached: the results are shown."""


@dataclass(slots=True)
class Game:
    """The parts and the state. `match` is what the world shows: the player's, or the title's bot's."""

    base: Any
    folders: Folders
    loaded: LoadedSettings
    settings: Settings
    records: Records
    world: World
    ui: Ui
    hud: Hud
    sounds: Sounds
    devices: Devices = field(init=False)
    screens: Screens = field(init=False)
    keeping: Keeping = field(init=False)
    campaigns: Campaigns = field(init=False)
    packs: Packs = field(init=False)
    phase: Phase = Phase.TITLE
    lan: Lan | None = None
    """What goes on with others, once it does."""
    match: LocalMatch | None = None
    bot: Bot | None = None
    """Who walks when nobody plays."""
    newcomer: bool = False
    """Whether nobody has played here before: the keys are shown once."""
    job: Callable[[], None] | None = None
    """Work too long for a frame, done between two of them."""
    early: Making | None = None
    """The maze of the first match, begun before the window opened."""
    cancelled: bool = False
    """Whether the player called the job off."""
    running: bool = True
    eye_at: tuple[float, float] = (0.0, 0.0)
    """Where the eye was in the last frame."""
    walked_cells: float = 0.0
    """How far the eye has gone: what the head bobs by."""
    result: ResultData | StageResult | None = None
    """What the run that reached the exit came to, once it did."""
    over_s: float = 0.0
    """How long the exit has been reached."""

    def __post_init__(self) -> None:
        """Keep runs, and find campaigns, in the player's own folders."""
        self.keeping = Keeping(self.folders)
        self.campaigns = Campaigns(self.folders)


def warn(game: Game, sentence: str) -> None:
    """Tell the player, and in English the terminal, for whoever looks there later."""
    game.ui.notify(sentence)
    print(f"maze3d play: {english(sentence)}", file=sys.stderr)
