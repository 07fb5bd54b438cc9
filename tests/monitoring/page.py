"""A host's page of metrics after some minutes of play: every name there is. And its server."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EDGES_S = (
    *("0.0005", "0.001", "0.002", "0.004166666666666667", "0.008333333333333333", "0.016666666666666666"),
    *("0.03333333333333333", "0.05", "0.1", "0.25", "1.0", "+Inf"),
)
TICKS = (200, 5000, 9000, 11800, 11900, 11950, 11980, 12000, 12000, 12000, 12000, 12000)
"""12,000 in all, cumulative: half took up to 1.25 ms, 50 more than the budget."""

START_S = 1_700_000_000.0

COUNTERS: dict[str, dict[str, float]] = {
    "maze3d_joins_total": {'how="new"': 12, 'how="back"': 2},
    "maze3d_leaves_total": {'reason="left"': 4, 'reason="timeout"': 2, 'reason="query"': 9},
    "maze3d_rejected_total": {'reason="full"': 6, 'reason="password"': 0},
    "maze3d_dropped_datagrams_total": {'reason="unknown"': 20, 'reason="forged"': 0},
    "maze3d_late_ticks_total": {"": 30},
    "maze3d_bytes_total": {
        'direction="in",path="stream"': 40_000,
        'direction="in",path="datagram"': 2_000_000,
        'direction="out",path="stream"': 90_000,
        'direction="out",path="datagram"': 3_000_000,
    },
    "maze3d_datagrams_total": {'direction="in"': 48_000, 'direction="out"': 32_000},
    "maze3d_planned_restarts_total": {"": 1},
    "maze3d_unclean_restarts_total": {"": 0},
    "maze3d_alerts_total": {'kind="memory"': 0, 'kind="ticks"': 1, 'kind="connections"': 0},
    "process_cpu_seconds_total": {"": 14.5},
}
GAUGES: dict[str, dict[str, float]] = {
    "maze3d_build_info": {'version="0.1.0",python="3.11.7"': 1},
    "maze3d_players": {"": 8},
    "maze3d_sessions": {
        'state="opening"': 0,
        'state="greeted"': 1,
        'state="joined"': 8,
        'state="reserved"': 2,
    },
    "maze3d_session_bytes": {"": 5120},
    "maze3d_live_objects": {'type="builtins.dict"': 6000, 'type="maze3d.session.table.Session"': 9},
    "maze3d_queue_high_water": {'queue="outbox_bytes"': 700, 'queue="commands"': 3, 'queue="datagrams"': 40},
    "maze3d_memory_limit_bytes": {"": 512 * 2**20},
    "process_resident_memory_bytes": {"": 70 * 2**20},
    "process_open_fds": {"": 21},
    "process_start_time_seconds": {"": START_S},
}


def page(seconds: float = 0.0, **changed: dict[str, float]) -> str:
    """Return the page; `seconds` later its counters have grown by as much as in 200 s before, pro rata.

    `changed` replaces the values of a metric by name.
    """
    grown = 1 + seconds / 200
    lines = []
    for kind, metrics in (("gauge", GAUGES), ("counter", COUNTERS)):
        for name, values in metrics.items():
            lines += [f"# HELP {name.removesuffix('_total')} Words.", f"# TYPE {name} {kind}"]
            for labels, value in values.items():
                told = value * grown if kind == "counter" and value > 1 else value
                told = changed.get(name, {}).get(labels, told)
                lines.append(f"{name}{{{labels}}} {float(told)}" if labels else f"{name} {float(told)}")
    lines += ["# HELP maze3d_tick_duration_seconds Words.", "# TYPE maze3d_tick_duration_seconds histogram"]
    for edge, count in zip(EDGES_S, TICKS, strict=True):
        lines.append(f'maze3d_tick_duration_seconds_bucket{{le="{edge}"}} {count * grown}')
    lines.append(f"maze3d_tick_duration_seconds_count {TICKS[-1] * grown}")
    lines.append(f"maze3d_tick_duration_seconds_sum {20.0 * grown}")
    return "\n".join(lines) + "\n"


@contextmanager
def served(answer: Callable[[str], tuple[int, str]], port: int = 0) -> Iterator[int]:
    """Serve what `answer` gives for a path, status and text, at a port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, text = answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_about: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
