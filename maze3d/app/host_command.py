"""`maze3d host`: runs a host without a window until it is stopped.

Owns its words on the command line. Knows nothing of how a host works.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maze3d.app.paths import folders
from maze3d.net.missing import missing

if TYPE_CHECKING:
    import argparse

    from maze3d.maze.drawing import Drawing


OPTIONS = (
    *("name", "mode", "maze", "size", "levels", "generator", "braid", "seed", "rounds"),
    *("port", "bind", "max_players", "max_per_address", "password_file", "bots", "announce", "while_played"),
    *("max_memory", "restart_at", "log_file", "metrics_port", "metrics_bind", "alert_command"),
)


def add_parser(subparsers: Any) -> None:
    """Add `host` and its options."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "host",
        help="run a match for others on the LAN, without a window",
        description="Run a match for others on the LAN, without a window. Prints one line of JSON when it is "
        "ready; commands for it can be typed (help lists them); Ctrl+C ends it.",
    )
    parser.add_argument("--name", metavar="N", help="what the LAN list shows (maze3d)")
    parser.add_argument("--mode", metavar="MODE", help="race (the default) or tag")
    parser.add_argument(
        "--maze", metavar="FILE", help="all rounds in this drawn maze, NAME.maze.txt or .maze.json"
    )
    parser.add_argument("--size", metavar="ROWSxCOLS", help="of the mazes, up to 250x250 (15x15)")
    parser.add_argument("--levels", type=int, metavar="N", help="of the mazes, 1 to 8 (1)")
    parser.add_argument(
        "--generator",
        metavar="NAME",
        help="of the mazes (backtracker); a plugin's makes one maze for all rounds",
    )
    parser.add_argument(
        "--braid", type=float, metavar="SHARE", help="share of dead ends opened, 0 to 1 (0.2)"
    )
    parser.add_argument("--seed", type=int, metavar="S", help="of the first maze; those after follow from it")
    parser.add_argument("--rounds", type=int, metavar="N", help="of a cup (3)")
    parser.add_argument("--port", type=int, metavar="P", help="24642, or any when that is taken; 0 takes any")
    parser.add_argument("--bind", metavar="ADDR", help="the address to listen on (all of this computer's)")
    parser.add_argument("--max-players", type=int, metavar="N", help="seats, 2 to 64 (8)")
    parser.add_argument("--max-per-address", type=int, metavar="N", help="players from one address (8)")
    parser.add_argument("--password-file", metavar="FILE", help="its first line lets players in")
    parser.add_argument("--bots", type=int, metavar="N", help="seats for bots that do not know the maze")
    parser.add_argument(
        "--no-announce", dest="announce", action="store_false", default=None, help="stay off the LAN list"
    )
    parser.add_argument(
        "--while-played",
        action="store_true",
        default=None,
        help="end when all have been gone for two minutes",
    )
    parser.add_argument(
        "--max-memory",
        type=int,
        metavar="MB",
        help="near it nobody new is let in, at it the host begins anew with the same match",
    )
    parser.add_argument(
        "--restart-at", metavar="HH:MM", help="begin anew every day at this time; everybody keeps his place"
    )
    parser.add_argument(
        "--log-file",
        metavar="FILE",
        help="the log as lines of JSON too; 10 MB, and then the five before it are kept",
    )
    parser.add_argument(
        "--metrics-port",
        type=int,
        metavar="P",
        help="Prometheus metrics, /healthz, /readyz; 0 takes any port",
    )
    parser.add_argument(
        "--metrics-bind", metavar="ADDR", help="the address of the metrics (127.0.0.1: this computer only)"
    )
    parser.add_argument(
        "--alert-command",
        metavar="COMMAND",
        help="run when something is wrong: its kind in MAZE3D_ALERT, figures as JSON on its input",
    )
    parser.add_argument("--config", metavar="FILE.toml", help="these options, and [limits], from a file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Host; return the exit code."""
    lacking = missing()
    if lacking:
        print(f"maze3d host: {lacking}", file=sys.stderr)
        return 2
    from maze3d.host.config import ConfigError, options_from  # noqa: PLC0415 - needs the extra
    from maze3d.host.process import run as run_host  # noqa: PLC0415

    if args.log_level == "warning":
        logging.getLogger("maze3d").setLevel(logging.INFO)  # a host's log is what its owner reads
    given = {name: getattr(args, name) for name in OPTIONS}
    try:
        options = options_from(given, Path(args.config) if args.config else None, Path.cwd(), _made)
        return run_host(options, folders().data)
    except ConfigError as problem:
        print(f"maze3d host: {problem}", file=sys.stderr)
        return 2


def _made(name: str, rows: int, cols: int, seed: int) -> Drawing:
    """Make a maze by a plugin's generator, and say what that means. Raises MazeError."""
    from maze3d.app.generating import made  # noqa: PLC0415 - plugins are looked for when one is asked for
    from maze3d.app.plugins import check_generator  # noqa: PLC0415

    check_generator(name)
    drawing = made(name, rows, cols, seed)
    print(
        f"maze3d host: {name} of {drawing.author} has made one maze for all rounds. Players are sent it and "
        "need not have that package.",
        file=sys.stderr,
    )
    return drawing
