"""Which setting stands on which page, under which name and as what kind of control.

Ranges are not repeated here: they come from the settings' own schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from maze3d.view.settings import Access, Audio, Controls, Section, Video

if TYPE_CHECKING:
    from collections.abc import Callable

SectionName = Literal["video", "controls", "audio", "access"]

SECTIONS: dict[SectionName, tuple[str, type[Section]]] = {
    "video": ("Video", Video),
    "controls": ("Controls", Controls),
    "audio": ("Sound", Audio),
    "access": ("Accessibility", Access),
}
"""The pages in order: title and schema."""

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
CHOICE_WORDS = {
    "low": "Low",
    "medium": "Medium",
    "high": "High",
    "standard": "Standard",
    "deuteranopia": "Green-blind",
    "protanopia": "Red-blind",
    "tritanopia": "Blue-blind",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: a slider's `step` and `unit`, or the `options` of a choice; a bool is a toggle."""

    name: str
    words: str
    step: int = 0
    unit: str = ""
    options: tuple[tuple[object, str], ...] = ()


def size_words(size: tuple[int, int]) -> str:
    """Write a window's width and height."""
    return f"{size[0]} x {size[1]}"


def _choices(schema: type[Section], name: str) -> tuple[tuple[object, str], ...]:
    return tuple((value, CHOICE_WORDS[value]) for value in get_args(schema.model_fields[name].annotation))


SETTINGS: dict[SectionName, tuple[Setting, ...]] = {
    "video": (
        Setting("size", "Window size", options=tuple((size, size_words(size)) for size in WINDOW_SIZES)),
        Setting("fullscreen", "Full screen"),
        Setting("vsync", "Vertical sync"),
        Setting(
            "frame_cap",
            "Frames a second at most",
            options=tuple((cap, str(cap) if cap else "No limit") for cap in FRAME_CAPS),
        ),
        Setting("quality", "Quality", options=_choices(Video, "quality")),
        Setting("view_distance", "View distance", step=1, unit=" cells"),
        Setting("fov", "Field of view", step=5, unit="°"),
        Setting("brightness", "Brightness", step=5, unit=" %"),
        Setting("show_frame_rate", "Show the frame rate"),
    ),
    "controls": (
        Setting("sensitivity", "Mouse speed", step=10, unit=" %"),
        Setting("stick_sensitivity", "Stick speed", step=10, unit=" %"),
        Setting("invert_y", "Invert up and down"),
        Setting("head_bob", "Head bob", step=10, unit=" %"),
        Setting("toggle_run", "Run key", options=((False, "Hold to run"), (True, "Press to switch"))),
    ),
    "audio": (
        Setting("master", "All sounds", step=5, unit=" %"),
        Setting("effects", "Steps and effects", step=5, unit=" %"),
        Setting("ambience", "Ambience", step=5, unit=" %"),
    ),
    "access": (
        Setting("text_size", "Text size", step=25, unit=" %"),
        Setting("palette", "Colours of the keys", options=_choices(Access, "palette")),
        Setting("reduce_flashing", "Reduce flashing"),
        Setting("captions", "Captions for sounds"),
        Setting("show_minimap", "Minimap"),
    ),
}


def span(section: SectionName, name: str) -> tuple[int, int]:
    """Return the least and the most that the schema allows."""
    _, schema = SECTIONS[section]
    bounds: dict[str, Any] = {}
    for rule in schema.model_fields[name].metadata:
        bounds |= {key: getattr(rule, key) for key in ("ge", "le") if hasattr(rule, key)}
    return int(bounds["ge"]), int(bounds["le"])


def words_of(setting: Setting) -> Callable[[int], str]:
    """Return how the setting's number is written."""
    return lambda value: f"{value}{setting.unit}"
