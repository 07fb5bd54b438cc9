"""A page of a host's metrics, taken apart.

Owns the check that it is a host's. Whatever is written on it, only short printable words come out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

from maze3d.session.words import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    Labels: TypeAlias = frozenset[tuple[str, str]]

MOST_LETTERS = 32
"""Of a label's value; what is longer is cut."""

HOSTS_OWN = ("maze3d_build_info", "maze3d_players", "maze3d_tick_duration_seconds_count")
"""No page without these is a host's."""


class NotAHostError(ValueError):
    """The page is something else."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a host said of itself at one moment, `at_s` by the reader's clock."""

    at_s: float
    samples: Mapping[str, Mapping[Labels, float]]

    def total(self, name: str, **labels: str) -> float:
        """Return the sum of what is there by that name with these labels; 0 of nothing."""
        wanted = labels.items()
        return sum(value for each, value in self.samples.get(name, {}).items() if wanted <= each)

    def by(self, name: str, label: str) -> dict[str, float]:
        """Return the sums by the values of a label, as they come."""
        found: dict[str, float] = {}
        for each, value in self.samples.get(name, {}).items():
            key = clean(dict(each).get(label, ""), MOST_LETTERS)
            found[key] = found.get(key, 0.0) + value
        return found

    def buckets(self, name: str) -> list[tuple[float, float]]:
        """Return a histogram's (edge, how many up to there), the last edge is infinite."""
        found: dict[float, float] = {}
        for each, value in self.samples.get(f"{name}_bucket", {}).items():
            edge = _number(dict(each).get("le", ""))
            if not math.isnan(edge):
                found[edge] = found.get(edge, 0.0) + value
        return sorted(found.items())


def read(text: str, at_s: float) -> Reading:
    """Take a page apart. Raises NotAHostError."""
    samples: dict[str, dict[Labels, float]] = {}
    try:
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                if math.isfinite(sample.value):
                    samples.setdefault(sample.name, {})[frozenset(sample.labels.items())] = sample.value
    except (ValueError, IndexError, KeyError):  # what the parser raises for what is no such page
        raise NotAHostError from None
    if any(name not in samples for name in HOSTS_OWN):
        raise NotAHostError
    return Reading(at_s, samples)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
