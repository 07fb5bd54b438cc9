"""A host that looks at itself: a record every second, a verdict every ten, and whoever ought to know is told.

Owns the newest record, the pages it is shown on, and where an alert goes: the log, the admins in the game, a
command. Knows no threshold (self_watch.py) and no name of a metric (metrics.py).
"""

from __future__ import annotations

import datetime as dt
import gc
import logging
import time
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from maze3d.host.alert_command import AlertCommand
from maze3d.host.census import census, growth
from maze3d.host.config import ConfigError
from maze3d.host.figures import Ticks, figures_of
from maze3d.host.memory import resident_bytes
from maze3d.host.self_watch import KINDS, MB, WARM_UP_S, Sample, SelfWatch
from maze3d.session.messages import Said
from maze3d.sim.units import TICK_RATE

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from maze3d.host.config import Options
    from maze3d.host.figures import Figures
    from maze3d.host.pages import Pages
    from maze3d.host.self_watch import Finding
    from maze3d.net.host_sockets import Traffic
    from maze3d.session.host import Host

_log = logging.getLogger(__name__)

SAMPLE_TICKS = 10 * TICK_RATE
MOST_GROWING = 5
"""Types named in an alert."""


HELP = ("health                        memory, late ticks, connections, and what was wrong lately",)


def pages_for(options: Options) -> Pages | None:
    """Return the pages at the metrics' port, if they are wanted. Raises ConfigError."""
    port, bind = options.metrics_port, options.metrics_bind
    if port is None:
        return None
    if find_spec("prometheus_client") is None:
        raise ConfigError(
            'Metrics need prometheus-client, not installed here: pip install "maze3d[watch]" brings it.'
        )
    from maze3d.host.pages import Pages  # noqa: PLC0415 - a host without metrics does without

    try:
        return Pages(bind, port)
    except OSError as problem:
        reason = problem.strerror or problem
        raise ConfigError(f"the metrics' port {port} of {bind} cannot be had: {reason}.") from problem


class Watching:
    """Call what is in `beats` after every so many ticks. `restarts` gives planned and unclean ones."""

    def __init__(
        self,
        host: Host,
        traffic: Traffic,
        options: Options,
        pages: Pages | None,
        *,
        restarts: Callable[[], tuple[int, int]] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._host = host
        self._traffic = traffic
        self._options = options
        self._pages = pages
        self._restarts = restarts
        self._clock = clock
        self._started_s = clock()
        self.ticks = Ticks(self._started_s)
        self.watch = SelfWatch(self._started_s)
        self._alert = AlertCommand(options.alert_command)
        self.warm: Counter[str] | None = None
        """The census at the end of the warm-up."""
        self.newest = self._figures()
        self.beats: list[tuple[int, Callable[[], object]]] = [
            (TICK_RATE, self.look),
            (SAMPLE_TICKS, self.judge),
        ]
        host.commands["health"] = lambda _rest, _now: self.health()
        host.help += HELP
        if not resident_bytes():
            _log.info("this system does not say how much memory a process holds: its growth is not watched")
        if pages:
            from maze3d.host.metrics import Metrics  # noqa: PLC0415 - needs an extra

            pages.start(Metrics(lambda: self.newest, lambda: self.ticks.moved_s).page)

    @property
    def port(self) -> int | None:
        """Where the metrics are."""
        return self._pages.port if self._pages else None

    def look(self) -> None:
        """Make a new record."""
        self.newest = self._figures()

    def judge(self) -> None:
        """Look for what is wrong, and tell."""
        now = self._clock()
        sample = Sample(
            at_s=now,
            resident_bytes=resident_bytes(),
            ticks=sum(self.ticks.counts),
            late_ticks=self.ticks.late,
            connections=self._traffic.connections,
            refused=self._host.rejected.total(),
        )
        for finding in self.watch.feed(sample):
            self.tell(finding)
        if self.warm is None and now - self._started_s >= WARM_UP_S:
            self.warm = census()

    def tell(self, finding: Finding) -> None:
        """Log a finding, tell the admins, call the command."""
        figures: dict[str, object] = dict(finding.figures)
        text = finding.text
        if finding.kind == "memory" and self.warm is not None:
            gc.collect()
            figures["growing"] = grown = growth(self.warm, census(), MOST_GROWING)
            text += "; most new: " + ", ".join(f"{name} +{count:,}" for name, count in grown.items())
        _log.warning("alert: %s", text, extra={"event": "alert", "kind": finding.kind, "figures": figures})
        said = Said(seat=-1, name=self._host.settings.name, text=f"Alert: {finding.text}.")
        for player in self._host.table.joined():
            if player.admin:
                self._host.send(player, said)
        when = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        about = {"kind": finding.kind, "text": text, "host": self._host.settings.name, "at": when}
        self._alert.call(finding.kind, about | figures)

    def health(self) -> list[str]:
        """Return how the host is, for the console."""
        figures, watch = self._figures(), self.watch
        slope = watch.growths[0].slope
        used = resident_bytes()
        grows = f", {slope.mb_per_h:+.1f} MB an hour" if slope else ", growth not known yet"
        minute, refused, late, ticks = watch.connections, watch.refused, figures.late_ticks, figures.ticks
        lines = [
            f"up {_hours(figures.uptime_s)}, {figures.sessions['joined']} of {figures.seats} seats taken"
            + (f", nobody can join: {figures.not_ready}" if figures.not_ready else ""),
            f"memory {used / MB:.0f} MB{grows}" if used else "memory not known",
            f"ticks {watch.late_share:.1%} late in the last minute, {late:,} of {ticks:,} since the start",
            f"connections {minute.in_minute} in a minute, {minute.usual:.0f} are usual",
            f"refusals {refused.in_minute} in a minute, {refused.usual:.0f} are usual",
        ]
        for kind in KINDS:
            if watch.told[kind]:
                ago = _hours(self._clock() - watch.told_at[kind])
                lines.append(f"alerts for {kind}: {watch.told[kind]}, the last {ago} ago")
        return lines

    def stopping(self) -> None:
        """Say that nobody can join any more."""
        self.newest = replace(self.newest, not_ready="stopping")

    def close(self) -> None:
        """Let the pages go."""
        if self._pages:
            self._pages.close()

    def _figures(self) -> Figures:
        return figures_of(
            self._host,
            self._traffic,
            self.ticks,
            now=self._clock(),
            started_s=self._started_s,
            restarts=self._restarts() if self._restarts else (0, 0),
            memory_limit_bytes=self._options.max_memory_bytes,
            alerts=dict(self.watch.told),
        )


def _hours(seconds: float) -> str:
    minutes = int(seconds) // 60
    return f"{minutes // 60} h {minutes % 60:02} min"
