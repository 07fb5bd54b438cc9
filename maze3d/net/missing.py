"""What is said where the extra packages for LAN play are not installed. Imports none of them."""

from __future__ import annotations

from importlib.util import find_spec

NEEDED = ("cryptography", "zeroconf")


class LanMissingError(ModuleNotFoundError):
    """A package that only LAN play needs is not installed. One sentence with the remedy."""


def missing() -> str:
    """Return which packages playing together needs, in a sentence, or "" when they are there."""
    absent = [package for package in NEEDED if find_spec(package) is None]
    return _sentence(" and ".join(absent)) if absent else ""


def need(package: str) -> None:
    """Raise LanMissingError when `package` is not installed."""
    if find_spec(package) is None:
        raise LanMissingError(_sentence(package), name=package)


def _sentence(packages: str) -> str:
    return f'Playing together needs {packages}, not installed here: pip install "maze3d[lan]" brings it.'
