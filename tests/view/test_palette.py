"""Colours in use: what is painted on the screen is painted anew when a pack brings others."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import numpy as np
import pytest

from maze3d.pack.layers import Layers
from maze3d.view import palette
from maze3d.view.hud.hud import Hud
from maze3d.view.hud.minimap_picture import cut_for, minimap_picture
from maze3d.view.ui.controls import Button
from maze3d.view.ui.layout import Column
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.sign import Sign, lettering
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, INK, MEDALS, PANEL, faded, mix
from maze3d.view.world.figure_light import halo, lantern
from maze3d.view.world.signs import banner
from tests.view.screens.lan_show import LanShow
from tests.view.ui.stage import Stage
from tests.words.everything import screens_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _own_again() -> Iterator[None]:
    yield
    palette.use_own()


def use(**changed: dict[str, str]) -> None:
    own = Layers().palettes()
    palette.use({name: own[name] | changed.get(name, {}) for name in own})


def test_a_colour_is_what_the_palette_has_when_it_is_looked_at() -> None:
    thin, between = faded(AMBER, 0.5), mix(INK, PANEL, 0.5)
    use(interface={"accent": "#ff0000", "ink": "#00ff00", "panel": "#000000"})
    assert tuple(AMBER) == (1, 0, 0, 1)
    assert tuple(thin) == (1, 0, 0, 0.5)
    assert tuple(between) == (0, 0.5, 0, 0.98)
    assert mix(INK, PANEL, 0) is INK
    assert tuple(MEDALS["gold"]) == (1.0, 0.8, 76 / 255, 1.0)


def test_keys_are_dyed_by_packs_but_not_for_eyes_that_chose_their_own_colours() -> None:
    before = palette.palette("tritanopia")
    use(goals={"circle": "#ffffff"})
    assert palette.palette("standard")[0] == (1, 1, 1)
    assert palette.palette("tritanopia") == before


@pytest.mark.offscreen
def test_boxes_letters_and_signs_on_the_screen_are_painted_anew() -> None:
    stage = Stage()
    canvas = stage.ui.canvas
    button = Button(canvas, "Go", lambda: None)
    screen = Screen(canvas, "Title", Column(canvas, [button]))
    stage.ui.show(screen)
    stage.frames()
    sign = Sign(screen.node)
    sign.set(3, 0)
    bar = Box(screen.node, lettering(3))
    before = stage.picture()
    use(interface={"panel": "#0000aa", "accent": "#00ff00"}, players={"yellow": "#ffffff"})
    assert tuple(screen._panel.node.getColor())[:3] == pytest.approx((0, 0, 170 / 255), abs=1e-3)
    assert tuple(button._edge.node.getColor()) == pytest.approx((0, 1, 0, 1), abs=1e-3)  # it has the focus
    assert tuple(bar.node.getColor()) == (1, 1, 1, 1)
    pixel = sign.node.getTexture().peek()
    found = type(sign.node.getColor())()
    pixel.lookup(found, 0.5, 0.5)
    assert tuple(found)[:3] == (1, 1, 1)
    now = stage.picture()
    assert (np.abs(now.astype(int) - before).max(-1) > 40).mean() > 0.02
    palette.use_own()
    again = np.abs(stage.picture().astype(int) - before).max()
    assert again <= 1
    stage.close()


@pytest.mark.offscreen
def test_every_box_and_every_text_is_known_for_as_long_as_it_can_be_seen() -> None:
    """Who makes one has to keep it: what is forgotten keeps its colour when others come into use."""
    show = LanShow()
    hud = Hud(show.ui, show.stage.settings)
    screens = list(screens_of(show))
    roots = [show.ui.canvas.root, *(screen.node for _name, screen in screens)]
    gc.collect()
    known = {each.node for each in list(palette.painted) if isinstance(each, Box | Text)}
    for root in roots:
        seen = [*root.findAllMatches("**/box;+s+h"), *root.findAllMatches("**/text;+s+h")]
        assert seen
        assert [node for node in seen if node not in known] == []
    assert hud.minimap in palette.painted
    show.stage.close()


def test_the_minimap_banners_and_lanterns_take_the_colours_in_use() -> None:
    passages, explored = np.zeros((5, 5), np.uint8), np.ones((5, 5), np.bool_)
    before = minimap_picture(passages, explored, cut_for(5, 5, 0, 0))
    cloth = banner(0, burning=True)[0].vertices["colour"]
    use(
        minimap={"wall": "#ff00ff", "floor": "#000000"},
        regions={"sun": "#ffffff"},
        players={"red": "#ff8888"},
    )
    picture = minimap_picture(passages, explored, cut_for(5, 5, 0, 0), (0, 0))
    assert (picture[0, 0] == (255, 0, 255, 255)).all()
    assert (picture != before).any()
    assert (banner(0, burning=True)[0].vertices["colour"] != cloth).any()
    assert tuple(halo(0)["colour"].reshape(-1, 4)[0][:3]) == (255, 136, 136)
    red = lantern(0, 0).vertices["colour"][:, 0].astype(int) - lantern(0, 0).vertices["colour"][:, 1]
    use()
    was = lantern(0, 0).vertices["colour"][:, 0].astype(int) - lantern(0, 0).vertices["colour"][:, 1]
    assert was.max() > red.max()


def test_what_is_gone_is_painted_no_more() -> None:
    class Noted:
        def repaint(self) -> None:
            raise AssertionError

    noted = Noted()
    palette.painted.add(noted)
    del noted
    gc.collect()
    use(interface={"gold": "#ffee00"})
