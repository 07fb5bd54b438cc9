"""Packs: folders and zips that change how the game looks, sounds and reads, never its rules.

Owns what a pack may hold, and everything that is read from one. Knows nothing of the engine: what a picture
or a sound becomes there is the view's.
"""
