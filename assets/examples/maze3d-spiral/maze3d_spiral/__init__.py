"""A generator and a bot for maze3d."""
