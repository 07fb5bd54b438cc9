"""Maze algorithms: each a function that opens a spanning tree of a lattice."""
