"""Files of palettes: every colour held against the catalogue, and against those it lies beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.app.pack_new import palette_text
from maze3d.app.packs import Packs
from maze3d.pack.catalogue import catalogue
from maze3d.pack.check import check
from maze3d.pack.colours import apart, contrast, parts
from maze3d.pack.layers import Layers
from maze3d.pack.palette_file import palette_file
from tests.app.test_packs import made

if TYPE_CHECKING:
    from pathlib import Path

INTERFACE = "palettes/interface.toml"


def told(text: str, file: str = INTERFACE) -> list[str]:
    return [str(each) for each in palette_file(text.encode(), file)[1]]


def test_contrast_is_that_of_the_standard_and_differences_are_those_of_oklab() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.005)  # WCAG's well-known pair
    assert apart("#000000", "#ffffff") == pytest.approx(1, abs=1e-4)
    assert apart("#ff0000", "#00ff00") == pytest.approx(0.5197, abs=1e-3)
    assert parts("#00ff80") == (0.0, 1.0, 128 / 255)


@pytest.mark.parametrize("palette", catalogue().palettes)
def test_the_games_own_colours_are_a_file_without_a_finding(palette: str) -> None:
    colours, findings = palette_file(palette_text(palette).encode(), f"palettes/{palette}.toml")
    assert findings == []
    assert colours == {name: each.default for name, each in catalogue().palettes[palette].items()}


def test_each_mistake_is_told_by_line_and_the_rest_is_used() -> None:
    text = 'accnt = "#ff0000"\nink = "white"\npanel = 7\ngold = "#ffee00"\n'
    assert told(text) == [
        f'{INTERFACE}:1:1: unknown-colour "accnt" is no colour of this palette; did you mean accent?',
        f"{INTERFACE}:2:1: wrong-value \"ink\" is 'white': expected a colour such as #0a0806",
        f'{INTERFACE}:3:1: wrong-value "panel" is 7: expected a colour such as #0a0806',
    ]
    assert palette_file(text.encode(), INTERFACE)[0] == {"gold": "#ffee00"}
    assert told("ink = =") == [f"{INTERFACE}:1:7: syntax invalid value"]


def test_words_that_cannot_be_read_are_told_and_both_colours_left_out() -> None:
    text = 'panel = "#f0e0c0"\naccent = "#ff9900"\nhint = "#123456"\n'
    worst = '"ink" on "panel" has a contrast of 1.0: expected a contrast of 4.5 or more'
    assert f"{INTERFACE}:1:1: contrast {worst}" in told(text)
    assert palette_file(text.encode(), INTERFACE)[0] == {"hint": "#123456"}


def test_players_who_could_not_be_told_apart_are_told() -> None:
    assert told('navy = "#852036"\n', "palettes/players.toml") == [
        'palettes/players.toml:1:1: alike "navy" and "maroon" look alike: they have to be told apart'
    ]


hexes = st.integers(0, 2**24 - 1).map(lambda number: f"#{number:06x}")


@given(
    st.sampled_from(sorted(catalogue().palettes)).flatmap(
        lambda name: st.tuples(
            st.just(name),
            st.dictionaries(st.sampled_from(sorted(catalogue().palettes[name])), hexes, max_size=6),
        )
    )
)
def test_whatever_a_file_says_what_is_used_can_be_read_and_told_apart(
    drawn: tuple[str, dict[str, str]],
) -> None:
    palette, colours = drawn
    text = "".join(f'{name} = "{colour}"\n' for name, colour in colours.items())
    used, findings = palette_file(text.encode(), f"palettes/{palette}.toml")
    assert (used == colours) == (not findings)
    known = catalogue().palettes[palette]
    whole = {name: used.get(name, each.default) for name, each in known.items()}
    for name, each in known.items():
        assert all(contrast(whole[name], whole[under]) >= each.contrast for under in each.on)
    least = catalogue().assets[f"palettes/{palette}"].apart
    assert all(apart(a, b) >= least for i, a in enumerate(whole.values()) for b in list(whole.values())[:i])


def test_the_topmost_packs_palette_counts_whole_and_the_game_fills_it_up(tmp_path: Path) -> None:
    made(
        tmp_path,
        "one",
        files={INTERFACE: b'gold = "#ffee00"\n', "palettes/goals.toml": b'exit = "#ffffff"\n'},
    )
    two = made(tmp_path, "two", files={INTERFACE: b'silver = "#cccccc"\nbad = 1\n'})
    packs = Packs(tmp_path)
    packs.open(["ada.two", "ada.one"])
    found = packs.layers.palettes()
    own = Layers().palettes()
    assert found["interface"] == own["interface"] | {"silver": "#cccccc"}
    assert found["goals"]["exit"] == "#ffffff"
    assert found["players"] == own["players"]
    assert packs.told() == [f'ada.two: {INTERFACE} "bad" is 1: expected a colour such as #0a0806']
    assert [each.line for each in check(two)] == [2]
    packs.close()
