"""Times, difficulties and generators in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from maze3d.sim.difficulty import Difficulty

GENERATOR_WORDS: dict[str, tuple[str, str]] = {
    "backtracker": ("Backtracker", "Long winding corridors, few but deep dead ends."),
    "wilson": ("Wilson", "Every maze equally likely: no habit to learn."),
    "kruskal": ("Kruskal", "Many short dead ends, branches everywhere."),
    "growing_tree": ("Growing tree", "Between winding and branching, as you set it."),
    "binary_tree": ("Binary tree", "A slant to one corner. Good for a first maze."),
    "division": ("Division", "Long straight walls with single gaps."),
    "prim": ("Prim", "Short branches that spread from the middle."),
    "sidewinder": ("Sidewinder", "Long rows with ways up between them."),
}
"""What each generator is called and what its mazes are like."""


def clock(ticks: int) -> str:
    """Write a time as minutes, seconds and tenths: 7:04.3, or 1:07:04.3."""
    tenths = ticks * 10 // TICK_RATE
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest // 10:02}.{rest % 10}"
    return f"{hours}:{minutes:02}:{seconds}" if hours else f"{minutes}:{seconds}"


def short_clock(ticks: int) -> str:
    """Write a time as `clock` does, without tenths where they are none: 0:45."""
    return clock(ticks).removesuffix(".0")


def generator_words(name: str) -> tuple[str, str]:
    """Return a generator's title and its one sentence, which a new one may lack."""
    return GENERATOR_WORDS.get(name, (name.replace("_", " ").capitalize(), ""))


def count(number: int, one: str, many: str = "") -> str:
    """Write a number of things: "no hints", "1 hint", "3 hints"."""
    many = many or f"{one}s"
    return f"no {many}" if number == 0 else f"1 {one}" if number == 1 else f"{number} {many}"


def difficulty_words(rules: Difficulty) -> str:
    """Say in a sentence or two what a difficulty changes."""
    if rules.light >= 0.95:
        light = "Bright torches"
    elif rules.light >= 0.7:
        light = "Good light"
    elif rules.light >= 0.45:
        light = "Dim light"
    else:
        light = "Near darkness"
    sight = "a minimap" if rules.minimap else "no minimap"
    hints = count(rules.hints, "hint")
    chalk = count(rules.chalk, "chalk mark")
    return f"{light}, {sight}, {hints}, {chalk}."


COLOUR_WORDS = (
    "Red",
    "Blue",
    "Green",
    "Yellow",
    "Purple",
    "Orange",
    "Cyan",
    "Pink",
    "White",
    "Lime",
    "Brown",
    "Navy",
    "Teal",
    "Maroon",
    "Grey",
    "Magenta",
)
"""What the players' colours are called, as palette.PLAYER_COLOURS has them."""
