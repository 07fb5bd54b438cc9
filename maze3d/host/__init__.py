"""The processes of a match without a window: the host, and a swarm of bots. Never imports the engine."""
