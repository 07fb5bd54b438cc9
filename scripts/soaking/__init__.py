"""What scripts/soak.py is made of: the host as a service, who comes and goes there, the faults, the verdict."""
