"""Both ends of a match over a network, without any I/O: bytes and the time go in, bytes and events come out.

What follows each other: framing and messages (the stream), seal and packets (the datagrams), table and limits
(who is there and what he may), host (the one end), peer (the other).
"""
