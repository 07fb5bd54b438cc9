"""A right pack has no finding; each way of being wrong has its own, and all are found at once."""

from __future__ import annotations

import zipfile
from itertools import product
from typing import TYPE_CHECKING

import pytest

from maze3d.pack.catalogue import MAPS, Place, catalogue, place_of
from maze3d.pack.check import check
from maze3d.pack.finding import Finding, nearest
from maze3d.view.audio.catalogue import SOUNDS
from tests.pack.media import ogg, png, wav
from tests.pack.test_manifest import GOOD

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = GOOD.partition("[credits]")[0]


def pack(folder: Path, files: dict[str, bytes], manifest: str = MANIFEST) -> Path:
    for path, data in {"pack.toml": manifest.encode(), **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def told(path: Path, *, strict: bool = False) -> list[str]:
    return [str(each) for each in check(path, strict=strict)]


SUFFIX = {
    "palette": ".toml",
    "picture": ".png",
    "texture": ".png",
    "words": ".toml",
    "font": ".ttf",
    "model": ".glb",
}
UNKNOWN = "unknown-asset is nothing that can be replaced"
RIGHT = {
    "textures/wall.png": png(64, 64),
    "textures/wall.normal.png": png(64, 64, "RGB"),
    "textures/wall-2.png": png(128, 128),
    "sounds/horn.ogg": ogg(seconds=1.0),
    "sounds/ambience.ogg": ogg(channels=2, seconds=20.0),
    "README.md": b"Moss on everything.",
}


def test_a_right_pack_has_no_finding_as_folder_and_as_zip(tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack", RIGHT)
    assert told(folder) == []
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        for file in sorted(folder.rglob("*.*")):
            archive.write(file, file.relative_to(folder).as_posix())
    assert told(tmp_path / "pack.zip") == []


@pytest.mark.parametrize(
    ("file", "data", "finding"),
    [
        ("textures/wal.png", png(64, 64), f"{UNKNOWN}; did you mean textures/wall.png?"),
        ("sounds/wall.png", png(64, 64), f"{UNKNOWN}; did you mean textures/wall.png?"),
        ("textures/wall-99.png", png(64, 64), f"{UNKNOWN}; did you mean textures/wall.png?"),
        ("textures/marks.normal.png", png(64, 64), UNKNOWN),
        ("textures/floor.png", png(64, 32), "wrong-size is 64x32 pixels: expected a square"),
        ("textures/floor.png", png(100, 100), "wrong-size has sides of 100 pixels: expected 64, 128,"),
        ("textures/floor.png", png(2048, 2048), "wrong-size is 2048x2048 pixels: expected 64 to 1024"),
        ("textures/floor.png", b"no picture", "no-picture is no PNG picture"),
        ("textures/floor.png", png(64, 64)[:70], "damaged "),
        ("textures/floor.rough.png", png(64, 64), "map-alone lies beside no colour picture of its texture"),
        ("sounds/horn.ogg", ogg(seconds=9), "too-large lasts 9.0 s: expected at most 5"),
        ("sounds/horn.wav", wav(channels=2), "stereo is stereo: expected mono, as it comes from a place"),
        ("code.py", b"print()", "refused could run code: a pack changes looks and words only"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,
)
def test_a_wrong_file_has_its_finding(tmp_path: Path, file: str, data: bytes, finding: str) -> None:
    (found,) = told(pack(tmp_path, {"textures/wall.png": png(64, 64), file: data}))
    assert found.startswith(f"{file}: {finding}")


def test_what_the_manifest_promises_has_to_hold(tmp_path: Path) -> None:
    more = (
        'preview = "previw.png"\n[credits]\n"sounds/drip.ogg" = "Bo"\n'
        '[parameters]\nfog = 5.0\nfogg = 0.1\nfog_colour = "grey"\n'
    )
    assert told(pack(tmp_path, {"preview.png": png()}, MANIFEST + more)) == [
        'pack.toml: missing-file "sounds/drip.ogg", of the credits, is not there',
        'pack.toml: missing-file the preview "previw.png" is not there; did you mean preview.png?',
        'pack.toml: unknown-parameter "fogg" is no parameter; did you mean fog?',
        'pack.toml: wrong-value "parameters.fog": expected a number from 0.25 to 3, not 5.0',
        "pack.toml: wrong-value \"parameters.fog_colour\": expected a colour such as #0a0806, not 'grey'",
        f"preview.png: {UNKNOWN}",
    ]


def test_a_preview_is_looked_at_like_any_picture(tmp_path: Path) -> None:
    more = 'preview = "shot.png"\n'
    for data, finding in (
        (png(160, 90), None),
        (
            png(89, 160),
            "shot.png: wrong-size is 89x160 pixels: expected 90 to 2048 on each side, best 16 to 9",
        ),
        (png(2049, 90), "shot.png: too-large is 2049x90 pixels: expected at most 2048x2048"),
        (b"", "shot.png: no-picture is no PNG picture"),
    ):
        assert told(pack(tmp_path, {"shot.png": data}, MANIFEST + more)) == ([finding] if finding else [])


def test_all_is_found_at_once(tmp_path: Path) -> None:
    wrong = {"mod.py": b"", "textures/floor.png": b"", "sounds/horn.ogg": b""}
    found = check(pack(tmp_path, wrong, MANIFEST.replace("title", "titel")))
    assert [each.code for each in found] == [
        "refused",
        "missing-key",
        "unknown-key",
        "no-sound",
        "no-picture",
    ]


def test_a_pack_without_a_manifest_or_for_another_format_says_so(tmp_path: Path) -> None:
    assert told(pack(tmp_path, {}, MANIFEST.replace("least = 1, most = 1", "least = 2, most = 3"))) == [
        "pack.toml: format is for the formats 2 to 3: this game has 1"
    ]
    (tmp_path / "pack.toml").unlink()
    assert told(tmp_path) == ["pack.toml: no-manifest is missing: every pack has one"]
    assert told(tmp_path / "none") == ["pack: unreadable cannot be read: No such file or directory"]


def test_strict_tells_what_a_finished_pack_has(tmp_path: Path) -> None:
    assert [each.code for each in check(pack(tmp_path / "one", {}), strict=True)] == [
        "empty",
        "no-about",
        "no-preview",
    ]
    gap = pack(tmp_path / "two", {"textures/wall-3.png": png(64, 64)})
    assert [each.file for each in check(gap, strict=True) if each.code == "gap"] == ["textures/wall-3.png"]


def test_two_files_for_one_thing_are_told(tmp_path: Path) -> None:
    files = {"textures/wall.jpg": png(64, 64, "RGB", "JPEG"), "textures/wall.png": png(64, 64)}
    assert told(pack(tmp_path / "one", files)) == [
        "textures/wall.png: twice is for the same as textures/wall.jpg: one of them has to go"
    ]


def test_every_path_of_the_catalogue_is_what_it_says_and_no_two_are_the_same() -> None:
    seen = set()
    for asset in catalogue().asset:
        for variant, kind in product(range(1, asset.variants + 1), asset.maps):
            path = Place(asset, variant, kind).path(SUFFIX.get(asset.kind, ".ogg"))
            place = place_of(path)
            assert place
            assert place.asset == asset
            assert place.map in {"colour", *MAPS}
            assert path not in seen
            seen.add(path)


def test_the_catalogue_has_every_sound_of_the_game() -> None:
    """A variant is one of a kind there, and has a number of its own here."""
    listed = [
        asset.key.removeprefix("sounds/").replace("-", "_") + (f"_{number}" if asset.variants > 1 else "")
        for asset in catalogue().asset
        if asset.key.startswith("sounds/")
        for number in range(asset.variants)
    ]
    assert sorted(listed) == sorted(SOUNDS)


def test_a_finding_reads_like_a_compilers() -> None:
    assert (
        str(Finding("a.toml", 3, 7, "code", "message", "this"))
        == "a.toml:3:7: code message; did you mean this?"
    )
    assert nearest("flor", ["floor", "wall"]) == "floor"
    assert nearest("zzz", ["floor", "wall"]) == ""
