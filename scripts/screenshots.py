#!/usr/bin/env python3
"""Takes a picture of every screen and of the game being played, the README's first one among them.

    python scripts/screenshots.py [FOLDER]      default: assets/screenshots

Opens a real window, so it needs a display (`xvfb-run` will do), and uses folders and seeds of its own: the
same pictures come out each time, but for what flickers.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from maze3d.sim.state import Buttons, Command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.app.game import Game
    from maze3d.sim.state import Snapshot

ROOT = Path(__file__).resolve().parent.parent
SIZE = (1280, 720)
FRAME_S = 0.1
"""Of the game's time: a software renderer takes longer than that for a frame anyway."""

RACE_S = 0.8
"""After the start: the others are just ahead."""

JPEG_QUALITY = 86
WALKED_STAGES = 7
PACKS = ("garden", "station")
TABS = ("video", "controls", "sound", "access")


def main() -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "assets" / "screenshots")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["MAZE3D_HOME"] = home
        game = _game()
        for name in _shots(game):
            _save(game, folder / f"{name}.jpg")
    return 0


def _game() -> Game:
    from maze3d.app import choices, settings_file  # noqa: PLC0415 - after MAZE3D_HOME is set
    from maze3d.app.play_command import begin, build  # noqa: PLC0415
    from maze3d.view.window import WindowError  # noqa: PLC0415

    choices.chance_seed = lambda: 20
    size = [f"video.width={SIZE[0]}", f"video.height={SIZE[1]}"]
    wanted = [*size, "video.quality=high", "video.vsync=false", "access.captions=true"]
    try:
        game = build(settings_file.load(wanted))
    except WindowError as problem:
        sys.exit(f"screenshots: {problem}")
    begin(game, None)
    return game


def _shots(game: Game) -> Iterator[str]:
    """Bring the game to each screen in turn and yield its name when the window shows it."""
    from maze3d.app import flow  # noqa: PLC0415
    from maze3d.app.game import Phase  # noqa: PLC0415

    _frames(game, 25)
    yield "title"
    game.screens.open_new_game()
    _frames(game, 8)
    yield "new-game"
    game.ui.back()
    game.screens.open_settings()
    for tab in TABS:
        _frames(game, 6)
        yield f"settings-{tab}"
        _press(game, "arrow_right", "enter")
    game.ui.back()
    game.screens.open_help()
    _frames(game, 6)
    yield "help"
    game.ui.back()
    game.screens.open_packs()
    _frames(game, 6)
    yield "packs"
    game.ui.back()
    yield from _campaign(game)
    game.newcomer = False
    _play(game, "hard", "20x20", 11)
    _frames(game, 88)
    yield "playing"
    for pack in PACKS:
        _switch_packs(game, [f"maze3d.{pack}"])
        yield pack
    _switch_packs(game, [])
    _hint(game)
    _frames(game, 12)
    yield "hint"
    flow.pause(game)
    _frames(game, 6)
    yield "pause"
    _play(game, "easy", "6x6", 2)
    while game.phase is Phase.PLAYING:
        _frames(game, 1)
    _frames(game, 8)
    yield "results"
    yield from _together(game)


