"""What is open when: the stage before, other stages, medals; and what can never be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.campaign.check import check
from maze3d.campaign.reading import read_at
from maze3d.campaign.stages import Campaign, Stage, is_open, never_open, next_stage
from maze3d.maze import Recipe
from maze3d.sim.difficulty import DIFFICULTIES
from tests.campaign.texts import GOOD, campaign

if TYPE_CHECKING:
    from pathlib import Path

ONE = Stage("a.b", "s0", 1, "S0", Recipe("prim", 4, 4), DIFFICULTIES["easy"], 0, 600)


def of(*needs: tuple[tuple[int, ...], int]) -> Campaign:
    """Return a campaign whose stages need those stages and so many medals."""
    stages = [
        replace(ONE, key=f"s{n}", number=n + 1, needs=tuple(f"s{other}" for other in others), medals=medals)
        for n, (others, medals) in enumerate(needs)
    ]
    return Campaign("a.b", "T", "A", "MIT", "", tuple(stages))


def test_a_stage_opens_by_others_and_by_medals_and_stays_open() -> None:
    made = of(((), 0), ((0,), 0), ((0, 1), 1))
    assert [is_open(stage, set(), 0) for stage in made.stages] == [True, False, False]
    assert [is_open(stage, {"s0"}, 1) for stage in made.stages] == [True, True, False]
    assert [is_open(stage, {"s0", "s1"}, 0) for stage in made.stages] == [True, True, False]
    assert [is_open(stage, {"s0", "s1"}, 1) for stage in made.stages] == [True, True, True]
    assert is_open(made.stages[2], {"s2"}, 0)


def test_one_goes_on_with_the_first_that_is_open_and_not_finished() -> None:
    made = of(((), 0), ((0,), 0), ((0,), 2))

    def following(finished: set[str], medals: int) -> str | None:
        stage = next_stage(made, finished, medals)
        return stage.key if stage else None

    assert following(set(), 0) == "s0"
    assert following({"s0"}, 1) == "s1"
    assert following({"s0", "s1"}, 1) is None
    assert following({"s0", "s1"}, 2) == "s2"


@pytest.mark.parametrize(
    ("needs", "never"),
    [
        ((((), 0), ((0,), 1)), []),
        ((((), 0), ((0,), 2)), ["s1"]),
        ((((), 0), ((2,), 0), ((1,), 0)), ["s1", "s2"]),
        ((((0,), 0),), ["s0"]),
        ((((), 1), ((), 0)), []),
    ],
)
def test_what_can_never_be_opened_is_known(
    needs: tuple[tuple[tuple[int, ...], int], ...], never: list[str]
) -> None:
    assert [stage.key for stage in never_open(of(*needs))] == never


@given(
    st.lists(st.tuples(st.lists(st.integers(0, 5), max_size=3), st.integers(0, 6)), min_size=1, max_size=6)
)
def test_who_wins_everything_opens_all_but_what_never_opens(needs: list[tuple[list[int], int]]) -> None:
    made = of(*((tuple(others), medals) for others, medals in needs))
    never = {stage.key for stage in never_open(made)}
    finished = {stage.key for stage in made.stages} - never
    for stage in made.stages:
        assert is_open(stage, finished, len(finished)) == (stage.key not in never)


def test_check_tells_what_never_opens_and_pars_nobody_can_reach(tmp_path: Path) -> None:
    assert check(campaign(tmp_path / "good")) == []
    text = GOOD.replace("medals = 2", "medals = 3").replace("par_s = 20", "par_s = 1")
    path = campaign(tmp_path / "caves", text)
    assert read_at(path).findings == ()
    par, never = (str(each) for each in check(path))
    assert par.startswith('campaign.toml:11:1: par "one": nobody is out in 1 s, even running it takes ')
    assert never == 'campaign.toml:29:2: never-open the stage "three" can never be opened'
