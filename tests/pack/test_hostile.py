"""A corpus of packs that mean ill: each is told for what it is, and nothing of it is used or comes out.

`python -m tests.pack.test_hostile --write` writes packs and findings anew; read what has changed before it
is kept.
"""

from __future__ import annotations

import re
import sys
import tracemalloc
import zlib
from pathlib import Path

import pytest

from maze3d.pack.check import check
from maze3d.pack.finding import PackError
from maze3d.pack.found import found_in
from maze3d.pack.layers import Layer, Layers
from maze3d.pack.limits import MB
from maze3d.pack.opening import manifest_of, open_pack
from maze3d.view.surfaces import Stock
from maze3d.view.surfaces.stock import placeholder
from tests.pack.hostile_packs import BOMB_BYTES, packs, zeros

FOLDER = Path(__file__).with_name("hostile")
FINDINGS = FOLDER / "findings.txt"
MOST_BYTES = 24 * MB
"""Of memory while one of them is checked."""

_LIBRARIES = re.compile(r"(cannot be unpacked|cannot be decoded|that can be read|of the kind|syntax)\b.*")
"""What other versions of Python, Pillow and zlib say otherwise."""

CORPUS = dict(packs())


def told(path: Path) -> list[str]:
    """Return the findings of a pack, without what libraries add."""
    found = [_LIBRARIES.sub(r"\1 ...", str(each)) for each in check(path)]
    return [each.encode("ascii", "backslashreplace").decode() for each in found]


def listed() -> dict[str, list[str]]:
    """Return the findings that are kept, by the pack's name."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in FINDINGS.read_text("utf-8").splitlines():
        if line.startswith("  "):
            found[name].append(line.strip())
        else:
            name = line
            found[name] = []
    return found


def test_the_kept_packs_are_what_the_code_makes() -> None:
    assert {path.stem for path in FOLDER.glob("*.zip")} == set(CORPUS)
    for name, data in CORPUS.items():
        assert (FOLDER / f"{name}.zip").read_bytes() == data, name
    assert sum(map(len, CORPUS.values())) < MB


def test_the_bomb_is_one() -> None:
    assert zlib.decompress(zeros(BOMB_BYTES), -15) == bytes(BOMB_BYTES)
    assert len(zeros(BOMB_BYTES)) < BOMB_BYTES / 100


@pytest.mark.parametrize("name", CORPUS)
def test_each_is_told_for_what_it_is_in_little_memory(name: str) -> None:
    check(FOLDER / f"{name}.zip")  # what is imported and cached once is not its doing
    tracemalloc.start()
    found = told(FOLDER / f"{name}.zip")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == listed()[name]
    assert found
    assert peak < MOST_BYTES


@pytest.mark.parametrize("name", CORPUS)
def test_one_that_is_switched_on_all_the_same_harms_nothing(name: str) -> None:
    """It is left out whole, or what is wrong with it is a placeholder or the game's own."""
    try:
        source = open_pack(FOLDER / f"{name}.zip")
    except PackError:
        return
    manifest, findings = manifest_of(source)
    if manifest is None:
        assert findings
        source.close()
        return
    layers = Layers([Layer(manifest, source)])
    stock = Stock(layers)
    brings = "textures/wall.png" in source.files
    wall = stock.surface("textures/wall", 64).colour
    assert (wall == placeholder(64).colour).all() == brings
    assert set(stock.models("models/key").values()) <= {None}
    assert layers.font() is None
    layers.words()
    layers.palettes()
    assert all(sound is None for sound in _sounds(layers))
    source.close()


def _sounds(layers: Layers) -> list[bytes | None]:
    given = layers.asset("sounds/horn")
    return [layers.sound(given.layer, file) for file in given.files.values()] if given else []


def test_a_folder_full_of_them_is_listed_and_none_takes_the_place_of_a_good_one() -> None:
    there = found_in(FOLDER)
    assert len(there) == len(CORPUS)
    assert len({pack.manifest.id for pack in there if pack.manifest}) <= 1
    assert all(pack.manifest or pack.findings for pack in there)


if __name__ == "__main__" and "--write" in sys.argv:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.zip"):
        old.unlink()
    lines = []
    for name, data in CORPUS.items():
        (FOLDER / f"{name}.zip").write_bytes(data)
        lines += [name, *(f"  {each}" for each in told(FOLDER / f"{name}.zip"))]
    FINDINGS.write_text("\n".join([*lines, ""]), "utf-8")
