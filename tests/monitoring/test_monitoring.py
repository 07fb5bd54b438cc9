"""scripts/monitoring: the alerts do what they say, and every query finds something in a real Prometheus."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.monitoring.conftest import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.monitoring.conftest import Prometheus

RULES = [
    rule for group in yaml.safe_load((FOLDER / "rules.yml").read_text())["groups"] for rule in group["rules"]
]
DASHBOARD: dict[str, Any] = json.loads((FOLDER / "dashboard.json").read_text())
SELECTOR = re.compile(r"\b(?:maze3d_|process_|up\b)\w*(?:\{[^}]*\})?")
VARIABLES = {"$instance": ".*", "$__rate_interval": "4s"}

NAMES = frozenset(
    (
        *("maze3d_players", "maze3d_sessions", "maze3d_session_bytes", "maze3d_live_objects"),
        *("maze3d_joins_total", "maze3d_leaves_total", "maze3d_rejected_total"),
        *("maze3d_dropped_datagrams_total", "maze3d_tick_duration_seconds_bucket", "maze3d_late_ticks_total"),
        *("maze3d_bytes_total", "maze3d_datagrams_total", "maze3d_queue_high_water"),
        *("maze3d_memory_limit_bytes", "maze3d_planned_restarts_total", "maze3d_unclean_restarts_total"),
        *("maze3d_alerts_total", "process_resident_memory_bytes", "process_open_fds"),
        *("process_start_time_seconds", "process_cpu_seconds_total"),
    )
)


def panels() -> list[dict[str, Any]]:
    return [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]


def dashboard_expressions() -> Iterator[str]:
    """Yield every query, with what Grafana would put in place of its variables."""
    told = [target["expr"] for panel in panels() for target in panel["targets"]]
    told += [each["expr"] for each in DASHBOARD["annotations"]["list"]]
    for expression in told:
        for variable, value in VARIABLES.items():
            expression = expression.replace(variable, value)  # noqa: PLW2901 - what is left of it
        assert "$" not in expression
        yield expression


def promtool(*words: str) -> None:
    ended = subprocess.run(
        ["promtool", *words], cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    assert ended.returncode == 0, ended.stdout.decode()


@pytest.mark.prometheus
@pytest.mark.parametrize(
    "words",
    ["check rules rules.yml", "test rules rules_test.yml", "check config prometheus.yml"],
)
def test_promtool_finds_no_fault(words: str) -> None:
    promtool(*words.split())


def test_each_alert_has_a_case_where_it_fires_and_one_where_it_stays_silent() -> None:
    cases: dict[str, set[bool]] = {}
    for test in yaml.safe_load((FOLDER / "rules_test.yml").read_text())["tests"]:
        for case in test["alert_rule_test"]:
            cases.setdefault(case["alertname"], set()).add(bool(case["exp_alerts"]))
    assert cases == {rule["alert"]: {True, False} for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_an_alert_says_how_bad_it_is_and_what_to_do(rule: dict[str, Any]) -> None:
    assert "for" in rule
    assert rule["labels"]["severity"] in {"critical", "warning"}
    assert "{{ $labels.instance }}" in rule["annotations"]["summary"]
    assert "$value" in rule["annotations"]["description"]
    path, _, anchor = rule["annotations"]["runbook_url"].partition("#")
    headings = re.findall(r"^## (\w+)$", (FOLDER.parents[1] / path).read_text(), re.MULTILINE)
    assert anchor in {heading.lower() for heading in headings}
    assert anchor == rule["alert"].lower()


def test_the_runbook_has_no_page_without_an_alert() -> None:
    headings = re.findall(r"^## (.*)$", (FOLDER / "runbook.md").read_text(), re.MULTILINE)
    assert headings == [rule["alert"] for rule in RULES]


def test_the_dashboard_shows_every_figure_that_matters() -> None:
    text = " ".join(dashboard_expressions())
    assert {name for name in NAMES if not re.search(rf"\b{name}\b", text)} == set()


def test_the_dashboard_is_laid_out_without_overlaps_for_any_prometheus() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
    variables = {each["name"]: each["type"] for each in DASHBOARD["templating"]["list"]}
    assert variables == {"datasource": "datasource", "instance": "query"}
    sources = [each["datasource"] for panel in panels() for each in (panel, *panel["targets"])]
    assert {source["uid"] for source in sources} == {"${datasource}"}


@pytest.mark.prometheus
def test_every_query_of_the_dashboard_finds_something(prometheus: Prometheus) -> None:
    for expression in dashboard_expressions():
        prometheus.series(expression)
        without_condition = re.sub(r" > 0$", "", expression)
        assert prometheus.series(without_condition), expression
    definition = DASHBOARD["templating"]["list"][1]["definition"]
    metric, label = re.fullmatch(r"label_values\((\w+), (\w+)\)", definition).groups()  # type: ignore[union-attr]
    assert prometheus.series(metric)[0]["metric"][label].startswith("127.0.0.1:")


@pytest.mark.prometheus
def test_prometheus_evaluates_every_rule_and_each_series_it_names_is_there(prometheus: Prometheus) -> None:
    (group,) = prometheus.get("rules")["groups"]
    assert [rule["name"] for rule in group["rules"]] == [rule["alert"] for rule in RULES]
    for rule in group["rules"]:
        assert (rule["health"], rule.get("lastError", "")) == ("ok", ""), rule["name"]
    for expression in [*(rule["expr"] for rule in RULES), *dashboard_expressions()]:
        prometheus.series(expression)
        selectors = SELECTOR.findall(expression)
        assert selectors or expression.startswith("vector(")
        for selector in selectors:
            assert prometheus.series(selector), f"{selector} in {expression}"
