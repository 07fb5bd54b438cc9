"""Tells the debug log which screen is open and where its controls are.

For reports of what went wrong, and for tests that press real keys and buttons.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maze3d.view.ui.screen import Screen
    from maze3d.view.ui.widget import Widget

_log = logging.getLogger(__name__)


def say_screen(screen: Screen) -> None:
    """Name the screen and each of its controls with the pixel of its middle."""
    if not _log.isEnabledFor(logging.DEBUG):
        return
    _log.debug("screen %s", type(screen).__name__)
    for widget in screen.focus_order():
        _log.debug("control %s at %d %d", _name(widget), *_middle(widget))


def say_focus(widget: Widget) -> None:
    """Name the control that has the focus now."""
    if _log.isEnabledFor(logging.DEBUG):
        _log.debug("focus %s at %d %d", _name(widget), *_middle(widget))


def _name(widget: Widget) -> str:
    text = getattr(widget, "text", None)
    return str(text.words) if text else type(widget).__name__


def _middle(widget: Widget) -> tuple[int, int]:
    x, y, width, height = widget.bounds()
    scale = widget.canvas.pixels_per_point
    return round((x + width / 2) * scale), round((y + height / 2) * scale)
