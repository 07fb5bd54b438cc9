"""Names, points and ping of all, over the match while its key is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.view.language import say
from maze3d.view.ui.quality import ping_colour
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.sign import Sign
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, FAINT, INK, PANEL, PANEL_EDGE, faded

if TYPE_CHECKING:
    from maze3d.view.hud.round_state import RoundState, ScoreRow
    from maze3d.view.ui.canvas import Canvas

_ROW = 22.0
_SIGN = 18.0
_PAD = 14.0
_GAP = 22.0
_WIDEST, _NARROWEST = 380.0, 250.0
_POINTS, _PING = 46.0, 62.0
_SHARE = 0.78
"""Of the canvas's height at most."""


class _Line:
    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self.node = parent.attachNewNode("score")
        self._sign = Sign(self.node)
        self._name = Text(canvas, self.node)
        self._note = Text(canvas, self.node, "", style="small", colour=FAINT, align="right")
        self._points = Text(canvas, self.node, "", align="right")
        self._ping = Text(canvas, self.node, "", style="small", align="right")

    def show(self, row: ScoreRow, wide: float) -> None:
        self._sign.set(row.colour, row.shape)
        self._sign.place(0, (_ROW - _SIGN) / 2, _SIGN)
        names_end = wide - _POINTS - _PING
        self._note.set(row.note)
        self._note.place(names_end, 1)
        room = names_end - _SIGN - 8 - (self._note.width + 8 if row.note else 0)
        self._name.set_cut(row.name, room)
        self._name.paint(AMBER if row.own else INK)
        self._name.place(_SIGN + 8, -1)
        self._points.set(str(row.points))
        self._points.place(wide - _PING, -1)
        self._ping.set("" if row.ping_ms is None else say("unit.ms", number=row.ping_ms))
        self._ping.paint(FAINT if row.ping_ms is None else ping_colour(row.ping_ms))
        self._ping.place(wide, 1)


class Scoreboard:
    """As many columns as fit; whoever does not fit is counted, and the own line is always there."""

    def __init__(self, canvas: Canvas, parent: Any) -> None:
        self._canvas = canvas
        self._node = parent.attachNewNode("scoreboard")
        self._plate = Box(self._node, faded(PANEL, 0.9), corner=12)
        self._edge = Box(self._node, PANEL_EDGE, "edge", corner=12)
        self._head = Text(canvas, self._node, "", style="heading", colour=AMBER)
        self._more = Text(canvas, self._node, "", style="small", colour=FAINT, align="right")
        self._lines: list[_Line] = []
        self._drawn: tuple[ScoreRow, ...] | None = None
        self.held = False
        """Whether its key is down."""
        self._node.stash()

    def hide(self) -> None:
        """Show nothing."""
        self.held = False
        self._node.stash()
        self._drawn = None

    def lay_out(self) -> None:
        """Draw again for the canvas's size."""
        self._drawn = None

    def update(self, state: RoundState) -> None:
        """Show the scores while the key is held."""
        if not self.held:
            self._node.stash()
            return
        self._node.unstash()
        if state.scores != self._drawn:
            self._drawn = state.scores
            self._draw(state.scores)

    def _draw(self, scores: tuple[ScoreRow, ...]) -> None:
        canvas = self._canvas
        down = max(1, int((canvas.height * _SHARE - 2 * _PAD - 34) / _ROW))
        room = canvas.width - 2 * _PAD - 24
        across = max(1, int((room + _GAP) / (_NARROWEST + _GAP)))
        across = min(across, -(-len(scores) // down) or 1)
        down = min(down, -(-len(scores) // across) or 1)
        wide = min(_WIDEST, (room - _GAP * (across - 1)) / across)
        shown = _those_that_fit(scores, down * across)
        full = across * wide + (across - 1) * _GAP
        left, top = (canvas.width - full) / 2, (canvas.height - down * _ROW - 34) / 2
        height = down * _ROW + 34 + 2 * _PAD
        for box in (self._plate, self._edge):
            box.place(left - _PAD, top - _PAD, full + 2 * _PAD, height)
        self._head.set(say("count.players", n=len(scores)))
        self._head.place(left, top - 4)
        beyond = len(scores) - len(shown)
        self._more.set(say("score.more", number=beyond) if beyond else "")
        self._more.place(left + full, top)
        while len(self._lines) < len(shown):
            self._lines.append(_Line(canvas, self._node))
        for i, line in enumerate(self._lines):
            if i >= len(shown):
                line.node.stash()
                continue
            line.node.unstash()
            x, y = left + i // down * (wide + _GAP), top + 34 + i % down * _ROW
            line.node.setPos(canvas.snap(x), -canvas.snap(y), 0)
            line.show(shown[i], wide)


def _those_that_fit(scores: tuple[ScoreRow, ...], most: int) -> tuple[ScoreRow, ...]:
    if len(scores) <= most:
        return scores
    kept = scores[:most]
    own = [row for row in scores[most:] if row.own]
    return (*kept[: most - len(own)], *own)
