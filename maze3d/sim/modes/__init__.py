"""The modes of play: a file each, functions over the state of a match."""
