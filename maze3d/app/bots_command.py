"""`maze3d bots`: lets bots join a host, and says at the end what came of it.

Owns its words on the command line. Knows nothing of how a bot plays.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

from maze3d.app.plugins import BOT, PluginError, bot_factory, found
from maze3d.bot import BEHAVIOURS
from maze3d.net.missing import missing

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from maze3d.bot import Bot
    from maze3d.maze import Maze

MOST_BOTS = 64


def add_parser(subparsers: Any) -> None:
    """Add `bots` and its options."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "bots",
        help="let bots join a match",
        description="Let bots join a match, over the network as players do. Ends with a summary in JSON.",
    )
    parser.add_argument("target", metavar="ADDRESS|CODE", help="ADDRESS:PORT or a join code")
    parser.add_argument("--count", type=int, default=1, metavar="N", help=f"1 (the default) to {MOST_BOTS}")
    parser.add_argument("--seconds", type=float, metavar="S", help="leave after so long")
    known = ", ".join(BEHAVIOURS)
    parser.add_argument(
        "--behaviour",
        default="solver",
        metavar="NAME",
        help=f"how they find their way: {known}, or a plugin's",
    )
    parser.add_argument("--vanish", action="store_true", help="end without a word, as if the power had gone")
    parser.add_argument("--password-file", metavar="FILE", help="its first line lets them in")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Play; return 0 when any bot was in, 1 when none was."""
    lacking = missing()
    if lacking:
        print(f"maze3d bots: {lacking}", file=sys.stderr)
        return 2
    from maze3d.host.config import ConfigError, read_password  # noqa: PLC0415 - needs the extra
    from maze3d.host.own_bots import PASS_VARIABLE  # noqa: PLC0415
    from maze3d.host.swarm import Swarm  # noqa: PLC0415
    from maze3d.net.join_code import JoinCodeError, parse_target  # noqa: PLC0415
    from maze3d.session.endings import CANNOT_CONNECT, REFUSALS, cannot_connect  # noqa: PLC0415

    try:
        if not 1 <= args.count <= MOST_BOTS:
            raise ConfigError(f"--count {args.count}: expected 1 to {MOST_BOTS}.")  # noqa: TRY301
        if args.seconds is not None and not 0 < args.seconds <= 10**7:
            raise ConfigError(f"--seconds {args.seconds}: expected a time above 0.")  # noqa: TRY301
        target = parse_target(args.target)
        password = read_password(args.password_file) if args.password_file else ""
        factory = _factory(args.behaviour)
    except (ConfigError, JoinCodeError, PluginError) as problem:
        print(f"maze3d bots: {problem}", file=sys.stderr)
        return 2
    pass_key = os.environ.pop(PASS_VARIABLE, "")
    swarm = Swarm(target, args.count, args.behaviour, password=password, pass_key=pass_key, factory=factory)
    stopping: list[int] = []
    if pass_key:
        threading.Thread(target=_until_host_is_gone, args=(stopping,), name="host", daemon=True).start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda got, _frame: stopping.append(got))
    try:
        swarm.run(args.seconds, lambda: bool(stopping))
    except PluginError as problem:
        swarm.close(vanish=False)
        print(f"maze3d bots: {problem}", file=sys.stderr)
        return 2
    swarm.close(vanish=args.vanish)
    print(json.dumps(swarm.summary.as_json()), flush=True)
    unknown = {"unknown address": cannot_connect("unknown address", target.address)}
    sentences = CANNOT_CONNECT | REFUSALS | unknown
    for reason, count in swarm.summary.refused.items():
        why = sentences.get(reason, f"{reason}.")
        print(f"maze3d bots: {count} of {args.count} did not come in: {why}", file=sys.stderr)
    return 0 if swarm.summary.joined else 1


def _factory(behaviour: str) -> Callable[[Maze, int, int], Bot] | None:
    """Return what makes the bots when it is not the game. Raises PluginError for a name that nobody has."""
    if behaviour in BEHAVIOURS:
        return None
    near = difflib.get_close_matches(behaviour, [*BEHAVIOURS, *found(BOT)], n=1, cutoff=0.5)
    if near and near[0] != behaviour:
        raise PluginError(f'--behaviour "{behaviour}": did you mean {near[0]}?')
    return bot_factory(behaviour)


def _until_host_is_gone(stopping: list[int]) -> None:
    """Stop with the host whose own bots these are, however it ended: it holds the other end of our input."""
    with contextlib.suppress(OSError):
        sys.stdin.buffer.read()
    stopping.append(0)
