"""Copies and pastes text, also where the system offers no clipboard: then within the game only."""

from __future__ import annotations

import pyperclip

_kept = ""


def copy(words: str) -> bool:
    """Copy `words`; return whether other programs can paste them."""
    global _kept  # noqa: PLW0603 - there is one clipboard
    _kept = words
    try:
        pyperclip.copy(words)
    except (pyperclip.PyperclipException, OSError):
        return False  # Linux without xclip, xsel or wl-clipboard
    return True


def paste() -> str:
    """Return what was copied last, here or, where the system has a clipboard, elsewhere."""
    try:
        return str(pyperclip.paste())
    except (pyperclip.PyperclipException, OSError):
        return _kept
