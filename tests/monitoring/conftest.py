"""A Prometheus of the tests' own, which scrapes a page of metrics over the loopback."""

from __future__ import annotations

import json
import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.host.test_process import host

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parents[2] / "scripts" / "monitoring"
BOUND_S = 60.0


class Prometheus:
    """Its HTTP interface at 127.0.0.1:`port`."""

    def __init__(self, port: str) -> None:
        self._at = f"http://127.0.0.1:{port}/api/v1"

    def get(self, path: str, **words: str) -> Any:
        """Return what it answers. A query that it cannot answer raises HTTPError."""
        url = f"{self._at}/{path}?{urllib.parse.urlencode(words)}"
        with urllib.request.urlopen(url, timeout=BOUND_S) as answer:  # noqa: S310 - http, to ourselves
            told = json.load(answer)
        assert told["status"] == "success"
        return told["data"]

    def series(self, expression: str) -> list[Any]:
        """Return what an expression gives now."""
        found: list[Any] = self.get("query", query=expression)["result"]
        return found


@pytest.fixture(scope="session")
def metrics_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """HOST:PORT of a real host's metrics."""
    with host(tmp_path_factory.mktemp("host"), "--metrics-port", "0") as running:
        yield f"127.0.0.1:{running.ready['metrics_port']}"


@pytest.fixture(scope="session")
def prometheus(metrics_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """Prometheus with the example's configuration, but a quick one; it has scraped three times."""
    folder = tmp_path_factory.mktemp("prometheus")
    config = yaml.safe_load((FOLDER / "prometheus.yml").read_text())
    config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    config["rule_files"] = [str(FOLDER / name) for name in config["rule_files"]]
    config["scrape_configs"][0]["static_configs"][0]["targets"] = [metrics_address]
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config))
    log = folder / "log"
    with log.open("w") as stderr:
        process = subprocess.Popen(
            [
                "prometheus",
                f"--config.file={folder / 'prometheus.yml'}",
                f"--storage.tsdb.path={folder / 'data'}",
                "--web.listen-address=127.0.0.1:0",
            ],
            stderr=stderr,
            stdout=stderr,
        )
    try:
        ends = time.monotonic() + BOUND_S
        asked = Prometheus(_port(process, log, ends))
        while not _scraped(asked):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < ends, log.read_text()
            time.sleep(0.1)
        yield asked
    finally:
        process.kill()
        process.wait()


def _port(process: subprocess.Popen[bytes], log: Path, ends: float) -> str:
    """Return the port that it says it listens on."""
    while not (said := re.search(r'"?Listening on"? address=127\.0\.0\.1:(\d+)', log.read_text())):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < ends, log.read_text()
        time.sleep(0.05)
    return said[1]


def _scraped(asked: Prometheus) -> bool:
    """Tell whether three scrapes are in, and the rules have been looked at since."""
    try:
        scrapes = asked.series("count_over_time(maze3d_players[1m])")
        groups = asked.get("rules")["groups"]
    except urllib.error.HTTPError as problem:
        if problem.code == HTTPStatus.SERVICE_UNAVAILABLE:  # it is still at its start
            return False
        raise
    looked = all(rule["health"] != "unknown" for group in groups for rule in group["rules"])
    return bool(scrapes) and float(scrapes[0]["value"][1]) >= 3 and looked
