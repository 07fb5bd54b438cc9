"""`campaign.toml`: a right one is read, each mistake in a wrong one is pointed at; translations."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.campaign.keys_in_words import NAMES, unknown_names, with_keys
from maze3d.campaign.manifest import CampaignTable
from maze3d.campaign.reading import found_in, read_at
from maze3d.pack.tables import table
from maze3d.view.settings import ACTIONS
from tests.campaign.texts import GOOD, SMALL, campaign
from tests.maze.test_drawing import MILE

if TYPE_CHECKING:
    from pathlib import Path


def told(path: Path) -> list[str]:
    return [str(each) for each in read_at(path).findings]


def test_a_right_one_is_read_with_what_each_stage_changes(tmp_path: Path) -> None:
    found = read_at(campaign(tmp_path / "caves"))
    assert found.findings == ()
    made = found.campaign
    assert made
    assert (made.key, made.title, made.author, made.licence) == ("ada.caves", "Caves", "Ada", "CC0-1.0")
    one, two, _three = made.stages
    assert (one.key, one.number, one.par_ticks, one.recipe.rows) == ("one", 1, 1200, 4)
    assert (two.difficulty.name, two.difficulty.light, two.difficulty.chalk, two.keys) == ("hard", 0.5, 25, 2)
    assert [(stage.needs, stage.medals) for stage in made.stages] == [((), 0), (("one",), 0), (("one",), 2)]
    assert made.stage("two") is two
    assert made.stage("four") is None


def test_a_stage_can_be_in_a_drawn_maze_beside_it(tmp_path: Path) -> None:
    text = GOOD.replace(SMALL, "mile.maze.txt")
    found = read_at(campaign(tmp_path / "right", text, mile__maze__txt=MILE))
    assert found.findings == ()
    assert found.campaign is not None
    one = found.campaign.stages[0]
    assert (one.keys, one.recipe.rows, one.recipe.generator) == (2, 3, "drawn")
    assert told(campaign(tmp_path / "none", text)) == [
        'campaign.toml:10:1: no-maze "one": there is no mile.maze.txt in the campaign'
    ]
    wrong = MILE.replace("X", "?").replace("title", "titel")
    assert [each.split(" ")[0] for each in told(campaign(tmp_path / "bad", text, mile__maze__txt=wrong))] == [
        *("mile.maze.txt:1:1:", "mile.maze.txt:1:1:", "mile.maze.txt:7:11:")
    ]
    more = text.replace('id = "one"', 'id = "one"\nkeys = 3', 1)
    assert "leave keys out" in told(campaign(tmp_path / "more", more, mile__maze__txt=MILE))[0]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            "author =",
            "autor =",
            'campaign.toml:4:1: unknown-key "autor" is no key here; did you mean author?',
        ),
        ('title = "The throat"', "", 'campaign.toml:14:3: missing-key "stage.2.title" is missing'),
        (
            "light = 0.5",
            "ligth = 0.5",
            'campaign.toml:21:1: unknown-key "stage.2.ligth" is no key here; did you mean light?',
        ),
        (
            "light = 0.5",
            "light = 0.1",
            (
                'campaign.toml:21:1: wrong-value "stage.2.light": input should be greater than or equal to '
                "0.2, not 0.1"
            ),
        ),
        (
            "{walk}",
            "{wlak}",
            'campaign.toml:12:1: wrong-value "stage.1.before": "{wlak}" names no key: did you mean {walk}?',
        ),
        (
            "medals = 2",
            "medal = 2",
            'campaign.toml:31:1: unknown-key "stage.3.unlock.medal" is no key here; did you mean medals?',
        ),
        (
            '"one"]',
            '"onne"]',
            'campaign.toml:30:1: unknown-stage there is no stage "onne"; did you mean one?',
        ),
        ('id = "three"', 'id = "one"', 'campaign.toml:24:1: twice the stage "one" is there twice'),
        (
            "keys = 2",
            "keys = 4",
            'campaign.toml:20:1: wrong-value "stage.2.keys": input should be less than or equal to 3, not 4',
        ),
    ],
)
def test_a_mistake_is_pointed_at(tmp_path: Path, old: str, new: str, wanted: str) -> None:
    found = told(campaign(tmp_path / "caves", GOOD.replace(old, new, 1)))
    assert [each[: len(wanted)] for each in found if each.startswith(wanted[:24])][:1] == [wanted]
    assert read_at(tmp_path / "caves").campaign is None


def test_a_mistyped_code_says_which_was_meant(tmp_path: Path) -> None:
    wrong = SMALL[:-1] + ("0" if SMALL[-1] != "0" else "1")
    (found,) = told(campaign(tmp_path / "caves", GOOD.replace(SMALL, wrong)))
    assert found.startswith('campaign.toml:10:1: wrong-value "stage.1.maze": ')
    assert "did you mean" in found
    assert SMALL in found


def test_keys_that_have_no_room_are_told_where_the_maze_is(tmp_path: Path) -> None:
    from maze3d.maze import Recipe, encode

    tiny = encode(Recipe("prim", 2, 2, seed=1))
    text = GOOD.replace(f'"{SMALL}"', f'"{tiny}"\nkeys = 3')
    (found,) = told(campaign(tmp_path / "caves", text))
    assert found.startswith('campaign.toml:10:1: keys "one": ')
    assert "too few for 3 keys" in found


def test_all_is_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("author =", "autor =").replace("par_s = 30", 'par_s = "x"')
    assert len(told(campaign(tmp_path / "caves", text))) == 4


def test_a_translation_is_laid_over_the_words_and_its_mistakes_are_told(tmp_path: Path) -> None:
    german = 'title = "Höhlen"\n[stage.one]\ntitle = "Der Schlund"\nbefore = "{walk} gehen."\n'
    path = campaign(tmp_path / "caves", words__de__toml=german)
    made = read_at(path, "de").campaign
    assert made
    assert [made.title, *(stage.title for stage in made.stages)] == [
        "Höhlen",
        "Der Schlund",
        "The throat",
        "The deep",
    ]
    assert made.stages[0].before == "{walk} gehen."
    english = read_at(path, "fr").campaign
    assert english
    assert english.title == "Caves"
    wrong = campaign(tmp_path / "other", words__de__toml=german.replace("stage.one", "stage.on"))
    assert told(wrong) == ['words.de.toml:2:2: unknown-stage there is no stage "on"; did you mean one?']


def test_folders_and_zips_are_found_and_an_id_is_there_once(tmp_path: Path) -> None:
    campaign(tmp_path / "b")
    campaign(tmp_path / ".hidden")
    (tmp_path / "c").mkdir()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("campaign.toml", GOOD)
    (tmp_path / "d.zip").write_bytes(b"none")
    found = found_in(tmp_path)
    assert [(each.path.name, each.campaign is not None) for each in found] == [
        ("a.zip", False),
        ("b", True),
        ("c", False),
        ("d.zip", False),
    ]
    assert [str(each) for each in found[0].findings] == [
        'campaign.toml: twice has the id of "b": one of them has to go'
    ]
    assert [str(each) for each in found[2].findings] == ["campaign.toml: no-campaign is missing"]
    assert str(found[3].findings[0]).startswith("campaign.toml: no-zip")
    assert found_in(tmp_path / "nowhere") == []


def test_what_names_a_key_is_an_action_of_the_settings() -> None:
    assert set(NAMES) - {"walk"} <= set(ACTIONS)
    assert with_keys("{hint} and {walk}.", {"hint": "J", "walk": "W"}.__getitem__) == "J and W."
    assert unknown_names("{hint} {}") != ""


@given(st.binary(max_size=300))
def test_any_bytes_give_a_campaign_or_findings(data: bytes) -> None:
    made, findings = table(data, "campaign.toml", CampaignTable)
    assert (made is None) == bool(findings)


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 20), st.sampled_from(["", '"', "[", "0", "\n", "é"]))
def test_a_damaged_text_gives_a_campaign_or_findings(at: int, many: int, put: str) -> None:
    made, findings = table((GOOD[:at] + put + GOOD[at + many :]).encode(), "campaign.toml", CampaignTable)
    assert (made is None) == bool(findings)
