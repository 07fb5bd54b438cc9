"""The saved run: what is stored comes back, what is damaged is kept aside."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.app import saves

if TYPE_CHECKING:
    from pathlib import Path

RUN = saves.SavedRun(
    code="A-7", difficulty="hard", keys=2, elapsed_ticks=1234, date="2026-11-23T10:00:00+00:00"
)


@given(st.binary(max_size=200))
def test_what_is_stored_is_loaded(tmp_path_factory: pytest.TempPathFactory, recording: bytes) -> None:
    path = tmp_path_factory.mktemp("data") / "run.maze3d"
    saves.store(path, RUN, recording)
    assert saves.load(path) == (RUN, recording)


def test_nothing_stored_is_none_and_clearing_forgets(tmp_path: Path) -> None:
    path = tmp_path / "run.maze3d"
    assert saves.load(path) is None
    saves.store(path, RUN, b"old")
    saves.store(path, RUN, b"new\nlines\n")
    assert saves.load(path) == (RUN, b"new\nlines\n")
    saves.clear(path)
    saves.clear(path)
    assert saves.load(path) is None


def test_any_changed_or_missing_byte_is_noticed_and_the_file_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "run.maze3d"
    saves.store(path, RUN, b"recording")
    whole = path.read_bytes()
    damaged = [whole[:length] for length in range(0, len(whole), 7)]
    damaged += [whole + b"x", whole.replace(b"recording", b"recordinh"), b"maze3d-run 9\n" + whole[13:]]
    damaged += [whole.replace(b'"hard"', b'"hare"'), whole.replace(b"1234", b"1235")]
    for number, content in enumerate(damaged, 1):
        path.write_bytes(content)
        with pytest.raises(saves.DamagedSaveError, match=rf"kept as run\.broken-{number}\.maze3d"):
            saves.load(path)
        assert not path.exists()
        assert (tmp_path / f"run.broken-{number}.maze3d").read_bytes() == content


def test_a_run_that_was_saved_before_there_were_campaigns_is_read(tmp_path: Path) -> None:
    about = '"code":"A","difficulty":"easy","keys":1,"elapsed_ticks":90,"date":"2026"'
    digest = hashlib.sha256(f"{{{about}}}".encode() + b"\nlog").hexdigest()
    path = tmp_path / "run.maze3d"
    path.write_bytes(saves.FIRST_LINE + f'{{{about},"sha256":"{digest}"}}'.encode() + b"\nlog")
    found = saves.load(path)
    assert found
    assert (found[0].code, found[0].campaign, found[1]) == ("A", "", b"log")
