"""What the screen of packs calls: the packs there are, in words, and which are to be on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from maze3d.app import flow
from maze3d.app.packs import restock
from maze3d.view.language import commas, say
from maze3d.view.screens.pack_row import PackData
from maze3d.view.screens.packs import PackActions

if TYPE_CHECKING:
    from maze3d.app.game import Game
    from maze3d.pack.found import Found


def pack_actions(game: Game) -> PackActions:
    """Return the calls for `game`."""
    return PackActions(
        packs=partial(packs_of, game),
        set_order=partial(set_order, game),
        folder=str(game.folders.packs),
    )


def packs_of(game: Game) -> list[PackData]:
    """Return all packs there are: those that are on first, the top one first."""
    order = game.settings.packs.order
    packs = [_data(game, found, order) for found in game.packs.there()]
    return sorted(packs, key=lambda pack: order.index(pack.key) if pack.on else len(order))


def set_order(game: Game, order: list[str]) -> None:
    """Have these packs be on, in the middle of a match too."""
    packs = game.settings.packs.model_copy(update={"order": order})
    flow.apply(game, game.settings.model_copy(update={"packs": packs}))
    restock(game)


def _data(game: Game, found: Found, order: list[str]) -> PackData:
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
    if found.shipped:
        facts = say("packs.shipped", facts=facts)
    findings = tuple(str(each) for each in game.packs.layers.findings.get(manifest.id, ()))
    return PackData(
        key=manifest.id,
        title=manifest.title,
        facts=facts,
        on=manifest.id in order,
        about=manifest.about,
        credits=tuple(f"{path}: {whose}" for path, whose in manifest.credits.items()),
        findings=findings,
    )
