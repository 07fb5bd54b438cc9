from __future__ import annotations

import ipaddress
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maze3d.maze.codes import ALPHABET
from maze3d.net.join_code import (
    DEFAULT_PORT,
    JoinCodeError,
    JoinTarget,
    decode_join,
    encode_join,
    parse_target,
)

FINGERPRINT = "0123456789abcdef" * 4
START = FINGERPRINT[:20]

addresses = st.one_of(
    st.ip_addresses(v=4),
    st.ip_addresses(v=4, network="192.168.0.0/16"),
    st.ip_addresses(v=4, network="10.0.0.0/8"),
    st.ip_addresses(v=6),
    st.ip_addresses(v=6, network="fd00::/8"),
).map(str)
ports = st.one_of(st.just(DEFAULT_PORT), st.integers(1, 65535))
fingerprints = st.binary(min_size=32, max_size=32).map(bytes.hex)
codes = st.builds(encode_join, addresses, ports, fingerprints)


@given(addresses, ports, fingerprints)
def test_a_code_gives_its_target_back(address: str, port: int, fingerprint: str) -> None:
    code = encode_join(address, port, fingerprint)
    expected = ipaddress.ip_address(address)
    if isinstance(expected, ipaddress.IPv6Address) and expected.ipv4_mapped:
        expected = expected.ipv4_mapped
    assert decode_join(code) == JoinTarget(str(expected), port, fingerprint[:20])
    assert parse_target(code) == decode_join(code)
    assert all(len(group) == 4 for group in code.split("-")[:-1])


@pytest.mark.parametrize(
    ("address", "port", "digits"),
    [
        ("192.168.1.20", DEFAULT_PORT, 23),
        ("10.1.2.3", DEFAULT_PORT, 24),
        ("172.16.0.1", DEFAULT_PORT, 26),
        ("192.168.1.20", 5000, 26),
        ("172.16.0.1", 5000, 29),
        ("fd00::20", DEFAULT_PORT, 45),
    ],
)
def test_the_usual_lan_has_short_codes(address: str, port: int, digits: int) -> None:
    assert len(encode_join(address, port, FINGERPRINT).replace("-", "")) == digits


@given(codes, st.data())
def test_a_code_may_be_typed_carelessly(code: str, data: st.DataObject) -> None:
    typed = ""
    for letter in code.lower():
        typed += data.draw(
            st.sampled_from({"0": "0oO", "1": "1iIlL", "-": ["-", "", " "]}.get(letter, letter))
        )
        typed += data.draw(st.sampled_from(["", "", " "]))
    assert decode_join(typed) == decode_join(code)
    assert parse_target(typed) == decode_join(code)


@settings(max_examples=20, deadline=None)
@given(codes)
def test_every_wrong_letter_is_noticed(code: str) -> None:
    text = code.replace("-", "")
    for place, letter in itertools.product(range(len(text)), ALPHABET + "U*"):
        if letter != text[place]:
            with pytest.raises(JoinCodeError, match="is not a join code"):
                decode_join(text[:place] + letter + text[place + 1 :])


@given(codes)
def test_every_swap_of_neighbours_is_noticed(code: str) -> None:
    text = code.replace("-", "")
    for place in range(len(text) - 1):
        if text[place] != text[place + 1]:
            with pytest.raises(JoinCodeError, match="is not a join code"):
                decode_join(text[:place] + text[place + 1] + text[place] + text[place + 2 :])


@given(codes, st.data())
def test_a_letter_too_few_or_too_many_is_noticed(code: str, data: st.DataObject) -> None:
    text = code.replace("-", "")
    place = data.draw(st.integers(1, len(text) - 1))
    for wrong in (text[:place] + text[place + 1 :], text[:place] + "7" + text[place:], text[:-1]):
        with pytest.raises(JoinCodeError, match="letters and digits"):
            decode_join(wrong)


@given(st.text(max_size=80))
def test_any_text_is_a_target_or_a_sentence(text: str) -> None:
    try:
        target = parse_target(text)
    except JoinCodeError as problem:
        sentence = str(problem)
    else:
        sentence = "."
        assert target.address
        assert 1 <= target.port <= 65535
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("text", "address", "port"),
    [
        ("192.168.1.20", "192.168.1.20", DEFAULT_PORT),
        (" 192.168.1.20 ", "192.168.1.20", DEFAULT_PORT),
        ("192.168.1.20:5000", "192.168.1.20", 5000),
        ("::1", "::1", DEFAULT_PORT),
        ("[::1]", "::1", DEFAULT_PORT),
        ("[fd00::20]:5000", "fd00::20", 5000),
        ("fe80::1%eth0", "fe80::1%eth0", DEFAULT_PORT),
        ("anna", "anna", DEFAULT_PORT),
        ("anna-work-desk", "anna-work-desk", DEFAULT_PORT),
        ("anna.local:5000", "anna.local", 5000),
        ("münchen", "münchen", DEFAULT_PORT),
    ],
)
def test_addresses_and_names(text: str, address: str, port: int) -> None:
    assert parse_target(text) == JoinTarget(address, port, "")


@pytest.mark.parametrize(
    "text",
    ["", "a b", "1.2.3", "300.1.2.3", "[::1", "[1.2.3.4]:5", "::1:24642", "a..b", "-a", "host/path", "a:b:c"],
)
def test_rubbish_is_told_what_was_expected(text: str) -> None:
    with pytest.raises(
        JoinCodeError, match=r"neither a join code nor an address: expected .*192\.168\.1\.20"
    ):
        parse_target(text)


@pytest.mark.parametrize("port", ["", "x", "0", "70000", "-1", "5 0", "²"])
def test_a_wrong_port_is_named(port: str) -> None:
    with pytest.raises(JoinCodeError, match="is not a port: expected 1 to 65535"):
        parse_target(f"192.168.1.20:{port}")


def test_a_mistyped_code_is_not_taken_for_a_name() -> None:
    code = encode_join("192.168.1.20", DEFAULT_PORT, FINGERPRINT)
    for wrong in (code[:-1] + "U", code[:-5], "Z" + code[1:]):
        with pytest.raises(JoinCodeError, match="is not a join code"):
            parse_target(wrong)


@pytest.mark.parametrize(
    ("address", "port", "fingerprint"),
    [("anna", 5, FINGERPRINT), ("1.2.3.4", 0, FINGERPRINT), ("1.2.3.4", 5, "ab"), ("", 5, FINGERPRINT)],
)
def test_no_code_of_what_is_none(address: str, port: int, fingerprint: str) -> None:
    with pytest.raises(JoinCodeError, match="No join code can be made"):
        encode_join(address, port, fingerprint)


def test_codes_stay_what_they_are() -> None:
    """A code that was written down yesterday has to work today."""
    assert encode_join("192.168.1.20", DEFAULT_PORT, FINGERPRINT) == "004A-028T-5CY4-TQKF-F04H-G60"
    assert decode_join("004A-028T-5CY4-TQKF-F04H-G60") == JoinTarget("192.168.1.20", DEFAULT_PORT, START)
