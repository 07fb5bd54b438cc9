from __future__ import annotations

import json

import pytest

from maze3d.maze import GENERATORS, large, maze_from_code
from tests.maze import golden

CATALOGUE = json.loads(golden.FILE.read_text(encoding="utf-8"))


def test_the_catalogue_holds_every_generator_and_recipe() -> None:
    assert [golden.name(recipe) for recipe in golden.recipes()] == list(CATALOGUE)
    assert {entry.split()[0] for entry in CATALOGUE} == set(GENERATORS)


@pytest.mark.parametrize("entry", CATALOGUE)
def test_a_code_gives_the_maze_it_always_gave(entry: str) -> None:
    maze = maze_from_code(CATALOGUE[entry]["code"])
    assert golden.digest(maze) == CATALOGUE[entry]["sha256"]


@pytest.mark.parametrize("entry", [entry for entry in CATALOGUE if " 1x1x1 " not in entry])
def test_scipy_gives_the_same_mazes(entry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("scipy")
    monkeypatch.setattr(large, "LARGE_CELLS", 1)
    assert large.pays(1)
    maze = maze_from_code(CATALOGUE[entry]["code"])
    assert golden.digest(maze) == CATALOGUE[entry]["sha256"]
