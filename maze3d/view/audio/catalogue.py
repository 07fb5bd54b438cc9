"""Every sound by its name: the recipe, and what a version of the recipes is.

Knows nothing of files or of an engine.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from maze3d.view.audio import effects, loops
from maze3d.view.audio.synth import LOOP_RATE, RATE, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = 6
"""Variations of a footstep, walking and running each."""
CHALKS = 3


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one sound is made: mono [n] or stereo [n, 2], between -1 and 1, at `rate` samples a second."""

    make: Callable[[], Signal]
    rate: int = RATE

    @property
    def loops(self) -> bool:
        """Tell whether it goes on until it is stopped."""
        return self.rate == LOOP_RATE


SOUNDS: dict[str, Recipe] = {
    "ui_move": Recipe(effects.ui_move),
    "ui_choose": Recipe(effects.ui_choose),
    "ui_back": Recipe(effects.ui_back),
    "ambience": Recipe(loops.cave, LOOP_RATE),
    **{f"step_walk_{k}": Recipe(partial(effects.step, k, run=False)) for k in range(STEPS)},
    **{f"step_run_{k}": Recipe(partial(effects.step, k, run=True)) for k in range(STEPS)},
    "torch": Recipe(loops.torch, LOOP_RATE),
    "fountain": Recipe(loops.fountain, LOOP_RATE),
    "exit_hum": Recipe(loops.exit_hum, LOOP_RATE),
    "key_near": Recipe(loops.key_near, LOOP_RATE),
    **{f"key_{k}": Recipe(partial(effects.key_taken, k)) for k in range(3)},
    **{f"chalk_{k}": Recipe(partial(effects.chalk, k)) for k in range(CHALKS)},
    "climb": Recipe(effects.climb),
    "hint": Recipe(effects.hint),
    "empty": Recipe(effects.empty),
    "exit_opens": Recipe(effects.exit_opens),
    "exit_refused": Recipe(effects.exit_refused),
    "finish": Recipe(effects.finish),
    "countdown": Recipe(effects.countdown),
    "horn": Recipe(effects.horn),
    "caught": Recipe(effects.caught),
    "round_over": Recipe(effects.round_over),
}
"""In the order they are made: what is heard first comes first."""


@cache
def version() -> str:
    """Return a short hash of all that shapes the sounds: their source code and numpy."""
    digest = hashlib.sha256(np.__version__.encode())
    for name in ("synth.py", "effects.py", "loops.py", "catalogue.py"):
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()[:12]
