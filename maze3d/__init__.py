"""maze3d: a seeded maze you walk through in the first person."""

__version__ = "0.1.0"
