"""What a machine without the tools of the window tests sees at the end of a run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    shutil.copy(TESTS / "conftest.py", tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    window: x\n    offscreen: x\n")
    text = "import pytest\n\n@pytest.mark.window\ndef test_window(): pass\n\ndef test_plain(): pass\n"
    (tmp_path / "test_some.py").write_text(text)
    return tmp_path


def _pytest(suite: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # `coverage`-like plugins of the surroundings stay out, and so does every program on the PATH.
    environ = os.environ | {"PATH": str(suite), "PYTHONPATH": str(TESTS.parent)}
    command = [sys.executable, "-m", "pytest", *words]
    return subprocess.run(command, cwd=suite, env=environ, capture_output=True, text=True, check=False)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="window tests drive an X display: run them on Linux"
)
def test_the_end_lists_what_was_skipped_and_how_to_run_it(suite: Path) -> None:
    ended = _pytest(suite)
    assert ended.returncode == 0
    *_before, reason, name, last = ended.stdout.splitlines()
    assert reason == "needs Xvfb and xdotool: `apt install xvfb xdotool`"
    assert name == "    test_some.py::test_window"
    assert "1 passed, 1 skipped" in last


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="window tests drive an X display: run them on Linux"
)
def test_with_require_all_a_skipped_test_fails(suite: Path) -> None:
    ended = _pytest(suite, "--require-all")
    assert ended.returncode == 1
    assert "skipped, which --require-all does not allow: needs Xvfb and xdotool" in ended.stdout
    assert "1 passed, 1 error" in ended.stdout.splitlines()[-1]


def test_with_require_all_a_module_that_skips_itself_fails_too(suite: Path) -> None:
    (suite / "test_some.py").write_text("import pytest\n\npytest.importorskip('no_such_module')\n")
    (suite / "test_plain.py").write_text("def test_plain(): pass\n")
    assert _pytest(suite).returncode == 0
    assert _pytest(suite, "--require-all").returncode == 1
