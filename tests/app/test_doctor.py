"""`maze3d doctor`: what it finds, and how it says what is missing."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pyperclip
import pytest

from maze3d.app import doctor

if TYPE_CHECKING:
    from pathlib import Path

FOUND: dict[str, object] = {
    "panda3d": "1.10.16",
    "ursina": "8.3.0",
    "audio": "OpenALAudioManager",
    "gamepads": ["Pad"],
    "clipboard": print,
    "display": "1920x1080, OpenGL",
    "gl": {"renderer": "Iris", "version": "4.6", "shaders": True},
}


def _doctor(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, dict[str, object]]]:
    monkeypatch.setattr(doctor, "probe", lambda: found)
    monkeypatch.setattr(pyperclip, "determine_clipboard", lambda: (found["clipboard"],) * 2)
    code = doctor.run(type("Args", (), {"json": True})())
    told = json.loads(capsys.readouterr().out)
    assert told["playable"] == (code == 0)
    return code, {check["name"]: check for check in told["checks"]}


def test_a_whole_computer_can_play(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, checks = _doctor(monkeypatch, FOUND, capsys)
    assert code == 0
    assert all(check["ok"] for check in checks.values())
    assert checks["OpenGL"]["found"] == "Iris, OpenGL 4.6"
    assert checks["gamepads"]["found"] == "Pad"


@pytest.mark.parametrize(
    ("lost", "name", "playable"),
    [
        ({"audio": None}, "audio", True),
        ({"gl": None}, "OpenGL", False),
        ({"gl": {"renderer": "old", "version": "1.4", "shaders": False}}, "OpenGL", False),
        ({"display": None}, "display", False),
        ({"clipboard": None}, "clipboard", True),
    ],
)
def test_what_is_missing_has_a_remedy(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lost: dict[str, object],
    name: str,
    playable: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    code, checks = _doctor(monkeypatch, FOUND | lost, capsys)
    assert code == (0 if playable else 1)
    assert not checks[name]["ok"]
    assert checks[name]["remedy"]


def test_a_folder_that_cannot_be_written_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MAZE3D_HOME", str(tmp_path / "file"))
    code, checks = _doctor(monkeypatch, FOUND, capsys)
    assert code == 0
    assert "cannot be written" in str(checks["saves folder"]["found"])


def test_a_probe_that_dies_keeps_what_it_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_args: object, **_more: object) -> subprocess.CompletedProcess[bytes]:
        noise = b'driver\xff noise\nmaze3d-probe {"panda3d": "1.10.16"}\nmaze3d-probe {"ur'
        return subprocess.CompletedProcess([], -11, noise, b"")

    monkeypatch.setattr(subprocess, "run", crash)
    assert doctor.probe() == {"panda3d": "1.10.16"}


def test_without_a_display_it_says_what_to_do_and_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only on Linux can the display be taken away")
    monkeypatch.delenv("DISPLAY", raising=False)
    ended = subprocess.run(
        [sys.executable, "-m", "maze3d", "doctor"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr == ""
    assert "NO  display" in ended.stdout
    assert "DISPLAY is not set" in ended.stdout
    assert "ok  Panda3D" in ended.stdout
