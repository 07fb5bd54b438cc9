"""scripts/play.py and scripts/test.py on a copy of the source with nothing installed, by the real pip."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from environment import constraints
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy what a clone would hold."""
    left_out = shutil.ignore_patterns(".venv*", ".git", "*_cache", "__pycache__", ".hypothesis", "dist")
    return Path(shutil.copytree(ROOT, tmp_path / "a clone", ignore=left_out))


def _start(copy: Path, script: str, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(copy / "scripts" / script), *words]
    environ = os.environ | variables
    return subprocess.run(command, cwd=copy.parent, env=environ, capture_output=True, text=True, check=False)


def test_from_clean_copy_to_running_and_never_twice(copy: Path) -> None:
    first = _start(copy, "play.py", "--version")
    assert first.returncode == 0, first.stdout + first.stderr
    assert "making .venv" in first.stdout
    assert first.stdout.endswith("maze3d 0.1.0\n")
    second = _start(copy, "play.py", "no-such-command")
    assert second.returncode == 2
    assert second.stdout == ""
    assert second.stderr.startswith('maze3d: there is no command "no-such-command"')
    # An install that was stopped half-way is noticed and made anew; without a network it is one sentence.
    (copy / ".venv" / "maze3d-ready").unlink()
    (copy / ".venv" / "maze3d-unfinished").touch()
    lonely = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    third = _start(copy, "play.py", "--version", PIP_CONFIG_FILE=os.devnull, PIP_FIND_LINKS="", **lonely)
    assert third.returncode == 1
    assert "clearing the unfinished .venv" in third.stdout
    assert third.stderr.startswith("maze3d: the packages could not be fetched: check the network")
    assert third.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_one_sentence(copy: Path) -> None:
    (copy / ".venv").write_text("a file in the way")
    ended = _start(copy, "play.py", "--version")
    assert ended.returncode == 1
    assert ended.stderr.startswith("maze3d: ")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("script", "said"), [("test.py", "--require-all"), ("play.py", "scripts/play.py play --help")]
)
def test_help_explains_itself_without_installing(copy: Path, script: str, said: str) -> None:
    ended = _start(copy, script, "--help")
    assert ended.returncode == 0
    assert said in ended.stdout
    assert not (copy / ".venv").exists()


def test_the_installed_versions_are_the_locked_ones() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    for line in map(Requirement, constraints(lock)):
        if line.marker is not None and not line.marker.evaluate():
            continue
        try:
            installed = importlib.metadata.version(line.name)
        except importlib.metadata.PackageNotFoundError:
            continue
        assert line.specifier.contains(installed), f"{line.name} is {installed}, locked {line.specifier}"
