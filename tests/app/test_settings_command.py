"""`maze3d settings`: what it lists, and that no value of any kind does more than get a sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from maze3d.app.cli import main
from maze3d.app.settings_check import SettingsError, allowed, check, setting_names, value_of
from maze3d.view.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_every_setting_is_listed_with_what_it_may_be(
    own_folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["settings"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line[2:].partition(" = ")[0] for line in listed[:-2]] == list(setting_names())
    assert not any(line.startswith("*") for line in listed)
    assert listed[-1].startswith(f"The file: {own_folders}")
    assert listed[-1].endswith("(not there: all is as by default)")


def test_what_is_not_the_default_is_marked(own_folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = own_folders / "config" / "settings.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("[video]\nfov = 100\n")
    assert main(["settings", "video.fov", "audio"]) == 0
    first, *others = capsys.readouterr().out.splitlines()
    assert " ".join(first.split()) == "* video.fov = 100 a whole number from 60 to 120; by default 80"
    assert [line.split(".")[0] for line in others[:-2]] == ["  audio"] * 4
    assert main(["settings", "--json", "video.fov"]) == 0
    told = json.loads(capsys.readouterr().out)["settings"]["video.fov"]
    assert (told["value"], told["default"]) == (100, 80)


def test_a_wrong_name_is_one_sentence(own_folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings", "vido"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "maze3d settings: there is no setting vido; did you mean video?\n")
    assert not own_folders.joinpath("config/settings.toml").exists()


@pytest.mark.parametrize("wrong", [-5, 1e9, "?", True, None, [], [[]], {}, {"a": 1}])
@pytest.mark.parametrize("name", setting_names())
def test_a_value_of_any_kind_is_taken_or_gets_a_sentence(name: str, wrong: Any) -> None:
    data: Any = wrong
    for part in reversed(name.split(".")):
        data = {part: data}
    try:
        said, taken = "", value_of(check(data, "file"), name)
    except SettingsError as mistake:
        said, taken = str(mistake), value_of(Settings(), name)
    assert not said or (said.startswith("file: ") and "expected" in said)
    assert type(taken) is type(value_of(Settings(), name))
    assert allowed(name)
