"""Asks a host for its metrics again and again and shows what they say, until it is told to stop.

Owns the clock, the waiting, and which form is shown where: a picture on a terminal, lines elsewhere.
"""

from __future__ import annotations

import contextlib
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live

from maze3d.host.watch.course import Course
from maze3d.host.watch.lines import moment, whole
from maze3d.host.watch.picture import picture
from maze3d.host.watch.reading import NotAHostError, read
from maze3d.host.watch.words import clock_time
from maze3d.net.join_code import target_words
from maze3d.net.page import PageError, fetch
from maze3d.session.words import clean
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from typing import NoReturn, TextIO

    from rich.console import RenderableType

    from maze3d.host.watch.figures import Figures
    from maze3d.host.watch.reading import Reading

TIMEOUT_S = 3.0
STATE_LETTERS = 60

ONCE_S, ONCE_MOST_S, ONCE_STEP_S = 1.0, 4.0, 0.25
"""For one picture: of how many seconds' ticks its rates are, how long to wait for them, how often to ask."""


class Watched:
    """One host: where its metrics are, and what they have said."""

    def __init__(self, address: str, port: int) -> None:
        self.where = target_words(address, port)
        self.course = Course()
        self._place = (address, port)

    def ask(self) -> Figures:
        """Ask for the figures and keep them. Raises PageError; the course keeps its sentence."""
        try:
            return self.course.take(self._reading(), self._state())
        except PageError as problem:
            self.course.miss(str(problem), time.time())
            raise

    def _reading(self) -> Reading:
        page = fetch(*self._place, "/metrics", TIMEOUT_S)
        try:
            return read(page.body if page.status == HTTPStatus.OK else "", time.monotonic())
        except NotAHostError:
            raise PageError(
                f"What answers at {self.where} is not a maze3d host's metrics: "
                "expected the port given to --metrics-port."
            ) from None

    def _state(self) -> str:
        page = fetch(*self._place, "/readyz", TIMEOUT_S)
        if page.status == HTTPStatus.OK:
            return "ready"
        if page.status != HTTPStatus.SERVICE_UNAVAILABLE:
            return ""
        return f"not ready: {clean(page.body.strip(), STATE_LETTERS)}"


def once(watched: Watched, out: TextIO) -> None:
    """Show a host once, with the rates of about a second. Raises PageError."""
    first = shown = watched.ask()
    ends = time.monotonic() + ONCE_MOST_S
    while 0 <= shown.ticks - first.ticks < ONCE_S * TICK_RATE and time.monotonic() < ends:
        time.sleep(ONCE_STEP_S)
        shown = watched.ask()
    if _pictures(out):
        console = Console(file=out)
        console.print(_picture(watched, shown, console.width))
    else:
        print(whole(shown, watched.where, watched.course.state, time.time()), file=out)


def watch(watched: Watched, every_s: float, out: TextIO) -> None:
    """Show a host until Ctrl+C. Raises PageError when it does not answer at the start."""
    shown = watched.ask()
    if not _pictures(out):
        _tell(watched, shown, every_s, out)
    console = Console(file=out)
    with Live(console=console, screen=True, auto_refresh=False) as live:
        while True:
            live.update(_picture(watched, shown, console.width), refresh=True)
            time.sleep(every_s)
            with contextlib.suppress(PageError):  # the picture says since when
                shown = watched.ask()


def _tell(watched: Watched, shown: Figures, every_s: float, out: TextIO) -> NoReturn:
    while True:
        silent_since_s = watched.course.silent_since_s
        wall_s = time.time()
        if silent_since_s is None:
            words = moment(shown, watched.course.state)
        else:
            since = clock_time(silent_since_s)
            words = f"silent since {since}: {watched.course.why_silent}"
        print(f"{clock_time(wall_s)} {words}", file=out, flush=True)
        time.sleep(every_s)
        with contextlib.suppress(PageError):
            shown = watched.ask()


def _picture(watched: Watched, shown: Figures, width: int) -> RenderableType:
    return picture(watched.course, shown, watched.where, time.time(), width)


def _pictures(out: TextIO) -> bool:
    """Tell whether pictures can be shown there, not only lines."""
    return out.isatty() and not Console(file=out).is_dumb_terminal
