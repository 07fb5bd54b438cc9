"""Best times, and a file that is damaged or too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from maze3d.app.records import MAX_RUNS, Records, Run
from maze3d.files import StorageError

if TYPE_CHECKING:
    from pathlib import Path


def _run(code: str = "A", ticks: int = 600, **changes: object) -> Run:
    given: dict[str, object] = {
        "code": code, "levels": 1, "rows": 20, "cols": 30, "difficulty": "easy", "keys": 1, "ticks": ticks,
        "medal": "gold", "date": "2026-11-23T10:00:00+00:00",
    }  # fmt: skip
    return Run.model_validate(given | changes)


def test_the_first_and_the_faster_run_are_the_best(tmp_path: Path) -> None:
    path = tmp_path / "data" / "records.json"
    records = Records.load(path)
    first = records.add(_run())
    assert (first.new_best_code, first.new_best_size, first.best_code_before) == (True, True, None)
    slower = records.add(_run(ticks=700))
    assert (slower.new_best_code, slower.new_best_size) == (False, False)
    assert slower.best_code_before == _run()
    other = records.add(_run("B", ticks=500))
    assert (other.new_best_code, other.new_best_size) == (True, True)
    assert other.best_size_before == _run()
    again = Records.load(path)
    assert again.problem == ""
    assert again.best("A", "easy", 1) == _run()
    assert again.best("B", "easy", 1) == _run("B", ticks=500)
    assert again.best_for_size((1, 20, 30), "easy", 1) == _run("B", ticks=500)


@pytest.mark.parametrize("changes", [{"difficulty": "hard"}, {"keys": 2}, {"rows": 21}])
def test_other_rules_or_sizes_have_bests_of_their_own(tmp_path: Path, changes: dict[str, Any]) -> None:
    records = Records.load(tmp_path / "records.json")
    records.add(_run())
    assert records.add(_run(ticks=900, **changes)).new_best_size


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b'{"version": 2, "runs": []}',
        b'{"version": 1, "runs": [{"code": "A"}]}',
        b'{"version": 1, "runs": [], "more": 1}',
    ],
)
def test_a_damaged_file_is_kept_aside_and_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "records.json"
    path.write_bytes(content)
    records = Records.load(path)
    assert "records.broken-1.json" in records.problem
    assert "\n" not in records.problem
    assert (tmp_path / "records.broken-1.json").read_bytes() == content
    records.add(_run())
    assert Records.load(path).best("A", "easy", 1) == _run()


def test_the_file_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "records.json"
    records = Records.load(path)
    with monkeypatch.context() as patch:
        patch.setattr(Records, "_write", lambda _self: None)
        for number in range(MAX_RUNS + 50):
            date = f"2026-11-23T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"
            records.add(_run(f"C{number}", rows=number + 1, date=date))
    records.add(_run("last", rows=9999, date="2026-12-01"))
    again = Records.load(path)
    assert again.problem == ""
    assert again.best("C0", "easy", 1) is None
    assert again.best("last", "easy", 1) is not None
    assert path.read_text().count('"code"') <= MAX_RUNS


def test_a_file_that_cannot_be_read_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "records.json"
    Records.load(path).add(_run())
    content = path.read_bytes()

    def locked(*_about: object) -> None:
        raise PermissionError(13, "in use by another program")

    with monkeypatch.context() as patch:  # the reading is refused, then the renaming too
        patch.setattr(type(path), "read_bytes", locked)
        kept_aside = Records.load(path)
        path.write_bytes(content)
        patch.setattr(type(path), "rename", locked)
        stuck = Records.load(path)
    assert "in use by another program" in kept_aside.problem
    assert (tmp_path / "records.broken-1.json").read_bytes() == content
    with pytest.raises(StorageError, match="neither read nor renamed"):
        stuck.add(_run("B"))
    assert path.read_bytes() == content
    assert stuck.best("B", "easy", 1) == _run("B")


def test_a_run_counts_even_where_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "in_the_way").write_text("")
    records = Records.load(tmp_path / "in_the_way" / "records.json")
    with pytest.raises(StorageError, match="cannot be written"):
        records.add(_run())
    assert records.best("A", "easy", 1) == _run()