def _campaign(game: Game) -> Iterator[str]:
    """Have a bot walk the first stages, and look at the list, a card and a result."""
    from maze3d.app import campaign_actions, flow  # noqa: PLC0415
    from maze3d.app.game import Phase  # noqa: PLC0415
    from maze3d.bot import solver  # noqa: PLC0415

    (campaign,) = [each.campaign for each in game.campaigns.all if each.campaign]
    for stage in campaign.stages[:WALKED_STAGES]:
        campaign_actions.play_stage(game, campaign.key, stage.key)
        _frames(game, 1)
        match = game.match
        assert match  # noqa: S101 - the line above started one
        bot = solver(match.maze, ways=match.match.ways)
        for _tick in range(stage.par_ticks * (stage.number % 3) * 2 // 3):  # some are over par
            match.tick(Command(yaw=match.player.yaw))
        while not match.after.over:
            match.tick(bot(match.after))
        while game.phase is Phase.PLAYING:
            _frames(game, 1)
    _frames(game, 8)
    yield "stage-results"
    flow.to_title(game)
    game.screens.open_campaign()
    _frames(game, 8)
    yield "campaign"
    _press(game, "enter")
    _frames(game, 8)
    yield "stage"
    _press(game, "escape", "escape")


def _switch_packs(game: Game, order: list[str]) -> None:
    from maze3d.app.pack_actions import set_order  # noqa: PLC0415

    set_order(game, order)
    _frames(game, 2)


def _together(game: Game) -> Iterator[str]:
    """Host a race from the menu, with bots, and play a round of it."""
    from maze3d.app import flow  # noqa: PLC0415
    from maze3d.app.game import Phase  # noqa: PLC0415
    from maze3d.app.lan import doing, joining, leaving  # noqa: PLC0415
    from maze3d.app.lan.state import lan_of  # noqa: PLC0415
    from maze3d.view.screens.lan_data import HostChoice  # noqa: PLC0415

    flow.to_title(game)
    joining.set_name(game, "Anna")
    screens = game.screens.lan
    assert screens  # noqa: S101 - the title offers to play together
    screens.open_play_together()
    _frames(game, 8)
    yield "play-together"
    screens.open_host_game("Lantern night")
    _frames(game, 8)
    yield "host-game"
    joining.host(game, HostChoice(name="Lantern night", rows=8, cols=8, seed=3, rounds=2, bots=5))
    lan = lan_of(game)
    while lan.peer is None or len(lan.peer.members) < 6:
        _frames(game, 1)
    _frames(game, 8)
    yield "lobby"
    doing.ready(game, on=True)
    while game.phase is not Phase.JOINED or lan.peer.snapshot is None or lan.peer.snapshot.held_ticks:
        _frames(game, 1)
    started = time.monotonic()
    while time.monotonic() - started < RACE_S:
        _frames(game, 1)
    yield "race"
    while lan.shown != "results":
        _frames(game, 1)
    _frames(game, 8)
    yield "round-results"
    leaving.to_title(game, stop=True)
    _frames(game, 2)


def _frames(game: Game, count: int) -> None:
    from maze3d.app.frame import run_frame  # noqa: PLC0415

    for _frame in range(count):
        run_frame(game, FRAME_S)
        game.base.taskMgr.step()


def _press(game: Game, *keys: str) -> None:
    for key in keys:
        game.ui.handle(key)
        game.ui.handle(f"{key}-up")


def _play(game: Game, difficulty: str, size: str, seed: int) -> None:
    """Start a match and let the solver's bot walk it."""
    from maze3d.app import flow  # noqa: PLC0415
    from maze3d.app.play_options import setup_from  # noqa: PLC0415
    from maze3d.bot import solver  # noqa: PLC0415

    rows, cols = size.split("x")
    options = argparse.Namespace(
        maze=None,
        code=None,
        difficulty=difficulty,
        size=f"{rows}x{cols}",
        levels=None,
        generator=None,
        seed=seed,
        braid=None,
        keys=None,
    )
    setup = setup_from(options)
    assert setup  # noqa: S101 - a size was given
    flow.play(game, setup)
    assert game.match  # noqa: S101 - the line above started one
    game.bot = solver(game.match.maze, ways=game.match.match.ways)


def _hint(game: Game) -> None:
    """Have the bot ask for a hint in its next tick."""
    bot = game.bot
    assert bot  # noqa: S101 - _play has set it

    def asking(seen: Snapshot) -> Command:
        game.bot = bot
        return bot(seen)._replace(buttons=Buttons.HINT)

    game.bot = asking


def _save(game: Game, path: Path) -> None:
    """Write what the window shows as a JPEG."""
    texture = game.base.win.getScreenshot()
    pixels = bytes(texture.getRamImageAs("RGB"))
    picture = Image.frombytes("RGB", (texture.getXSize(), texture.getYSize()), pixels)
    picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(path, quality=JPEG_QUALITY, optimize=True)
    print(path)


if __name__ == "__main__":
    sys.exit(main())
