"""The match: what players wish in, what happens out, the same on every machine."""
