"""`maze3d play`: reads its options, opens the window, builds the game and runs it to its end.

Owns the command line's words and the loop. Knows nothing of what a frame does (app/frame.py).
"""

from __future__ import annotations

import gc
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maze3d.app import flow, hotkeys, settings_file
from maze3d.app.campaign_actions import campaign_actions
from maze3d.app.frame import run_frame
from maze3d.app.game import Game, warn
from maze3d.app.lan.actions import lan_actions
from maze3d.app.lettering import take_font
from maze3d.app.loading import SMALL_CELLS, Making
from maze3d.app.own_maze_actions import own_maze_actions
from maze3d.app.pack_actions import pack_actions
from maze3d.app.packs import Packs
from maze3d.app.paths import folders, is_there, lost_at_the_end
from maze3d.app.play_options import LEAST_AND_MOST, setup_from
from maze3d.app.plugins import GENERATOR, found
from maze3d.app.records import Records
from maze3d.app.settings_check import SettingsError
from maze3d.app.speaking import take_language
from maze3d.files import StorageError
from maze3d.maze import GENERATORS, MazeError
from maze3d.maze.formats.drawn import JSON, TEXT
from maze3d.pack.words import SHIPPED
from maze3d.resources import assets_folder
from maze3d.sim.difficulty import DIFFICULTIES, MAX_KEYS
from maze3d.sim.walkable import MAX_LEVELS
from maze3d.view.audio.player import Sounds
from maze3d.view.hud.hud import Hud
from maze3d.view.input.devices import Devices
from maze3d.view.palette import use
from maze3d.view.screens.all_screens import Screens
from maze3d.view.surfaces import Stock
from maze3d.view.ui.ui import Ui
from maze3d.view.window import WindowError, open_window
from maze3d.view.world import World, surfaces_of

if TYPE_CHECKING:
    import argparse

    from maze3d.app.local_match import Setup


def add_parser(subparsers: Any) -> None:
    """Add `play` and its options."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "play",
        help="play in a window (what happens without a command)",
        description="Play in a window. With a code or any option about the maze the match starts at once.",
    )
    parser.add_argument(
        "code", nargs="?", metavar="CODE", help=f"the code of a maze somebody sent you, {LEAST_AND_MOST}"
    )
    maze = parser.add_argument_group("the maze")
    maze.add_argument("--difficulty", choices=tuple(DIFFICULTIES), help="sets what is not given below")
    maze.add_argument("--size", metavar="ROWSxCOLS", help=f"such as 20x30, {LEAST_AND_MOST}")
    maze.add_argument("--levels", type=int, metavar="N", help=f"above each other, 1 to {MAX_LEVELS} (1)")
    maze.add_argument("--generator", metavar="NAME", help=f"one of {', '.join(GENERATORS)}, or a plugin's")
    maze.add_argument("--seed", type=int, metavar="N", help="0 to 2^64-1; without it, one by chance")
    maze.add_argument("--braid", type=float, metavar="SHARE", help="share of dead ends opened, 0 to 1")
    maze.add_argument("--maze", type=Path, metavar="FILE", help=f"a drawn maze, NAME{TEXT} or NAME{JSON}")
    maze.add_argument("--keys", type=int, metavar="N", help=f"keys to find, 0 to {MAX_KEYS}")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting for this run, such as video.fov=100; may be given again",
    )
    parser.add_argument("--language", metavar="CODE", help=f"for this run: {', '.join(SHIPPED)}, or a pack's")
    parser.add_argument("--safe-mode", action="store_true", help="without packs and plugins, for this run")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Play; return the exit code."""
    try:
        setup = setup_from(args)
        game = started(settings_file.load(_for_this_run(args)), setup, safe=args.safe_mode)
    except (SettingsError, MazeError, WindowError, StorageError) as problem:
        print(f"maze3d play: {problem}", file=sys.stderr)
        return 2
    run_loop(game)
    close(game)
    return 0


def _for_this_run(args: argparse.Namespace) -> list[str]:
    """Return the settings that options stand for, as --set takes them."""
    spoken = [f"words.language={args.language}"] if args.language else []
    return [*args.set, *spoken, *(["packs.order="] if args.safe_mode else [])]


