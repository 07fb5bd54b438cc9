from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.maze import GENERATORS, MazeError, Recipe, codes, decode, encode, maze_from_code
from maze3d.maze.codes import ALPHABET
from maze3d.maze.grid import MAX_CELLS

sizes = st.one_of(
    st.tuples(st.integers(1, 64), st.integers(1, 64), st.integers(1, 5)),
    st.tuples(st.integers(1, 2000), st.integers(1, 2000), st.just(1)),
    st.sampled_from(
        [(1, MAX_CELLS, 1), (MAX_CELLS, 1, 1), (1, 1, MAX_CELLS), (1, 1025, 3902), (2, 2, 10**6)]
    ),
)
recipes = st.builds(
    lambda name, size, seed, braid, newest: Recipe(name, size[0], size[1], size[2], seed, braid, newest),
    st.sampled_from(sorted(set(GENERATORS) - {"wilson"})),
    sizes,
    st.one_of(st.integers(0, 100), st.integers(0, 2**64 - 1)),
    st.floats(0, 1),
    st.floats(0, 1),
)


@given(recipes)
def test_a_code_gives_its_recipe_back(recipe: Recipe) -> None:
    code = encode(recipe)
    assert decode(code) == recipe
    assert len(code.replace("-", "")) <= 31
    assert encode(decode(code)) == code


@settings(max_examples=30, deadline=None)
@given(recipes, st.data())
def test_a_code_may_be_typed_carelessly(recipe: Recipe, data: st.DataObject) -> None:
    typed = ""
    for letter in encode(recipe).lower():
        typed += data.draw(
            st.sampled_from(
                {"0": "0oO", "1": "1iIlL", "-": [*"-\u2010\u2011\u2014\u00a0 ", ""]}.get(letter, letter)
            )
        )
        typed += data.draw(st.sampled_from(["", "", " ", "\n"]))
    assert decode(typed) == recipe


@settings(max_examples=15, deadline=None)
@given(recipes)
def test_every_wrong_letter_and_swap_is_noticed_and_the_right_code_named(recipe: Recipe) -> None:
    right = encode(recipe)
    text = right.replace("-", "")
    for place in range(len(text)):
        letters = ALPHABET + "U" if place % 5 == 0 else ALPHABET[:3] + "U"
        for letter in letters:
            if letter == text[place]:
                continue
            wrong = text[:place] + letter + text[place + 1 :]
            assert not _valid(wrong)
        near = ALPHABET[ALPHABET.index(text[place]) - 1]
        for letter in (near, "U"):  # one that codes have, one that they have not
            with pytest.raises(MazeError) as refused:
                decode(text[:place] + letter + text[place + 1 :])
            assert f"did you mean {right}?" in str(refused.value)
    for place, (a, b) in enumerate(itertools.pairwise(text)):
        if a != b:
            assert not _valid(text[:place] + b + a + text[place + 2 :])


def _valid(text: str) -> bool:
    return codes._is_code(text)


def test_codes_are_short() -> None:
    assert len(encode(Recipe("backtracker", 20, 20, seed=7))) == 9
    assert len(encode(Recipe("growing_tree", 64, 64, seed=2**32 - 1, braid=0.5, newest=0.3))) <= 21


@pytest.mark.parametrize(
    "text", ["", "   ", "7-0", "hello world, this is no code at all, my friend", "A" * 500]
)
def test_what_is_no_code_is_told_how_one_looks(text: str) -> None:
    with pytest.raises(MazeError, match=r"expected 3 to 31, as in [0-9A-Z-]+\.$"):
        decode(text)


def test_a_newer_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(codes, "VERSION", 2)
        code = encode(Recipe("wilson", 20, 20, seed=7))
    with pytest.raises(MazeError, match="version 2, this game makes version 1"):
        decode(code)


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_one_sentence(text: str) -> None:
    try:
        answer = encode(decode(text)) + "."
    except MazeError as refused:
        answer = str(refused)
    assert answer.endswith((".", "?"))
    assert "\n" not in answer


def test_the_maze_of_a_code_is_that_of_its_recipe() -> None:
    recipe = Recipe("growing_tree", 12, 9, 2, seed=77, braid=0.254, newest=0.338)
    made = recipe.make()
    again = maze_from_code(made.code)
    assert (recipe.braid, recipe.newest) == (0.25, 0.34)
    assert again.passages.tobytes() == made.passages.tobytes()
    assert (again.start, again.exit, again.code) == (made.start, made.exit, made.code)
