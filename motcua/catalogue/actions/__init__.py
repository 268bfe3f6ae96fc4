"""Every change to the catalogue."""
