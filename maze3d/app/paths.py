"""The folders the game may write to, and whether it can. Knows nothing of the files' contents."""

from __future__ import annotations

import os
import tempfile
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
    def packs(self) -> Path:
        """Packs of textures and sounds."""
        return self.data / "packs"

    @property
    def campaigns(self) -> Path:
        """The player's own campaigns."""
        return self.data / "campaigns"

    @property
    def progress_file(self) -> Path:
        """What has been finished in campaigns."""
        return self.data / "progress.json"

    @property
    def mazes(self) -> Path:
        """Mazes drawn by hand."""
        return self.data / "mazes"

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
        base = Path(os.path.expanduser(home)).absolute()  # noqa: PTH111 - Path's own raises for an unknown ~name
        return Folders(base / "config", base / "data", base / "cache")
    dirs = PlatformDirs("maze3d", appauthor=False, roaming=False)
    return Folders(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)


def lost_at_the_end(places: Folders) -> str:
    """Return a sentence about what cannot be kept because its folder cannot be written, or ""."""
    kept = (
        (places.data, "saved runs, best times and screenshots"),
        (places.config, "settings"),
        (places.cache, "sounds, which each start makes anew"),
    )
    wrong = [(folder, what, problem) for folder, what in kept if (problem := _unwritable(folder))]
    if not wrong:
        return ""
    folder, _what, problem = wrong[0]
    lost = "; ".join(what for _folder, what, _problem in wrong)
    return f"{folder} cannot be written ({problem}), so these are not kept: {lost}."


def is_there(file: Path) -> bool:
    """Tell whether there is such a file; one in a folder that may not be looked into counts as none."""
    try:
        return file.exists()
    except OSError:
        return False


def _unwritable(folder: Path) -> str:
    """Try to write there; return the system's reason why not, or ""."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as problem:
        return problem.strerror or str(problem)
