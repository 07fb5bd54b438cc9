"""`maze3d plugins`: lists the generators and bots of other packages, and whether they can be loaded.

Owns the list. Knows nothing of what plugins do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maze3d.app.plugins import GROUPS, WARNING, PluginError, found

if TYPE_CHECKING:
    import argparse


def add_parser(subparsers: Any) -> None:
    """Add `plugins`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "plugins",
        help="list the generators and bots that other packages bring",
        description="List the generators and bots that other installed packages bring. Each is imported, to "
        "see whether it can be: exit code 1 when one cannot.",
    )
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Print the list; return the exit code."""
    plugins = [plugin for kind in GROUPS for plugin in found(kind).values()]
    if not plugins:
        print("No installed package brings generators or bots: assets/README.md says how one is made.")
        return 0
    print(WARNING)
    wide = max(len(plugin.name) for plugin in plugins)
    broken = False
    for plugin in plugins:
        state = "can be used"
        try:
            plugin.load()
        except PluginError as problem:
            state, broken = str(problem), True
        print(f"{plugin.kind:9}  {plugin.name:{wide}}  {plugin.package} {plugin.version}  {state}")
    return 1 if broken else 0
