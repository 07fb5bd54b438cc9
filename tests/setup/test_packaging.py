"""The wheel and the sdist: built, installed somewhere else, and run from any folder."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True)
    return folder


def test_both_carry_the_licence_and_the_assets(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    (source,) = built.glob("*.tar.gz")
    folders = [ROOT / "assets/campaigns", ROOT / "assets/words"]
    files = [
        *(ROOT / "assets").glob("icon.*"),
        *(file for folder in folders for file in folder.rglob("*.toml")),
        *(file for file in (ROOT / "assets/packs").rglob("*") if file.is_file()),
    ]
    assets = {file.relative_to(ROOT).as_posix() for file in files}
    assert {
        "assets/campaigns/torchlight/campaign.toml",
        "assets/words/en.toml",
        "assets/packs/garden/sky/day.jpg",
    } <= assets
    in_wheel = set(zipfile.ZipFile(wheel).namelist())
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in in_wheel)
    assert {f"maze3d/{name}" for name in assets} <= in_wheel
    assert "maze3d/py.typed" in in_wheel
    assert not [name for name in in_wheel if name.startswith(("tests/", "scripts/"))]
    with tarfile.open(source) as archive:
        in_source = {name.partition("/")[2] for name in archive.getnames()}
    assert assets | {"LICENSE", "README.md", "uv.lock", "scripts/play.py", "tests/conftest.py"} <= in_source


def test_the_installed_wheel_runs_from_any_folder(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    home = tmp_path / "fresh"
    venv.create(home, with_pip=True)
    folder = home / ("Scripts" if os.name == "nt" else "bin")
    python = str(folder / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)], check=True)
    packages = Path(
        _output([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], tmp_path)
    )
    # The libraries are the ones that are installed here; the .pth of an editable maze3d is not followed.
    (packages / "borrowed.pth").write_text("\n".join(site.getsitepackages()))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    where = "import maze3d.resources as r; print(r.assets_folder(), r.assets_folder().is_dir())"
    assert _output([python, "-c", where], elsewhere) == f"{packages / 'maze3d' / 'assets'} True"
    maze = _output([python, "-m", "maze3d", "maze", "--seed", "7"], elsewhere)
    assert maze == _output([sys.executable, "-m", "maze3d", "maze", "--seed", "7"], ROOT)
    assert _output([str(folder / "maze3d"), "--version"], elsewhere).startswith("maze3d ")
    told = subprocess.run(
        [str(folder / "maze3d"), "doctor"], cwd=elsewhere, capture_output=True, text=True, check=False
    )
    assert told.returncode in {0, 1}
    assert f"ok  assets           {packages / 'maze3d' / 'assets'}" in told.stdout
    assert "ok  Panda3D" in told.stdout


def _output(command: list[str], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()
