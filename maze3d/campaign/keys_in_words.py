"""Keys in a campaign's words: "{hint}" stands for whichever key the player has bound to that action.

Owns which names there are. What a key is called is the view's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maze3d.pack.finding import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("walk", "run", "chalk", "hint", "minimap", "pause", "restart")
"""Actions of the settings, and `walk` for the four that walk."""

_NAMED = re.compile(r"\{([^{}]*)\}")


def unknown_names(words: str) -> str:
    """Return what is wrong with the names in curly brackets, "" when nothing is."""
    for name in _NAMED.findall(words):
        if name not in NAMES:
            meant = nearest(name, NAMES)
            hint = f"did you mean {{{meant}}}?" if meant else f"expected one of {', '.join(NAMES)}"
            return f'"{{{name}}}" names no key: {hint}'
    return ""


def with_keys(words: str, key: Callable[[str], str]) -> str:
    """Return `words` with what `key` says of each name in place of it."""
    return _NAMED.sub(lambda found: key(found[1]), words)
