"""Every question asked of the catalogue."""
