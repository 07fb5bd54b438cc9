"""Packs in the running game: listed, switched in the middle of a match, kept in the settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.app import applying
from maze3d.app.pack_actions import pack_actions
from maze3d.app.packs import restock
from maze3d.app.settings_file import load
from maze3d.view.surfaces.stock import placeholder
from tests.app.stage import Stage
from tests.app.test_packs import made
from tests.pack.media import png

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("MAZE3D_HOME", str(tmp_path))
    return Stage()


def test_a_pack_is_switched_on_drawn_heard_and_remembered(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Any] = []
    game = stage.game
    monkeypatch.setattr(applying, "apply_video", lambda *_about: True)
    monkeypatch.setattr(game.world, "restock", drawn.append, raising=False)
    monkeypatch.setattr(game.screens, "take", lambda _settings: None, raising=False)
    folder = game.folders.packs
    made(folder, "one")
    made(folder, "two", files={"textures/wall.png": b""})
    (folder / "broken").mkdir()
    actions = pack_actions(game)
    assert [(pack.key, pack.on, pack.broken) for pack in actions.packs()] == [
        ("broken", False, True),
        ("ada.one", False, False),
        ("ada.two", False, False),
        ("maze3d.garden", False, False),
        ("maze3d.station", False, False),
        ("maze3d.dungeon", False, False),
    ]
    actions.set_order(["ada.two", "ada.one"])
    stock, *others = drawn
    assert others == [stock]  # the HUD's
    assert (stock.surface("textures/wall", 64).colour == placeholder(64).colour).all()
    assert [pack.key for pack in actions.packs()][:3] == ["ada.two", "ada.one", "broken"]
    assert actions.packs()[-2].facts.startswith("Comes with the game; ")
    assert actions.packs()[-1].facts.startswith("The game's own look")
    assert actions.packs()[0].findings == ("textures/wall.png: no-picture is no PNG picture",)
    assert load(()).settings.packs.order == ["ada.two", "ada.one"]
    (folder / "two/textures/wall.png").write_bytes(png(64, 64))
    assert game.packs.has_changed(1e9)
    restock(game)
    assert actions.packs()[0].findings == ()


def test_previews_are_shown_and_made_again_for_a_saved_file_alone(stage: Stage) -> None:
    folder = made(stage.game.folders.packs, "one", 'preview = "shot.png"\n', {"shot.png": png(640, 720)})
    made(stage.game.folders.packs, "two", 'preview = "shot.png"\n', {"shot.png": png(20, 20)})
    actions = pack_actions(stage.game)
    one, two, *_shipped, own = actions.packs()
    assert one.preview
    assert one.preview.pixels.shape == (180, 320, 4)
    assert two.preview is None  # too small: `pack check` says so
    assert own.preview
    assert (own.key, own.own) == ("maze3d.dungeon", True)
    assert [pack.preview for pack in actions.packs()] == [
        one.preview,
        None,
        *[each.preview for each in _shipped],
        own.preview,
    ]
    os.utime(folder / "shot.png", ns=(1, 1))
    assert actions.packs()[0].preview is not one.preview
    large = actions.preview(one)
    assert large is not None
    assert large.shape == (360, 640, 4)
    assert actions.preview(two) is None
