"""`maze3d maze`: prints a maze or writes it to a file.

Owns the command's options and where its output goes. Knows nothing of how a maze is made or drawn.
"""

from __future__ import annotations

import argparse
import re
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from maze3d.app import own_mazes, plugins
from maze3d.app.cli import forget_output
from maze3d.app.generating import made
from maze3d.files import StorageError, write_whole
from maze3d.maze import GENERATORS, Maze, MazeError, Recipe, decode
from maze3d.maze.drawing import TITLE_LENGTH, Drawing, DrawingError, is_drawn
from maze3d.maze.formats.document import document
from maze3d.maze.formats.drawn import JSON, TEXT, is_drawing, write_drawing
from maze3d.maze.formats.picture import png
from maze3d.maze.formats.svg import svg
from maze3d.maze.formats.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

MISTAKES, USAGE_ERROR = 1, 2
DEFAULT_SIZE = (20, 20)
FORMATS: dict[str, Callable[..., str | bytes]] = {"text": text, "json": document, "png": png, "svg": svg}
_ENDINGS = {".txt": "text", ".text": "text", ".json": "json", ".png": "png", ".svg": "svg"}
_RECIPE_OPTIONS = ("generator", "size", "levels", "seed", "braid", "newest")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's options to the command line."""
    parser = subparsers.add_parser(
        "maze",
        help="print a maze, or write it as text, JSON, PNG or SVG",
        description="Print a maze, or write it to a file. Its code makes the same maze again anywhere.",
    )
    parser.add_argument(
        "code",
        nargs="?",
        metavar="CODE|FILE",
        help=f"a maze code, or a drawn maze (NAME{TEXT} or NAME{JSON}), instead of the options below",
    )
    parser.add_argument(
        "--generator", metavar="NAME", help=f"{', '.join(GENERATORS)} (default backtracker), or a plugin's"
    )
    parser.add_argument("--size", type=_size, metavar="ROWSxCOLS", help="default 20x20")
    parser.add_argument("--levels", type=_whole, metavar="N", help="levels above each other (default 1)")
    parser.add_argument("--seed", type=_whole, metavar="N", help="0 to 2^64 - 1 (default: a random one)")
    parser.add_argument("--braid", type=_share, metavar="0..1", help="share of dead ends to open (default 0)")
    parser.add_argument("--newest", type=_share, metavar="0..1", help="growing_tree: 0 random to 1 newest")
    parser.add_argument("--format", choices=list(FORMATS), help="default: by the file's ending, else text")
    parser.add_argument("--solution", action="store_true", help="show the way from start to exit")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help=f"write to FILE, whole or not at all; NAME{TEXT} or NAME{JSON} is one to draw on",
    )


def run(args: argparse.Namespace) -> int:
    """Make and write the maze; a mistake is one sentence on stderr and code 2."""
    try:
        kind = _format(args)
        if args.output is not None:
            _check_folder(args.output)
        maze = _recipe(args).make()
        made = _made(maze, kind, args)
        if args.output is None:
            _print(maze, made, args)
        else:
            write_whole(args.output, made if isinstance(made, bytes) else made.encode())
            code = "" if is_drawn(maze.code) else f", code {maze.code}"
            print(f"{args.output}: {maze.rows}x{maze.cols}{code}", file=sys.stderr)
    except DrawingError as problem:
        print(problem.in_file(args.code), file=sys.stderr)
        return MISTAKES
    except (MazeError, StorageError) as problem:
        print(f"maze3d maze: {problem}", file=sys.stderr)
        return USAGE_ERROR
    except BrokenPipeError:
        raise  # the reader has had enough: the command line's to end quietly
    except OSError as problem:  # a name too long, a folder that may not be looked into, a full disk behind >
        if args.output is None:
            forget_output()
        print(f"maze3d maze: {args.output or 'the output'}: {problem.strerror}.", file=sys.stderr)
        return USAGE_ERROR
    return 0


