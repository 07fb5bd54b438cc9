#!/usr/bin/env python3
"""Draw the game's icon, assets/icon.png and assets/icon.ico: a maze from above, lit by one torch.

The picture is computed, not painted: run this after a change here, and keep what it writes. A test draws it
again and compares.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.float64]

PLAN = """
#########
#...#...#
#.#.#.#.#
#.#...#.#
#.#####.#
#.#T..#.#
#.###.#.#
#.....#..
#########
"""
"""Walls, floor and the torch; the gap in the east is the exit."""

SIZE = 256
OVERSAMPLE = 4
MARGIN = 0.03
"""Bare edge around the maze, as a share of the icon; its walls are half as wide as its ways."""
CORNER = 0.17

WALL_TOP = np.array([0.56, 0.60, 0.74])
WALL_SIDE = np.array([0.10, 0.11, 0.16])
FLOOR_DARK = np.array([0.10, 0.09, 0.12])
FIRE = np.array([1.0, 0.56, 0.16])
FLAME = np.array([1.0, 0.93, 0.66])
DAYLIGHT = np.array([0.35, 0.95, 0.75])


def draw_icon() -> Image.Image:
    """Return the icon, RGBA, SIZE by SIZE."""
    plan = np.array([list(line) for line in PLAN.split()])
    wall = plan == "#"
    (torch,) = np.argwhere(plan == "T")
    exit_ = np.argwhere(~wall[:, -1])[0][0], plan.shape[1] - 1
    side = SIZE * OVERSAMPLE
    axis = (np.arange(side) + 0.5) / side
    x, y = np.meshgrid(axis, axis)
    edges = np.concatenate([[0], np.cumsum(np.where(np.arange(len(plan)) % 2, 1.35, 0.65))])
    edges = MARGIN + (1 - 2 * MARGIN) * edges / edges[-1]
    col, row = (np.interp(v, edges, np.arange(len(edges)) - 0.5) for v in (x, y))

    is_wall = _at_nearest(wall.astype(float), row, col)
    shade = _at_nearest(wall.astype(float), row - 0.3, col)  # the side of a wall that faces the viewer
    torch_light = _on_floor(_light(wall, (int(torch[0]), int(torch[1])), 0.905), wall, row, col)
    day_light = _on_floor(_light(wall, (int(exit_[0]), exit_[1]), 0.72), wall, row, col)
    near = np.exp(-((row - torch[0]) ** 2 + (col - torch[1]) ** 2) / 9.0)

    floor = FLOOR_DARK + torch_light[..., None] * FIRE + 0.9 * day_light[..., None] * DAYLIGHT
    front = WALL_SIDE + 0.45 * torch_light[..., None] * FIRE + 0.4 * day_light[..., None] * DAYLIGHT
    top = WALL_TOP * (0.62 + 0.2 * (1 - y[..., None])) + near[..., None] * FIRE * 0.4
    picture = np.where(shade[..., None] > 0.5, front, floor)
    picture = np.where(is_wall[..., None] > 0.5, top, picture)
    picture = _flame(picture, row - torch[0], col - torch[1])

    inside = _rounded(x, y)
    rgba = np.concatenate([np.clip(picture, 0, 1) * inside[..., None], inside[..., None]], axis=-1)
    small = rgba.reshape(SIZE, OVERSAMPLE, SIZE, OVERSAMPLE, 4).mean(axis=(1, 3))
    small[..., :3] /= np.maximum(small[..., 3:], 1e-6)
    return Image.fromarray(np.round(small * 255).astype(np.uint8), "RGBA")


def _light(wall: NDArray[np.bool_], source: tuple[int, int], keep: float) -> Picture:
    """Return how much light reaches each cell when every step along the passages keeps that share."""
    light = np.zeros(wall.shape)
    light[source] = 1.0
    for _ in range(wall.size):
        around = np.pad(light, 1)
        best = np.max([around[:-2, 1:-1], around[2:, 1:-1], around[1:-1, :-2], around[1:-1, 2:]], axis=0)
        light = np.where(wall, 0.0, np.maximum(light, keep * best))
    return light


def _at_nearest(grid: Picture, row: Picture, col: Picture) -> Picture:
    r = np.clip(np.round(row).astype(int), 0, grid.shape[0] - 1)
    c = np.clip(np.round(col).astype(int), 0, grid.shape[1] - 1)
    return np.asarray(grid[r, c])


def _on_floor(light: Picture, wall: NDArray[np.bool_], row: Picture, col: Picture) -> Picture:
    """Return the light between cells' centres, bilinear over floor cells only: none passes a wall."""
    r = np.clip(row, 0, wall.shape[0] - 1.001)
    c = np.clip(col, 0, wall.shape[1] - 1.001)
    total, weights = np.zeros_like(row), np.full_like(row, 1e-9)
    for dr in (0, 1):
        for dc in (0, 1):
            at = r.astype(int) + dr, c.astype(int) + dc
            weight = (1 - np.abs(r - at[0])) * (1 - np.abs(c - at[1])) * ~wall[at]
            total += weight * light[at]
            weights += weight
    return np.asarray(total / weights)


def _flame(picture: Picture, down: Picture, right: Picture) -> Picture:
    glow = np.exp(-(down**2 + right**2) / 1.1)[..., None]
    picture = picture * (1 - 0.55 * glow) + FIRE * 0.85 * glow
    lift = np.clip((0.75 - down) / 1.5, 0, 1)  # 0 at the foot, 1 at the tip
    width = 0.62 * np.sqrt(np.clip(lift * 6, 0, 1)) * np.clip(1 - lift, 0, 1) ** 0.75
    body = np.clip((width - np.abs(right)) / 0.08, 0, 1)[..., None]
    return picture * (1 - body) + FLAME * body


def _rounded(x: Picture, y: Picture) -> Picture:
    dx = np.maximum(np.abs(x - 0.5) - (0.5 - CORNER), 0)
    dy = np.maximum(np.abs(y - 0.5) - (0.5 - CORNER), 0)
    return np.asarray(dx**2 + dy**2 <= CORNER**2, dtype=np.float64)


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parent.parent / "assets")
    folder: Path = parser.parse_args().output
    icon = draw_icon()
    icon.save(folder / "icon.png", optimize=True)
    icon.save(folder / "icon.ico", sizes=[(n, n) for n in (16, 32, 48, 64, 256)])
    print(f"wrote {folder / 'icon.png'} and {folder / 'icon.ico'}")


if __name__ == "__main__":
    main()
