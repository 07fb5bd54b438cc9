"""The command line: finds the command that was named and hands it its arguments.

Each command is a module with `add_parser(subparsers)` and `run(args) -> int`, imported only when it is the
one asked for: `maze3d maze` never loads the engine and `maze3d --help` loads nothing. Knows nothing of what
a command does. A mistake in the arguments is one sentence on stderr with the nearest right answer, exit
code 2.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import gc
import importlib
import os
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from maze3d import __version__
from maze3d.app import log

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "play": ("maze3d.app.play_command", "play in a window (what happens without a command)"),
    "host": ("maze3d.app.host_command", "run a match for others on the LAN, without a window"),
    "join": ("maze3d.app.join_command", "join a match on the LAN, in a window"),
    "bots": ("maze3d.app.bots_command", "let bots join a match"),
    "watch": ("maze3d.app.watch_command", "show how a host is, in the terminal"),
    "maze": ("maze3d.app.maze_command", "print a maze, or write it as text, JSON, PNG or SVG"),
    "campaign": ("maze3d.app.campaign_command", "make, check, build and list campaigns"),
    "pack": ("maze3d.app.pack_command", "make, check, build and list packs of textures and sounds"),
    "plugins": ("maze3d.app.plugins_command", "list the generators and bots that other packages bring"),
    "settings": ("maze3d.app.settings_command", "list the settings and what each may be"),
    "demo": ("maze3d.app.demo_command", "draw a bot's walk through a maze, without a display"),
    "doctor": ("maze3d.app.doctor", "say what the game found on this computer, and what to do"),
}
"""Name -> (module, what `--help` says of it)."""

USAGE_ERROR = 2
INTERRUPTED = 130
"""What a shell reports for a program ended by Ctrl+C."""


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose errors are one sentence naming the nearest right answer."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["allow_abbrev"] = False
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # argparse's own signature, passed on

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with code 2."""
        self.exit(USAGE_ERROR, f"{self.prog}: {with_nearest_choice(message)}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in `argv` (by default the process's own) and return its exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    name, words = split_command(given)
    parser = Parser(prog="maze3d", description="A first-person maze game.")
    parser.add_argument("--version", action="version", version=f"maze3d {__version__}")
    _add_log_level(parser, default="warning")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for other, (_module, about) in COMMANDS.items():
        if other != name:
            subparsers.add_parser(other, help=about)
    if name is None:
        parser.parse_args(words)  # --help, --version or a mistake: each of them ends here
        return 0
    try:
        module = loaded(name)
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("maze3d"):
            raise  # a hole of our own, not of the installation
        parser.error(f"{missing.name} is not installed for this Python: start with `python3 scripts/play.py`")
    module.add_parser(subparsers)
    chosen = subparsers.choices[name]
    _add_log_level(chosen, default=argparse.SUPPRESS)
    args, unknown = parser.parse_known_args(words)
    if unknown:
        chosen.error(_unknown_argument(unknown[0], chosen.format_help()))
    log.configure(args.log_level)
    try:
        return int(module.run(args))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # `maze3d maze | head`: the reader has had enough
        forget_output()
        return 0


def loaded(name: str) -> Any:
    """Import a command's module.

    Without the garbage collector, which would search the growing heap again and again for garbage that
    loading never makes: a tenth of the time to the first frame.
    """
    gc.disable()
    try:
        return importlib.import_module(COMMANDS[name][0])
    finally:
        gc.enable()


def forget_output() -> None:
    """Let what could not be written be lost: else Python tries again at its end, and complains of its own."""
    with contextlib.suppress(OSError, ValueError):  # a stand-in for the output has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def split_command(given: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the command that `given` names and the words to parse.

    Without a command the game is played: `maze3d --seed 7` is `maze3d play --seed 7`. The name is None when
    the words ask for nothing but general help, or name no command.
    """
    ahead = 0
    while ahead < len(given) and given[ahead].startswith("--log-level"):
        ahead += 1 if "=" in given[ahead] else 2
    words = list(given)
    first = words[ahead] if ahead < len(words) else ""
    if first in COMMANDS:
        return first, words
    if first in {"-h", "--help", "--version"} or (first and not first.startswith("-")):
        return None, words
    return "play", [*words[:ahead], "play", *words[ahead:]]


def with_nearest_choice(message: str) -> str:
    """Add to argparse's message about a choice the one that was probably meant."""
    found = re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message)
    if not found:
        return message if message.endswith((".", "?")) else f"{message}."
    wrong, choices = found[1], re.findall(r"[^\s',]+", found[2])
    before = message[: found.start()]
    near = difflib.get_close_matches(wrong, choices, n=1, cutoff=0.5)
    meant = f"did you mean {near[0]}?" if near else f"choose from {', '.join(choices)}."
    if before.startswith("argument COMMAND"):
        return f'there is no command "{wrong}": {meant}'
    return f'{before}"{wrong}" is not one of the choices: {meant}'


def _unknown_argument(word: str, help_text: str) -> str:
    name = word.partition("=")[0]
    if not name.startswith("-"):
        return f'"{word}" is one argument too many.'
    options = re.findall(r"(?<![\w-])--?[a-z][\w-]*", help_text)
    near = difflib.get_close_matches(name, options, n=1, cutoff=0.5)
    meant = f"did you mean {near[0]}?" if near else "--help lists those there are."
    return f"there is no option {name}: {meant}"


def _add_log_level(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument(
        "--log-level",
        choices=log.LEVELS,
        default=default,
        metavar="LEVEL",
        help="what reaches the terminal: debug, info, warning (the default) or error",
    )
