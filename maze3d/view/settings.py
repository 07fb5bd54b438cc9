"""Everything a player can set about how the game looks, sounds and is steered.

Owns the names, ranges and defaults. Knows nothing of files, environment variables or the command line
(those are the app's), nor of how a value is applied.
"""

from __future__ import annotations

import difflib
import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

ACTIONS = (
    "forward",
    "back",
    "left",
    "right",
    "run",
    "chalk",
    "hint",
    "climb",
    "minimap",
    "chat",
    "scoreboard",
    "spectate_next",
    "free_camera",
    "turn_left",
    "turn_right",
    "look_up",
    "look_down",
    "pause",
    "restart",
    "frame_rate",
    "screenshot",
)
"""What keys and buttons can be bound to, in the order the settings screen lists them."""

DEFAULT_KEYS: dict[str, list[str]] = {
    "forward": ["w", "arrow_up"],
    "back": ["s", "arrow_down"],
    "left": ["a"],
    "right": ["d"],
    "run": ["shift"],
    "chalk": ["mouse1", "c"],
    "hint": ["h"],
    "climb": ["r"],
    "minimap": ["m"],
    "chat": ["t"],
    "scoreboard": ["tab"],
    "spectate_next": ["space"],
    "free_camera": ["f"],
    "turn_left": ["arrow_left", "q"],
    "turn_right": ["arrow_right", "e"],
    "look_up": ["page_up"],
    "look_down": ["page_down"],
    "pause": ["escape", "p"],
    "restart": ["f5"],
    "frame_rate": ["f3"],
    "screenshot": ["f12"],
}
"""Panda3D's names of keys and mouse buttons (`mouse1` left, `mouse2` middle, `mouse3` right)."""

DEFAULT_BUTTONS: dict[str, list[str]] = {
    "run": ["ltrigger", "lstick"],
    "chalk": ["rtrigger", "face_x"],
    "hint": ["face_y"],
    "climb": ["rshoulder"],
    "minimap": ["back"],
    "scoreboard": ["dpad_up"],
    "spectate_next": ["face_a"],
    "free_camera": ["face_b"],
    "pause": ["start"],
}
"""Panda3D's names of gamepad buttons. The left stick walks and the right stick looks; menus answer to the
d-pad and the left stick, face_a (choose) and face_b (back)."""

SLOWEST_CAP = 20

Percent = Annotated[int, Field(ge=0, le=100)]


class Section(BaseModel):
    """A table of the settings file: unknown names are errors, and an assigned value is checked too."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True, strict=False)


class Video(Section):
    """What the window shows."""

    width: int = Field(1280, ge=640, le=7680)
    height: int = Field(720, ge=360, le=4320)
    fullscreen: bool = False
    vsync: bool = True
    frame_cap: int = Field(0, ge=0, le=1000)
    """Frames a second at most; 0 sets no cap. Otherwise at least SLOWEST_CAP."""
    fov: int = Field(80, ge=60, le=120)
    """Horizontal field of view at 16:9, degrees."""
    view_distance: int = Field(16, ge=6, le=40)
    """Cells."""
    quality: Literal["low", "medium", "high"] = "medium"
    brightness: int = Field(100, ge=50, le=200)
    """Percent."""
    show_frame_rate: bool = False

    @field_validator("frame_cap")
    @classmethod
    def _no_crawl(cls, value: int) -> int:
        if 0 < value < SLOWEST_CAP:
            raise ValueError(f"{value} is too slow to play: expected 0 (no cap) or {SLOWEST_CAP} to 1000.")
        return value


class Controls(Section):
    """How the player steers."""

    sensitivity: int = Field(100, ge=10, le=400)
    """Percent of 0.1 degree for each mouse count."""
    stick_sensitivity: int = Field(100, ge=10, le=400)
    invert_y: bool = False
    head_bob: Percent = 50
    toggle_run: bool = False
    keys: dict[str, list[str]] = Field(default_factory=lambda: {k: list(v) for k, v in DEFAULT_KEYS.items()})
    buttons: dict[str, list[str]] = Field(
        default_factory=lambda: {k: list(v) for k, v in DEFAULT_BUTTONS.items()}
    )

    @field_validator("keys", "buttons")
    @classmethod
    def _known_actions(cls, value: dict[str, list[str]], info: ValidationInfo) -> dict[str, list[str]]:
        """Refuse an unknown action; one that is left out keeps its default, an empty list unbinds it."""
        for action in value:
            if action not in ACTIONS:
                near = difflib.get_close_matches(action, ACTIONS, n=1, cutoff=0.5)
                meant = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(ACTIONS)}."
                raise ValueError(f'there is no action "{action}": {meant}')
        defaults = DEFAULT_KEYS if info.field_name == "keys" else DEFAULT_BUTTONS
        return {action: list(keys) for action, keys in (defaults | value).items()}


class Audio(Section):
    """How loud."""

    master: Percent = 80
    effects: Percent = 100
    ambience: Percent = 60
    music: Percent = 50


class Access(Section):
    """What makes the game playable for more people."""

    text_size: int = Field(100, ge=75, le=200)
    """Percent."""
    palette: Literal["standard", "deuteranopia", "protanopia", "tritanopia"] = "standard"
    reduce_flashing: bool = False
    captions: bool = False
    show_minimap: bool = True


class Packs(Section):
    """Packs of textures and sounds."""

    order: list[str] = Field(default_factory=list)
    """The ids of those that are on, the top one first."""


class Words(Section):
    """What is said."""

    language: str = ""
    """Its code, such as de or pt-BR; "" for the system's."""

    @field_validator("language")
    @classmethod
    def _is_a_code(cls, value: str) -> str:
        if value and not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", value):
            raise ValueError(f'"{value}" is no language: expected a code such as de or pt-BR.')
        return value


class Settings(Section):
    """All settings; `Settings()` is the defaults."""

    video: Video = Field(default_factory=Video)
    controls: Controls = Field(default_factory=Controls)
    audio: Audio = Field(default_factory=Audio)
    access: Access = Field(default_factory=Access)
    words: Words = Field(default_factory=Words)
    packs: Packs = Field(default_factory=Packs)
