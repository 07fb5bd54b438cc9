"""The only sockets: the TLS stream, the datagrams beside it, finding hosts, and a network in memory.

Knows bytes and addresses, and drives the two ends of session/ without knowing what they say.
"""

from maze3d.net.missing import LanMissingError

__all__ = ["LanMissingError"]
