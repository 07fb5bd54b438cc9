"""The Agones Fleet, read: its shape is that of the published definition, its command one that the host takes.

The fields are those of https://agones.dev/site/docs/reference/gameserver/. Never run on a cluster.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from maze3d.host import config
from maze3d.host.agones import HEALTH_TICKS
from maze3d.host.config import options_from
from maze3d.net.join_code import DEFAULT_PORT
from maze3d.sim.units import TICK_RATE
from tests.deploy.command_line import parsed
from tests.deploy.test_dockerfile import only

HOST_BYTES = 64 * 2**20
"""What a host takes before anybody plays."""

FILE = Path(__file__).resolve().parents[2] / "scripts/deploy/fleet.yaml"


@pytest.fixture(scope="module")
def fleet() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return read


@pytest.fixture(scope="module")
def server(fleet: dict[str, Any]) -> dict[str, Any]:
    """The GameServer's specification."""
    found: dict[str, Any] = fleet["spec"]["template"]["spec"]
    return found


@pytest.fixture(scope="module")
def container(server: dict[str, Any]) -> dict[str, Any]:
    [found] = server["template"]["spec"]["containers"]
    return dict(found)


def test_it_is_a_fleet_of_agones(fleet: dict[str, Any], server: dict[str, Any]) -> None:
    assert (fleet["apiVersion"], fleet["kind"]) == ("agones.dev/v1", "Fleet")
    assert set(fleet) == {"apiVersion", "kind", "metadata", "spec"}
    assert set(fleet["spec"]) <= {"replicas", "scheduling", "strategy", "template"}
    assert set(server) <= {"container", "ports", "health", "scheduling", "sdkServer", "template"}


def test_tcp_and_udp_have_the_same_port(server: dict[str, Any]) -> None:
    [port] = server["ports"]
    assert port == {
        "name": "game",
        "portPolicy": "Dynamic",
        "containerPort": DEFAULT_PORT,
        "protocol": "TCPUDP",
    }


def test_health_is_said_more_often_than_it_is_asked_for(server: dict[str, Any]) -> None:
    health = server["health"]
    assert set(health) == {"initialDelaySeconds", "periodSeconds", "failureThreshold"}
    assert health["periodSeconds"] >= 2 * HEALTH_TICKS / TICK_RATE


def test_what_it_starts_is_a_command_the_host_takes(
    container: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "resident_bytes", lambda: HOST_BYTES)  # not that of all the tests
    assert "command" not in container, "the image's own"
    given, _file = parsed([*json.loads(only("ENTRYPOINT"))[1:], *container["args"]])
    options = options_from(given, None, tmp_path)
    assert options.port == DEFAULT_PORT
    assert not options.announce, "there is no LAN"
    limits = container["resources"]["limits"]["memory"]
    assert options.max_memory_bytes < int(limits.removesuffix("Mi")) * 2**20


def test_it_runs_as_the_images_user_and_writes_the_images_folder(
    server: dict[str, Any], container: dict[str, Any]
) -> None:
    pod = server["template"]["spec"]
    user, group = (int(each) for each in only("USER").split(":"))
    assert pod["securityContext"]["runAsNonRoot"]
    assert (pod["securityContext"]["runAsUser"], pod["securityContext"]["fsGroup"]) == (user, group)
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert not container["securityContext"]["allowPrivilegeEscalation"]
    [mount] = container["volumeMounts"]
    assert mount["mountPath"] == only("VOLUME")
    assert [volume["name"] for volume in pod["volumes"]] == [mount["name"]]
