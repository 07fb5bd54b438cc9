"""What a host shows of itself over HTTP: every name that is promised, true figures, whether it is well."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from maze3d.host.config import ConfigError, Options
from maze3d.host.figures import BUDGET_S, EDGES_S, Ticks, figures_of
from maze3d.host.metrics import STANDING_S, Metrics
from maze3d.host.watching import pages_for
from maze3d.net.host_sockets import Traffic
from maze3d.session import messages as m
from tests.host.churn import Visitor
from tests.host.test_keeping import free_port
from tests.host.test_process import MAZE3D, Running, host
from tests.session.ends import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE_S = 20.0
NAMES = {
    *(
        "maze3d_build_info",
        "maze3d_players",
        "maze3d_sessions",
        "maze3d_session_bytes",
        "maze3d_live_objects",
    ),
    *("maze3d_joins_total", "maze3d_leaves_total", "maze3d_rejected_total", "maze3d_dropped_datagrams_total"),
    *("maze3d_tick_duration_seconds_bucket", "maze3d_late_ticks_total", "maze3d_bytes_total"),
    *("maze3d_datagrams_total", "maze3d_queue_high_water", "maze3d_memory_limit_bytes"),
    *("maze3d_planned_restarts_total", "maze3d_unclean_restarts_total", "maze3d_alerts_total"),
    *("process_resident_memory_bytes", "process_open_fds", "process_start_time_seconds"),
    "process_cpu_seconds_total",
}
Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def asked(running: Running, path: str) -> tuple[int, str]:
    """Return what a page answers."""
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{running.ready['metrics_port']}{path}", timeout=20
        ) as page:
            return page.status, page.read().decode()
    except urllib.error.HTTPError as problem:
        return problem.code, problem.read().decode()


def samples(text: str) -> Samples:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def until(running: Running, holds: Callable[[Samples], bool]) -> Samples:
    """Return the metrics once something holds for them: a page may be a second old."""
    end = time.monotonic() + PATIENCE_S
    while not holds(found := samples(asked(running, "/metrics")[1])):
        assert time.monotonic() < end, found
        time.sleep(0.1)
    return found


def value(found: Samples, name: str, **labels: str) -> float:
    return found[name, frozenset(labels.items())]


def test_a_hosts_figures_are_those_of_what_was_done_to_it(tmp_path: Path) -> None:
    with host(tmp_path, "--metrics-port", "0", "--max-players", "2") as running:
        anna, bo, cleo = (Visitor(running.port, name) for name in ("Anna", "Bo", "Cleo"))
        for visitor in (anna, bo, cleo):
            visitor.shake()
        welcome = anna.join()
        assert isinstance(welcome, m.Welcome)
        anna.command(welcome)
        assert asked(running, "/readyz") == (200, "ok\n")
        assert isinstance(bo.join(), m.Welcome)
        assert isinstance(cleo.join(), m.Refused)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            for data in (bytes(50), bytes(3)):
                udp.sendto(data, ("127.0.0.1", running.port))
        found = until(
            running,
            lambda now: (
                value(now, "maze3d_players") == 2
                and value(now, "maze3d_dropped_datagrams_total", reason="short") == 1
                and value(now, "maze3d_rejected_total", reason="full") == 1
            ),
        )
        assert {name for name, _labels in found} >= NAMES
        assert value(found, "maze3d_sessions", state="joined") == 2
        assert value(found, "maze3d_joins_total", how="new") == 2
        assert value(found, "maze3d_dropped_datagrams_total", reason="unknown") == 1
        assert value(found, "maze3d_datagrams_total", direction="in") == 3
        assert value(found, "maze3d_bytes_total", direction="in", path="stream") > 100
        assert value(found, "maze3d_live_objects", type="maze3d.session.table.Session") == 2
        assert value(found, "maze3d_tick_duration_seconds_bucket", le=str(BUDGET_S)) > 0
        text = asked(running, "/metrics")[1]
        assert "Anna" not in text
        assert asked(running, "/readyz") == (503, "full\n")
        assert asked(running, "/healthz") == (200, "ok\n")
        assert asked(running, "/etc/passwd")[0] == 404
        anna.say(m.Leave())
        bo.close(reset=True)
        found = until(running, lambda now: value(now, "maze3d_players") == 0)
        assert value(found, "maze3d_leaves_total", reason="left") == 1
        assert value(found, "maze3d_sessions", state="reserved") == 1
        for visitor in (anna, cleo):
            visitor.close()
        running.say("stop")
        assert running.process.wait(5) == 0


def test_who_asks_slowly_or_without_end_does_not_keep_others_from_it(tmp_path: Path) -> None:
    with host(tmp_path, "--metrics-port", "0") as running:
        where = ("127.0.0.1", running.ready["metrics_port"])
        slow = [socket.create_connection(where) for _ in range(40)]
        for each in slow:
            each.send(b"GET /metrics HTTP/1.1\r\n")
        endless = socket.create_connection(where)
        endless.sendall(b"GET /" + b"a" * 20_000)
        assert asked(running, "/healthz") == (200, "ok\n")
        for each in (*slow, endless):
            each.close()


def test_a_loop_that_stands_is_not_well() -> None:
    world = World()
    ticks = Ticks(100.0)
    now = 100.0
    newest = figures_of(world.host, Traffic(), ticks, now=now, started_s=90.0, alerts={})
    metrics = Metrics(lambda: newest, lambda: ticks.moved_s, lambda: now)
    assert metrics.page("/healthz").status == 200
    now += STANDING_S + 1
    assert metrics.page("/healthz").status == 503
    assert metrics.page("/readyz").body == b"no tick for 6 s\n"
    ticks.count(now, now, now)
    assert metrics.page("/healthz").status == 200
    newest = replace(newest, not_ready="memory")
    assert metrics.page("/readyz").body == b"memory\n"


def test_ticks_are_counted_by_how_long_they_took_and_whether_they_were_late() -> None:
    ticks = Ticks(0.0)
    ticks.count(1.0, 1.0, 1.0 + BUDGET_S)
    ticks.count(2.0, 2.0 + 2 * BUDGET_S, 2.05 + 2 * BUDGET_S)
    ticks.count(3.0, 3.0, 9.0)
    assert ticks.counts[EDGES_S.index(BUDGET_S)] == 1
    assert ticks.counts[-1] == 1
    assert sum(ticks.counts) == 3
    assert ticks.late == 1


def test_a_port_that_cannot_be_had_is_one_sentence(tmp_path: Path) -> None:
    with host(tmp_path, "--metrics-port", "0") as running:
        taken = str(running.ready["metrics_port"])
        ended = subprocess.run(
            [*MAZE3D, "host", "--bind", "127.0.0.1", "--port", str(free_port()), "--metrics-port", taken],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"maze3d host: the metrics' port {taken} of 127.0.0.1 cannot be had:")


def test_without_the_library_the_host_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maze3d.host.watching.find_spec", lambda _name: None)
    with pytest.raises(ConfigError, match=r"maze3d\[watch\]"):
        pages_for(Options(metrics_port=0))
    assert pages_for(Options()) is None
