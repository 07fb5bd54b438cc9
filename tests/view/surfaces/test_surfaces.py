from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from maze3d.view.surfaces import SURFACES, cached_surface
from maze3d.view.surfaces import cache as surface_cache
from maze3d.view.surfaces.marks import ARROW, CROSS, marks

if TYPE_CHECKING:
    from pathlib import Path

TILED = [name for name in SURFACES if name not in {"marks", "fittings"}]


@pytest.mark.parametrize("name", sorted(SURFACES))
def test_a_surface_is_two_full_pictures_with_unit_normals(name: str) -> None:
    surface = SURFACES[name](64)
    for picture in (surface.colour, surface.relief):
        assert picture.shape == (64, 64, 4)
        assert picture.dtype == np.uint8
    normal = surface.relief[..., :3].astype(float) / 127.5 - 1
    assert np.allclose(np.linalg.norm(normal, axis=-1), 1, atol=0.03)
    assert surface.colour.std() > 5


@pytest.mark.parametrize("name", TILED)
def test_a_surface_tiles(name: str) -> None:
    """The step over the edge is no bigger than steps inside."""
    colour = SURFACES[name](128).colour.astype(float)
    for axis in (0, 1):
        inside = np.abs(np.diff(colour, axis=axis)).mean(axis=(1 - axis, 2))
        over = np.abs(colour.take(0, axis) - colour.take(-1, axis)).mean()
        assert over <= inside.max() * 1.05


@pytest.mark.parametrize("mark", [CROSS, ARROW])
def test_chalk_is_smooth_and_leaves_nothing_beside_its_strokes(mark: int) -> None:
    part = marks(512)[:256, 256 * mark : 256 * (mark + 1), 3]
    away = np.ones((256, 256), bool)
    for row, col in np.argwhere(part > 0.5):
        away[max(0, row - 16) : row + 17, max(0, col - 16) : col + 17] = False
    assert away.mean() > 0.3
    assert part[away].max() == 0
    steep = np.abs(np.diff(part, axis=0)) > 0.4
    assert steep.mean() < 0.004, "hardly an edge of a single pixel"


def test_a_surface_is_the_same_each_time() -> None:
    assert np.array_equal(SURFACES["brick"](64).colour, SURFACES["brick"](64).colour)


def test_the_cache_keeps_and_reads_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = cached_surface("brick", 64, tmp_path / "new")
    assert [path.suffix for path in (tmp_path / "new").iterdir()] == [".surface"]
    monkeypatch.setitem(SURFACES, "brick", lambda _size: pytest.fail("was not read from the cache"))
    again = cached_surface("brick", 64, tmp_path / "new")
    assert np.array_equal(made.colour, again.colour)
    assert np.array_equal(made.relief, again.relief)


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty"])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: str) -> None:
    made = cached_surface("vault", 64, tmp_path)
    (file,) = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    if damage == "cut":
        data = data[:-1]
    elif damage == "flipped":
        data[1000] ^= 4
    else:
        data.clear()
    file.write_bytes(data)
    again = cached_surface("vault", 64, tmp_path)
    assert np.array_equal(made.colour, again.colour)
    assert len(file.read_bytes()) == 4 + 2 * 64 * 64 * 4


def test_files_of_other_versions_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached_surface("vault", 64, tmp_path)
    monkeypatch.setattr(surface_cache, "code_version", lambda: "another")
    cached_surface("brick", 64, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["brick-64-another.surface"]


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert cached_surface("vault", 64, tmp_path / "file").colour.shape == (64, 64, 4)
