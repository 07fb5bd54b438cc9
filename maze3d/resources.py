"""Where the game's own assets are, in a source tree and in an installed wheel."""

from __future__ import annotations

from pathlib import Path


def assets_folder() -> Path:
    """Return the folder of assets: beside this package in a source tree, inside it in a wheel."""
    package = Path(__file__).resolve().parent
    installed = package / "assets"
    return installed if installed.is_dir() else package.parent / "assets"


def packs_folder() -> Path:
    """Return the folder of the packs that ship with the game."""
    return assets_folder() / "packs"
