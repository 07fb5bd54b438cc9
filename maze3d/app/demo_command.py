"""`maze3d demo`: a bot walks a maze and the walk is drawn to a picture file, without a display.

Owns the command line's words, the walk's timing and the file. Drawing is view/offscreen.py's and
view/world's.
"""

from __future__ import annotations

import io
import re
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageStat

from maze3d.files import StorageError, write_whole
from maze3d.maze.grid import MazeError
from maze3d.sim.units import EYE_HEIGHT, TICK_RATE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from maze3d.maze.grid import Maze
    from maze3d.pack.layers import Layers

FORMATS = (".gif", ".png", ".webp", ".apng")
MAX_SECONDS = 120.0
MAX_FRAMES = 1800
MIN_SIDE, MAX_SIDE = 64, 1920
STILLS = 12
"""A still is the best of one view a second: the one with most light and shade."""

COLOURS = 96
"""Of a GIF's palette: stone by torchlight needs few, and a small palette packs well."""


class DemoError(ValueError):
    """What was asked for cannot be: one sentence."""


@dataclass(frozen=True, slots=True)
class _Plan:
    out: Path
    seconds: float
    width: int
    height: int
    fps: int
    quality: str


def add_parser(subparsers: Any) -> None:
    """Add `demo` and its options."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "demo",
        help="draw a bot's walk through a maze, without a display",
        description="Draw a bot's walk through a maze to a GIF, WebP or APNG, or one view of it to a PNG.",
    )
    parser.add_argument(
        "code",
        nargs="?",
        metavar="CODE|FILE",
        help="the maze's code, or a drawn maze; without it a small new maze",
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="FILE",
        help="where to write: .gif, .png, .webp or .apng",
    )
    parser.add_argument(
        "--seconds", type=float, default=10.0, metavar="S", help="length of the walk (default 10)"
    )
    parser.add_argument("--size", default="480x270", metavar="WxH", help="pixels (default 480x270)")
    parser.add_argument("--fps", type=int, default=12, metavar="N", help="pictures a second (default 12)")
    parser.add_argument("--seed", type=int, metavar="N", help="seed of the new maze")
    parser.add_argument(
        "--pack",
        action="append",
        default=[],
        metavar="ID",
        help="with this pack on, such as maze3d.garden; given again, the first lies on top",
    )
    parser.add_argument("--quality", choices=("low", "medium", "high"), default="high", help="default: high")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Draw and write what `args` ask for; return the exit code."""
    from maze3d.view.offscreen import CanvasError  # noqa: PLC0415 - other commands never load the view

    try:
        plan = _checked(args)
        maze = _maze(args.code, args.seed)
        _write(plan, _frames(maze, plan, _layers(args.pack)))
    except (DemoError, MazeError, CanvasError, StorageError) as problem:
        print(f"maze3d demo: {problem}", file=sys.stderr)
        return 2
    except OSError as problem:  # a name too long, a folder that may not be looked into
        print(f"maze3d demo: -o {args.output}: {problem.strerror}.", file=sys.stderr)
        return 2
    return 0


def _checked(args: argparse.Namespace) -> _Plan:
    _check_output(args.output)
    width, height = _size(args.size)
    _check_length(args.seconds, args.fps)
    if args.seed is not None and not 0 <= args.seed < 1 << 64:
        raise DemoError(f"--seed {args.seed}: expected 0 to {(1 << 64) - 1}.")
    if args.code is not None and args.seed is not None:
        raise DemoError("A code already fixes the seed: give CODE or --seed, not both.")
    return _Plan(args.output, args.seconds, width, height, args.fps, args.quality)


def _check_output(out: Path) -> None:
    if out.suffix.lower() not in FORMATS:
        raise DemoError(f"-o {out}: expected a name that ends in {', '.join(FORMATS[:-1])} or {FORMATS[-1]}.")
    if not out.parent.is_dir():
        raise DemoError(f"-o {out}: the folder {out.parent} does not exist; make it first.")
    if out.is_dir():
        raise DemoError(f"-o {out} is a folder; name a file, such as {out / 'walk.gif'}.")


def _size(text: str) -> tuple[int, int]:
    size = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text.strip().lower())
    if not size:
        raise DemoError(f"--size {text}: expected WIDTHxHEIGHT in pixels, such as 480x270.")
    width, height = int(size[1]), int(size[2])
    nearest = min(max(width, MIN_SIDE), MAX_SIDE), min(max(height, MIN_SIDE), MAX_SIDE)
    if (width, height) != nearest:
        raise DemoError(
            f"--size {text}: expected {MIN_SIDE} to {MAX_SIDE} pixels a side; the nearest is "
            f"{nearest[0]}x{nearest[1]}."
        )
    return nearest


def _check_length(seconds: float, fps: int) -> None:
    if not 1 <= fps <= TICK_RATE:
        raise DemoError(f"--fps {fps}: expected 1 to {TICK_RATE}; the usual is 12.")
    if not 0.1 <= seconds <= MAX_SECONDS:
        raise DemoError(f"--seconds {seconds:g}: expected 0.1 to {MAX_SECONDS:g}; the usual is 10.")
    if seconds * fps > MAX_FRAMES:
        raise DemoError(
            f"{seconds:g} s at {fps} pictures a second are more than {MAX_FRAMES}: at most "
            f"{MAX_FRAMES // fps} s."
        )


