"""The calls to Agones, against a sidecar made from the SDK's definition; never run on Agones itself.

The definition is sdks/swagger/sdk.swagger.json of https://github.com/agones-dev/agones, at commit
bf2f634bc7c187244389305bae1af76f095e778f (generated from proto/sdk/sdk.proto of that commit). PATHS are all it
has, with their methods; a body is a JSON object of the named schema, and the answer is 200 with {}. What the
definition does not have is answered with 404 for another path, 405 for another method, 400 for another body.
"""

from __future__ import annotations

import json
import logging
import queue
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest

from maze3d.host import process as process_of
from maze3d.host.agones import Agones, agones, for_agones
from maze3d.host.config import ConfigError, options_from
from maze3d.host.process import Process
from maze3d.session import messages as m
from tests.host.churn import Visitor
from tests.host.test_process import host
from tests.session.ends import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATHS = {
    "/allocate": ("POST", "sdkEmpty"),
    "/gameserver": ("GET", ""),
    "/health": ("POST", "sdkEmpty"),
    "/metadata/annotation": ("PUT", "sdkKeyValue"),
    "/metadata/label": ("PUT", "sdkKeyValue"),
    "/ready": ("POST", "sdkEmpty"),
    "/reserve": ("POST", "sdkDuration"),
    "/shutdown": ("POST", "sdkEmpty"),
    "/watch/gameserver": ("GET", ""),
}
SCHEMAS = {"sdkEmpty": set[str](), "sdkKeyValue": {"key", "value"}, "sdkDuration": {"seconds"}}
PATIENCE_S = 30.0


class Sidecar(BaseHTTPRequestHandler):
    """Answers one call."""

    server: Calls
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        status = self._judge()
        if status == 200 and self.server.failing:
            status = 500
        self.server.calls.put((self.command, self.path, status))
        self.server.gate.wait(PATIENCE_S)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def _judge(self) -> int:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path not in PATHS:
            return 404
        method, schema = PATHS[self.path]
        if self.command != method:
            return 405
        if not schema:
            return 400 if body else 200
        try:
            given = json.loads(body)
        except ValueError:
            return 400
        known = isinstance(given, dict) and set(given) <= SCHEMAS[schema]
        return 200 if known and self.headers.get("Content-Type") == "application/json" else 400

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _answer  # noqa: N815 - http.server's names

    def log_message(self, *_about: object) -> None:
        pass


class Calls(ThreadingHTTPServer):
    """The sidecar on a port of its own. `gate` holds its answers back while it is not set."""

    daemon_threads = True
    block_on_close = False
    made: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Sidecar)
        self.calls: queue.SimpleQueue[tuple[str, str, int]] = queue.SimpleQueue()
        self.gate = threading.Event()
        self.gate.set()
        self.failing = False

    def next(self, *, but: str = "") -> tuple[str, str, int]:
        """Return the next call that is not to the path `but`."""
        end = time.monotonic() + PATIENCE_S
        while True:
            assert time.monotonic() < end, "only calls that are of no interest"
            call = self.calls.get(timeout=PATIENCE_S)
            if call[1] != but:
                return call


@contextmanager
def sidecar() -> Iterator[Calls]:
    server = Calls()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        server.gate.set()
        server.shutdown()
        server.server_close()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture
def world() -> World:
    return World()


def test_the_fake_knows_the_definition_and_nothing_else() -> None:
    import http.client

    with sidecar() as fake:
        for method, path, body, status in (
            ("POST", "/ready", b"{}", 200),
            ("GET", "/ready", None, 405),
            ("POST", "/Ready", b"{}", 404),
            ("POST", "/ready", b"", 400),
            ("POST", "/ready", b'{"name": "x"}', 400),
            ("POST", "/reserve", b'{"seconds": "5"}', 200),
        ):
            line = http.client.HTTPConnection("127.0.0.1", fake.server_port, timeout=PATIENCE_S)
            line.request(method, path, body, {"Content-Type": "application/json"})
            assert line.getresponse().status == status, (method, path, body)
            line.close()


def test_ready_then_health_by_the_ticks_then_allocated_at_the_first_player_then_shutdown(
    world: World,
) -> None:
    with sidecar() as fake:
        told = Agones(world.host, fake.server_port)
        told.ready()
        assert fake.next() == ("POST", "/ready", 200)
        until(lambda: "/ready" in told._heard)
        told.beat()
        assert fake.next() == ("POST", "/health", 200)
        assert fake.calls.empty(), "no tick, no word"
        world.join("Anna")
        told.beat()
        assert [fake.next(), fake.next()] == [("POST", "/allocate", 200), ("POST", "/health", 200)]
        until(lambda: "/allocate" in told._heard)
        told.beat()
        assert fake.next() == ("POST", "/health", 200), "allocated once"
        told.ending()
        assert fake.next() == ("POST", "/shutdown", 200)
        assert not told._thread.is_alive()


