"""Token buckets, addresses, bans and words."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from maze3d.session.bans import FOREVER_S, MOST_BANS, Bans
from maze3d.session.limits import Addresses, Bucket, Limits, group_of
from maze3d.session.words import clean, unused


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(1, 10)), max_size=60))
def test_a_bucket_never_gives_more_than_its_burst_and_rate(asked: list[tuple[float, int]]) -> None:
    now = given = 0.0
    bucket = Bucket(2.0, 10, now)
    for wait, count in asked:
        now += wait
        if bucket.take(now, count):
            given += count
        assert given <= 10 + 2.0 * now + 1e-6


def test_a_clock_that_goes_back_gives_nothing() -> None:
    bucket = Bucket(1.0, 1, 100.0)
    assert bucket.take(100.0)
    assert not bucket.take(50.0)
    assert not bucket.take(50.5)
    assert bucket.take(51.5)


def test_addresses_are_forgotten_when_idle_and_never_too_many() -> None:
    addresses = Addresses(Limits(addresses=3, connects_per_s=1.0, connect_burst=2))
    for number in range(3):
        rates = addresses.of(f"10.0.0.{number}", 0.0)
        assert rates is not None
        assert rates.connects.take(0.0)
    assert addresses.of("10.0.0.9", 0.5) is None
    assert addresses.of("10.0.0.9", 1.5) is not None
    assert len(addresses) == 1


def test_an_ipv6_user_is_one_address_however_many_he_has() -> None:
    assert group_of("2001:db8:1:2::1") == group_of("2001:db8:1:2:ffff::9")
    assert group_of("2001:db8:1:2::1") != group_of("2001:db8:1:3::1")
    assert group_of("fe80::1%eth0") == group_of("fe80::2%eth0")
    assert group_of("192.168.0.1") == "192.168.0.1"
    assert group_of("::1") == "::1"


def test_bans_end_and_are_never_too_many() -> None:
    bans, key = Bans(), bytes(16)
    assert bans.add("10.0.0.1", 60.0, 0.0)
    assert bans.add(key, FOREVER_S, 0.0)
    assert bans.of("10.0.0.1", b"k" * 16, 1.0) == "1 minute"
    assert bans.of("10.0.0.2", key, 1.0) == "ever"
    assert bans.of("10.0.0.1", b"k" * 16, 61.0) == ""
    assert bans.lines(61.0) == [f"{key.hex()}  for ever"]
    assert bans.remove(key.hex())
    assert not bans.remove(key.hex())
    for number in range(MOST_BANS):
        assert bans.add(f"n{number}", 1e9, 62.0)
    assert not bans.add("one more", 1e9, 62.0)


@given(st.text(max_size=400), st.integers(1, 60))
def test_clean_words_hold_nothing_that_can_deceive(text: str, most: int) -> None:
    got = clean(text, most)
    assert len(got) <= most
    assert all(unicodedata.category(char)[0] != "C" and char.isprintable() for char in got)
    assert got == got.strip()
    assert "  " not in got
    assert clean(got, most) == got


def test_bidi_control_and_piled_marks_are_out() -> None:
    assert clean("a\u202ebc\u2066d\x1b[31m\u200bx\n  y", 40) == "abcd[31mx y"
    assert clean("z" + "\u0335" * 30, 40).count("\u0335") == 2
    assert clean("  Grüße, 木 🙂 ", 40) == "Grüße, 木 🙂"


def test_a_name_in_use_gets_a_number() -> None:
    assert unused("Anna", {"anna", "anna 2"}, 24) == "Anna 3"
    assert unused("x" * 24, {"x" * 24}, 24) == "x" * 22 + " 2"
