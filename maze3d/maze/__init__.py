"""Mazes: made from a seed, solved, named by a code, written to files. Knows no time, player or engine."""

from maze3d.maze.codes import decode, encode, maze_from_code
from maze3d.maze.formats.picture import all_levels, picture
from maze3d.maze.grid import Cell, Mask, Maze, MazeError, Passages
from maze3d.maze.recipe import GENERATORS, Recipe, generate, make
from maze3d.maze.solve import FarthestPair, distances, farthest_pair, shortest_path
from maze3d.maze.visibility import visible_cells

__all__ = [
    "GENERATORS",
    "Cell",
    "FarthestPair",
    "Mask",
    "Maze",
    "MazeError",
    "Passages",
    "Recipe",
    "all_levels",
    "decode",
    "distances",
    "encode",
    "farthest_pair",
    "generate",
    "make",
    "maze_from_code",
    "picture",
    "shortest_path",
    "visible_cells",
]
