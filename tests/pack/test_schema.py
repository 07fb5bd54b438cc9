"""The published JSON Schemas, of pack.toml and of palettes, are those of model and catalogue.

Editors complete and check with them.

`python -m tests.pack.test_schema --write` writes it anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from maze3d.pack.catalogue import catalogue
from maze3d.pack.colours import COLOUR
from maze3d.pack.manifest import Manifest

if TYPE_CHECKING:
    from maze3d.pack.catalogue import Parameter

FILE = Path(__file__).resolve().parents[2] / "assets/pack.schema.json"
PALETTES = FILE.with_name("palettes.schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> str:
    made = Manifest.model_json_schema(by_alias=True)
    made["$schema"] = DIALECT
    values = made["properties"]["parameters"]
    values["additionalProperties"] = False
    values["properties"] = {each.name: parameter(each) for each in catalogue().parameter}
    return json.dumps(made, indent=2) + "\n"


def parameter(each: Parameter) -> dict[str, object]:
    said = {"description": each.about, "default": each.default}
    if isinstance(each.default, str):
        return {"type": "string", "pattern": f"^{COLOUR.pattern}$", **said}
    return {"type": "number", "minimum": each.least, "maximum": each.most, **said}


def palettes_schema() -> str:
    """Return what each file in `palettes` may hold, by its name."""
    tables = {
        name: {
            "description": catalogue().assets[f"palettes/{name}"].about,
            "type": "object",
            "additionalProperties": False,
            "properties": {
                each.name: {
                    "type": "string",
                    "pattern": f"^{COLOUR.pattern}$",
                    "description": each.about,
                    "default": each.default,
                }
                for each in swatches.values()
            },
        }
        for name, swatches in catalogue().palettes.items()
    }
    made = {"$schema": DIALECT, "anyOf": [{"$ref": f"#/$defs/{name}"} for name in tables], "$defs": tables}
    return json.dumps(made, indent=2) + "\n"


def test_the_published_schema_is_the_models() -> None:
    assert FILE.read_text("utf-8") == schema()
    assert PALETTES.read_text("utf-8") == palettes_schema()


def test_it_knows_every_key_and_allows_no_other() -> None:
    read = json.loads(FILE.read_text("utf-8"))
    assert read["additionalProperties"] is False
    assert set(read["properties"]) == {field.alias or name for name, field in Manifest.model_fields.items()}


if __name__ == "__main__" and "--write" in sys.argv:
    FILE.write_text(schema(), "utf-8")
    PALETTES.write_text(palettes_schema(), "utf-8")
