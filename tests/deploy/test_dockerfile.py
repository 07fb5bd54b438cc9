"""The Dockerfile, read: it copies what is there, runs as nobody in particular, and its command is a host's.

Nothing here builds it: that takes a Docker daemon.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from maze3d.host.config import options_from
from maze3d.net.join_code import DEFAULT_PORT
from tests.deploy.command_line import parsed

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "scripts/deploy/Dockerfile"


def instructions() -> list[tuple[str, str]]:
    """Return each instruction and what follows it, in order."""
    text = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", FILE.read_text(), flags=re.MULTILINE))
    return [(line.split()[0], line.partition(" ")[2]) for line in text.splitlines() if line.strip()]


def last_stage() -> list[tuple[str, str]]:
    found = instructions()
    return found[max(at for at, (name, _rest) in enumerate(found) if name == "FROM") :]


def only(name: str) -> str:
    [rest] = [rest for each, rest in last_stage() if each == name]
    return rest


def test_what_it_copies_is_there() -> None:
    sources = [
        source
        for name, rest in instructions()
        if name == "COPY" and not rest.startswith("--from=")
        for source in rest.split()[:-1]
    ]
    assert {"pyproject.toml", "uv.lock", "maze3d"} <= set(sources)
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_what_the_package_is_built_from_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed = {project["project"]["readme"], *project["project"]["license-files"]}
    needed |= {*project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]}
    copied = " ".join(rest for name, rest in instructions() if name == "COPY").split()
    assert needed <= set(copied)


def test_locked_versions_of_what_a_host_needs_and_no_engine() -> None:
    [sync] = [rest for name, rest in instructions() if name == "RUN" and "uv sync" in rest]
    words = sync.split()
    assert "--frozen" in words
    extras = [words[at + 1] for at, word in enumerate(words) if word == "--extra"]
    assert extras == ["lan", "watch"]
    left_out = {words[at + 1] for at, word in enumerate(words) if word == "--no-install-package"}
    locked = {each["name"] for each in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    assert left_out <= locked
    assert left_out == {name for name in locked if name.startswith(("panda3d", "ursina"))}


def test_it_runs_as_nobody_in_particular_and_writes_one_folder() -> None:
    user, group = only("USER").split(":")
    assert int(user) > 0
    assert int(group) > 0
    assert f"-o {user} -g {group} {only('VOLUME')}" in only("RUN")
    assert only("ENV") == f"MAZE3D_HOME={only('VOLUME')}"


def test_its_ports_and_its_command_are_the_hosts() -> None:
    assert set(only("EXPOSE").split()) == {f"{DEFAULT_PORT}/tcp", f"{DEFAULT_PORT}/udp"}
    program, *words = json.loads(only("ENTRYPOINT"))
    assert program == "/opt/maze3d/bin/maze3d"
    given, _file = parsed([*words, "--name", "Den"])
    options = options_from(given, None, ROOT)
    assert (options.port, options.settings.name) == (DEFAULT_PORT, "Den")


def test_its_health_is_asked_at_the_port_that_the_command_opens() -> None:
    words = json.loads(only("ENTRYPOINT"))
    port = words[words.index("--metrics-port") + 1]
    check = json.loads(only("HEALTHCHECK").partition("CMD ")[2])
    assert check[0] == "/opt/maze3d/bin/python"
    assert f"http://127.0.0.1:{port}/healthz" in check[2]
    compile(check[2], "HEALTHCHECK", "exec")
