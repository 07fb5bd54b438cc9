"""What the game's own packs are made of: code that makes their pictures and sounds."""
