"""`maze3d settings`: every setting as it holds now, with what else it may be.

Owns how they are listed. Knows nothing of what a setting does.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from maze3d.app.settings_check import SettingsError, allowed, setting_names, unknown_name, value_of
from maze3d.app.settings_file import load
from maze3d.view.settings import Settings

if TYPE_CHECKING:
    import argparse

WIDEST = 52
"""Of a setting and its value, before what it may be."""


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Register the command."""
    about = (
        "List the settings: what each is now and what it may be. A line that begins with * is not the "
        "default. Change one in the game, in the file named at the end, or for one start with --set."
    )
    parser = subparsers.add_parser("settings", help="list the settings", description=about)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="only this one, or those that begin so: video, controls.keys"
    )
    parser.add_argument("--json", action="store_true", help="write them as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the settings; return 0, or 2 for a name that no setting has."""
    try:
        loaded = load()
    except SettingsError as mistake:
        print(f"maze3d settings: {mistake}", file=sys.stderr)
        return 2
    names = list(setting_names())
    for wanted in args.names:
        if not any(_within(name, wanted) for name in names):
            print(f"maze3d settings: {unknown_name(wanted)}", file=sys.stderr)
            return 2
    if args.names:
        names = [name for name in names if any(_within(name, wanted) for wanted in args.names)]
    for problem in loaded.problems:
        print(f"maze3d settings: {problem}", file=sys.stderr)
    usual = Settings()
    rows = [(name, value_of(loaded.settings, name), value_of(usual, name)) for name in names]
    if args.json:
        told = {
            name: {"value": value, "default": default, "expected": allowed(name)}
            for name, value, default in rows
        }
        print(json.dumps({"file": str(loaded.path), "settings": told}, indent=2))
        return 0
    for name, value, default in rows:
        words = f"{' ' if value == default else '*'} {name} = {json.dumps(value, ensure_ascii=False)}"
        other = "" if value == default else f"; by default {json.dumps(default, ensure_ascii=False)}"
        print(f"{words:<{WIDEST}}  {allowed(name)}{other}")
    print(
        f"\nThe file: {loaded.path}" + ("" if loaded.path.exists() else " (not there: all is as by default)")
    )
    return 0


def _within(name: str, wanted: str) -> bool:
    """Tell whether a setting is the one that is wanted, or one of that table."""
    return name == wanted or name.startswith(f"{wanted}.")