def started(loaded: settings_file.LoadedSettings, setup: Setup | None, *, safe: bool = False) -> Game:
    """Open the window at the title, or in the match of `setup`, whose maze is made while the window opens.

    With `safe` no plugin is offered. Raises WindowError and SettingsError as `build` does.
    """
    early = Making(setup.recipe) if setup and _wanted_early(setup) else None
    try:
        game = build(loaded, safe=safe)
    except BaseException:
        if early:
            early.call_off()
        raise
    game.early = early
    begin(game, setup)
    return game


def _wanted_early(setup: Setup) -> bool:
    """Tell whether the maze takes its time, and is walked for sure: no saved run has to be asked about."""
    recipe = setup.recipe
    large = recipe.levels * recipe.rows * recipe.cols > SMALL_CELLS
    return large and not is_there(folders().saved_run_file)


def build(loaded: settings_file.LoadedSettings, *, safe: bool = False) -> Game:
    """Open the window and build all parts.

    Raises WindowError, in a sentence, when there can be none, SettingsError for a language that is not there.
    """
    settings, places = loaded.settings, folders()
    packs = Packs(places.packs)
    packs.open(settings.packs.order)
    if unspoken := take_language(settings, packs.layers):
        if "words.language" in loaded.overridden:
            packs.close()
            raise SettingsError(unspoken)
        packs.problems.append(unspoken)
    use(packs.layers.palettes())
    stock = Stock(packs.layers)
    stock.begin(surfaces_of(settings.video.quality))
    icon = assets_folder() / ("icon.ico" if sys.platform == "win32" else "icon.png")
    base = open_window(settings.video, icon=icon)
    sounds = Sounds(base, places.cache / "sounds", settings.audio, packs.layers)
    ui = Ui(base, settings, sounds.play_ui)
    if unread := take_font(ui, packs.layers, places.cache / "fonts"):
        packs.problems.append(unread)
    records = Records.load(places.records_file)
    world = World(base.render, settings, stock)
    game = Game(base, places, loaded, settings, records, world, ui, Hud(ui, settings), sounds)
    game.packs = packs
    game.newcomer = not (is_there(places.records_file) or is_there(places.progress_file))
    game.devices = Devices(
        base,
        ui,
        settings,
        on_action=partial(hotkeys.do_action, game),
        on_focus_lost=partial(flow.pause, game),
    )
    game.screens = Screens(
        ui,
        flow.actions(game),
        settings,
        lan_actions(game),
        pack_actions(game),
        campaigns=campaign_actions(game),
        drawn=own_maze_actions(game),
        plugins=tuple
        if safe
        else lambda: [name for name, each in found(GENERATOR).items() if not each.problem],
    )
    game.hud.restock(stock)
    game.screens.restock(stock)
    ending = partial(flow.quit_game, game)
    base.userExit = ending  # Panda3D's own, on the window's cross, ends the process
    base.taskMgr.keyboardInterruptHandler = lambda *_about: ending()  # its own prints and raises
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_about: ending())
    return game


def _generators() -> list[str]:
    """Return the names of generators that other packages bring."""
    return [name for name, plugin in found(GENERATOR).items() if not plugin.problem]


def begin(game: Game, setup: Setup | None) -> None:
    """Say what went wrong on the way here; start at the title, or right in the match of `setup`."""
    nowhere = lost_at_the_end(game.folders)
    troubles = (nowhere, *game.loaded.problems, game.records.problem, game.sounds.problem or "")
    for trouble in (*troubles, *game.packs.told()):
        if trouble:
            warn(game, trouble)
    if setup and not is_there(game.folders.saved_run_file):
        flow.later(game, partial(flow.play, game, setup))
        return
    flow.to_title(game)
    if setup:
        flow.offer(game, setup)


def run_loop(game: Game) -> None:
    """Draw frames until the player quits or closes the window."""
    gc.freeze()  # what is there now stays: no collection during play need look at it
    last = time.perf_counter()
    while game.running:
        now = time.perf_counter()
        run_frame(game, now - last)
        last = now
        game.base.taskMgr.step()


def close(game: Game) -> None:
    """Let go of window, devices and sounds."""
    game.sounds.close()
    game.devices.close()
    game.world.close()
    game.base.destroy()
