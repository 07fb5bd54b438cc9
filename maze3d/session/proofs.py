"""Who a player is to a host, and how a password is shown to be known without being sent.

Both are bound to the fingerprint of the host's certificate: what one host is told opens nothing at another.
"""

from __future__ import annotations

import hashlib
import hmac

KEY_BYTES = 16


def player_key(secret: bytes, fingerprint: str) -> bytes:
    """Return who the owner of `secret` is to the host with this fingerprint, KEY_BYTES."""
    return hmac.digest(secret, fingerprint.encode("ascii"), hashlib.sha256)[:KEY_BYTES]


def password_proof(password: str, nonce: bytes, fingerprint: str) -> str:
    """Return what shows the host that sent `nonce` that the password is known, 64 hex digits."""
    return hmac.digest(password.encode(), nonce + fingerprint.encode("ascii"), hashlib.sha256).hex()
