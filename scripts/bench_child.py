"""One measured process of scripts/bench.py: prints its figures as a line of JSON.

bench_child.py empty -            imports Ursina, opens an empty window, draws one frame
bench_child.py start ROWSxCOLS    starts the game in such a maze and draws its first frame
bench_child.py walk ROWSxCOLS     a bot walks; the median CPU time of a frame
bench_child.py memory ROWSxCOLS   resident memory that such a level adds to a small one
bench_child.py entities ROWSxCOLS one Entity for each wall; the median CPU time of a frame
bench_child.py looks game|plain   a bot's walk drawn offscreen, medium quality; processor time of a frame
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.app.game import Game

WARM_FRAMES = 120
FRAMES = 900
ENTITY_FRAMES = 12
FRAME_S = 1 / 60
LOOKS_SIZE = (1280, 720)
LOOKS_TICKS = 18
LOOKS_WARM, LOOKS_FRAMES = 10, 40


def empty(_size: str) -> dict[str, float]:
    """Open what any Ursina game opens."""
    base = _ursina()
    base.step()
    return {}


def start(size: str) -> dict[str, float]:
    """Start as `maze3d play --size` does, up to the first frame with the maze in it."""
    from maze3d.app import cli  # noqa: PLC0415 - `empty` must not pay for the game

    cli.loaded("play")
    game = _game(size)
    _until_playing(game)
    game.base.taskMgr.step()
    return {}


def walk(size: str) -> dict[str, float]:
    """Walk with the solver's bot through the game's own frames, one tick each."""
    from maze3d.app.frame import run_frame  # noqa: PLC0415 - `empty` must not pay for the game
    from maze3d.bot import solver  # noqa: PLC0415

    game = _game(size)
    _until_playing(game)
    assert game.match  # noqa: S101 - _until_playing saw it
    game.bot = solver(game.match.maze)

    def frame() -> None:
        run_frame(game, FRAME_S)
        game.base.taskMgr.step()

    return {"frame_ms": _median_ms(frame, WARM_FRAMES, FRAMES)}


def memory(size: str) -> dict[str, float]:
    """Load a small level, then the large one, and walk a little in each."""
    from maze3d.app import flow  # noqa: PLC0415
    from maze3d.app.frame import run_frame  # noqa: PLC0415

    game = _game("20x20")
    for wanted in ("20x20", size):
        if wanted == size:
            before_mb, peak_before_mb = _resident_mb(), _peak_mb()
            flow.play(game, _setup(size))
        for _frame in range(WARM_FRAMES):
            run_frame(game, FRAME_S)
            game.base.taskMgr.step()
    return {"held_mb": _resident_mb() - before_mb, "peak_mb": _peak_mb() - min(before_mb, peak_before_mb)}


def entities(size: str) -> dict[str, float]:
    """Draw the same walls the obvious way: a cube for each."""
    from ursina import Entity  # noqa: PLC0415

    from maze3d.maze import generate  # noqa: PLC0415
    from maze3d.maze.grid import N, W  # noqa: PLC0415

    base = _ursina()
    rows, cols = (int(side) for side in size.split("x"))
    passages = generate("backtracker", rows, cols, seed=1).passages[0]
    for row in range(rows):
        for col in range(cols):
            if not passages[row, col] & N:
                Entity(model="cube", texture="brick", scale=(1, 1, 0.2), position=(col, 0, -row + 0.5))
            if not passages[row, col] & W:
                Entity(model="cube", texture="brick", scale=(0.2, 1, 1), position=(col - 0.5, 0, -row))
    from ursina import camera  # noqa: PLC0415

    camera.position, camera.rotation_y, camera.fov = (0, 0, 0), 135, 90  # the north-west corner, looking in
    return {"frame_ms": _median_ms(base.step, 3, ENTITY_FRAMES)}


def looks(shader: str) -> dict[str, float]:
    """Draw a bot's walk with the game's own look, or with its textures alone: all else is the same.

    The processor time of all threads: with a software renderer that is the drawing itself.
    """
    from maze3d.bot import solver  # noqa: PLC0415
    from maze3d.maze import generate  # noqa: PLC0415
    from maze3d.sim.difficulty import escape_rules  # noqa: PLC0415
    from maze3d.sim.match import Match  # noqa: PLC0415
    from maze3d.sim.units import EYE_HEIGHT  # noqa: PLC0415
    from maze3d.view.offscreen import Canvas  # noqa: PLC0415
    from maze3d.view.settings import Settings, Video  # noqa: PLC0415
    from maze3d.view.surfaces import Stock  # noqa: PLC0415
    from maze3d.view.world import Eye, World, materials, place_camera  # noqa: PLC0415

    if shader == "plain":
        made = materials._program  # noqa: SLF001 - the one thing that differs

        def program(vertex: str, fragment: str, defines: str) -> Any:
            return _textured(defines) if fragment == "lit.frag" else made(vertex, fragment, defines)

        vars(materials)["_program"] = program
    maze = generate("backtracker", 20, 20, seed=11, braid=0.2)
    match = Match(maze, escape_rules("easy", keys=1))
    bot, canvas = solver(maze), Canvas(*LOOKS_SIZE)
    settings = Settings(video=Video(quality="medium"))
    world = World(canvas.root, settings, Stock(), shaders=canvas.shaders)
    world.load(maze)
    seen = match.snapshot()

    def frames(count: int) -> None:
        nonlocal seen
        for _frame in range(count):
            for _tick in range(LOOKS_TICKS):
                match.step({0: bot(seen)})
                seen = match.snapshot()
            player = seen.players[0]
            eye = Eye(player.x, player.y, EYE_HEIGHT, player.yaw, player.pitch, player.level)
            place_camera(canvas.camera, canvas.lens, canvas.aspect, eye, settings.video.fov)
            world.show(seen, seen, 1.0, eye, FRAME_S)
            canvas.draw()
        canvas.picture()  # waits until all is drawn

    frames(LOOKS_WARM)
    began = time.process_time()
    frames(LOOKS_FRAMES)
    return {"frame_ms": (time.process_time() - began) * 1000 / LOOKS_FRAMES}


def _textured(defines: str) -> Any:
    """Return what draws a texture and nothing else; `defines` as lit.frag has them."""
    from panda3d.core import Shader  # noqa: PLC0415

    from maze3d.view.world import materials  # noqa: PLC0415

    vertex = Path(materials.__file__).with_name("shaders") / "lit.vert"
    place = "uv / 1.35" if "MASONRY" in defines else "uv"
    fragment = f"""#version 120
        uniform sampler2D colour_map;
        varying vec2 uv;
        varying vec4 tint;
        void main() {{
            gl_FragColor = vec4(texture2D(colour_map, {place}).rgb * tint.rgb, 1.0);
        }}"""
    return Shader.make(Shader.SL_GLSL, "#version 120\n" + vertex.read_text("utf-8"), fragment)


def _ursina() -> Any:
    from panda3d.core import loadPrcFileData  # noqa: PLC0415

    loadPrcFileData("", "sync-video 0\nnotify-level error")
    from ursina import Ursina  # noqa: PLC0415

    return Ursina(size=(1280, 720), borderless=False, editor_ui_enabled=False)


def _setup(size: str) -> Any:
    from maze3d.app.play_options import setup_from  # noqa: PLC0415

    return setup_from(_arguments(size))


def _game(size: str) -> Game:
    from maze3d.app import settings_file  # noqa: PLC0415
    from maze3d.app.play_command import started  # noqa: PLC0415

    return started(settings_file.load(["video.vsync=false"]), _setup(size))


def _arguments(size: str) -> Any:
    import argparse  # noqa: PLC0415

    from maze3d.app.play_command import add_parser  # noqa: PLC0415

    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    return parser.parse_args(["play", "--size", size, "--seed", "1", "--keys", "0", "--braid", "0"])


def _until_playing(game: Game) -> None:
    from maze3d.app.frame import run_frame  # noqa: PLC0415
    from maze3d.app.game import Phase  # noqa: PLC0415

    while game.phase is not Phase.PLAYING:
        run_frame(game, FRAME_S)


def _median_ms(frame: Callable[[], None], warm: int, count: int) -> float:
    for _turn in range(warm):
        frame()
    times = []
    for _turn in range(count):
        began = time.process_time()
        frame()
        times.append(time.process_time() - began)
    return statistics.median(times) * 1000


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run the part that is named, with folders of its own so that the player's stay as they are."""
    part: Callable[[str], dict[str, float]] = globals()[sys.argv[1]]
    os.environ.setdefault("MAZE3D_HOME", str(Path(tempfile.gettempdir()) / "maze3d-bench"))
    quiet = os.dup(1)
    os.dup2(2, 1)  # Ursina prints where the figures go
    figures = part(sys.argv[2])
    os.write(quiet, (json.dumps(figures) + "\n").encode())
    os._exit(0)  # what is measured ends here: no teardown


if __name__ == "__main__":
    main()
