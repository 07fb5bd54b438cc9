"""The modders' guide is true: each of its commands runs, and its table is the catalogue.

`python -m tests.pack.test_guide --write` writes the table anew.
"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from maze3d.app.cli import main
from maze3d.pack.catalogue import catalogue
from maze3d.pack.words_file import words_file

if TYPE_CHECKING:
    from maze3d.pack.catalogue import Asset, Swatch

GUIDE = Path(__file__).resolve().parents[2] / "assets/README.md"
BEGIN = "<!-- catalogue: made by tests/pack/test_guide.py --write -->\n"
END = "<!-- catalogue ends -->"


TABLES = {"words": "TOML; any of the words", "palette": "TOML; any of its colours, below"}


def limits(asset: Asset) -> str:
    if asset.kind in TABLES:
        return TABLES[asset.kind] + "; no two alike" * bool(asset.apart)
    if asset.kind in {"sound", "loop"}:
        channels = "mono" if asset.channels == 1 else "mono or stereo"
        return f"{channels}, up to {asset.seconds:g} s{', played in a loop' * (asset.kind == 'loop')}"
    if asset.kind == "model":
        names = f"; parts: {', '.join(asset.parts)}" if asset.parts else ""
        reach = (
            f"{2 * asset.half_wide:g} wide, {asset.low:g} to {asset.high:g} high, "
            f"{-asset.behind:g} to {asset.before:g} deep"
        )
        return f".glb, {asset.triangles:,} triangles, {reach}{names}"
    if asset.kind == "font":
        return "TTF or OTF, up to 16 MB"
    if asset.kind == "picture":
        wide, high = asset.shape
        shape = "square" if wide == high else f"{wide} to {high}"
        return f"{shape}, {asset.least_side} to {asset.most_side} pixels"
    return f"square, {asset.least_side} to {asset.most_side} pixels"


def read_on(swatch: Swatch) -> str:
    on = ", ".join(f"`{each}`" for each in swatch.on)
    return f"; contrast of {swatch.contrast:g} or more to {on}" if on else ""


def table() -> str:
    rows = [
        f"| `{asset.key}` | {asset.about} | {asset.variants} | {limits(asset)} |"
        for asset in catalogue().asset
    ]
    named = [f"| `{each.name}` | {each.about} | `{each.default}` |" for each in catalogue().parameter]
    swatches = [
        f"| `palettes/{each.palette}` | `{each.name}` | {each.about}{read_on(each)} | `{each.default}` |"
        for each in catalogue().swatch
    ]
    return "\n".join(
        [
            "| path, without its ending | what it is for | variants | limits |",
            "|---|---|---|---|",
            *rows,
            *(
                [
                    "",
                    "| in `[parameters]` of pack.toml | what it does | unless set |",
                    "|---|---|---|",
                    *named,
                ]
                if named
                else []
            ),
            "",
            "| palette | colour | what it is for | unless set |",
            "|---|---|---|---|",
            *swatches,
            "",
        ]
    )


def test_the_table_is_the_catalogue() -> None:
    text = GUIDE.read_text("utf-8")
    assert text.partition(BEGIN)[2].partition(END)[0] == table()


def test_its_words_are_right() -> None:
    blocks = re.findall(r"```toml\n# (words/\w+\.toml)\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert blocks
    for file, text in blocks:
        texts, findings = words_file(text.encode(), file)
        assert texts
        assert not findings


@pytest.mark.offscreen
def test_every_command_runs_in_the_order_of_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anywhere = tmp_path / "anywhere"
    anywhere.mkdir()
    monkeypatch.chdir(anywhere)
    monkeypatch.setenv("MAZE3D_HOME", str(tmp_path))
    commands = re.findall(
        r"^maze3d (.+)$",
        "\n".join(re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)),
        re.MULTILINE,
    )
    assert len(commands) == 16
    for command in commands:
        assert main(shlex.split(command)) == 0, command
    assert (anywhere / "moss.zip").stat().st_size > 1000
    assert (anywhere / "moss.png").stat().st_size > 1000


if __name__ == "__main__":
    text = GUIDE.read_text("utf-8")
    if "--write" in sys.argv:
        GUIDE.write_text(text.partition(BEGIN)[0] + BEGIN + table() + END + text.partition(END)[2], "utf-8")
