"""What is said where the extra packages for LAN play are not installed."""

from __future__ import annotations

from importlib.util import find_spec


class LanMissingError(ModuleNotFoundError):
    """A package that only LAN play needs is not installed. One sentence with the remedy."""


def need(package: str) -> None:
    """Raise LanMissingError when `package` is not installed. Does not import it."""
    if find_spec(package) is None:
        raise LanMissingError(
            f'Playing together needs {package}, which is not installed: pip install "maze3d[lan]" brings it.',
            name=package,
        )