def test_bots_allocate_nothing(world: World) -> None:
    with sidecar() as fake:
        told = Agones(world.host, fake.server_port)
        told.ready()
        until(lambda: "/ready" in told._heard)
        world.join("Bot", bot=True)
        told.beat()
        assert [fake.next()[1], fake.next()[1]] == ["/ready", "/health"]
        told.ending()


def test_what_was_not_heard_is_said_again_and_the_trouble_is_one_line(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with sidecar() as fake, caplog.at_level(logging.WARNING):
        fake.failing = True
        told = Agones(world.host, fake.server_port)
        told.ready()
        for _ in range(3):
            told.beat()
            assert fake.next(but="/health") == ("POST", "/ready", 500)
        fake.failing = False
        while fake.next(but="/health") != ("POST", "/ready", 200):
            told.beat()
        told.ending()
        assert len(caplog.records) == 1
        assert "it answers 500" in caplog.text


def test_a_sidecar_that_is_not_there_or_silent_holds_no_tick_up(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maze3d.host.agones.LAST_ANSWER_S", 0.01)
    with sidecar() as fake, caplog.at_level(logging.WARNING):
        gone = Agones(world.host, 1)
        gone.ready()
        for _ in range(100):
            gone.beat()
        until(gone._calls.empty)
        assert caplog.text.count("the Agones SDK does not take") == 1
        fake.gate.clear()
        silent = Agones(world.host, fake.server_port)
        silent.ready()
        assert fake.next() == ("POST", "/ready", 200)
        for _ in range(1000):  # returns, though nothing is answered
            silent.beat()
        assert silent._calls.qsize() <= 8
        silent.ending()
        gone.ending()


def test_a_host_that_begins_anew_does_not_shut_down(world: World) -> None:
    with sidecar() as fake:
        told = Agones(world.host, fake.server_port)
        told.ready()
        fake.next()
        world.host.restart_asked = "the hour has come"
        told.ending()
        assert told._calls.empty()
        world.host.stop_asked = True
        told.ending()
        assert fake.next() == ("POST", "/shutdown", 200)


def test_a_host_is_shut_down_and_ends_when_all_have_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_of, "EMPTY_TICKS", 120)
    with sidecar() as fake:
        monkeypatch.setenv("AGONES_SDK_HTTP_PORT", str(fake.server_port))
        options = options_from({"bind": "127.0.0.1", "port": 0}, None, tmp_path)
        process = Process(for_agones(options), tmp_path)
        told = agones(process.host)
        assert told
        process.beats += told.beats
        process.endings.append(told.ending)
        told.ready()
        loop = threading.Thread(target=process.run)
        loop.start()
        try:
            assert fake.next() == ("POST", "/ready", 200)
            visitor = Visitor(process.sockets.port, "Anna")
            visitor.shake()
            assert isinstance(visitor.join(), m.Welcome)
            assert fake.next(but="/health") == ("POST", "/allocate", 200)
            visitor.say(m.Leave())
            assert fake.next(but="/health") == ("POST", "/shutdown", 200)
            loop.join(PATIENCE_S)
            assert not loop.is_alive()
        finally:
            process.host.stop_asked = True
            loop.join(PATIENCE_S)
        visitor.close()


def test_a_real_host_says_that_it_is_ready_and_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sidecar() as fake:
        monkeypatch.setenv("AGONES_SDK_HTTP_PORT", str(fake.server_port))
        with host(tmp_path) as running:
            assert fake.next() == ("POST", "/ready", 200)
            assert fake.next() == ("POST", "/health", 200)
            assert fake.next() == ("POST", "/health", 200)
            running.process.terminate()
            assert running.process.wait(5) == 0
            assert fake.next(but="/health") == ("POST", "/shutdown", 200)


def test_no_variable_no_agones_and_a_wrong_one_is_a_sentence(world: World, tmp_path: Path) -> None:
    options = options_from({}, None, tmp_path)
    assert agones(world.host, {}) is None
    assert for_agones(options, {}) is options
    assert for_agones(options, {"AGONES_SDK_HTTP_PORT": "9358"}).while_played
    with pytest.raises(ConfigError, match='AGONES_SDK_HTTP_PORT is "x": expected a port'):
        for_agones(options, {"AGONES_SDK_HTTP_PORT": "x"})
