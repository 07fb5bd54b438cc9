"""Playing together: who one is on the LAN, finding and starting hosts, a match played elsewhere."""
