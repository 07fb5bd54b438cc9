"""What `maze3d` makes of a command line, without doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.app import host_command
from maze3d.app.cli import Parser

if TYPE_CHECKING:
    import argparse


def parsed(words: list[str]) -> tuple[dict[str, Any], str | None]:
    """Return the options that `words`, from "host" on, give, and the configuration's file."""
    try:
        args = _parser().parse_args(words)
    except SystemExit as end:
        raise AssertionError(f"maze3d does not take {words}") from end
    return {name: getattr(args, name) for name in host_command.OPTIONS}, args.config


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="maze3d")
    host_command.add_parser(parser.add_subparsers(dest="command", required=True))
    return parser
