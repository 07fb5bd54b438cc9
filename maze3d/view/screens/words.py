"""Times, difficulties and generators in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.sim.units import TICK_RATE
from maze3d.view.language import commas, has, say

if TYPE_CHECKING:
    from maze3d.sim.difficulty import Difficulty


def clock(ticks: int) -> str:
    """Write a time as minutes, seconds and tenths: 7:04.3, or 1:07:04.3."""
    tenths = ticks * 10 // TICK_RATE
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest // 10:02}"
    whole = f"{hours}:{minutes:02}:{seconds}" if hours else f"{minutes}:{seconds}"
    return say("time.tenths", whole=whole, tenths=rest % 10)


def short_clock(ticks: int) -> str:
    """Write a time as `clock` does, without tenths where they are none: 0:45."""
    return (
        clock(ticks)
        if ticks % TICK_RATE
        else say("time.whole", minutes=ticks // 3600, seconds=f"{ticks // TICK_RATE % 60:02}")
    )


def generator_words(name: str) -> tuple[str, str]:
    """Return a generator's title and its one sentence, which a new one may lack."""
    if not has(f"generator.{name}.title"):
        return name.replace("_", " ").capitalize(), ""
    return say(f"generator.{name}.title"), say(f"generator.{name}.about")


def size_words(rows: int, cols: int, levels: int = 1) -> str:
    """Write how large a maze is: "24 x 24", "8 x 8, 3 levels"."""
    size = say("unit.size", rows=rows, cols=cols)
    return size if levels == 1 else commas([size, say("count.levels", n=levels)])


def percent(number: int) -> str:
    """Write a share."""
    return say("unit.percent", number=number)


def difficulty_words(rules: Difficulty) -> str:
    """Say in a sentence or two what a difficulty changes."""
    if rules.light >= 0.95:
        light = say("light.bright")
    elif rules.light >= 0.7:
        light = say("light.good")
    elif rules.light >= 0.45:
        light = say("light.dim")
    else:
        light = say("light.dark")
    return say(
        "rules.facts",
        light=light,
        sight=say("rules.minimap") if rules.minimap else say("rules.no_minimap"),
        hints=say("count.hints", n=rules.hints),
        chalk=say("count.chalk", n=rules.chalk),
    )
