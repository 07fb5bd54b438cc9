"""`maze3d doctor`: what the game found on this computer, each line ok or what to do about it.

The engine is asked in a process of its own (`maze3d.view.probe`), so that neither a crash nor the chatter
of a driver reaches the player.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import socket
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pyperclip

from maze3d.app.paths import folders
from maze3d.files import write_whole
from maze3d.resources import assets_folder

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

PROBE_TIMEOUT_S = 60
OLDEST_PYTHON, FIRST_UNKNOWN_PYTHON = (3, 11), (3, 15)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    found: str
    remedy: str = ""
    """What to do when it is not ok."""
    needed: bool = True
    """Whether the game cannot be played without it."""


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Register the command."""
    about = "Say what the game found here, and what to do. The exit code is 0 when it can be played."
    parser = subparsers.add_parser("doctor", help="say what the game found", description=about)
    parser.add_argument("--json", action="store_true", help="write the findings as JSON")


def run(args: argparse.Namespace) -> int:
    """Look, print, and return 0 when the game can be played, 1 otherwise."""
    checks = [_python(), *_engine(probe()), _clipboard(), _assets(), *_folders(), _port()]
    playable = all(check.ok for check in checks if check.needed)
    if args.json:
        print(json.dumps({"playable": playable, "checks": [asdict(check) for check in checks]}, indent=2))
        return 0 if playable else 1
    width = max(len(check.name) for check in checks)
    for check in checks:
        mark = "ok" if check.ok else "NO" if check.needed else "-"
        print(f"{mark:<3} {check.name:<{width}}  {check.found}")
        if not check.ok:
            print(f"    {'':<{width}}  {check.remedy}")
    print()
    print("The game can be played." if playable else "The game cannot be played before each NO is seen to.")
    return 0 if playable else 1


def probe(*display_module: str) -> dict[str, Any]:
    """Return what `maze3d.view.probe` found before it ended, well or badly."""
    command = [sys.executable, "-m", "maze3d.view.probe", *display_module]
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, by this very Python
            command, capture_output=True, timeout=PROBE_TIMEOUT_S, check=False
        )
        output = ended.stdout
    except subprocess.TimeoutExpired as problem:
        output = problem.stdout or b""
    found: dict[str, Any] = {}
    for line in output.decode(errors="replace").splitlines():
        if line.startswith("maze3d-probe "):
            with contextlib.suppress(json.JSONDecodeError):  # it was ended within the line
                found |= json.loads(line.removeprefix("maze3d-probe "))
    return found


def _python() -> Check:
    good = OLDEST_PYTHON <= sys.version_info[:2] < FIRST_UNKNOWN_PYTHON
    found = f"{platform.python_version()} on {platform.platform()}"
    return Check("Python", good, found, "Install Python 3.11, 3.12, 3.13 or 3.14.")


def _engine(found: dict[str, Any]) -> list[Check]:
    again = "Install it again: `pip install --force-reinstall maze3d`, or delete .venv and start anew."
    checks = [
        Check(title, name in found, found.get(name, "not found"), again)
        for title, name in (("Ursina", "ursina"), ("Panda3D", "panda3d"))
    ]
    display, graphics = found.get("display"), found.get("gl")
    checks += [
        Check("display", bool(display), display or "none", _display_remedy()),
        _opengl(graphics),
        Check(
            "audio",
            bool(found.get("audio")),
            found.get("audio") or "no device: the game runs without sound",
            "Connect or enable a sound device.",
            needed=False,
        ),
        Check("gamepads", True, ", ".join(found.get("gamepads") or []) or "none connected", needed=False),
    ]
    return checks


def _clipboard() -> Check:
    copy, _paste = pyperclip.determine_clipboard()
    found = "there" if copy else "none: codes are shown, and copied within the game only"
    remedy = "See that the desktop session offers one."
    if sys.platform.startswith("linux"):
        remedy = "On Debian and Ubuntu: `apt install xclip`, under Wayland `apt install wl-clipboard`."
    return Check("clipboard", bool(copy), found, remedy, needed=False)


def _opengl(graphics: dict[str, Any] | None) -> Check:
    remedy = "Install or update the graphics driver."
    if sys.platform.startswith("linux"):
        remedy += " On Debian and Ubuntu: `apt install libgl1 libgl1-mesa-dri`."
    if not graphics:
        return Check("OpenGL", False, "none", remedy)
    described = f"{graphics['renderer']}, OpenGL {graphics['version']}"
    return Check("OpenGL", graphics["shaders"], described, remedy)


def _display_remedy() -> str:
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        return "DISPLAY is not set: start from a desktop session, or under Xvfb with `xvfb-run maze3d play`."
    return "Start from a desktop session; `maze3d demo -o walk.gif` draws a walk without a display."


def _assets() -> Check:
    folder = assets_folder()
    return Check("assets", folder.is_dir(), str(folder), "The installation is incomplete: install it again.")


def _folders() -> list[Check]:
    own = folders()
    return [_writable("settings", own.config), _writable("saves", own.data), _writable("cache", own.cache)]


def _writable(name: str, folder: Path) -> Check:
    trial = folder / ".writable"
    try:
        write_whole(trial, b"")
        trial.unlink()
    except OSError as problem:
        remedy = "Make the folder writable, or set MAZE3D_HOME to one that is."
        return Check(f"{name} folder", False, str(problem), remedy, needed=False)
    return Check(f"{name} folder", True, str(folder), needed=False)


def _port() -> Check:
    try:
        with (
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as stream,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,
        ):
            stream.bind(("", 0))
            port = stream.getsockname()[1]
            datagrams.bind(("", port))
    except OSError as problem:
        remedy = "Only LAN games need one: close a program that holds many, or see the firewall's rules."
        return Check("free port", False, str(problem), remedy, needed=False)
    return Check("free port", True, f"{port} (UDP and TCP)", needed=False)
