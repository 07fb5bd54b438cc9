"""The fuzzer's corpus behaves, a short run finds nothing, and planted defects are found."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import fuzz
import pytest
from fuzz_ends import failures_raised
from fuzz_seeds import seeds
from fuzz_targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SHORT_RUN = 1000
PACKED = {"replays", "saved_runs", "pack_zips", "pack_pictures"}
"""Targets whose seeds are compressed: each zlib does that in its own way."""


@pytest.fixture(autouse=True)
def raised() -> Iterator[None]:
    with failures_raised():
        yield


@pytest.mark.parametrize("name", TARGETS)
def test_every_input_of_the_corpus_behaves(name: str) -> None:
    run = TARGETS[name].run
    run(b"")  # loads what it needs
    files = sorted((fuzz.CORPUS / name).iterdir())
    assert files
    for file in files:
        for traced in (False, True):
            failure = fuzz.attempt(run, file.read_bytes(), traced=traced)
            assert failure is None, f"{file.name}: {failure.why} {failure.details}"


def test_the_corpus_holds_the_seeds_as_they_are_made_today(tmp_path: Path) -> None:
    fuzz.write_seeds(tmp_path)
    assert seeds().keys() == TARGETS.keys() == {each.name for each in fuzz.CORPUS.iterdir()}
    for file in tmp_path.glob("*/*"):
        kept = fuzz.CORPUS / file.parent.name / file.name
        assert kept.exists(), "scripts/fuzz.py --write-seeds writes it"
        assert file.parent.name in PACKED or kept.read_bytes() == file.read_bytes(), kept


@pytest.mark.parametrize("name", TARGETS)
def test_a_short_run_finds_nothing(name: str) -> None:
    target = TARGETS[name]
    made = fuzz.inputs(name, fuzz.corpus_of(name, fuzz.CORPUS), 4, SHORT_RUN, target.most_bytes)
    count, _slowest_s, failures = fuzz.fuzz(name, target.run, made)
    assert count == SHORT_RUN
    assert failures == {}


def test_a_seed_gives_the_same_inputs_again() -> None:
    corpus = fuzz.corpus_of("peer_messages", fuzz.CORPUS)
    first, again, other = (list(fuzz.inputs("peer_messages", corpus, seed, 300, 65536)) for seed in (7, 7, 8))
    assert first == again
    assert first != other


def trusts_a_length(data: bytes) -> None:
    """Read as many bytes as the input says that it has."""
    size = int.from_bytes(data[1:3], "big")
    assert size in {0, 71} or data[3 + size - 1] >= 0


def fails_inside_a_post(data: bytes) -> None:
    """As a body in a post once did: two coordinates have to be right at once."""
    places = [int.from_bytes(data[at : at + 8], "little") for at in range(12, len(data) - 8, 34)]
    if any(place and place % (1 << 26) == 0 for place in places):
        raise ZeroDivisionError


def takes_memory(data: bytes) -> None:
    if len(data) > 200:
        bytearray(11 << 20)


def takes_time(data: bytes) -> None:
    if b"9" * 300 in data:
        time.sleep(1.01)


@pytest.mark.parametrize(
    ("planted", "why"),
    [
        (trusts_a_length, "IndexError in test_fuzz.py:trusts_a_length"),
        (fails_inside_a_post, "ZeroDivisionError in test_fuzz.py:fails_inside_a_post"),
        (takes_memory, "memory"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_planted_defect_is_found_and_kept(
    planted: Callable[[bytes], None], why: str, tmp_path: Path
) -> None:
    corpus = [seeds()["peer_datagrams"]["snapshots"]]
    _count, _slowest_s, failures = fuzz.fuzz(
        "planted", planted, fuzz.inputs("planted", corpus, 1, 4000, 2048)
    )
    assert why in failures
    fuzz.keep("planted", failures, tmp_path)
    for kept in fuzz.corpus_of("planted", tmp_path):
        failure = fuzz.attempt(planted, kept, traced=True)
        assert failure
        assert failure.why in failures


def test_what_takes_too_long_is_found() -> None:
    corpus = [b'{"type":"votes","counts":[9,9]}']
    slow = next(data for data in fuzz.inputs("slow", corpus, 1, 4000, 9000) if b"9" * 300 in data)
    failure = fuzz.attempt(takes_time, slow)
    assert failure
    assert failure.why == "time"
    assert fuzz.attempt(takes_time, corpus[0]) is None
