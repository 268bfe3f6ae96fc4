"""Outside systems: the disk that must not forget, and the scanner for viruses."""
