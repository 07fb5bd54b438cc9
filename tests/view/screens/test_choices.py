import pytest

from maze3d.maze import MazeError, Recipe, encode
from maze3d.sim.difficulty import DIFFICULTIES
from maze3d.view.screens.actions import GameChoice
from maze3d.view.screens.maze_choice import for_difficulty, from_code, seed_from, side_from
from maze3d.view.screens.results import medal_picture
from maze3d.view.screens.settings_fields import SECTIONS, SETTINGS, span
from maze3d.view.screens.words import clock, difficulty_words, size_words


def test_a_code_fills_every_field_it_knows() -> None:
    code = encode(Recipe("growing_tree", 12, 34, seed=99, levels=2, braid=0.3, newest=0.4))
    choice = from_code(GameChoice(keys=2, difficulty="hard"), code)
    assert (choice.generator, choice.rows, choice.cols, choice.seed) == ("growing_tree", 12, 34, 99)
    assert (choice.levels, choice.braid_percent, choice.newest_percent) == (2, 30, 40)
    assert (choice.keys, choice.difficulty, choice.code) == (2, "hard", code)


def test_a_wrong_code_is_a_sentence() -> None:
    with pytest.raises(MazeError, match=r"\w+"):
        from_code(GameChoice(), "NOT-A-CODE")


def test_a_code_of_more_levels_than_are_walked_is_refused_in_a_sentence() -> None:
    assert from_code(GameChoice(), encode(Recipe("wilson", 8, 8, levels=8, seed=3))).rows == 8
    with pytest.raises(MazeError, match="has 9 levels"):
        from_code(GameChoice(), encode(Recipe("wilson", 8, 8, levels=9, seed=3)))


def test_a_difficulty_brings_its_own_size_and_drops_the_code() -> None:
    choice = for_difficulty(GameChoice(code="X", generator="wilson"), "hard")
    rules = DIFFICULTIES["hard"]
    assert (choice.rows, choice.keys, choice.code, choice.generator) == (rules.rows, rules.keys, "", "wilson")


def test_typed_numbers() -> None:
    assert [side_from(w) for w in ("2", "1000", "1", "1001", "", "-3", "1e3", "\u0663")] == [
        2,
        1000,
        *[None] * 6,
    ]
    assert seed_from(str(2**64 - 1)) == 2**64 - 1
    assert seed_from(str(2**64)) is None


def test_clock() -> None:
    assert [clock(t) for t in (0, 59, 60 * 61, 60 * 3661 + 30)] == ["0:00.0", "0:00.9", "1:01.0", "1:01:01.5"]


def test_every_difficulty_reads_differently() -> None:
    words = {difficulty_words(rules) for rules in DIFFICULTIES.values()}
    assert len(words) == len(DIFFICULTIES)


def test_every_setting_has_a_row() -> None:
    for section, schema in SECTIONS.items():
        shown = {setting.name for setting in SETTINGS[section]}
        if "size" in shown:
            shown = shown - {"size"} | {"width", "height"}
        assert shown | {"keys", "buttons"} >= set(schema.model_fields)


def test_sliders_span_what_the_schema_allows() -> None:
    assert span("video", "fov") == (60, 120)
    assert span("audio", "master") == (0, 100)


def test_medals_differ() -> None:
    pictures = {medal_picture(medal, 32).tobytes() for medal in ("", "gold", "silver", "bronze")}
    assert len(pictures) == 4


def test_a_size_says_its_levels_where_there_are_several() -> None:
    assert (size_words(8, 9), size_words(8, 9, 3)) == ("8 x 9", "8 x 9, 3 levels")
