"""Which setting stands on which page, under which name and as what kind of control.

Ranges are not repeated here: they come from the settings' own schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from maze3d.view.language import offered, say
from maze3d.view.screens.words import percent, size_words
from maze3d.view.settings import Access, Audio, Controls, Section, Video, Words

if TYPE_CHECKING:
    from collections.abc import Callable

SectionName = Literal["video", "controls", "audio", "access", "words"]

SECTIONS: dict[SectionName, type[Section]] = {
    "video": Video,
    "controls": Controls,
    "audio": Audio,
    "access": Access,
    "words": Words,
}
"""The pages in order."""

WINDOW_SIZES = (
    (800, 600),
    (1024, 768),
    (1280, 720),
    (1280, 800),
    (1366, 768),
    (1600, 900),
    (1920, 1080),
    (1920, 1200),
    (2560, 1440),
    (3440, 1440),
    (3840, 2160),
)
FRAME_CAPS = (0, 30, 60, 75, 90, 120, 144, 165, 240)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: a slider's `step`, or the `options` of a choice; a bool is a toggle.

    `written` says a value. What a row is called is `settings.SECTION.NAME` of the words.
    """

    name: str
    step: int = 0
    options: tuple[Any, ...] = ()
    written: Callable[[Any], str] = percent


def window_words(size: tuple[int, int]) -> str:
    """Write a window's width and height."""
    return size_words(*size)


def cap_words(cap: int) -> str:
    """Write how many frames a second there may be, 0 for any number."""
    return str(cap) if cap else say("settings.choice.no_limit")


def choice_words(value: str) -> str:
    """Write a value that has a name."""
    return say(f"settings.choice.{value}")


def language_words(language: str) -> str:
    """Write what a language is called in itself, "" being the system's."""
    return offered().get(language, language) if language else say("settings.choice.system")


def run_words(switches: bool) -> str:  # noqa: FBT001 - a value as the others are
    """Write what the run key does."""
    return say("settings.choice.switch") if switches else say("settings.choice.hold")


def _choices(schema: type[Section], name: str) -> tuple[Any, ...]:
    return get_args(schema.model_fields[name].annotation)


SETTINGS: dict[SectionName, tuple[Setting, ...]] = {
    "video": (
        Setting("size", options=WINDOW_SIZES, written=window_words),
        Setting("fullscreen"),
        Setting("vsync"),
        Setting("frame_cap", options=FRAME_CAPS, written=cap_words),
        Setting("quality", options=_choices(Video, "quality"), written=choice_words),
        Setting("view_distance", step=1, written=lambda number: say("unit.cells", number=number)),
        Setting("fov", step=5, written=lambda number: say("unit.degrees", number=number)),
        Setting("brightness", step=5),
        Setting("show_frame_rate"),
    ),
    "controls": (
        Setting("sensitivity", step=10),
        Setting("stick_sensitivity", step=10),
        Setting("invert_y"),
        Setting("head_bob", step=10),
        Setting("toggle_run", options=(False, True), written=run_words),
    ),
    "audio": (
        Setting("master", step=5),
        Setting("effects", step=5),
        Setting("ambience", step=5),
        Setting("music", step=5),
    ),
    "access": (
        Setting("text_size", step=25),
        Setting("palette", options=_choices(Access, "palette"), written=choice_words),
        Setting("reduce_flashing"),
        Setting("captions"),
        Setting("show_minimap"),
    ),
    "words": (Setting("language", options=("",), written=language_words),),  # and those there are
}


def span(section: SectionName, name: str) -> tuple[int, int]:
    """Return the least and the most that the schema allows."""
    bounds: dict[str, Any] = {}
    for rule in SECTIONS[section].model_fields[name].metadata:
        bounds |= {key: getattr(rule, key) for key in ("ge", "le") if hasattr(rule, key)}
    return int(bounds["ge"]), int(bounds["le"])
