"""The folders the game may write to. Knows nothing of what is kept there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import PlatformDirs

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME_VARIABLE = "MAZE3D_HOME"
"""When set, every folder lies under the one it names: for tests, or the game on a stick."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Folders of this player; they may not exist yet."""

    config: Path
    """Settings."""
    data: Path
    """Best times, the saved run, screenshots: what would be missed."""
    cache: Path
    """What can be made again."""

    @property
    def settings_file(self) -> Path:
        """The settings."""
        return self.config / "settings.toml"

    @property
    def records_file(self) -> Path:
        """Best times."""
        return self.data / "records.json"

    @property
    def saved_run_file(self) -> Path:
        """The run that was left, until it is gone on with."""
        return self.data / "saved-run.maze3d"


def folders(environ: Mapping[str, str] = os.environ) -> Folders:
    """Return the platform's folders for maze3d, or those under MAZE3D_HOME."""
    home = environ.get(HOME_VARIABLE)
    if home:
        base = Path(home).expanduser().absolute()
        return Folders(base / "config", base / "data", base / "cache")
    dirs = PlatformDirs("maze3d", appauthor=False, roaming=False)
    return Folders(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)
