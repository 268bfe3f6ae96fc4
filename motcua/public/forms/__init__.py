"""What citizens type, checked for its shape."""
