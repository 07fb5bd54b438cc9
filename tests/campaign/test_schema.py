"""The published JSON Schema of campaign.toml is that of the model: editors complete and check with it.

`python -m tests.campaign.test_schema --write` writes it anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from maze3d.campaign.manifest import CampaignTable

FILE = Path(__file__).resolve().parents[2] / "assets/campaign.schema.json"


def schema() -> str:
    made = CampaignTable.model_json_schema(by_alias=True)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(made, indent=2) + "\n"


def test_the_published_schema_is_the_models() -> None:
    assert FILE.read_text("utf-8") == schema()


def test_it_allows_no_other_key_in_any_table() -> None:
    read = json.loads(FILE.read_text("utf-8"))
    tables = [read, *read["$defs"].values()]
    assert len(tables) == 3
    assert all(each["additionalProperties"] is False for each in tables)


if __name__ == "__main__" and "--write" in sys.argv:
    FILE.write_text(schema(), "utf-8")
