"""`maze3d watch`: shows a host's figures in the terminal.

Owns its words on the command line. Knows nothing of what is shown.
"""

from __future__ import annotations

import re
import signal
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

NEEDED = {"rich": "rich", "prometheus_client": "prometheus-client"}
"""Module -> the package that brings it."""

LOCAL = "127.0.0.1"
MOST_PORT = 0xFFFF
LEAST_EVERY_S, MOST_EVERY_S = 1.0, 3600.0


class AddressError(ValueError):
    """What was given is no HOST:PORT: one sentence."""


def add_parser(subparsers: Any) -> None:
    """Add `watch` and its options."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "watch",
        help="show how a host is, in the terminal",
        description="Show how a host is: players, ticks, memory, network, refusals. The host tells it at the "
        "port given to its --metrics-port. Ctrl+C ends it.",
    )
    parser.add_argument("address", metavar="ADDRESS", help="HOST:PORT of the metrics; PORT for this computer")
    parser.add_argument("--once", action="store_true", help="show it once and end")
    parser.add_argument("--every", type=float, default=2.0, metavar="S", help="seconds between looks (2)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Watch; return 0 once told to end, 1 when there is no host to watch."""
    absent = [package for module, package in NEEDED.items() if find_spec(module) is None]
    if absent:
        names = " and ".join(absent)
        return _failed(f'Watching needs {names}, not installed here: pip install "maze3d[watch]" brings it.')
    from maze3d.host.watch.live import Watched, once, watch  # noqa: PLC0415 - needs the extra
    from maze3d.net.page import PageError  # noqa: PLC0415

    try:
        watched = Watched(*address_of(args.address))
    except AddressError as problem:
        return _failed(str(problem))
    if not LEAST_EVERY_S <= args.every <= MOST_EVERY_S:
        return _failed(f"--every {args.every:g}: expected {LEAST_EVERY_S:g} to {MOST_EVERY_S:g} seconds.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the terminal is put back as it was
    try:
        if args.once:
            once(watched, sys.stdout)
        else:
            watch(watched, args.every, sys.stdout)
    except PageError as problem:
        return _failed(str(problem), 1)
    except KeyboardInterrupt:
        pass
    return 0


def address_of(text: str) -> tuple[str, int]:
    """Return the address and port of "9464", "HOST:9464", "[IPv6]:9464" or their URL. Raises AddressError."""
    plain = re.sub(r"^http://|/(metrics)?$", "", text.strip())
    found = re.fullmatch(r"(?:(?:\[([0-9A-Fa-f:.%\w]+)\]|([^\s:/\[\]]+)):)?([0-9]{1,5})", plain)
    if not found:
        raise AddressError(
            f'"{text[:80]}" is not HOST:PORT: expected the port given to --metrics-port, such as '
            "9464 or 192.168.1.20:9464."
        )
    port = int(found[3])
    if not 1 <= port <= MOST_PORT:
        raise AddressError(f"{port} is not a port: expected 1 to {MOST_PORT}.")
    return found[1] or found[2] or LOCAL, port


def _failed(sentence: str, code: int = 2) -> int:
    print(f"maze3d watch: {sentence}", file=sys.stderr)
    return code