def _made(maze: Maze, kind: str, args: argparse.Namespace) -> str | bytes:
    if args.output is None or not is_drawing(args.output.name) or args.format:
        return FORMATS[kind](maze, solution=args.solution)
    name = args.output.name[: -len(TEXT if args.output.name.lower().endswith(TEXT) else JSON)]
    title = (name if name.isprintable() else "") or "A maze"
    return write_drawing(args.output.name, Drawing(maze, title[:TITLE_LENGTH]))


def _recipe(args: argparse.Namespace) -> Recipe | Drawing:
    given = [name for name in _RECIPE_OPTIONS if getattr(args, name) is not None]
    if args.code is not None:
        if given:
            raise MazeError(f"A code already says the {given[0]}: leave out --{given[0]}, or the code.")
        return own_mazes.read(Path(args.code)) if is_drawing(args.code) else decode(args.code)
    generator = args.generator or "backtracker"
    if args.newest is not None and generator != "growing_tree":
        raise MazeError("--newest is for growing_tree alone: leave it out, or say --generator growing_tree.")
    rows, cols = args.size or DEFAULT_SIZE
    options = {name: getattr(args, name) for name in ("levels", "braid", "newest") if name in given}
    seed = secrets.randbits(32) if args.seed is None else args.seed
    plugins.check_generator(generator)
    if generator not in GENERATORS:
        if options:
            raise MazeError(f"--{next(iter(options))} is for the game's own generators: leave it out.")
        return made(generator, rows, cols, seed)
    return Recipe(generator, rows, cols, seed=seed, **options)


def _format(args: argparse.Namespace) -> str:
    if args.output is None:
        kind = str(args.format or "text")
        if kind == "png" and sys.stdout.isatty():
            raise MazeError("A PNG picture cannot be shown in a terminal: name a file, as in -o maze.png.")
        return kind
    if args.output.is_dir():
        raise MazeError(f"{args.output} is a folder: name a file in it, as in -o {args.output / 'maze.png'}.")
    if args.format:
        return str(args.format)
    ending = args.output.suffix.lower()
    if ending not in _ENDINGS:
        what = f'"{ending}" is not a format of a maze' if ending else f'"{args.output}" has no ending'
        raise MazeError(f"{what}: end the name in .txt, .json, .png or .svg, or add --format text.")
    return _ENDINGS[ending]


def _check_folder(output: Path) -> None:
    folder = output.absolute().parent
    if folder.is_dir():
        return
    nearest = next((parent for parent in folder.parents if parent.is_dir()), Path.cwd())  # no such drive
    raise MazeError(f"There is no folder {folder}: make it first, or write to {nearest / output.name}.")


def _print(maze: Maze, made: str | bytes, args: argparse.Namespace) -> None:
    if isinstance(made, bytes):
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
        return
    if (args.format or "text") == "text":
        try:
            made.encode(sys.stdout.encoding or "ascii")
        except UnicodeEncodeError:  # an old Windows console, or LC_ALL=C
            made = text(maze, solution=args.solution, ascii_only=True)
        made += "" if is_drawn(maze.code) else f"{maze.code}\n"
    sys.stdout.write(made)
    sys.stdout.flush()  # what cannot be written is said by `run`, not at the interpreter's end


def _size(word: str) -> tuple[int, int]:
    parts = re.fullmatch(r"\s*(-?\d{1,12})\s*[xX\u00d7*,]\s*(-?\d{1,12})\s*", word)
    if parts:
        return int(parts[1]), int(parts[2])
    alone = re.fullmatch(r"\d{1,12}", word)
    nearest = f"{word}x{word}" if alone else "20x30"
    raise argparse.ArgumentTypeError(f'expected ROWSxCOLS, as in {nearest}, not "{word[:40]}".')


def _whole(word: str) -> int:
    try:
        return int(word)
    except ValueError:
        digits = re.search(r"\d{1,19}", word)
        nearest = digits[0] if digits else "7"
        raise argparse.ArgumentTypeError(
            f'expected a whole number, such as {nearest}, not "{word[:40]}".'
        ) from None


def _share(word: str) -> float:
    try:
        if word.endswith("%"):
            return float(word[:-1]) / 100
        return float(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f'expected 0 to 1, such as 0.3 or 30%, not "{word[:40]}".') from None
