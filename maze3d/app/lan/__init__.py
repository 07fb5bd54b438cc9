"""Playing together: who one is on the LAN, finding and starting hosts, and a match that is played elsewhere."""
