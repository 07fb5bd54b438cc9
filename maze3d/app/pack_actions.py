"""What the screen of packs calls: the packs there are, in words and pictures, and which are to be on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from maze3d.app.applying import apply
from maze3d.app.packs import restock
from maze3d.pack.check import checked_preview
from maze3d.pack.finding import PackError
from maze3d.pack.found import OWN_ID, Found
from maze3d.pack.layers import own_look
from maze3d.pack.opening import opened
from maze3d.view.language import commas, say
from maze3d.view.screens.pack_row import PackData, Preview
from maze3d.view.screens.packs import PackActions

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from maze3d.app.game import Game

SMALL, LARGE = (320, 180), (1184, 666)
"""The sides of previews in the list, and of the one that is read about: no more than the file has."""


class Previews:
    """The small previews, each made once for a file as it was saved."""

    def __init__(self) -> None:
        self._made: dict[tuple[Path, str, object], Preview | None] = {}

    def of(self, packs: list[Found]) -> dict[Path, Preview | None]:
        """Return the preview of each of `packs` by its path, and let go of all others."""
        before, self._made = self._made, {}
        found = {}
        for pack in packs:
            if pack.manifest is None or not pack.manifest.preview:
                continue
            key = pack.path, pack.manifest.preview, _saved(pack)
            pixels = None if key in before else preview_of(pack, SMALL)
            made = before[key] if key in before else None if pixels is None else Preview(pixels)
            self._made[key] = found[pack.path] = made
        return found


def preview_of(pack: Found, most: tuple[int, int]) -> NDArray[np.uint8] | None:
    """Return a pack's preview, 16 to 9 and at most that large; None without one, or for a broken one.

    Of another shape the upper or the middle part is taken.
    """
    if pack.manifest is None or not pack.manifest.preview:
        return None
    try:
        with opened(pack.path) as source:
            if pack.manifest.preview not in source.files:
                return None
            whole = Image.fromarray(checked_preview(source, pack.manifest.preview))
    except PackError:
        return None
    wide = min(whole.width, whole.height * most[0] / most[1])
    tall = wide * most[1] / most[0]
    left = (whole.width - wide) / 2
    size = (min(most[0], round(wide)), min(most[1], round(tall)))
    box = (left, 0.0, left + wide, tall)
    return np.asarray(whole.resize(size, Image.Resampling.LANCZOS, box))


def _saved(pack: Found) -> object:
    """Return what is different when a pack's preview has been saved."""
    file = pack.path / pack.manifest.preview if pack.manifest and pack.path.is_dir() else pack.path
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def pack_actions(game: Game) -> PackActions:
    """Return the calls for `game`."""
    return PackActions(
        packs=partial(packs_of, game, Previews()),
        set_order=partial(set_order, game),
        folder=str(game.folders.packs),
        preview=partial(_large, game),
    )


def packs_of(game: Game, previews: Previews) -> list[PackData]:
    """Return all packs there are: those that are on first, the top one first; last the game's own look."""
    order = game.settings.packs.order
    there = [*game.packs.there(), *_own()]
    shown = previews.of(there)
    packs = [_data(game, found, order, shown.get(found.path)) for found in there]
    return sorted(packs, key=lambda pack: (pack.own, order.index(pack.key) if pack.on else len(order)))


def set_order(game: Game, order: list[str]) -> None:
    """Have these packs be on, in the middle of a match too."""
    packs = game.settings.packs.model_copy(update={"order": order})
    apply(game, game.settings.model_copy(update={"packs": packs}))
    restock(game)


def _own() -> list[Found]:
    """Return the game's own look; nothing where it is not there."""
    own = own_look()
    return [Found(own.source.path, own.manifest, (), shipped=True)] if own else []


def _large(game: Game, pack: PackData) -> NDArray[np.uint8] | None:
    for found in [*game.packs.there(), *_own()]:
        if found.manifest and found.manifest.id == pack.key:
            return preview_of(found, LARGE)
    return None


def _data(game: Game, found: Found, order: list[str], preview: Preview | None) -> PackData:
    manifest = found.manifest
    if manifest is None:
        findings = tuple(str(each) for each in found.findings)
        return PackData(
            found.path.name, found.path.name, say("packs.unusable"), findings=findings, broken=True
        )
    facts = say(
        "packs.facts",
        version=manifest.version,
        authors=commas(manifest.authors),
        licence=manifest.licence,
    )
    own = manifest.id == OWN_ID
    if found.shipped:
        facts = say("packs.own" if own else "packs.shipped", facts=facts)
    findings = tuple(str(each) for each in game.packs.layers.findings.get(manifest.id, ()))
    return PackData(
        key=manifest.id,
        title=manifest.title,
        facts=facts,
        on=manifest.id in order,
        about=manifest.about,
        credits=tuple(f"{path}: {whose}" for path, whose in manifest.credits.items()),
        findings=findings,
        own=own,
        preview=preview,
    )
