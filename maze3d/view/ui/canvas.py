"""The flat surface the interface is drawn on: its own camera over the 3D picture, measured in points.

The window is always 720 points high at 100 % text size; a larger text size makes a point larger, so
screens have fewer of them and scroll. (0, 0) is the top left; x grows right and y grows down: a node at
(x, y) stands at `setPos(x, -y, 0)`. Fonts are rasterised at the exact pixel size they are shown at.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from weakref import WeakSet

from panda3d.core import (
    Camera,
    DynamicTextFont,
    Filename,
    FontPool,
    NodePath,
    OrthographicLens,
    TransparencyAttrib,
)

from maze3d.view.ui.theme import BOLD, SIZES, Style

HEIGHT = 720.0
LINE = 1.36
"""From one line of text to the next, as a share of its size."""

_CLEAR_OF_URSINA = 60
"""The display region's place in the draw order: after Ursina's own."""


@cache
def font_file() -> str:
    """Return where Ursina keeps Open Sans (Apache licence): found without importing it."""
    spec = find_spec("ursina")
    folders = spec.submodule_search_locations if spec else None
    return str(
        Filename.fromOsSpecific(
            str(Path(next(iter(folders or [""])), "fonts", "OpenSans-Regular.ttf"))
        ).getFullpath()
    )


def _forget_letters(font: Any) -> None:
    """Have a font draw its letters anew. The engine keeps the old ones' pictures: only their pixels go."""
    for number in range(font.getNumPages()):
        page = font.getPage(number)
        page.releaseAll()
        page.clearRamImage()
    font.clear()


class Canvas:
    """Root node, size in points and fonts. `base` is Panda3D's ShowBase."""

    def __init__(self, base: Any, text_size: int = 100) -> None:
        self.base = base
        self.root: Any = NodePath("interface")
        self.root.setDepthTest(False)
        self.root.setDepthWrite(False)
        self.root.setTwoSided(True)
        self.root.setBin("unsorted", 0)
        self.root.setTransparency(TransparencyAttrib.MAlpha)
        self._lens: Any = OrthographicLens()
        self._lens.setNearFar(1, 100)
        self._camera: Any = self.root.attachNewNode(Camera("interface", self._lens))
        self._region: Any = base.win.makeDisplayRegion()
        self._region.setSort(_CLEAR_OF_URSINA)
        self._region.setClearDepthActive(True)
        self._region.setCamera(self._camera)
        self.texts: WeakSet[Any] = WeakSet()
        self._fonts: dict[Style, Any] = {}
        self._source: Any = None
        """The font in use, None for the game's own."""
        self._measure: tuple[int, int, int] = (0, 0, 0)
        self.width = self.height = HEIGHT
        self.pixels_per_point = 1.0
        self.refresh(text_size)

    def refresh(self, text_size: int) -> bool:
        """Take the window's size and the text size (percent); return whether anything changed."""
        measure = (max(1, self.base.win.getXSize()), max(1, self.base.win.getYSize()), text_size)
        if measure == self._measure:
            return False
        self._measure = measure
        pixels_wide, pixels_high, _ = measure
        self.height = HEIGHT * 100 / text_size
        self.width = self.height * pixels_wide / pixels_high
        self.pixels_per_point = pixels_high / self.height
        self._lens.setFilmSize(self.width, self.height)
        self._camera.setPos(self.width / 2, -self.height / 2, -10)
        for style, font in self._fonts.items():
            _forget_letters(font)
            self._size_font(font, style)
        for text in self.texts:
            text.refresh()
        return True

    def take_font(self, file: Path | None) -> bool:
        """Write with the font of that file from now on, None for the game's own; tell whether it can be read.

        One that cannot is the game's own. Screens have to be laid out again.
        """
        font = DynamicTextFont(Filename.fromOsSpecific(str(file))) if file else None
        readable = font is None or font.isValid()
        for old in self._fonts.values():
            _forget_letters(old)
        self._fonts.clear()
        self._source = font if readable else None
        for text in self.texts:
            text.refresh()
        return readable

    def font(self, style: Style) -> Any:
        """Return the font of `style`, loaded once."""
        if style not in self._fonts:
            font = (self._source or FontPool.loadFont(font_file())).makeCopy()
            font.clear()
            font.setPageSize(1024 if SIZES[style] > 30 else 512, 512)
            self._size_font(font, style)
            self._fonts[style] = font
        return self._fonts[style]

    def _size_font(self, font: Any, style: Style) -> None:
        pixels = SIZES[style] * self.pixels_per_point
        font.setPixelsPerUnit(pixels)
        font.setScaleFactor(1)
        font.setTextureMargin(3)
        font.setLineHeight(LINE)
        if style in BOLD:
            font.setOutline((1, 1, 1, 1), BOLD[style] * 10, 0.4)

    def snap(self, points: float) -> float:
        """Round to whole pixels, so that edges and letters stay crisp."""
        return round(points * self.pixels_per_point) / self.pixels_per_point

    def pointer(self) -> tuple[float, float] | None:
        """Return where the mouse is, in points; None while it is outside the window."""
        watcher = self.base.mouseWatcherNode
        if not watcher.hasMouse():
            return None
        return (watcher.getMouseX() + 1) / 2 * self.width, (1 - watcher.getMouseY()) / 2 * self.height
