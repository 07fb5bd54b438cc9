"""What is heard: sounds made by our own code, their cache, the player of events, and captions."""
