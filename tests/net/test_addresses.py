from __future__ import annotations

import ipaddress
import socket

import pytest

from maze3d.net import addresses
from maze3d.net.addresses import nearest, numeric, own_addresses, resolve, scoped

HERE = ["127.0.0.1/8", "192.168.1.20/24", "172.17.0.1/16", "fe80::5/64", "fd00::5/64", "::1/128"]


@pytest.fixture
def interfaces(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses with their network's bits, which a test may change."""
    here = list(HERE)

    def found() -> list[tuple[addresses.Address, int]]:
        return [(each.ip, each.network.prefixlen) for each in map(ipaddress.ip_interface, here)]

    monkeypatch.setattr(addresses, "_interfaces", found)
    monkeypatch.setattr(
        addresses, "_usual", lambda family: "192.168.1.20" if family == socket.AF_INET else ""
    )
    return here


def test_this_computer_has_an_address() -> None:
    found = own_addresses()
    assert found
    assert all(ipaddress.ip_address(each) for each in found)
    assert len(set(found)) == len(found)


@pytest.mark.usefixtures("interfaces")
def test_the_usual_address_comes_first_and_ipv4_before_ipv6() -> None:
    assert own_addresses() == ["192.168.1.20", "172.17.0.1", "fd00::5"]


def test_link_local_and_loopback_only_when_there_is_nothing_else(interfaces: list[str]) -> None:
    interfaces[:] = ["127.0.0.1/8", "169.254.3.3/16", "fe80::5/64"]
    assert own_addresses() == ["169.254.3.3", "fe80::5"]
    interfaces[:] = ["127.0.0.1/8", "::1/128"]
    assert own_addresses() == ["127.0.0.1"]


@pytest.mark.usefixtures("interfaces")
@pytest.mark.parametrize(
    ("given", "best"),
    [
        (["fd00::9", "192.168.1.9"], "192.168.1.9"),
        (["10.9.9.9", "192.168.1.9"], "192.168.1.9"),
        (["172.17.0.1", "192.168.1.9"], "192.168.1.9"),  # both computers have the same virtual network
        (["172.17.0.1", "fd00::9"], "fd00::9"),
        (["192.168.1.20", "172.17.0.1"], "192.168.1.20"),  # this computer
        (["fe80::9%2", "fd00::9"], "fd00::9"),
        (["fe80::9%2"], "fe80::9%2"),
        (["10.9.9.9"], "10.9.9.9"),
        ([], ""),
    ],
)
def test_the_nearest_address_of_another_computer(given: list[str], best: str) -> None:
    assert nearest(given) == best


def test_numeric_addresses_lead_somewhere_at_once_and_names_do_not() -> None:
    place = numeric("127.0.0.1", 5)
    assert place is not None
    assert (place.family, place.where) == (socket.AF_INET, ("127.0.0.1", 5))
    assert numeric("localhost", 5) is None
    assert numeric("fe80::1%\udcf4", 5) is None  # typed in another encoding


def test_names_are_resolved_and_rubbish_leads_nowhere() -> None:
    assert resolve("localhost", 5)
    assert resolve("no-such-computer.invalid", 5) == []
    assert resolve("a" * 300, 5) == []
    assert resolve("a..b", 5) == []


def test_a_link_local_address_keeps_its_interface() -> None:
    assert scoped(("fe80::1", 5, 0, 3)) == ("fe80::1%3", 5)
    assert scoped(("fd00::1", 5, 0, 0)) == ("fd00::1", 5)
    assert scoped(("10.0.0.1", 5)) == ("10.0.0.1", 5)
