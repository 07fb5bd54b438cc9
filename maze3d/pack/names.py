"""Which paths a pack may have: those that mean the same file, inside the pack, on every system.

Pure functions of the path. Knows nothing of archives and folders.
"""

from __future__ import annotations

import unicodedata

MOST_DEPTH = 8
MOST_LETTERS = 200
SEPARATOR = "/"

_NEVER = frozenset('<>:"|?*\\')
"""Windows takes none of these in a name, and the backslash is its separator."""

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{kind}{number}" for kind in ("com", "lpt") for number in range(1, 10)}
)
"""What Windows opens a device for, whatever comes after the first dot."""


def why_not(path: str) -> str:
    """Return why a path cannot be one of a pack's, "" when it can: the end of "its path ..."."""
    parts = path.split(SEPARATOR)
    if len(path) > MOST_LETTERS:
        return f"is longer than {MOST_LETTERS} letters"
    if len(parts) > MOST_DEPTH:
        return f"is more than {MOST_DEPTH} folders deep"
    if ".." in parts:
        return 'leaves the pack by ".."'
    if not all(parts) or "." in parts:
        return "begins or ends with /, or has an empty part"
    for part in parts:
        if reason := _why_not_part(part):
            return reason
    return ""


def same_file(path: str) -> str:
    """Return what two paths share that a system without upper and lower case takes for one file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _why_not_part(part: str) -> str:
    for letter in part:
        if letter in _NEVER:
            return f"has the character {letter}, which not every system takes"
        if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
            return f"has the invisible character U+{ord(letter):04X}"
    if part != part.strip() or part.endswith("."):
        return "has a part that begins or ends with a space, or ends with a dot"
    if part.partition(".")[0].rstrip().casefold() in _DEVICES:
        return f'has the part "{part}", which is a device on Windows'
    return ""
