"""One host in the list of those that can be joined, and its star."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.language import commas, say
from maze3d.view.problems import told
from maze3d.view.screens.lan_data import setup_words
from maze3d.view.ui.canvas import LINE
from maze3d.view.ui.controls import INSET, Field
from maze3d.view.ui.layout import Row
from maze3d.view.ui.list_field import ListField
from maze3d.view.ui.quality import ping_colour
from maze3d.view.ui.shapes import Box
from maze3d.view.ui.text import Text
from maze3d.view.ui.theme import AMBER, BAD, DIM, FAINT, INK, SIZES, faded

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.screens.lan_data import FoundHost
    from maze3d.view.ui.canvas import Canvas

_TALL = 54.0
_PAD = 7.0
_LOCK = 15.0
_STAR = 26.0
_PLAYERS = 62.0
_PING = 74.0


def players_words(host: FoundHost) -> str:
    """Write how many seats are taken ("3/8"), "" while that is not known."""
    return f"{host.players}/{host.seats}" if host.seats else ""


class HostField(ListField["FoundHost"]):
    """Name and lock, what is played, players and ping. Pressed to join."""

    tall = _TALL

    def __init__(self, canvas: Canvas, on_press: Callable[[], None]) -> None:
        super().__init__(canvas, on_press)
        self._facts = Text(canvas, self.node, "", style="small", colour=FAINT)
        self._players = Text(canvas, self.node, "", colour=INK, align="right")
        self._ping = Text(canvas, self.node, "", colour=FAINT, align="right")
        self._shackle = Box(self.node, AMBER, "edge", corner=5)
        self._lock = Box(self.node, AMBER, None, corner=0)

    def title(self, host: FoundHost, /) -> str:
        return host.name or host.address

    def draw(self, host: FoundHost, /) -> None:
        second = _PAD + SIZES["body"] * LINE
        left = INSET
        for box in (self._shackle, self._lock):
            box.node.stash()
        if host.locked:
            for box in (self._shackle, self._lock):
                box.node.unstash()
            self._shackle.place(left + 2, _PAD + 2, _LOCK - 6, _LOCK)
            self._lock.place(left, _PAD + 9, _LOCK - 2, _LOCK - 5)
            left += _LOCK + 6
        right = self.width - INSET
        self.text.set_cut(self.title(host), right - _PLAYERS - _PING - left)
        self.text.paint(DIM if host.problem else INK)
        self.text.place(left, _PAD)
        setup = setup_words(host.mode, host.rows, host.cols, host.levels)
        version = say("host_row.version", version=host.version) if host.version else ""
        facts = told(host.problem) or commas([words for words in (setup, host.phase, version) if words])
        self._facts.set_cut(facts or say("host_row.asking"), right - INSET)
        self._facts.paint(BAD if host.problem else FAINT)
        self._facts.place(INSET, second)
        self._players.set(players_words(host))
        full = 0 < host.seats <= host.players
        self._players.paint(BAD if full else INK)
        self._players.place(right - _PING, _PAD)
        self._ping.set("" if host.ping_ms is None else say("unit.ms", number=host.ping_ms))
        self._ping.paint(FAINT if host.ping_ms is None else ping_colour(host.ping_ms))
        self._ping.place(right, _PAD)


class StarButton(Field):
    """Lit for a favourite: a host that is shown again even when the network does not tell of it."""

    def __init__(self, canvas: Canvas, on_press: Callable[[], None]) -> None:
        super().__init__(canvas)
        self._on_press = on_press
        self._star = Box(self.node, FAINT, "star", corner=0)

    def show_kept(self, *, on: bool) -> None:
        """Show whether the host is a favourite."""
        self._star.paint(AMBER if on else faded(FAINT, 0.28))

    def measure(self, width: float) -> float:
        del width
        return _TALL

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self._star.place((width - _STAR) / 2, (height - _STAR) / 2, _STAR, _STAR)

    def press(self) -> None:
        if self.shown:
            self._on_press()


class HostRow(Row):
    """`on_join` and `on_favourite` are told which host."""

    def __init__(
        self,
        canvas: Canvas,
        on_join: Callable[[FoundHost], None],
        on_favourite: Callable[[FoundHost], None],
    ) -> None:
        self.host: FoundHost | None = None
        self.field = HostField(canvas, lambda: self._tell(on_join))
        self.star = StarButton(canvas, lambda: self._tell(on_favourite))
        super().__init__(canvas, [self.field, self.star], [0.9, 0.1], gap=6)

    def show_host(self, host: FoundHost) -> None:
        """Show that host."""
        if host != self.host:
            self.host = host
            self.field.show_item(host)
            self.star.show_kept(on=host.favourite)

    def _tell(self, call: Callable[[FoundHost], None]) -> None:
        if self.host:
            call(self.host)