def _maze(code: str | None, seed: int | None) -> Maze:
    from maze3d.app import own_mazes  # noqa: PLC0415
    from maze3d.maze import decode, generate  # noqa: PLC0415 - only once the options are right
    from maze3d.maze.formats.drawn import is_drawing  # noqa: PLC0415
    from maze3d.sim.walkable import check_walkable  # noqa: PLC0415

    if code is not None:
        recipe = own_mazes.drawing_at(code) if is_drawing(code) else decode(code)
        check_walkable(recipe.rows, recipe.cols, recipe.levels)
        return recipe.make()
    return generate("backtracker", 12, 12, seed=secrets.randbits(32) if seed is None else seed, braid=0.2)


def _layers(order: list[str]) -> Layers:
    """Open the packs of these ids. Raises DemoError for one that is not there, or broken."""
    from maze3d.app.packs import Packs  # noqa: PLC0415
    from maze3d.app.paths import folders  # noqa: PLC0415

    packs = Packs(folders().packs)
    packs.open(order)
    if packs.problems:
        raise DemoError(packs.problems[0])
    return packs.layers


def _frames(maze: Maze, plan: _Plan, layers: Layers) -> Iterator[NDArray[np.uint8]]:
    """Yield the walk's pictures, uint8[height, width, 3]; the last is at the exit or after plan.seconds."""
    from maze3d.bot import solver  # noqa: PLC0415
    from maze3d.sim.difficulty import escape_rules  # noqa: PLC0415
    from maze3d.sim.match import Match  # noqa: PLC0415
    from maze3d.view.offscreen import Canvas  # noqa: PLC0415
    from maze3d.view.palette import use  # noqa: PLC0415
    from maze3d.view.settings import Settings, Video  # noqa: PLC0415
    from maze3d.view.surfaces import Stock  # noqa: PLC0415
    from maze3d.view.world import Eye, World, place_camera  # noqa: PLC0415

    match = Match(maze, escape_rules("easy", keys=1 if maze.keys is None else len(maze.keys)))
    bot = solver(maze)
    canvas = Canvas(plan.width, plan.height)
    try:
        settings = Settings(video=Video.model_validate({"quality": plan.quality}))
        use(layers.palettes())
        world = World(canvas.root, settings, Stock(layers), shaders=canvas.shaders)
        world.load(maze)
        before = after = match.snapshot()
        for at_tick in _times(plan):
            while match.tick < at_tick and not after.over:
                match.step({0: bot(after)})
                before, after = after, match.snapshot()
            player = after.players[0]
            eye = Eye(player.x, player.y, EYE_HEIGHT, player.yaw, player.pitch, player.level)
            place_camera(canvas.camera, canvas.lens, canvas.aspect, eye, settings.video.fov)
            world.show(before, after, 1.0, eye, 1 / plan.fps)
            yield canvas.picture()
            if after.over:
                return
    finally:
        canvas.close()


def _times(plan: _Plan) -> list[float]:
    if _is_still(plan):
        return [float(index * TICK_RATE) for index in range(STILLS)]
    return [index * TICK_RATE / plan.fps for index in range(max(1, round(plan.seconds * plan.fps)))]


def _is_still(plan: _Plan) -> bool:
    return plan.out.suffix.lower() == ".png"


def _write(plan: _Plan, frames: Iterator[NDArray[np.uint8]]) -> None:
    """Write the pictures to plan.out, whole or not at all, telling a terminal how far it is."""
    total = len(_times(plan))
    pictures: list[Image.Image] = []
    for frame in frames:
        pictures.append(Image.fromarray(frame))
        if sys.stderr.isatty():
            print(f"\rdrawing {len(pictures)}/{total}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if _is_still(plan):
        pictures = [max(pictures, key=lambda picture: ImageStat.Stat(picture.convert("L")).stddev[0])]
    kind = {".gif": "GIF", ".webp": "WEBP"}.get(plan.out.suffix.lower(), "PNG")
    options: dict[str, Any] = {}
    if len(pictures) > 1 or kind != "PNG":
        options = {
            "save_all": True,
            "append_images": pictures[1:],
            "duration": round(1000 / plan.fps),
            "loop": 0,
        }
    if kind == "GIF":
        palette = _shared_palette(pictures)
        pictures = [each.quantize(palette=palette, dither=Image.Dither.NONE) for each in pictures]
        options |= {"append_images": pictures[1:], "optimize": False}
    if kind == "WEBP":
        options |= {"quality": 70, "method": 2}
    made = io.BytesIO()
    pictures[0].save(made, format=kind, **options)
    write_whole(plan.out, made.getvalue())
    many = f"{len(pictures)} picture{'s' * (len(pictures) != 1)}"
    print(f"{plan.out}: {many}, {plan.out.stat().st_size / 1e6:.1f} MB", file=sys.stderr)


def _shared_palette(pictures: list[Image.Image]) -> Image.Image:
    """Return a palette for all pictures, from a few of them side by side: frames then differ little."""
    few = pictures[:: max(1, len(pictures) // 8)]
    width, height = few[0].size
    strip = Image.new("RGB", (width, height * len(few)))
    for index, picture in enumerate(few):
        strip.paste(picture, (0, height * index))
    return strip.quantize(COLOURS, method=Image.Quantize.MEDIANCUT)
