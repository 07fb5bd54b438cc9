"""`maze3d pack`: a new pack is clean, a broken one is told, a built one is the same every time."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from maze3d.app.cli import main
from maze3d.pack.check import check
from tests.pack.media import ogg, png
from tests.pack.test_check import MANIFEST, RIGHT, pack

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAZE3D_HOME", str(tmp_path / "home"))


def test_a_new_pack_is_clean_and_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "new", "moss", "--author", "ada"]) == 0
    folder = tmp_path / "home/data/packs/moss"
    assert sorted(path.name for path in folder.rglob("*.*")) == [
        "pack.toml",
        "wall.height.png",
        "wall.normal.png",
        "wall.png",
        "wall.rough.png",
    ]
    assert main(["pack", "check", str(folder)]) == 0
    assert main(["pack", "list"]) == 0
    out = capsys.readouterr().out
    assert f"{folder}: nothing is wrong" in out
    assert "  ada.moss 0.1.0  Moss  (moss)" in out
    assert main(["pack", "new", "moss"]) == 2
    assert capsys.readouterr().err == f"maze3d pack: {folder} is there already: choose another name.\n"


def test_a_mere_name_means_the_one_in_the_folder_of_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["pack", "new", "moss", "--author", "ada"]) == 0
    folder = tmp_path / "home/data/packs/moss"
    assert main(["pack", "check", "moss"]) == 0
    assert main(["pack", "build", "moss", "-o", "moss.zip"]) == 0
    assert main(["pack", "check", "station"]) == 0  # comes with the game
    assert f"{folder}: nothing is wrong\n" in capsys.readouterr().out
    pack(tmp_path / "moss", {"mod.py": b""})
    assert main(["pack", "check", "moss"]) == 1  # what is here comes first
    for doing in ("check", "build", "preview"):
        assert main(["pack", doing, "mos"]) == 2
        assert capsys.readouterr().err == f"maze3d pack: there is no mos here or in {folder.parent}.\n"


def test_a_copy_of_everything_is_clean_and_has_every_asset(tmp_path: Path) -> None:
    assert main(["pack", "new", "all", "--copy-all", "--folder", str(tmp_path)]) == 0
    assert check(tmp_path / "all") == []


def test_findings_are_lines_or_json_and_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = pack(tmp_path / "moss", {"textures/floor.png": b"", "mod.py": b""})
    assert main(["pack", "check", str(broken)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "mod.py: refused could run code: a pack changes looks and words only",
        "textures/floor.png: no-picture is no PNG picture",
        f"{broken}: 2 findings",
    ]
    assert main(["pack", "check", str(broken), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)["findings"]
    assert [(each["file"], each["code"]) for each in told] == [
        ("mod.py", "refused"),
        ("textures/floor.png", "no-picture"),
    ]
    assert main(["pack", "check", str(tmp_path / "none")]) == 2
    assert "there is no" in capsys.readouterr().err


def test_a_built_pack_is_the_same_every_time_and_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = pack(tmp_path / "moss", RIGHT)
    made = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for file in made:
        assert main(["pack", "build", str(folder), "-o", str(file)]) == 0
        for path in folder.rglob("*.png"):
            path.touch()
    assert made[0].read_bytes() == made[1].read_bytes()
    assert main(["pack", "check", str(made[0])]) == 0
    (folder / "textures/wall.png").write_bytes(b"")
    capsys.readouterr()
    assert main(["pack", "build", str(folder), "-o", str(tmp_path / "three.zip")]) == 1
    assert "is not built before that is mended" in capsys.readouterr().err
    assert not (tmp_path / "three.zip").exists()


def test_a_broken_pack_and_an_id_that_is_there_twice_are_listed_with_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packs = tmp_path / "home/data/packs"
    pack(packs / "a", {"textures/wall.png": png(64, 64)})
    pack(packs / "b", {})
    pack(packs / "c", {}, MANIFEST.replace("title", "titel"))
    (packs / "d.zip").write_bytes(b"no zip")
    assert main(["pack", "list"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{packs}: 4 packs",
        "  ada.moss 1.0.0  Moss  (a)",
        '  b: pack.toml: twice has the id of "a": one of them has to go',
        '  c: pack.toml: missing-key "title" is missing',
        '  c: pack.toml:5:1: unknown-key "titel" is no key here; did you mean title?',
        "  d.zip: pack: no-zip is no zip",
        "Come with the game:",
        "  maze3d.garden 1.0.0  Hedge garden  (garden)",
        "  maze3d.station 1.0.0  Science station  (station)",
    ]


def test_a_zip_built_beside_its_folder_does_not_hide_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    packs = tmp_path / "home/data/packs"
    pack(packs / "moss", {"textures/wall.png": png(64, 64)})
    monkeypatch.chdir(packs)
    assert main(["pack", "build", "moss"]) == 0
    capsys.readouterr()
    assert main(["pack", "list"]) == 1
    assert capsys.readouterr().out.splitlines()[1:3] == [
        '  ada.moss-1.0.0.zip: pack.toml: twice has the id of "moss": one of them has to go',
        "  ada.moss 1.0.0  Moss  (moss)",
    ]


def test_checking_never_loads_the_engine(tmp_path: Path) -> None:
    folder = pack(tmp_path / "moss", RIGHT)
    script = (
        "import sys; from maze3d.app.cli import main; main(['pack', 'check', sys.argv[1]]); "
        "sys.exit(any(name in sys.modules for name in ('panda3d', 'ursina')))"
    )
    assert subprocess.run([sys.executable, "-c", script, str(folder)], check=False).returncode == 0


@pytest.mark.offscreen
def test_a_preview_shows_the_pack_and_a_sheet_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    red = io.BytesIO()
    Image.new("RGB", (64, 64), (255, 0, 0)).save(red, "PNG")
    walls = {"textures/wall.png": red.getvalue(), "sounds/horn.ogg": ogg(seconds=1.0)}
    picture = tmp_path / "picture.png"
    assert main(["pack", "preview", str(pack(tmp_path / "red", walls)), "-o", str(picture)]) == 0
    pixels = np.asarray(Image.open(picture).convert("RGB")).astype(int)
    scene, sheet = pixels[:540], pixels[540:]
    assert (scene[..., 0] > 3 * scene[..., 1] + 20).mean() > 0.15
    assert (sheet == (255, 0, 0)).all(-1).sum() > 10_000
    broken = pack(tmp_path / "broken", {"textures/wall.png": b""})
    assert main(["pack", "preview", str(broken), "-o", str(picture)]) == 1
    assert "textures/wall.png: no-picture" in capsys.readouterr().err
    assert main(["pack", "preview", str(broken), "-o", "picture.gif"]) == 2
    alone = tmp_path / "alone.jpg"
    assert main(["pack", "preview", str(tmp_path / "red"), "--scene", "-o", str(alone)]) == 0
    with Image.open(alone) as shown:
        assert (shown.format, shown.size) == ("JPEG", (960, 540))
