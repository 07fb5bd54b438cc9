"""The guide's example of a stage is one: put into a new campaign, nothing is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

from maze3d.app.campaign_command import new_campaign
from maze3d.campaign.check import check, times
from maze3d.campaign.manifest import StageTable
from maze3d.campaign.reading import read_at
from tests.campaign.texts import campaign

GUIDE = Path(__file__).resolve().parents[2] / "assets/README.md"


def test_the_example_is_right_and_shows_every_key(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(\[\[stage\]\].*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    path = campaign(tmp_path / "caves", f"{new_campaign('caves', 'ada')}\n{example}")
    assert check(path) == []
    made = read_at(path).campaign
    assert made
    deep = made.stages[-1]
    assert deep.par_ticks == times(deep).par_ticks
    assert set(re.findall(r"^(\w+) =", example, re.MULTILINE)) == set(StageTable.model_fields)
