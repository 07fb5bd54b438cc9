"""The lock file as pip constraints, and the project's own figures agreeing with each other."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest
from environment import constraints, ready_python
from packaging.requirements import Requirement

import maze3d

ROOT = Path(__file__).resolve().parents[2]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _versions(name: str, python: str) -> list[str]:
    found = [Requirement(line) for line in constraints(LOCK)]
    environment = {"python_full_version": f"{python}.1", "python_version": python}
    return [
        str(line.specifier)
        for line in found
        if line.name == name and (line.marker is None or line.marker.evaluate(environment))
    ]


def test_every_python_gets_exactly_one_version_of_each_requirement() -> None:
    names = {Requirement(text).name for text in PROJECT["project"]["dependencies"]}
    names |= {Requirement(text).name for text in PROJECT["dependency-groups"]["dev"]}
    for python in ("3.11", "3.12", "3.13", "3.14"):
        for name in names:
            assert len(_versions(name, python)) == 1, (name, python)
    assert _versions("ursina", "3.11")[0].startswith("==7.")
    assert _versions("ursina", "3.13")[0].startswith("==8.")


def test_the_lock_names_public_places_only() -> None:
    text = (ROOT / "uv.lock").read_text("utf-8")
    for line in text.splitlines():
        if "url = " in line:
            assert "https://files.pythonhosted.org/" in line
        if "registry = " in line:
            assert 'registry = "https://pypi.org/simple"' in line


def test_a_folder_that_holds_something_else_is_never_cleared(tmp_path: Path) -> None:
    """What `--venv .` would do to a player's own files."""
    (tmp_path / "diary.txt").write_text("dear diary")
    with pytest.raises(SystemExit, match="no virtual environment: name another folder, or empty it first"):
        ready_python(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["diary.txt"]


def test_the_version_is_one() -> None:
    assert PROJECT["project"]["version"] == maze3d.__version__


def test_ci_script_is_valid_bash_and_runs_the_readmes_command() -> None:
    script = ROOT / ".ci" / "run"
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert "scripts/test.py --require-all" in script.read_text()
