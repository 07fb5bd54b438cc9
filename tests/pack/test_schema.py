"""The published JSON Schema of pack.toml is that of the model: editors complete and check with it.

`python -m tests.pack.test_schema --write` writes it anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from maze3d.pack.manifest import Manifest

FILE = Path(__file__).resolve().parents[2] / "assets/pack.schema.json"


def schema() -> str:
    made = Manifest.model_json_schema(by_alias=True)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(made, indent=2) + "\n"


def test_the_published_schema_is_the_models() -> None:
    assert FILE.read_text("utf-8") == schema()


def test_it_knows_every_key_and_allows_no_other() -> None:
    read = json.loads(FILE.read_text("utf-8"))
    assert read["additionalProperties"] is False
    assert set(read["properties"]) == {field.alias or name for name, field in Manifest.model_fields.items()}


if __name__ == "__main__" and "--write" in sys.argv:
    FILE.write_text(schema(), "utf-8")
