"""The colours in use: those of the packs that are on, by palette and name as the catalogue has them.

Shared by the world, the HUD and the screens, so that a thing looks the same in all. Keys differ in shape too
(round, square, three-cornered bow), and so do the lanterns that players carry and the signs of the regions,
so that nobody depends on colour alone. Knows nothing of the engine; whoever has painted with a colour is told
to paint again (`painted`) when others come into use.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar, overload
from weakref import WeakSet

from maze3d.pack.catalogue import catalogue
from maze3d.pack.colours import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RGB: TypeAlias = tuple[float, float, float]
"""Red, green, blue as sRGB, each 0 to 1."""

_Item = TypeVar("_Item")


class Painted(Protocol):
    """What shows colours for longer than a frame."""

    def repaint(self) -> None:
        """Show the same in the colours in use by now."""


painted: WeakSet[Painted] = WeakSet()
_used: dict[str, dict[str, RGB]] = {}


def use(palettes: Mapping[str, Mapping[str, str]]) -> None:
    """Show these colours (pack.layers.Layers.palettes) from now on, at once where they are painted."""
    wanted = {
        name: {each: parts(colour) for each, colour in found.items()} for name, found in palettes.items()
    }
    if wanted == _in_use():
        return
    _used.clear()
    _used.update(wanted)
    for each in list(painted):
        each.repaint()


def use_own() -> None:
    """Show the game's own colours."""
    own = catalogue().palettes.items()
    use({name: {each.name: each.default for each in swatches.values()} for name, swatches in own})


def colour_of(palette: str, name: str) -> RGB:
    """Return a colour in use."""
    return _in_use()[palette][name]


def _in_use() -> dict[str, dict[str, RGB]]:
    if not _used:  # a window has one look, as it has one language
        for name, swatches in catalogue().palettes.items():
            _used[name] = {each.name: parts(each.default) for each in swatches.values()}
    return _used


class _Live(Sequence[_Item]):
    """What `made` gives now."""

    def __init__(self, made: Callable[[], Sequence[_Item]]) -> None:
        self._made = made

    @overload
    def __getitem__(self, at: int) -> _Item: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[_Item]: ...

    def __getitem__(self, at: int | slice) -> _Item | Sequence[_Item]:
        return self._made()[at]

    def __len__(self) -> int:
        return len(self._made())


KEY_SHAPES = ("circle", "square", "triangle")
"""The bow of key 0, 1 and 2."""

EXIT_COLOUR: Sequence[float] = _Live(lambda: colour_of("goals", "exit"))

COLOUR_NAMES = (
    *("red", "blue", "green", "yellow", "purple", "orange", "cyan", "pink"),
    *("white", "lime", "brown", "navy", "teal", "maroon", "grey", "magenta"),
)
"""What players choose from, the most unlike first: what each is called in the words' files."""

PLAYER_COLOURS: Sequence[RGB] = _Live(lambda: [colour_of("players", name) for name in COLOUR_NAMES])

PLAYER_SHAPES = ("circle", "square", "triangle", "diamond", "cross", "ring")
"""What a player's lantern looks like from afar, and his sign in lists."""

SIGN_NAMES = ("sun", "moon", "star", "wave", "leaf", "crown", "peak", "spiral")
SIGNS: Sequence[tuple[str, RGB]] = _Live(lambda: [(name, colour_of("regions", name)) for name in SIGN_NAMES])
"""The sign and the colour of a region of the maze; the game's own are apart for colour-blind eyes, too."""

_PALETTES: dict[str, tuple[RGB, RGB, RGB]] = {
    # Red and green fall together: orange, blue and white differ in brightness and along blue-yellow.
    "deuteranopia": ((0.90, 0.50, 0.00), (0.20, 0.45, 1.00), (0.97, 0.96, 0.86)),
    # Red is dark as well: a lighter orange keeps its distance from the blue.
    "protanopia": ((0.98, 0.66, 0.10), (0.15, 0.40, 0.98), (0.95, 0.95, 0.92)),
    # Blue and green, and yellow and violet, fall together: red, cyan and white do not.
    "tritanopia": ((0.95, 0.20, 0.25), (0.00, 0.72, 0.75), (0.97, 0.94, 0.94)),
}
"""No pack changes these."""

NAMES = ("standard", *_PALETTES)


def palette(name: str) -> tuple[RGB, RGB, RGB]:
    """Return the three key colours of the palette `name`, one of `NAMES` (KeyError otherwise)."""
    if name == "standard":
        circle, square, triangle = (colour_of("goals", shape) for shape in KEY_SHAPES)
        return circle, square, triangle
    return _PALETTES[name]
