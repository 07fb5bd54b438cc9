"""`pack.toml`: a right one is read, and each mistake in a wrong one is pointed at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.pack.manifest import FILE, FORMAT, Manifest
from maze3d.pack.tables import table

GOOD = """\
schema = 1
id = "ada.moss"
version = "1.0.0"
format = { least = 1, most = 1 }
title = "Moss"
authors = ["Ada"]
licence = "cc0-1.0"

[credits]
"sounds/drip.ogg" = "Bo"
"""


def found(text: str) -> list[str]:
    made, findings = table(text.encode(), FILE, Manifest)
    assert (made is None) == bool(findings)
    return [str(each) for each in findings]


def test_a_right_one_is_read() -> None:
    made, findings = table(GOOD.encode(), FILE, Manifest)
    assert findings == []
    assert made
    assert (made.id, made.licence, made.credits) == ("ada.moss", "CC0-1.0", {"sounds/drip.ogg": "Bo"})
    assert made.fits
    assert not made.model_copy(update={"format": made.format.model_copy(update={"least": FORMAT + 1})}).fits


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title =", "titel =", 'pack.toml:5:1: unknown-key "titel" is no key here; did you mean title?'),
        ("title =", "titel =", 'pack.toml: missing-key "title" is missing'),
        ("schema = 1", "schema = 2", 'pack.toml:1:1: wrong-value "schema": input should be 1, not 2'),
        (
            '"ada.moss"',
            '"Ada Moss"',
            (
                'pack.toml:2:1: wrong-value "id": expected author.name, in small letters, digits '
                "and hyphens, not 'Ada Moss'"
            ),
        ),
        (
            "1.0.0",
            "1.0",
            "pack.toml:3:1: wrong-value \"version\": expected three numbers, such as 1.0.0, not '1.0'",
        ),
        ("least = 1", "least = 2", 'pack.toml:4:1: wrong-value "format": least is more than most'),
        ("least =", "lest =", 'pack.toml:4:1: unknown-key "format.lest" is no key here; did you mean least?'),
        (
            "cc0-1.0",
            "free",
            (
                'pack.toml:7:1: wrong-value "licence": expected an SPDX licence, such as CC0-1.0 or '
                "CC-BY-4.0, not 'free'"
            ),
        ),
        (
            "sounds/drip.ogg",
            "../drip.ogg",
            (
                'pack.toml:10:1: wrong-value "credits.../drip.ogg.[key]": the path leaves the pack by "..", '
                "not '../drip.ogg'"
            ),
        ),
        ('"Moss"', '"Moss', "pack.toml:5:14: syntax illegal character '\\n'"),
        ('"Moss"', '"Moss"\ntitle = "Again"', "pack.toml:6:16: syntax cannot overwrite a value"),
    ],
)
def test_a_mistake_is_pointed_at(old: str, new: str, told: str) -> None:
    assert told in found(GOOD.replace(old, new, 1))


def test_all_mistakes_are_told_at_once() -> None:
    assert (
        len(found(GOOD.replace("title =", "titel =").replace('"1.0.0"', '"one"').replace("schema = 1", "")))
        == 4
    )


def test_what_is_no_text_or_too_much_of_it_is_one_finding() -> None:
    assert [str(each) for each in table(b"schema = 1\nid = \xff", FILE, Manifest)[1]] == [
        "pack.toml:2:1: not-utf8 is not written in UTF-8"
    ]
    assert [each.code for each in table(b"#" * 10**6, FILE, Manifest)[1]] == ["too-large"]
    assert [each.code for each in table(b"a = " + b"[" * 50_000, FILE, Manifest)[1]] == ["syntax"]


@given(st.text(max_size=200))
def test_any_text_is_read_or_told(text: str) -> None:
    made, findings = table(text.encode("utf-8", "replace"), FILE, Manifest)
    assert made or findings


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("9" * 5000, "pack.toml: syntax has a number of thousands of digits"),
        ("0x" + "f" * 5000, 'pack.toml:1:1: wrong-value "schema": '),
    ],
)
def test_a_number_of_thousands_of_digits_is_a_finding(number: str, told: str) -> None:
    (finding,) = found(GOOD.replace("schema = 1", f"schema = {number}"))
    assert finding.startswith(told)
    assert len(finding) < 200
