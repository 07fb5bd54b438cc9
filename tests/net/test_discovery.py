from __future__ import annotations

import socket
import struct
import threading
from functools import cache
from typing import TYPE_CHECKING

import pytest
from zeroconf import ServiceInfo

from maze3d.net import LanMissingError, addresses, multicast
from maze3d.net.addresses import own_addresses
from maze3d.net.discovery import SERVICE, Announced, Announcement, Browser, _announced, _label
from tests.net.ends import PATIENCE_S

if TYPE_CHECKING:
    from collections.abc import Callable

FINGERPRINT = "5a" * 32
PROPERTIES = {
    "v": "0.1.0",
    "mode": "race",
    "rows": "15",
    "cols": "20",
    "players": "0",
    "seats": "8",
    "locked": "0",
    "fp": FINGERPRINT,
}


@cache
def _multicast_works() -> bool:
    """Tell whether a datagram to a group comes back to this computer, as zeroconf needs it."""
    group = "239.255.77.77"
    try:
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mouth,
        ):
            here = socket.inet_aton(own_addresses()[0])
            ear.bind(("", 0))
            ear.settimeout(2.0)
            ear.setsockopt(
                socket.IPPROTO_IP,
                socket.IP_ADD_MEMBERSHIP,
                struct.pack("4s4s", socket.inet_aton(group), here),
            )
            mouth.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, here)
            mouth.sendto(b"?", (group, ear.getsockname()[1]))
            return ear.recv(9) == b"?"
    except OSError:
        return False


needs_multicast = pytest.mark.skipif(
    not _multicast_works(),
    reason="needs multicast on an interface of this computer: `ip link set lo multicast on`",
)


class Watch:
    """A browser, and a way to wait for what it sees."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self.browser = Browser(self._changed)

    def _changed(self) -> None:
        with self._change:
            self._change.notify_all()

    def until(self, done: Callable[[list[Announced]], object]) -> list[Announced]:
        """Return what was found once `done` is content with it; others may have hosts here as well."""
        with self._change:
            assert self._change.wait_for(lambda: done(self._ours()), PATIENCE_S), self.browser.found()
            return self._ours()

    def _ours(self) -> list[Announced]:
        return [each for each in self.browser.found() if each.fingerprint == FINGERPRINT]


@pytest.mark.machine
@needs_multicast
def test_a_host_is_found_seen_to_change_and_gone_after_its_goodbye() -> None:
    watch = Watch()
    announcement = Announcement("Anna's v1.2", 24642, PROPERTIES)
    try:
        (found,) = watch.until(lambda hosts: hosts)
        assert found.name == "Anna's v1.2"
        assert found.port == 24642
        assert found.address in own_addresses()
        assert dict(found.properties) == PROPERTIES
        announcement.update({**PROPERTIES, "players": "3", "locked": "1"})
        (changed,) = watch.until(lambda hosts: hosts and hosts[0].properties["players"] == "3")
        assert changed.properties["locked"] == "1"
    finally:
        announcement.close()
    watch.until(lambda hosts: not hosts)
    watch.browser.close()


@pytest.mark.machine
@needs_multicast
def test_two_hosts_of_one_name_are_both_found() -> None:
    watch = Watch()
    announcements = [Announcement("Twin", port, PROPERTIES, "127.0.0.1") for port in (24643, 24644)]
    hosts = watch.until(lambda hosts: len({host.port for host in hosts}) == 2)
    assert {host.address for host in hosts} == {"127.0.0.1"}
    for each in announcements:
        each.close()
    watch.until(lambda hosts: not hosts)
    watch.browser.close()


def test_what_is_announced_is_made_safe_to_show() -> None:
    info = ServiceInfo(
        SERVICE,
        f"A\u202enna\u2024.{SERVICE}",
        24645,
        properties={**PROPERTIES, "mode": "r\nace" + "x" * 99},
        parsed_addresses=["127.0.0.1"],
    )
    host = _announced(info)
    assert host is not None
    assert host.name == "Anna."
    assert host.properties["mode"] == ("r ace" + "x" * 99)[:64]


@pytest.mark.parametrize(
    ("port", "fingerprint", "address"),
    [(0, FINGERPRINT, "127.0.0.1"), (1, "5A" * 32, "127.0.0.1"), (1, "", "127.0.0.1"), (1, FINGERPRINT, "")],
)
def test_an_announcement_that_is_no_hosts_is_not_shown(port: int, fingerprint: str, address: str) -> None:
    info = ServiceInfo(
        SERVICE,
        f"Anna.{SERVICE}",
        port,
        properties={**PROPERTIES, "fp": fingerprint},
        parsed_addresses=[address] if address else [],
    )
    assert _announced(info) is None


def test_closing_at_once_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    for _ in range(3):
        Announcement("Short", 24647, PROPERTIES).close()
        Browser().close()
    for thread in set(threading.enumerate()) - before:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def test_changing_interfaces_start_the_service_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, places = threading.Semaphore(0), [["10.0.0.1"]]

    class Counting:
        async def begin(self, zeroconf: object) -> None:
            assert zeroconf
            begun.release()

        async def work(self, zeroconf: object) -> None:
            assert zeroconf

        async def end(self, zeroconf: object) -> None:
            assert zeroconf

    monkeypatch.setattr(multicast, "own_addresses", lambda: places[0])
    running = multicast.Multicast(Counting(), "counting")
    running.start()
    assert begun.acquire(timeout=PATIENCE_S)
    places[0] = ["10.0.0.1", "10.0.0.2"]
    running.wake()
    assert begun.acquire(timeout=PATIENCE_S)
    running.close()


def test_a_network_that_cannot_be_used_is_logged_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried = threading.Semaphore(0)

    def fail() -> None:
        tried.release()
        raise OSError("no network")

    monkeypatch.setattr(multicast, "_open", fail)
    monkeypatch.setattr(multicast, "LOOK_S", 0.0)
    browser = Browser()
    for _ in range(5):
        assert tried.acquire(timeout=PATIENCE_S)
    browser.close()
    assert browser.found() == []
    assert caplog.messages == ["the LAN list does not work: no network"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Anna", "Anna"),
        ("v1.2", "v1\u20242"),
        ("a\u202eb\n", "ab"),
        ("", "maze3d"),
        ("ä" * 60, "ä" * 28),
    ],
)
def test_any_name_becomes_a_label_of_dns(name: str, label: str) -> None:
    assert _label(name) == label


def test_without_zeroconf_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(package: str) -> None:
        raise LanMissingError(f"{package} is missing", name=package)

    monkeypatch.setattr(multicast, "need", missing)
    monkeypatch.setattr(addresses, "need", missing)
    for attempt in (Browser, lambda: Announcement("A", 1, PROPERTIES), own_addresses):
        with pytest.raises(LanMissingError, match="is missing"):
            attempt()
