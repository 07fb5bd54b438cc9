"""A host's options: the command line over the file over the defaults, every mistake one sentence."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from maze3d.host.config import MOST_TOLD, ConfigError, options_from
from maze3d.host.config_file import ConfigFile, LimitsTable
from maze3d.maze import Maze, MazeError, generate
from maze3d.maze.drawing import Drawing, named
from maze3d.session.limits import Limits

if TYPE_CHECKING:
    from pathlib import Path


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "host.toml"
    (tmp_path / "secret").write_text("open sesame\nnever read")
    file.write_text(
        'name = "Den"\nmode = "tag"\nsize = "9x12"\nlevels = 3\nmax_players = 20\npassword_file = "secret"\n'
        "announce = false\n[limits]\nsilence_s = 4.0\nhalf_open = 9\n"
    )
    options = options_from({"mode": "race", "port": 5000, "bots": 3}, file, tmp_path)
    settings = options.settings
    assert (settings.name, settings.mode, settings.rows, settings.cols, settings.levels) == (
        "Den",
        "race",
        9,
        12,
        3,
    )
    assert (settings.seats, settings.password, options.announce) == (20, "open sesame", False)
    assert (options.port, options.bots) == (5000, 3)
    assert (settings.limits.silence_s, settings.limits.half_open) == (4.0, 9)
    assert settings.limits.reservation_s == Limits().reservation_s


def test_every_limit_can_be_set() -> None:
    assert set(LimitsTable.model_fields) == {field.name for field in dataclasses.fields(Limits)}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"mode": "escape"}, 'no mode "escape" to play together: expected race or tag'),
        ({"size": "20"}, 'size "20" cannot be: write rows and columns'),
        ({"size": "300x3"}, "300 rows cannot be: expected 2 to 250"),
        ({"levels": 9}, "9 levels cannot be: expected 1 to 8"),
        (
            {"size": "250x250", "levels": 2},
            "250x250 on 2 levels cannot be: expected 62,500 cells at most, not 125,000.",
        ),
        ({"generator": "willson"}, "did you mean wilson"),
        ({"braid": 2.0}, "braid is 2.0"),
        ({"seed": -1}, "Seed -1"),
        ({"rounds": 0}, "0 rounds cannot be"),
        ({"max_players": 65}, "65 players cannot be: expected 2 to 64"),
        ({"bots": 8}, "8 bots cannot be: expected 0 to 7"),
        ({"port": 70000}, "port 70000 cannot be"),
        ({"name": ""}, "the name has to be"),
        ({"name": "a\u202eb"}, "the name has to be"),
        ({"password_file": "nowhere"}, "password file .*nowhere cannot be read"),
    ],
)
def test_a_wrong_option_is_one_sentence(given: dict[str, object], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=sentence) as problem:
        options_from(given, None, tmp_path)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = ", "is no TOML"),
        ("nmae = 'x'", "there is no option nmae; did you mean name?"),
        ("[limits]\nsilence = 3", "there is no option limits.silence; did you mean limits.silence_s?"),
        ("[limits]\nsilence_s = -3.0", "limits.silence_s is -3.0: expected greater than 0."),
        ("rounds = '3'", "rounds is '3': expected a valid integer."),
        ("x = 1\n" * 20000, "is too large"),
        ("x = " + "[" * 3000, "nested too deeply"),
        ("rounds = " + "9" * 5000, "thousands of digits"),
        ("port = 0x" + "f" * 5000, "port"),
    ],
)
def test_a_wrong_file_is_one_sentence_that_names_it(text: str, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "host.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=sentence) as problem:
        options_from({}, file, tmp_path)
    assert str(file) in str(problem.value)
    assert "\n" not in str(problem.value)


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "host.toml"
    file.write_text(
        "nmae = 'x'\nmode = 'escape'\nsize = '300x1'\nlevels = 9\ngenerator = 'willson'\nseed = 2.5\n"
        "rounds = 0\nport = 70000\nbots = 9\nrestart_at = 'noon'\npassword_file = 'nowhere'\n"
        "[limits]\nsilence_s = -3.0\nhalf = 1\n"
    )
    with pytest.raises(ConfigError) as problem:
        options_from({}, file, tmp_path)
    lines = str(problem.value).splitlines()
    of_the_file = [line.removeprefix(f"{file}: ") for line in lines if line.startswith(f"{file}: ")]
    assert sorted(of_the_file) == sorted(
        [
            "there is no option nmae; did you mean name?",
            'there is no mode "escape" to play together: expected race or tag.',
            "300 rows cannot be: expected 2 to 250.",
            "1 columns cannot be: expected 2 to 250.",
            "9 levels cannot be: expected 1 to 8.",
            'There is no generator "willson": did you mean wilson?',
            "seed is 2.5: expected a valid integer.",
            "0 rounds cannot be: expected 1 to 99.",
            "port 70000 cannot be: expected 1 to 65535, or 0 for any that is free.",
            "9 bots cannot be: expected 0 to 7, a seat less than there are.",
            '"noon" is no time of day: expected hours and minutes, such as 04:30.',
            "limits.silence_s is -3.0: expected greater than 0.",
            "there is no option limits.half; did you mean limits.half_open?",
        ]
    )
    secret = tmp_path / "nowhere"
    assert [line for line in lines if not line.startswith(f"{file}: ")] == [
        f"the password file {secret} cannot be read: No such file or directory."
    ]


def test_what_the_command_line_has_wrong_is_not_said_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "host.toml"
    file.write_text("max_players = 99\nrounds = 0\nbots = 70\n")
    with pytest.raises(ConfigError) as problem:
        options_from({"rounds": 100, "size": "3"}, file, tmp_path)
    assert str(problem.value).splitlines() == [
        'size "3" cannot be: write rows and columns, such as 15x15.',
        "100 rounds cannot be: expected 1 to 99.",
        f"{file}: 99 players cannot be: expected 2 to 64.",
    ]


@pytest.mark.parametrize(
    "wrong", ["5", "-1", "1e400", '"x"', "true", "[]", "{a=1}", '"\\u0000"', "nan", '""']
)
def test_an_option_of_any_kind_is_taken_or_gets_a_sentence(wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "host.toml"
    limits = [f"limits.{name}" for name in LimitsTable.model_fields]
    for name in [*ConfigFile.model_fields, *limits]:
        file.write_text(f"{name} = {wrong}\n")
        said = ""
        try:
            options_from({}, file, tmp_path)
        except ConfigError as problem:
            said = str(problem)
        assert "\n" not in said, said
        assert len(said) < 400, said


def test_a_file_full_of_mistakes_is_cut(tmp_path: Path) -> None:
    file = tmp_path / "host.toml"
    file.write_text("".join(f"x{number} = 1\n" for number in range(MOST_TOLD + 5)))
    with pytest.raises(ConfigError) as problem:
        options_from({}, file, tmp_path)
    *told, last = str(problem.value).splitlines()
    assert len(told) == MOST_TOLD
    assert last == "There are 5 more mistakes."


def test_no_maze_is_made_for_options_that_are_wrong(tmp_path: Path) -> None:
    def make(name: str, rows: int, cols: int, seed: int) -> Drawing:
        raise AssertionError(name, rows, cols, seed)

    with pytest.raises(ConfigError, match="70000") as problem:
        options_from({"generator": "odd", "port": 70000, "rounds": 0}, None, tmp_path, make)
    assert len(str(problem.value).splitlines()) == 2


def test_a_name_that_no_file_has_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "host.toml"
    for option in ("password_file", "log_file", "maze"):
        file.write_text(f'{option} = "a\\u0000b"')
        with pytest.raises(ConfigError, match=f"{option} is .*: expected words on one line"):
            options_from({}, file, tmp_path)


@pytest.mark.parametrize("content", [b"", b"\n", b"x" * 200, b"\xff\xfe"])
def test_a_file_without_a_password_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(content)
    with pytest.raises(ConfigError, match="secret"):
        options_from({"password_file": "secret"}, None, tmp_path)


def test_another_generator_makes_one_maze_for_all_rounds(tmp_path: Path) -> None:
    asked: list[tuple[str, int, int, int]] = []

    def make(name: str, rows: int, cols: int, seed: int) -> Drawing:
        asked.append((name, rows, cols, seed))
        if name != "odd":
            raise MazeError("The generator failed.")
        maze = generate("wilson", rows, cols, seed=seed)
        return Drawing(named(Maze(maze.passages, maze.start, maze.exit, keys=())), "odd", maker="odd")

    given = {"generator": "odd", "size": "4x5", "seed": 9}
    settings = options_from(given, None, tmp_path, make).settings
    assert asked == [("odd", 4, 5, 9)]
    assert settings.recipe(1).make() == settings.recipe(2).make()
    assert settings.recipe(1).generator == "drawn"
    assert dataclasses.replace(settings, own="").check() == ""
    options_from({"generator": "wilson"}, None, tmp_path, make)
    assert len(asked) == 1
    for wrong, told in (
        (given | {"braid": 0.5}, "braid is for the game's own generators: leave it out."),
        (given | {"levels": 2}, "levels is for the game's own generators: leave it out."),
        (given | {"generator": "bad"}, "The generator failed."),
    ):
        with pytest.raises(ConfigError) as caught:
            options_from(wrong, None, tmp_path, make)
        assert str(caught.value) == told
