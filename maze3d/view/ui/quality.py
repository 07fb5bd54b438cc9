"""How good a round trip is, as a colour: the same in lists, on the scoreboard and beside the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.ui.theme import AMBER, BAD, GOOD

if TYPE_CHECKING:
    from maze3d.view.ui.theme import Colour

FAST_MS, SLOW_MS = 80, 160


def ping_colour(ping_ms: int) -> Colour:
    """Return green, amber or red for a round trip."""
    return GOOD if ping_ms < FAST_MS else AMBER if ping_ms < SLOW_MS else BAD
