"""Campaigns: mazes in an order, with words, unlocks and par times. Reading, checking, and what is open when.

Knows no player, no file of his and nothing of the engine.
"""
