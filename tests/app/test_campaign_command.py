"""`maze3d campaign`: a new one is clean, a broken one is told with code 1, what cannot be done with 2."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from maze3d.app.cli import main
from tests.campaign.texts import GOOD, campaign

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_new_campaign_is_clean_fair_and_listed(
    own_folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["campaign", "new", "caves", "--author", "ada"]) == 0
    folder = own_folders / "data/campaigns/caves"
    assert main(["campaign", "check", str(folder)]) == 0
    assert main(["campaign", "pars", str(folder)]) == 0
    assert main(["campaign", "list"]) == 0
    out = capsys.readouterr().out
    assert f"{folder}: nothing is wrong" in out
    assert out.count("  fair\n") == 2
    assert f"{folder.parent}: 2 campaigns, the game's own among them" in out
    assert "  maze3d.torchlight  By torchlight, 24 stages  (torchlight)" in out
    assert "  ada.caves  Caves, 2 stages  (caves)" in out
    assert main(["campaign", "new", "caves"]) == 2
    assert capsys.readouterr().err == f"maze3d campaign: {folder} is there already: choose another name.\n"
    assert main(["campaign", "new", "Caves"]) == 2


def test_a_mere_name_means_the_one_in_the_folder_of_campaigns(
    own_folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["campaign", "new", "caves"]) == 0
    for doing in ("check", "pars", "build"):
        assert main(["campaign", doing, "caves"]) == 0
    assert f"{own_folders / 'data/campaigns/caves'}: nothing is wrong" in capsys.readouterr().out
    assert main(["campaign", "pars", "torchlight"]) == 0  # comes with the game
    assert main(["campaign", "check", "cave"]) == 2
    assert capsys.readouterr().err.startswith("maze3d campaign: there is no cave here or in ")


def test_findings_are_lines_or_json_and_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = campaign(tmp_path / "caves", GOOD.replace("light =", "ligth ="))
    assert main(["campaign", "check", str(broken)]) == 1
    wanted = 'campaign.toml:21:1: unknown-key "stage.2.ligth" is no key here; did you mean light?'
    assert capsys.readouterr().out.splitlines() == [wanted, f"{broken}: 1 finding"]
    assert main(["campaign", "check", str(broken), "--format", "json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["findings"]
    assert (told["file"], told["line"], told["code"], told["hint"]) == (
        "campaign.toml",
        21,
        "unknown-key",
        "light",
    )
    assert main(["campaign", "pars", str(broken)]) == 1
    assert capsys.readouterr().err == f"{wanted}\n"
    assert main(["campaign", "check", str(tmp_path / "none")]) == 2
    assert "there is no" in capsys.readouterr().err


def test_pars_tells_what_would_be_fair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["campaign", "pars", str(campaign(tmp_path / "caves", GOOD.replace("20", "999")))]) == 0
    first = capsys.readouterr().out.splitlines()[0].split()
    assert first[:2] == ["1", "one"]
    assert first[-7:-4] == ["999", "s", "fair"]


def test_a_built_campaign_is_clean_and_a_broken_one_is_not_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, made = campaign(tmp_path / "caves"), tmp_path / "caves.zip"
    assert main(["campaign", "build", str(folder), "-o", str(made)]) == 0
    assert main(["campaign", "check", str(made)]) == 0
    broken = campaign(tmp_path / "broken", GOOD.replace("light =", "ligth ="))
    assert main(["campaign", "build", str(broken), "-o", str(tmp_path / "no.zip")]) == 1
    assert "is not built before that is mended" in capsys.readouterr().err
    assert not (tmp_path / "no.zip").exists()
    assert main(["campaign", "build", str(made)]) == 2


def test_a_broken_campaign_is_listed_with_why(own_folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    campaign(own_folders / "data/campaigns/broken", "schema = 1")
    assert main(["campaign", "list"]) == 1
    assert '  broken: campaign.toml: missing-key "author" is missing' in capsys.readouterr().out


def test_checking_never_loads_the_engine(tmp_path: Path) -> None:
    script = (
        "import sys; from maze3d.app.cli import main; main(['campaign', 'check', sys.argv[1]]); "
        "sys.exit(any(name in sys.modules for name in ('panda3d', 'ursina')))"
    )
    folder = campaign(tmp_path / "caves")
    assert subprocess.run([sys.executable, "-c", script, str(folder)], check=False).returncode == 0
