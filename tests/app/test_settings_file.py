"""The settings' sources, their order, and what happens to a broken file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.app.settings_check import SettingsError, setting_names, value_of
from maze3d.app.settings_file import line_of, load, save
from maze3d.files import StorageError
from maze3d.view.settings import DEFAULT_KEYS, Settings

if TYPE_CHECKING:
    from pathlib import Path


def _home(folder: Path, text: str | None = None) -> dict[str, str]:
    if text is not None:
        file = folder / "config" / "settings.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return {"MAZE3D_HOME": str(folder)}


def test_without_a_file_there_are_defaults_and_nothing_is_written(tmp_path: Path) -> None:
    loaded = load((), _home(tmp_path))
    assert loaded.settings == Settings()
    assert loaded.problems == []
    assert list(tmp_path.iterdir()) == []


def test_command_line_beats_environment_beats_file_beats_default(tmp_path: Path) -> None:
    environ = _home(tmp_path, "[video]\nfov = 70\nbrightness = 90\nwidth = 800\n") | {
        "MAZE3D_VIDEO_FOV": "75",
        "MAZE3D_VIDEO_BRIGHTNESS": "95",
    }
    video = load(["video.fov=100"], environ).settings.video
    assert (video.fov, video.brightness, video.width, video.height) == (100, 95, 800, 720)


@pytest.mark.parametrize(
    ("word", "name", "value"),
    [
        ("audio.master=0", "audio.master", 0),
        ("controls.invert_y=yes", "controls.invert_y", True),
        ("video.quality=high", "video.quality", "high"),
        ("controls.keys.turn_left=z, arrow_left", "controls.keys.turn_left", ["z", "arrow_left"]),
        ("controls.keys.hint=", "controls.keys.hint", []),
    ],
)
def test_values_are_read_from_words(tmp_path: Path, word: str, name: str, value: object) -> None:
    settings = load([word], _home(tmp_path)).settings
    assert value_of(settings, name) == value
    assert settings.controls.keys["forward"] == DEFAULT_KEYS["forward"]


@pytest.mark.parametrize(
    ("words", "environ", "said"),
    [
        (["video.fvo=90"], {}, "--set video.fvo=90: there is no setting video.fvo; did you mean video.fov?"),
        (["fov=90"], {}, "did you mean video.fov?"),
        (
            ["audio.loud=3"],
            {},
            "audio.loud: expected one of audio.master, audio.effects, audio.ambience,",
        ),
        (["zzz=3"], {}, "no setting zzz: each begins with one of video, controls, audio,"),
        (["video.fov"], {}, "expected NAME=VALUE"),
        (["video.fov=200"], {}, 'video.fov is "200": expected a whole number from 60 to 120.'),
        (["video.quality=hihg"], {}, "one of low, medium, high (did you mean high?)"),
        (["video.vsync=perhaps"], {}, 'video.vsync is "perhaps": expected true or false.'),
        (["video.frame_cap=5"], {}, "expected 0 (no cap) or 20 to 1000."),
        (["controls.keys.fly=f"], {}, "there is no setting controls.keys.fly"),
        (
            [],
            {"MAZE3D_VIDEO_FOV": "wide"},
            'Environment variable MAZE3D_VIDEO_FOV: video.fov is "wide": expected',
        ),
        (
            [],
            {"MAZE3D_AUDIO_MASTR": "1"},
            "MAZE3D_AUDIO_MASTR: there is no setting audio.mastr; did you mean",
        ),
    ],
)
def test_a_mistake_is_one_sentence_naming_its_source(
    tmp_path: Path, words: list[str], environ: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingsError) as problem:
        load(words, _home(tmp_path) | environ)
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[video]\nfov = \n", "settings.toml:2: this is not TOML"),
        ("x = " + "[" * 5000, "settings.toml:1: this is not TOML"),
        ("[video]\nfov = " + "9" * 5000, "settings.toml:"),
    ],
)
def test_what_is_not_toml_is_reported_kept_aside_and_replaced_by_defaults(
    tmp_path: Path, text: str, said: str
) -> None:
    environ = _home(tmp_path, text)
    loaded = load((), environ)
    assert loaded.settings == Settings()
    (problem,) = loaded.problems
    assert said in problem
    assert "settings.broken-1.toml" in problem
    aside = loaded.path.with_name("settings.broken-1.toml")
    assert aside.read_text() == text
    assert not loaded.path.exists()
    _home(tmp_path, "also broken")
    load((), environ)
    assert aside.read_text() == text
    assert aside.with_name("settings.broken-2.toml").read_text() == "also broken"


@pytest.mark.parametrize(
    ("text", "said", "left"),
    [
        (
            "# mine\n[video]\n\nfov = 900\nwidth = 1000  # wide\n",
            "settings.toml:4: video.fov is 900: expected a whole number from 60 to 120. It is ignored",
            "# mine\n[video]\n\nwidth = 1000  # wide\n",
        ),
        (
            "[audio]\nmastr = 3\nmaster = 7\n",
            "settings.toml:2: there is no setting audio.mastr; did you mean audio.master? It is ignored; the",
            "[audio]\nmaster = 7\n",
        ),
        ("vidoe = 3\n", "settings.toml:1: there is no setting vidoe; did you mean video?", ""),
        (
            "video = 3\naudio.master = 7\n",
            "settings.toml:1: video is 3: expected a table of settings.",
            "audio.master = 7\n",
        ),
        ("audio.keys = 7\n", "settings.toml:1: there is no setting audio.keys", ""),
        (
            "[controls.keys]\nforwrd = ['w']\nhint = ['j']\n",
            'settings.toml:2: controls.keys: there is no action "forwrd": did you mean forward?',
            "[controls.keys]\nhint = ['j']\n",
        ),
        (
            "[controls.keys]\nhint = ['j', 3]\nrun = ['k']\n",
            "controls.keys.hint.1 is 3: expected a list of key names.",
            "[controls.keys]\nrun = ['k']\n",
        ),
        (
            "[controls]\nkeys = 1\ninvert_y = true\n",
            "controls.keys is 1: expected a table of lists of key names.",
            "[controls]\ninvert_y = true\n",
        ),
    ],
)
def test_of_a_file_with_a_mistake_all_else_holds_and_it_is_kept_aside_as_it_was(
    tmp_path: Path, text: str, said: str, left: str
) -> None:
    loaded = load((), _home(tmp_path, text))
    (problem,) = loaded.problems
    assert said in problem
    assert problem.endswith("; the file as it was is kept as settings.broken-1.toml.")
    assert loaded.path.with_name("settings.broken-1.toml").read_text() == text
    assert loaded.path.read_text() == left
    again = load((), _home(tmp_path))
    assert again.problems == []
    assert again.settings == loaded.settings
    save(loaded.settings, loaded)
    assert loaded.path.read_text() == left


def test_every_mistake_is_told_and_everything_else_stays(tmp_path: Path) -> None:
    text = "[video]\nfov = 900\nquality = 'hihg'\nwidth = 1000\n"
    text += "[controls.keys]\nfly = []\nswim = []\nrun = ['k']\n"
    loaded = load((), _home(tmp_path, text))
    assert [problem.split(": ")[0][-2:] for problem in loaded.problems] == [":2", ":3", ":6", ":7"]
    assert loaded.settings.video.width == 1000
    assert loaded.settings.controls.keys == DEFAULT_KEYS | {"run": ["k"]}


def test_a_mistake_made_while_the_game_runs_does_not_stop_saving(tmp_path: Path) -> None:
    loaded = load((), _home(tmp_path))
    _home(tmp_path, "[video]\nfov = 900\nwidth = 1000\n")
    loaded.settings.audio.master = 7
    save(loaded.settings, loaded)
    again = load((), _home(tmp_path))
    assert again.problems == []
    assert again.settings.audio.master == 7


def test_a_file_that_is_no_text_is_kept_aside(tmp_path: Path) -> None:
    environ = _home(tmp_path, "")
    file = tmp_path / "config" / "settings.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert "not TOML" in load((), environ).problems[0]
    assert not file.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("".join(f"a{number} = 1\n" for number in range(60)), "60 mistakes are in it"),
        ("".join(f"# {number}\n" for number in range(9000)), "settings are 32,768 bytes at most"),
    ],
)
def test_a_file_that_was_not_written_for_this_game_is_kept_aside_whole(
    text: str, said: str, tmp_path: Path
) -> None:
    environ = _home(tmp_path, text)
    loaded = load((), environ)
    assert said in loaded.problems[0]
    assert "the file is kept as settings.broken-1.toml and defaults are used." in loaded.problems[0]
    assert loaded.settings == Settings()
    assert (tmp_path / "config" / "settings.broken-1.toml").read_text() == text
    assert load((), environ).problems == []


def test_a_number_of_thousands_of_digits_is_one_sentence(tmp_path: Path) -> None:
    (problem,) = load((), _home(tmp_path, "[video]\nfov = 0x" + "f" * 5000)).problems
    assert "video.fov is a number of thousands of digits: expected a whole number from" in problem


def test_saving_keeps_comments_and_order_and_writes_only_what_the_player_changed(tmp_path: Path) -> None:
    text = "# mine\n[audio]  # ears\nmaster = 30 # late at night\n\n[video]\nfov = 70\n"
    environ = _home(tmp_path, text) | {"MAZE3D_AUDIO_EFFECTS": "10"}
    loaded = load(["video.fov=100", "video.width=900"], environ)
    loaded.settings.audio.master = 50
    loaded.settings.video.width = 1000
    loaded.settings.controls.keys["hint"] = ["j"]
    save(loaded.settings, loaded)
    written = loaded.path.read_text()
    assert written.startswith(
        "# mine\n[audio]  # ears\nmaster = 50 # late at night\n\n[video]\nfov = 70\nwidth = 1000\n"
    )
    assert 'hint = ["j"]' in written
    assert "effects" not in written
    again = load((), _home(tmp_path)).settings
    assert (again.audio.master, again.audio.effects) == (50, 100)
    assert (again.video.fov, again.video.width) == (70, 1000)
    assert again.controls.keys == DEFAULT_KEYS | {"hint": ["j"]}


@pytest.mark.parametrize(
    "text",
    [
        "controls = {keys = {run = ['x']}}\n",
        "controls = {keys.run = ['x']}\n",
        "controls.keys.run = ['x']\n",
        "[controls.keys]\nrun = ['x']\n[audio]\nmaster = 3\n[controls]\nsensitivity = 50\n",
        "\ufeff[controls.keys]\r\nrun = ['x']\r\n",
    ],
)
def test_however_the_file_is_written_it_can_be_added_to(tmp_path: Path, text: str) -> None:
    loaded = load((), _home(tmp_path, text))
    assert loaded.problems == []
    assert loaded.settings.controls.keys["run"] == ["x"]
    loaded.settings.video.fov = 110
    loaded.settings.controls.keys["hint"] = ["j"]
    loaded.settings.controls.buttons["run"] = ["start"]
    save(loaded.settings, loaded)
    again = load((), _home(tmp_path))
    assert again.problems == []
    assert again.settings == loaded.settings


def test_a_file_that_cannot_be_read_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load((), _home(tmp_path, "# mine\n[video]\nfov = 70\n"))
    loaded.settings.video.fov = 90

    def locked(*_about: object, **_more: object) -> None:
        raise PermissionError(13, "in use by another program")

    with monkeypatch.context() as patch:
        patch.setattr(type(loaded.path), "read_text", locked)
        with pytest.raises(StorageError, match="neither read nor renamed"):
            save(loaded.settings, loaded)
    assert loaded.path.read_text() == "# mine\n[video]\nfov = 70\n"


def test_an_overridden_value_that_the_player_then_changes_is_saved(tmp_path: Path) -> None:
    loaded = load(["video.fov=100"], _home(tmp_path))
    loaded.settings.video.fov = 110
    save(loaded.settings, loaded)
    assert load((), _home(tmp_path)).settings.video.fov == 110


def test_going_back_to_a_default_is_written_over_the_file(tmp_path: Path) -> None:
    loaded = load((), _home(tmp_path, "[video]\nfov = 70\n"))
    loaded.settings.video.fov = 80
    save(loaded.settings, loaded)
    assert load((), _home(tmp_path)).settings.video.fov == 80


def test_a_file_that_cannot_be_written_is_one_sentence_and_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load((), _home(tmp_path, "[video]\nfov = 70\n"))
    loaded.settings.video.fov = 90

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"settings\.toml cannot be written: No space left on device\."):
        save(loaded.settings, loaded)
    assert [file.name for file in loaded.path.parent.iterdir()] == ["settings.toml"]
    assert loaded.path.read_text() == "[video]\nfov = 70\n"


_VALUES = {
    "video.fov": st.integers(60, 120),
    "audio.master": st.integers(0, 100),
    "video.quality": st.sampled_from(["low", "medium", "high"]),
    "controls.invert_y": st.booleans(),
    "controls.keys.run": st.lists(st.sampled_from(["a", "shift", "mouse3"]), max_size=3),
}


@given(st.fixed_dictionaries({}, optional=_VALUES))
def test_what_is_saved_is_loaded(tmp_path_factory: pytest.TempPathFactory, chosen: dict[str, object]) -> None:
    environ = _home(tmp_path_factory.mktemp("home"))
    loaded = load((), environ)
    for name, value in chosen.items():
        section, setting, *action = name.split(".")
        table = getattr(loaded.settings, section)
        if action:
            getattr(table, setting)[action[0]] = value
        else:
            setattr(table, setting, value)
    save(loaded.settings, loaded)
    assert load((), environ).settings == loaded.settings


def test_every_setting_has_a_name_and_a_variable_of_its_own() -> None:
    names = setting_names()
    assert "controls.buttons.restart" in names
    assert len({name.upper().replace(".", "_") for name in names}) == len(names)


def test_lines_are_found_in_tables_and_dotted_keys() -> None:
    text = "video.fov = 3\n[controls]\n[controls.keys]\nrun = [\n 1,\n]\n"
    assert line_of(text, ("video", "fov")) == 1
    assert line_of(text, ("controls", "keys", "run", "0")) == 4
    assert line_of(text, ("controls", "sensitivity")) == 2
