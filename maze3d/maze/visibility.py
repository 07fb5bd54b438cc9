"""Visibility: which cells of a level can be seen from anywhere in a cell.

Owns the flood through openings. Walls are thin lines here, so thick ones hide no less than this says. Knows
nothing of where in its cell an eye is, nor which way it looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from maze3d.maze.grid import E, N, S, W

if TYPE_CHECKING:
    from maze3d.maze.grid import Cell, Passages

DEFAULT_MAX_CELLS = 16

_Point: TypeAlias = "tuple[int, int]"
_Beam: TypeAlias = "tuple[_Point, _Point, frozenset[_Point], frozenset[_Point]]"
"""The lines that passed every opening so far: the flattest and the steepest direction they can have, and
the corners they leave on their left and on their right."""

_WHOLE: _Beam = ((1, 0), (0, 1), frozenset(), frozenset())


def visible_cells(passages: Passages, cell: Cell, max_cells: int = DEFAULT_MAX_CELLS) -> list[Cell]:
    """Return the cells some straight line reaches from somewhere in `cell`, itself first.

    Only those whose middle is within `max_cells` of its middle, on its level. No visible cell is missed.
    Beams that meet in a cell by different ways are joined to one that holds both, so the work grows with
    the area; where loops are, a cell that is only just hidden may be listed too.
    """
    level, row, col = cell
    top, left = max(0, row - max_cells), max(0, col - max_cells)
    window = passages[level, top : row + max_cells + 1, left : col + max_cells + 1].tolist()
    row, col = row - top, col - left
    seen = {(row, col)}
    for east, ahead in ((E, 1), (W, -1)):
        for north, up in ((N, -1), (S, 1)):
            shown = _flood(window, (row, col), (east, ahead, north, up), max_cells)
            seen.update((row + up * y, col + ahead * x) for x, y in shown)
    seen.discard((row, col))
    return [cell, *((level, top + r, left + c) for r, c in sorted(seen))]


def _flood(
    window: list[list[int]], eye: tuple[int, int], axes: tuple[int, int, int, int], max_cells: int
) -> list[_Point]:
    """Return what one quadrant shows, ring by ring; x and y count cells from the eye's along its axes."""
    (row, col), (east, ahead, north, up) = eye, axes
    shown: list[_Point] = []
    reach = max_cells * max_cells
    ring = {(0, 0): _WHOLE}
    while ring:
        further: dict[_Point, _Beam] = {}
        for (x, y), beam in ring.items():
            shown.append((x, y))
            bits = window[row + up * y][col + ahead * x]
            if bits & east and (x + 1) * (x + 1) + y * y <= reach:
                _enter(further, (x + 1, y), _through(beam, (x + 1, y + 1), (x + 1, y)))
            if bits & north and x * x + (y + 1) * (y + 1) <= reach:
                _enter(further, (x, y + 1), _through(beam, (x, y + 1), (x + 1, y + 1)))
        ring = further
    return shown


def _enter(ring: dict[_Point, _Beam], place: _Point, beam: _Beam | None) -> None:
    if beam is None:
        return
    other = ring.get(place)
    if other is not None:
        low = beam[0] if _cross(beam[0], other[0]) > 0 else other[0]
        high = beam[1] if _cross(beam[1], other[1]) < 0 else other[1]
        beam = (low, high, beam[2] & other[2], beam[3] & other[3])
    ring[place] = beam


def _through(beam: _Beam, left: _Point, right: _Point) -> _Beam | None:
    """Return what of the beam passes the opening between two corners, or None when nothing does.

    A direction d lets a line keep corner l on its left and r on its right when cross(d, l - r) >= 0; the
    directions that do so for every pair are the beam's.
    """
    low, high, lefts, rights = beam
    apart = [(left[0] - x, left[1] - y) for x, y in rights] + [(x - right[0], y - right[1]) for x, y in lefts]
    for step in apart:
        if step[0] >= 0 and step[1] >= 0:
            if _cross(step, high) > 0:
                high = step
        elif step[0] <= 0 and step[1] <= 0:
            if _cross(step, low) > 0:
                low = (-step[0], -step[1])
        elif step[0] > 0:
            return None
    if _cross(low, high) <= 0:
        return None
    return low, high, _with_left(lefts, left), _with_right(rights, right)


def _with_left(corners: frozenset[_Point], new: _Point) -> frozenset[_Point]:
    """Add a corner to those on the left; one above and before another binds no line and is left out."""
    if any(x >= new[0] and y <= new[1] for x, y in corners):
        return corners
    return frozenset([new, *(p for p in corners if p[0] > new[0] or p[1] < new[1])])


def _with_right(corners: frozenset[_Point], new: _Point) -> frozenset[_Point]:
    """Add a corner to those on the right; one below and beyond another is left out."""
    if any(x <= new[0] and y >= new[1] for x, y in corners):
        return corners
    return frozenset([new, *(p for p in corners if p[0] < new[0] or p[1] > new[1])])


def _cross(a: _Point, b: _Point) -> int:
    return a[0] * b[1] - a[1] * b[0]
