"""Parts of scripts/soak.py: the host as a service, who comes and goes there, the faults, the verdict."""
