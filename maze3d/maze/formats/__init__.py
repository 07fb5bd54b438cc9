"""A maze written for others: text, JSON, SVG, pictures. Each takes a maze and returns str, bytes or array."""
