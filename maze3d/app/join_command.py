"""`maze3d join`: opens the window and joins a match on the LAN.

Owns its words on the command line. Knows nothing of what joining is.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from maze3d.app import settings_file
from maze3d.app.play_command import close, run_loop, started
from maze3d.app.settings_check import SettingsError
from maze3d.files import StorageError
from maze3d.net.missing import missing
from maze3d.view.window import WindowError

if TYPE_CHECKING:
    import argparse

USAGE_ERROR = 2


def add_parser(subparsers: Any) -> None:
    """Add `join` and its options."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "join",
        help="join a match on the LAN, in a window",
        description="Join a match on the LAN, in a window. A match that was lost goes on where it was.",
    )
    parser.add_argument("target", metavar="ADDRESS|CODE", help="ADDRESS:PORT or the join code you were told")
    parser.add_argument("--name", metavar="N", help="what the others call you; kept for the next time")
    parser.add_argument("--password-file", metavar="FILE", help="its first line lets you in")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a setting for this run"
    )
    parser.add_argument("--safe-mode", action="store_true", help="without packs and plugins, for this run")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Join and play; return the exit code."""
    lacking = missing()
    if lacking:
        print(f"maze3d join: {lacking}", file=sys.stderr)
        return USAGE_ERROR
    from maze3d.app.lan.joining import join_from_command  # noqa: PLC0415 - loads the network's libraries
    from maze3d.host.config import ConfigError, read_password  # noqa: PLC0415
    from maze3d.net.join_code import JoinCodeError, parse_target  # noqa: PLC0415

    try:
        parse_target(args.target)
        password = read_password(args.password_file) if args.password_file else ""
        plain = ["packs.order="] if args.safe_mode else []
        game = started(settings_file.load([*args.set, *plain]), None, safe=args.safe_mode)
    except (JoinCodeError, ConfigError, SettingsError, WindowError, StorageError) as problem:
        print(f"maze3d join: {problem}", file=sys.stderr)
        return USAGE_ERROR
    join_from_command(game, args.target, password, args.name or "")
    run_loop(game)
    close(game)
    return 0
